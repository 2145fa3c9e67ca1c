// Uses the page of `kg show` as a reader would: PAGES is a folder with person.html and met.html, made by `make test-browser`.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const pages = process.env.PAGES;
const shots = process.env.SHOTS;
let browser;
let page;
let faults;

before(async () => {
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox"] });
});
after(async () => { await browser?.close(); });

async function open(name) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, offline: true });
  page = await context.newPage();
  page.setDefaultTimeout(10_000);
  faults = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => { if (["error", "warning"].includes(message.type())) faults.push(message.text()); });
  page.on("request", (request) => { if (!/^(file|data|blob):/.test(request.url())) faults.push(request.url()); });
  await page.goto(pathToFileURL(resolve(pages, name)).href);
  await page.waitForSelector("body[data-ready=yes]");
}
const where = (name) => page.evaluate((wanted) => {
  const node = chuanda.cy.nodes().filter((one) => one.data("label") === wanted)[0];
  const box = document.getElementById("graph").getBoundingClientRect();
  return { x: box.x + node.renderedPosition("x"), y: box.y + node.renderedPosition("y") };
}, name);
async function picture(name) { if (shots) await page.screenshot({ path: `${shots}/${name}.png` }); }

test("a click on a person shows the sentences with his name marked and the link to the article", async () => {
  await open("person.html");
  const at = await where("向明达");
  await page.mouse.click(at.x, at.y);
  assert.equal(await page.textContent("#details h2"), "向明达");
  const marks = await page.locator("#details mark").allTextContents();
  assert.ok(marks.some((words) => words.includes("向明达")), marks.join());
  assert.match(await page.locator("#details cite a").first().getAttribute("href"), /^https?:/);
  await picture("person");
  assert.deepEqual(faults, []);
});

test("a relation in the list opens its own sentence", async () => {
  await page.locator("#details button.link").first().click();
  assert.match(await page.textContent("#details h2"), /—.*→/);
  assert.ok(await page.locator("#details blockquote mark").count() > 0);
});

test("nodes are dragged, the wheel zooms, and Fit shows everything again", async () => {
  await page.waitForFunction(() => !chuanda.cy.animated());
  await page.click("#fit");
  const from = await where("向明达");
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x - 60, from.y - 40, { steps: 5 });
  await page.mouse.up();
  const to = await where("向明达");
  assert.ok(Math.abs(to.x - from.x + 60) < 8 && Math.abs(to.y - from.y + 40) < 8, JSON.stringify([from, to]));
  const zoom = () => page.evaluate(() => chuanda.cy.zoom());
  await page.click("#fit");
  const fitted = await zoom();
  await page.mouse.wheel(0, -300);
  await page.mouse.move(400, 400);
  await page.mouse.wheel(0, -300);
  await page.waitForFunction((before) => chuanda.cy.zoom() > before, fitted);
  await page.click("#fit");
  assert.ok(Math.abs(await zoom() - fitted) < 0.01);
});

test("search counts and Enter opens what it found", async () => {
  await page.fill("#search", "陈秋菊");
  assert.match(await page.textContent("#matches"), /^1 /);
  await page.press("#search", "Enter");
  assert.equal(await page.textContent("#details h2"), "陈秋菊");
  await page.fill("#search", "");
});

test("the legend hides a kind of relation", async () => {
  const visible = (some) => page.waitForFunction((wanted) => chuanda.cy.edges("[type = 'ATTENDED']").some((edge) => edge.visible()) === wanted, some);
  await visible(true);
  await page.getByRole("button", { name: "ATTENDED" }).click();
  await visible(false);
  await page.getByRole("button", { name: "ATTENDED" }).click();
  await visible(true);
});

test("the timeline is in order and leads to the event", async () => {
  await page.click("#tab-timeline");
  const dates = await page.locator(".bar .date").allTextContents();
  assert.ok(dates.length > 3);
  assert.deepEqual(dates.map((text) => text.slice(0, 10)), dates.map((text) => text.slice(0, 10)).sort());
  await page.locator("button.bar").first().click();
  assert.ok(await page.locator("#details blockquote").count() > 0);
  await picture("timeline");
});

test("the table sorts, filters and opens its facts", async () => {
  await open("met.html");
  await page.click("#tab-table");
  const column = () => page.locator("tbody tr:visible td:nth-child(3)").allTextContents();
  await page.getByRole("columnheader", { name: "events" }).click();
  const numbers = (await column()).map(Number);
  assert.deepEqual(numbers, [...numbers].sort((a, b) => a - b));
  const name = await page.locator("tbody tr td").first().textContent();
  await page.fill("#search", name);
  assert.ok((await column()).length < numbers.length);
  await page.locator("tbody tr:visible").first().click();
  assert.ok(await page.locator("#details blockquote").count() > 1);
  await picture("table");
  assert.deepEqual(faults, []);
});

test("nothing in an article becomes code", async () => {
  await open("person.html");
  await page.fill("#search", "两手抓");
  await page.press("#search", "Enter");
  const words = await page.textContent("#details");
  assert.ok(words.includes("<script>document.body.dataset.owned") && words.includes("<img src=x"), words);
  assert.equal(await page.locator("#details img, #details b, #details a[href^='javascript']").count(), 0);
  assert.equal(await page.evaluate(() => document.body.dataset.owned), undefined);
  await picture("hostile");
  assert.deepEqual(faults, []);
});
