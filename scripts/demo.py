"""Build the graph of samples/ and show what it answers; run by ``make demo``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.panel import Panel

from kg.build import build
from kg.cli.console import show_rows
from kg.graph.graph import Graph
from kg.resources import folder
from kg.stores.embedded import query
from kg.stores.questions import bind, find

ASKED = (("meetings_that_conveyed", {"words": "中央经济工作会议"}), ("first_use_of_slogan", {"slogan": "链长领链、专班护链、龙头强链"}),
         ("office_holders_of_region", {"region": "黄冈市"}))


def main() -> None:
    """Build, count, ask three questions, show one proof, and say what to try next."""
    console = Console(width=None if sys.stdout.isatty() else 150)
    graph = Path(tempfile.mkdtemp(prefix="chuanda-")) / "graph"
    report = build([folder("samples")], out=graph, workers=2)
    console.print(Panel(f"{report.documents} articles, {report.statements:,} statements\n"
                        + ", ".join(f"{count:,} {kind}" for kind, count in report.nodes.items() if count), title="The graph of samples/", expand=False))
    edge = ""
    for name, parameters in ASKED:
        question = find(name)
        rows = query(graph, question.statement, bind(question, parameters))
        edge = edge or next((str(row["edge"]) for row in rows if row.get("edge")), "")
        show_rows([{key: value for key, value in row.items() if key not in ("edge", "document")} for row in rows], "table", title=question.text)
    show_rows([{"document": proof.document, "sentence": proof.sentence} for proof in Graph.open(graph).why(edge)], "table",
              title=f"kg why {edge}: the sentence behind the first row")
    console.print(f"\nTry next:\n  .venv/bin/kg query {graph}\n  .venv/bin/kg query {graph} attendees_of_meeting -p name=常委会\n"
                  f"  .venv/bin/kg build YOUR_ARTICLES --out graph", highlight=False)


if __name__ == "__main__":
    main()
