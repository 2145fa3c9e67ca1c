"""What the tests share: the graph of samples/, built once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import neo4j
import pytest
from neo4j_contents import clear

from kg.build import BuildReport, build
from kg.extract.grammar import GrammarExtractor
from kg.resources import folder
from kg.stores.neo4j.connection import Address
from kg.stores.neo4j.home import Home, Process, cache_folder
from kg.stores.neo4j.release import DEFAULT, release_named
from kg.stores.neo4j.server import Runtime, start, stop


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


@pytest.fixture(scope="session")
def neo4j_runtime() -> Runtime:
    """The Java and jars of the release under test ($NEO4J_RELEASE, else the default), fetched the first time."""
    return Runtime.fetch(release_named(os.environ.get("NEO4J_RELEASE", DEFAULT)), cache_folder(), lambda words: None)


@pytest.fixture(scope="session")
def neo4j_server(neo4j_runtime: Runtime, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Process, str]]:
    """A real Neo4j on free ports, and its password; where it does not start the run fails with its last lines."""
    home = Home(tmp_path_factory.mktemp("neo4j") / "home")
    quick = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")  # ready sooner, slower in the long run
    process = start(neo4j_runtime, home, bolt_port=0, http_port=0, memory=512, note=lambda words: None, options=quick)
    yield process, home.password()
    stop(home)


@pytest.fixture(scope="session")
def neo4j_session(neo4j_server: tuple[Process, str]) -> Iterator[neo4j.Session]:
    """A session on the real Neo4j."""
    process, password = neo4j_server
    with (neo4j.GraphDatabase.driver(process.uri, auth=("neo4j", password), notifications_min_severity="OFF") as driver,
          driver.session(database="neo4j") as session):
        yield session


@pytest.fixture(scope="session")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the small graph of samples/chain."""
    graph = tmp_path_factory.mktemp("chain") / "graph"
    build([folder("samples") / "chain"], out=graph, workers=1)
    return graph


@pytest.fixture
def where(neo4j_server: tuple[Process, str], neo4j_session: neo4j.Session) -> Iterator[Address]:
    """The server, emptied."""
    clear(neo4j_session)
    yield Address(uri=neo4j_server[0].uri, password=neo4j_server[1])
    clear(neo4j_session)
