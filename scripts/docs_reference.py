"""Pages of the documentation that are made from the code: commands, lexicon tables, stored questions, kinds of nodes and edges.

A hook of MkDocs: nothing here is committed, so that it cannot grow stale.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer.main

from kg.cli.main import app
from kg.schema import EDGES, NODES, Property
from kg.stores.questions import Question, questions

ROOT = Path(__file__).parent.parent
TABLES = ("kg/lexicon", "kg/clean", "kg/regions", "kg/spread")


def on_files(files: Any, config: Any) -> Any:
    """Add the generated pages to the files of the site."""
    from mkdocs.structure.files import File
    pages = {"reference/commands.md": commands(), "reference/lexicons.md": lexicons(), "reference/questions.md": stored_questions()}
    for path, lines in pages.items():
        files.append(File.generated(config, path, content="\n".join(lines) + "\n"))
    return files


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """Put the tables of the schema where the page on the data model asks for them."""
    if page.file.src_uri != "reference/data-model.md":
        return markdown
    figure = (ROOT / "docs" / "images" / "data-model.svg").read_text(encoding="utf-8")
    missing = [name for name in (*NODES, *EDGES) if name not in figure]
    if missing:
        raise ValueError(f"docs/images/data-model.svg does not show {', '.join(missing)}")
    return markdown.replace("<!-- nodes -->", "\n".join(node_table())).replace("<!-- edges -->", "\n".join(edge_table()))


def commands() -> Iterator[str]:
    """Yield the page of all commands, from the command line itself."""
    yield "# Commands\n\nMade from the code: what `kg COMMAND --help` says. `kg --help` lists them; every command reads and writes `-`, tells its progress on "
    yield "standard error, and leaves with 0 (done), 1 (a check failed) or 2 (wrong use or unreadable input).\n"
    yield from _commands(typer.main.get_command(app), "kg")


def _commands(command: Any, name: str) -> Iterator[str]:
    for key, inner in sorted(getattr(command, "commands", {}).items()):
        full = f"{name} {key}"
        if getattr(inner, "commands", None):
            yield from _commands(inner, full)
            continue
        usage = " ".join(_label(parameter) for parameter in inner.params if parameter.param_type_name == "argument")
        yield f"## {full}\n\n{inner.help or ''}\n\n```text\n{full} {usage} [OPTIONS]\n```\n"
        yield "| argument or option | meaning | default |\n|---|---|---|"
        for parameter in inner.params:
            if parameter.name == "help":
                continue
            default = "" if parameter.default is None or parameter.default is False or callable(parameter.default) else str(parameter.default)
            yield f"| `{_label(parameter)}` | {_cell(getattr(parameter, 'help', None) or '')} | {f'`{default}`' if default and default != '()' else ''} |"
        yield ""


def _label(parameter: Any) -> str:
    """Return how an argument or option is written."""
    if parameter.param_type_name != "argument":
        return ", ".join(parameter.opts)
    return str(parameter.metavar or parameter.name.upper() + ("..." if parameter.nargs == -1 else ""))


def lexicons() -> Iterator[str]:
    """Yield the page of all tables of words, from the heads of their files."""
    yield "# Lexicon tables\n\nMade from the heads of the files. A folder given with `--lexicon` extends a table of `kg/lexicon` by one of the same name; see"
    yield "[Add an office or a slogan](../how-to/lexicon.md).\n"
    for folder in TABLES:
        for path in sorted((ROOT / folder).glob("*.tsv")):
            lines = path.read_text(encoding="utf-8").splitlines()
            head = [line.lstrip("# ").strip() for line in lines if line.startswith("#")]
            rows = [line for line in lines if line.strip() and not line.startswith("#")]
            columns = rows[0].split("\t")
            example = dict(zip(columns, rows[1].split("\t"), strict=False))
            yield f"## {folder}/{path.name}\n\n{_cell(' '.join(head[:1]))} {len(rows) - 1:,} rows.\n"
            yield from (f"- {_cell(line)}" for line in head[1:])
            yield "\n| " + " | ".join(columns) + " |\n|" + "---|" * len(columns)
            yield "| " + " | ".join(_code(example.get(column, "")) for column in columns) + " |\n"


def stored_questions() -> Iterator[str]:
    """Yield the page of the stored questions, from their files."""
    yield "# Stored questions\n\nMade from the files in `cypher/queries` and `ontology/queries`. `kg query GRAPH NAME -p PARAMETER=VALUE` asks one; `kg show` makes a page of its answer.\n"
    for language in ("cypher", "sparql"):
        found: list[Question] = questions(language)
        if found:
            yield f"## {language}\n\n| question | asks | parameters |\n|---|---|---|"
            for question in found:
                parameters = "、".join(f"`{p.name}={p.example}`" if p.example else f"`{p.name}`" for p in question.parameters)
                yield f"| `{question.name}` | {_cell(question.text)} | {parameters} |"
            yield ""


def node_table() -> Iterator[str]:
    """Yield the table of the kinds of nodes."""
    yield "| node | properties |\n|---|---|"
    for kind in NODES.values():
        yield f"| {kind.name} | {_properties(kind.properties)} |"


def edge_table() -> Iterator[str]:
    """Yield the table of the kinds of edges."""
    yield "| edge | from → to | qualifiers | |\n|---|---|---|---|"
    for kind in EDGES.values():
        pairs = "; ".join(f"{one} → {other}" for one, other in kind.pairs)
        yield f"| {kind.name} | {pairs} | {_properties(kind.qualifiers)} | {'reported' if kind.reported else 'derived'} |"


def _properties(properties: tuple[Property, ...]) -> str:
    return ", ".join(f"`{item.name}`" + ("*" if item.identifies else "") for item in properties)


def _code(words: str) -> str:
    return f"`{words.replace('|', chr(92) + '|')}`" if words else ""


def _cell(words: str) -> str:
    return words.replace("|", "\\|").replace("\n", " ").replace("<", "&lt;").replace("[", "\\[")
