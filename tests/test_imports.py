"""Data flows one way: a module imports only from rooms before its own, and the shared ones import none of the rooms."""

import ast
from pathlib import Path

import kg

ROOT = Path(kg.__file__).parent
SHARED = ("model", "schema", "errors", "lexicon", "regions", "engine", "resources")
ORDER = ("read", "clean", "extract", "graph", "resolve", "spread", "stores", "build", "evaluate", "show", "cli")


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("kg."):
            found.add(node.module.split(".")[1])
        elif isinstance(node, ast.Import):
            found |= {alias.name.split(".")[1] for alias in node.names if alias.name.startswith("kg.")}
    return found


def backward(path: Path, own: str) -> list[str]:
    used = imports(path) - {own}
    if own in SHARED:
        return sorted(used - set(SHARED))
    allowed = {*SHARED, *ORDER[:ORDER.index(own)]}
    return sorted(used - allowed)


def test_no_import_runs_back_up() -> None:
    wrong = {}
    for path in sorted(ROOT.rglob("*.py")):
        own = path.relative_to(ROOT).parts[0].removesuffix(".py")
        if own not in ("__init__", "_shipped") and backward(path, own):
            wrong[str(path.relative_to(ROOT))] = backward(path, own)
    assert wrong == {}


def test_nothing_prints_outside_the_command_line() -> None:
    for path in ROOT.rglob("*.py"):
        if "cli" not in path.parts:
            calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
                     if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"]
            assert calls == [], path
