"use strict";
// Draws the data that stands in the page. All text from documents goes in as text, never as markup.
(async () => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const by = (id) => document.getElementById(id);
  const KINDS = { Person: ["人物", "#b11218"], Office: ["职务", "#e08a1e"], Organization: ["机构", "#7a5195"], Region: ["地区", "#2f855a"],
    Event: ["事件", "#2b6cb0"], Directive: ["传达内容", "#0f766e"], Slogan: ["提法", "#d53f8c"], Document: ["文章", "#64748b"] };
  const EDGES = { HELD: "任职", ATTENDED: "出席", TRANSMITS: "传达", GIVEN_AT: "发表于", HELD_BY_ORGAN: "主办", HELD_IN: "地点", VISITED: "走访",
    USED: "使用", FIRST_USED_IN: "首用", PRECEDED: "前任", MET: "同场", SERVED_WITH: "共事", POST_IN: "属机构", JURISDICTION: "辖区", PART_OF: "隶属",
    SUCCEEDED_BY: "沿革", SPREAD: "传播", FORM_OF: "异形", REPORTS: "报道" };
  const ROLES = { chair: "主持", lead: "带队", speak: "讲话", attend: "出席" };
  const FONTS = "system-ui, PingFang SC, Microsoft YaHei, Noto Sans CJK SC, Chuanda, sans-serif";
  const PALETTE = ["#8d99ae", "#c08552", "#5b8e7d", "#6d597a", "#457b9d", "#bc4749", "#7f8c3a", "#9c6644"];
  const HIDDEN = new Set(["id", "label", "type", "from_id", "to_id", "from_kind", "to_kind", "proofs", "proof_count", "name", "office_id", "document_id"]);
  const nodes = new Map(data.nodes.map((node) => [node.id, node]));
  const edges = new Map(data.edges.map((edge) => [edge.id, edge]));
  const types = [...new Set(data.edges.map((edge) => edge.type))].sort();
  const colour = (type) => PALETTE[types.indexOf(type) % PALETTE.length];
  const edgeLabel = (edge) => (edge.type === "ATTENDED" ? ROLES[edge.role] : EDGES[edge.type]) || edge.type;
  const touching = new Map(data.nodes.map((node) => [node.id, []]));
  for (const edge of data.edges) { touching.get(edge.from_id).push(edge); if (edge.to_id !== edge.from_id) touching.get(edge.to_id).push(edge); }

  function make(name, parent, text, attributes) {
    const element = document.createElement(name);
    if (text !== undefined && text !== null) element.textContent = text;
    for (const [key, value] of Object.entries(attributes || {})) element.setAttribute(key, value);
    if (parent) parent.append(element);
    return element;
  }
  const shown = (value) => Array.isArray(value) ? value.map(shown).join("、") : value === null || value === undefined ? "" : String(value);
  const short = (text, most) => text.length > most ? text.slice(0, most - 1) + "…" : text;

  by("title").textContent = data.title;
  by("note").textContent = data.note;
  await document.fonts.load("12px Chuanda", "传").catch(() => undefined);  // the canvas draws with what is loaded
  document.body.classList.add("font");

  // the graph
  const cy = cytoscape({
    container: by("graph"), minZoom: 0.05, maxZoom: 6,
    elements: [
      ...data.nodes.map((node, i) => ({ data: { id: node.id, label: short(node.name || node.id, 18), kind: node.label, degree: touching.get(node.id).length },
        position: { x: 300 * Math.cos(2 * Math.PI * i / data.nodes.length) * (1 + i % 5 / 5), y: 300 * Math.sin(2 * Math.PI * i / data.nodes.length) * (1 + i % 5 / 5) } })),
      ...data.edges.map((edge) => ({ data: { id: edge.id, source: edge.from_id, target: edge.to_id, type: edge.type, label: edgeLabel(edge), colour: colour(edge.type) } })),
    ],
    style: [
      { selector: "node", style: { label: "data(label)", "font-family": FONTS, "font-size": 11,
        "text-valign": "bottom", "text-margin-y": 3, "text-wrap": "wrap", "text-max-width": 110, "text-overflow-wrap": "anywhere", color: "#1f2430",
        "text-background-color": "#fff", "text-background-opacity": 0.75, "min-zoomed-font-size": 7,
        width: "mapData(degree, 0, 20, 16, 46)", height: "mapData(degree, 0, 20, 16, 46)", "background-color": (n) => (KINDS[n.data("kind")] || ["", "#888"])[1] } },
      { selector: "node[kind = 'Event']", style: { shape: "round-rectangle" } },
      { selector: "node[kind = 'Office'], node[kind = 'Organization']", style: { shape: "diamond" } },
      { selector: "node[kind = 'Region']", style: { shape: "hexagon" } },
      { selector: "node[kind = 'Slogan'], node[kind = 'Directive']", style: { shape: "tag" } },
      { selector: "edge", style: { width: 1.6, "line-color": "data(colour)", "target-arrow-color": "data(colour)", "target-arrow-shape": "triangle", "arrow-scale": 0.8,
        "curve-style": "bezier", opacity: 0.7 } },
      { selector: "edge[type = 'MET'], edge[type = 'SERVED_WITH']", style: { "target-arrow-shape": "none" } },
      { selector: "edge.near, edge:selected", style: { label: "data(label)", "font-family": FONTS, "font-size": 10, width: 2.6, opacity: 1,
        "text-background-color": "#fff", "text-background-opacity": 0.9, "text-rotation": "autorotate" } },
      { selector: ".far", style: { opacity: 0.13 } },
      { selector: ".found", style: { "border-width": 4, "border-color": "#111" } },
      { selector: "node:selected", style: { "border-width": 4, "border-color": "#ffb703" } },
      { selector: ".gone", style: { display: "none" } },
    ],
    layout: { name: "cose", randomize: false, animate: false, nodeDimensionsIncludeLabels: true, idealEdgeLength: () => 70, nodeRepulsion: () => 9000, componentSpacing: 60, numIter: 700, padding: 24 },
  });
  if (!data.nodes.length) { by("empty").hidden = false; by("empty").textContent = "这个回答的行里没有图中的编号。 The rows of this answer name nothing that can be drawn; see the table."; }
  by("zoom-in").onclick = () => cy.zoom({ level: cy.zoom() * 1.3, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
  by("zoom-out").onclick = () => cy.zoom({ level: cy.zoom() / 1.3, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
  by("fit").onclick = () => cy.fit(undefined, 24);

  // what is chosen
  let chosen = null;
  function choose(id, { centre = false } = {}) {
    chosen = id;
    cy.elements().removeClass("far near").unselect();
    const element = cy.getElementById(id);
    if (element.length) {
      const near = element.isNode() ? element.closedNeighborhood() : element.union(element.connectedNodes());
      cy.elements().difference(near).addClass("far");
      near.edges().addClass("near");
      element.select();
      if (centre) cy.animate({ center: { eles: element }, duration: 200 });
    }
    for (const row of document.querySelectorAll("[data-ref]")) row.classList.toggle("chosen", row.dataset.ref.split(" ").includes(id));
    nodes.has(id) ? describeNode(nodes.get(id)) : edges.has(id) ? describeEdge(edges.get(id)) : welcome();
  }
  cy.on("tap", "node, edge", (event) => choose(event.target.id()));
  cy.on("tap", (event) => { if (event.target === cy) choose(null); });

  // details
  const details = by("details");
  function properties(thing, skip) {
    const list = make("dl", details);
    for (const [name, value] of Object.entries(thing)) {
      if (HIDDEN.has(name) || (skip && skip.has(name))) continue;
      make("dt", list, name);
      make("dd", list, shown(value));
    }
    make("dt", list, "id");
    make("dd", list, thing.id);
  }
  function marked(parent, text, marks) {
    let at = 0;
    for (const [start, stop] of marks) {
      if (start > at) parent.append(text.slice(at, start));
      if (stop > at) make("mark", parent, text.slice(Math.max(at, start), stop));
      at = Math.max(at, stop);
    }
    parent.append(text.slice(at));
  }
  function sentences(list) {
    const marks = new Map();
    let more = 0;
    for (const edge of list) {
      more += edge.proof_count - edge.proofs.length;
      for (const [proof, found] of edge.proofs) marks.set(proof, [...(marks.get(proof) || []), ...found]);
    }
    make("h3", details, `原文 Sentences (${marks.size})`);
    const order = [...marks.keys()].sort((a, b) => (data.sentences[a].published || "").localeCompare(data.sentences[b].published || "") || a.localeCompare(b));
    for (const proof of order) {
      const sentence = data.sentences[proof];
      const quote = make("blockquote", details);
      marked(make("p", quote), sentence.text, marks.get(proof).sort((a, b) => a[0] - b[0] || a[1] - b[1]));
      const cite = make("cite", quote);
      const words = [sentence.published, sentence.publisher, sentence.headline || sentence.document].filter(Boolean).join(" · ");
      if (/^https?:\/\//i.test(sentence.url || "")) make("a", cite, words, { href: sentence.url, target: "_blank", rel: "noopener noreferrer" });
      else cite.append(words);
    }
    if (!marks.size) make("p", details, "没有直接的句子。 No sentence of its own: it was derived.");
    if (more > 0) make("p", details, `另有 ${more} 句 more sentences: kg why ${data.graph} ID`);
  }
  function link(parent, id, what, text) {
    const button = make("button", parent, null, { class: "link" });
    make("span", button, what + "  ", { class: "what" });
    button.append(text);
    button.onclick = () => choose(id, { centre: true });
  }
  function describeNode(node) {
    details.replaceChildren();
    make("h2", details, node.name || node.id);
    make("p", details, `${(KINDS[node.label] || [""])[0]} ${node.label}`, { class: "kind" });
    properties(node);
    const own = touching.get(node.id);
    sentences(own);
    make("h3", details, `关系 Relations (${own.length})`);
    for (const edge of own) {
      const other = nodes.get(edge.from_id === node.id ? edge.to_id : edge.from_id);
      link(details, edge.id, edgeLabel(edge) + (edge.from_id === node.id ? " →" : " ←"), other.name || other.id);
    }
    details.scrollTop = 0;
  }
  function describeEdge(edge) {
    details.replaceChildren();
    const [one, other] = [nodes.get(edge.from_id), nodes.get(edge.to_id)];
    make("h2", details, `${one.name} — ${edgeLabel(edge)} → ${other.name}`);
    make("p", details, `${EDGES[edge.type] || ""} ${edge.type}`, { class: "kind" });
    properties(edge);
    sentences([edge]);
    make("h3", details, "两端 Ends");
    for (const node of [one, other]) link(details, node.id, node.label, node.name);
    details.scrollTop = 0;
  }
  function welcome() {
    details.replaceChildren();
    make("h2", details, "点一个节点或一条边");
    make("p", details, "Click a node or an edge to read the sentences that prove it. Drag to move, scroll to zoom, type to search.");
    make("p", details, `${data.nodes.length} things, ${data.edges.length} relations, ${Object.keys(data.sentences).length} sentences.`);
    if (data.left_out) make("p", details, `${data.left_out} more things did not fit; raise --limit, or ask for less.`);
  }

  // the legend hides and shows
  function toggle(selector, button) {
    const on = button.getAttribute("aria-pressed") === "false";
    button.setAttribute("aria-pressed", String(on));
    cy.elements(selector).toggleClass("gone", !on);
  }
  for (const kind of Object.keys(KINDS).filter((name) => data.nodes.some((node) => node.label === name))) {
    const button = make("button", by("legend"), null, { "aria-pressed": "true" });
    make("span", button, "", { class: "swatch" }).style.background = KINDS[kind][1];
    button.append(`${KINDS[kind][0]} ${kind}`);
    button.onclick = () => toggle(`node[kind = '${kind}']`, button);
  }
  for (const type of types) {
    const button = make("button", by("legend"), null, { "aria-pressed": "true" });
    make("span", button, "", { class: "swatch edge" }).style.background = colour(type);
    button.append(`${EDGES[type] || ""} ${type}`);
    button.onclick = () => toggle(`edge[type = '${type}']`, button);
  }

  // search
  by("search").oninput = () => {
    const words = by("search").value.trim().toLowerCase();
    cy.elements().removeClass("found");
    const said = (node) => [node.name, node.code, ...(node.also_known_as || []), ...(node.forms || [])].filter(Boolean).join(" ").toLowerCase();
    const found = words ? data.nodes.filter((node) => said(node).includes(words)) : [];
    for (const node of found) cy.getElementById(node.id).addClass("found");
    by("matches").textContent = words ? `${found.length} 个 found` : "";
    for (const row of document.querySelectorAll("tbody tr, .bar:not(.axis)")) row.hidden = Boolean(words) && !row.textContent.toLowerCase().includes(words);
    const seen = found.reduce((some, node) => some.union(cy.getElementById(node.id)), cy.collection());
    if (found.length === 1) cy.animate({ center: { eles: seen }, zoom: Math.max(1, Math.min(cy.zoom(), 2)), duration: 200 });
    else if (found.length) cy.animate({ fit: { eles: seen, padding: 120 }, duration: 200 });
  };
  by("search").onkeydown = (event) => {
    if (event.key !== "Enter") return;
    const found = cy.nodes(".found").map((node) => node.id());
    if (found.length) choose(found[(found.indexOf(chosen) + 1) % found.length], { centre: true });
  };

  // the table
  const rows = data.rows.length ? data.rows : data.edges.map((edge) => ({ from: nodes.get(edge.from_id).name, relation: edgeLabel(edge), to: nodes.get(edge.to_id).name,
    date: edge.used_date || edge.first_seen || edge.last_date || nodes.get(edge.to_id).start_date || "", reports: edge.support, edge: edge.id }));
  const isId = (value) => nodes.has(value) || edges.has(value);
  const names = rows.length ? Object.keys(rows[0]).filter((name) => !rows.every((row) => row[name] === null || isId(row[name]) && name !== "name")) : [];
  function drawTable(order) {
    const table = make("table", null);
    const head = make("tr", make("thead", table));
    names.forEach((name) => { make("th", head, name, { title: "Sort" }).onclick = () => drawTable(order && order.name === name ? { name, turn: -order.turn } : { name, turn: 1 }); });
    const body = make("tbody", table);
    const sorted = order ? [...rows].sort((a, b) => order.turn * (typeof a[order.name] === "number" && typeof b[order.name] === "number" ? a[order.name] - b[order.name]
      : shown(a[order.name]).localeCompare(shown(b[order.name]), "zh-CN"))) : rows;
    for (const row of sorted) {
      const ids = Object.values(row).filter(isId);
      const line = make("tr", body, null, { tabindex: "0", "data-ref": ids.join(" ") });
      for (const name of names) make("td", line, shown(row[name]));
      line.onclick = () => { if (ids.length) choose(ids[0], { centre: true }); };
      line.onkeydown = (event) => { if (event.key === "Enter") line.click(); };
    }
    by("table-view").replaceChildren(table);
    if (!rows.length) make("p", by("table-view"), "没有行。 No rows.");
  }
  drawTable(null);

  // the timeline
  const day = (text, last) => {
    const [year, month, date] = text.split("-").map(Number);
    if (date) return Date.UTC(year, month - 1, date) / 864e5;
    return last ? Date.UTC(month ? year : year + 1, month || 0, 0) / 864e5 : Date.UTC(year, (month || 1) - 1, 1) / 864e5;
  };
  function drawTimeline() {
    const view = by("timeline-view");
    if (!data.timeline.length) { make("p", view, "没有日期。 Nothing here has a date."); return; }
    const first = Math.min(...data.timeline.map((item) => day(item.start, false)));
    const last = Math.max(...data.timeline.map((item) => day(item.end, true)));
    const width = Math.max(last - first, 1);
    const place = (at) => 2 + 83 * (at - first) / width;
    const axis = make("div", view, null, { class: "bar axis" });
    make("span", axis, `${data.timeline[0].start} —`, { class: "name" });
    const ticks = make("span", axis, null, { class: "track" });
    const years = width > 800, step = years ? Math.ceil(width / 365.25 / 8) : Math.max(1, Math.ceil(width / 30.4 / 8));
    const begin = new Date(first * 864e5);
    for (let i = 0; i < 12; i++) {
      const at = years ? Date.UTC(begin.getUTCFullYear() + 1 + i * step, 0, 1) : Date.UTC(begin.getUTCFullYear(), begin.getUTCMonth() + 1 + i * step, 1);
      if (at / 864e5 > last) break;
      make("span", ticks, new Date(at).toISOString().slice(0, years ? 4 : 7), { class: "tick" }).style.left = place(at / 864e5) + "%";
    }
    for (const item of data.timeline) {
      const bar = make("button", view, null, { class: "bar", "data-ref": item.ref, title: item.label });
      make("span", bar, item.label, { class: "name" });
      const track = make("span", bar, null, { class: "track" });
      const span = make("span", track, "", { class: "span" });
      const [from, to] = [place(day(item.start, false)), place(day(item.end, true))];
      span.style.left = from + "%";
      span.style.width = to - from + "%";
      span.style.background = item.kind === "Event" ? KINDS.Event[1] : colour(item.kind);
      const date = make("span", track, item.start + (item.end !== item.start ? " – " + item.end : ""), { class: "date" });
      if (to > 60) { date.style.right = 100 - from + 1 + "%"; } else date.style.left = `calc(${to}% + 12px)`;
      bar.onclick = () => choose(item.ref, { centre: true });
    }
  }
  drawTimeline();

  // tabs
  const tabs = ["graph", "table", "timeline"];
  function open(name) {
    for (const tab of tabs) { by(`tab-${tab}`).setAttribute("aria-selected", String(tab === name)); by(`${tab}-view`).hidden = tab !== name; }
    by("zooming").hidden = name !== "graph";
    if (name === "graph") cy.resize();
  }
  for (const tab of tabs) by(`tab-${tab}`).onclick = () => open(tab);

  welcome();
  if (!data.nodes.length && rows.length) open("table");
  cy.resize().fit(undefined, 24);
  window.chuanda = { cy, choose };
  document.body.dataset.ready = "yes";
})();
