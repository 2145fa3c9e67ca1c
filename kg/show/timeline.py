"""What of a selection has a date, as bars and points."""

from __future__ import annotations

from kg.show.selection import Selection
from kg.show.tables import Row


def timeline(found: Selection) -> list[Row]:
    """Return one row a dated thing, the earliest first: ``ref`` (id of the node or edge), ``label``, ``kind``, ``start``, ``end``.

    Dates are as precise as the texts: a day, a month or a year. A tenure runs from when it was asserted to begin, else first seen, to when it
    was asserted to end, else last seen.
    """
    rows = [{"ref": key, "label": node["name"], "kind": "Event", "start": node["start_date"], "end": node.get("end_date") or node["start_date"]}
            for key, node in found.nodes.items() if node["label"] == "Event" and node.get("start_date")]
    rows += [row for key, edge in found.edges.items() if (row := _dated(key, edge, found)) is not None]
    return sorted(rows, key=lambda row: (row["start"], row["end"], row["label"], row["ref"]))


def _dated(key: str, edge: Row, found: Selection) -> Row | None:
    one, other = (found.nodes[edge[end]]["name"] for end in ("from_id", "to_id"))
    if edge["type"] == "HELD":
        start = edge.get("from_date") or edge.get("first_seen")
        end = edge.get("to_date") or edge.get("last_seen") or start
    elif edge["type"] in ("USED", "FIRST_USED_IN"):
        start = end = edge.get("used_date")
    elif edge["type"] == "MET":
        start = end = edge.get("last_date")
    else:
        return None
    where = edge.get("region_name") or other
    label = f"{where} · {found.nodes[edge['to_id']]['name']}" if edge["type"] == "USED" else f"{one} · {other}"
    return {"ref": key, "label": label, "kind": edge["type"], "start": start, "end": end} if start else None
