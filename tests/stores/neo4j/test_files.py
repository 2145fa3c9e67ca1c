import shutil
from pathlib import Path

import neo4j
import pyarrow as pa
import pytest
from neo4j_contents import expected, make_hostile, rewrite, same
from typer.testing import CliRunner

from kg.cli.main import app
from kg.errors import StoreFailed
from kg.graph.tables import node_schema, read_nodes
from kg.schema import NODES
from kg.stores.neo4j.connection import Address
from kg.stores.neo4j.files import export_files
from kg.stores.neo4j.home import Home
from kg.stores.neo4j.load import load
from kg.stores.neo4j.server import Runtime, start, stop


def test_the_files_import_into_a_real_server_as_a_load_would_write_them(graph: Path, neo4j_runtime: Runtime, tmp_path: Path) -> None:
    # the import leaves empty lists out, a load afterwards adds them
    copy = Path(shutil.copytree(graph, tmp_path / "graph"))
    make_hostile(copy)
    done = CliRunner().invoke(app, ["export", str(copy), "--to", "neo4j-csv", "-o", str(tmp_path / "files")])
    assert f"neo4j-admin @{tmp_path / 'files' / 'import.args'}" in done.output
    home = Home(tmp_path / "home")
    home.make()
    home.configure(neo4j_runtime.release, bolt_port=0, http_port=0, memory=512)
    neo4j_runtime.admin(home, "dbms", "set-initial-password", f"@{home.password_file}")
    nodes, edges = map(len, expected(copy))
    said = neo4j_runtime.admin(home, f"@{tmp_path / 'files' / 'import.args'}")
    assert f"{nodes} nodes" in said
    assert f"{edges} relationships" in said
    process = start(neo4j_runtime, home, bolt_port=0, http_port=0, memory=512, note=lambda words: None, options=("-XX:TieredStopAtLevel=1",))
    try:
        with neo4j.GraphDatabase.driver(process.uri, auth=("neo4j", home.password()), notifications_min_severity="OFF") as driver, driver.session() as session:
            assert same(session, copy, empty_lists=False)
            again = load(copy, Address(uri=process.uri, password=home.password()))
            assert (again.created, again.removed) == (0, 0)
            assert same(session, copy)
    finally:
        stop(home)


def test_members_that_hold_the_separator_are_refused(graph: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(graph, tmp_path / "graph"))
    row = {"id": "x", "name": "x", "aliases": ["a\x1fb"]}
    rewrite(copy, "Person", pa.concat_tables([read_nodes(copy, "Person"), pa.Table.from_pylist([row], schema=node_schema(NODES["Person"]))]))
    with pytest.raises(StoreFailed, match=r"U\+001F"):
        export_files(copy, tmp_path / "files")


def test_standard_output_takes_no_folder(graph: Path) -> None:
    assert "several files" in str(CliRunner().invoke(app, ["export", str(graph), "--to", "neo4j-csv"]).exception)
