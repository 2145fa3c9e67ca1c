"""What the tests share: the graph of samples/, built once."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.build import BuildReport, build
from kg.extract.grammar import GrammarExtractor
from kg.resources import folder


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, BuildReport]:
    """The graph of samples/ and the report of its build."""
    graph = tmp_path_factory.mktemp("samples") / "graph"
    return graph, build([folder("samples")], out=graph)


@pytest.fixture(scope="session")
def graph(built: tuple[Path, BuildReport]) -> Path:
    """The folder of the graph of samples/."""
    return built[0]


@pytest.fixture(scope="session")
def extractor() -> GrammarExtractor:
    """The grammar extractor."""
    return GrammarExtractor()
