import json
import os
import socket
import stat
import urllib.request
from pathlib import Path

import neo4j
import pytest
from typer.testing import CliRunner

from kg.cli.main import app
from kg.errors import ServerFailed
from kg.stores.neo4j import jars as jars_module
from kg.stores.neo4j.home import Home, Process
from kg.stores.neo4j.jars import damaged, jars
from kg.stores.neo4j.java import java
from kg.stores.neo4j.release import RELEASES, release_named
from kg.stores.neo4j.server import Runtime, start, stop


def quiet(words: str) -> None:
    pass


def test_the_server_answers_drivers_and_serves_browser(neo4j_server: tuple[Process, str], neo4j_session: neo4j.Session) -> None:
    process, _ = neo4j_server
    version = neo4j_session.run("CALL dbms.components() YIELD versions RETURN versions[0] AS version").single(strict=True)["version"]
    assert version == release_named(process.release).version
    page = urllib.request.urlopen(process.browser.split("?")[0], timeout=20).read().decode()
    assert "Neo4j Browser" in page


def test_only_the_owner_reads_the_password(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    assert home.make()
    assert stat.S_IMODE(home.password_file.stat().st_mode) == 0o600
    assert stat.S_IMODE(home.root.stat().st_mode) == 0o700
    assert len(home.password()) >= 20
    (home.root / "data" / "dbms").mkdir()
    before = home.password()
    assert not home.make()
    assert home.password() == before


def test_a_taken_port_is_named(neo4j_runtime: Runtime, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(ServerFailed, match=f"Port {taken.getsockname()[1]} is taken .* --bolt-port"):
            start(neo4j_runtime, Home(tmp_path / "home"), bolt_port=taken.getsockname()[1], http_port=0, note=quiet)


def test_a_server_that_dies_shows_its_last_lines(neo4j_runtime: Runtime, tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    home.make()
    (home.root / "data" / "dbms").mkdir(parents=True)
    (home.root / "data" / "databases").write_text("in the way of the folder of databases")
    with pytest.raises(ServerFailed, match=r"(?s)ended before it answered.*databases"):
        start(neo4j_runtime, home, bolt_port=0, http_port=0, memory=256, note=quiet)
    assert not stop(home)


def test_a_dead_or_foreign_process_is_not_ours(tmp_path: Path) -> None:
    home = Home(tmp_path)
    assert not home.is_alive(Process(pid=os.getpid(), bolt_port=1, http_port=2, release="5.26"))
    assert not home.is_alive(Process(pid=2**22 - 1, bolt_port=1, http_port=2, release="5.26"))


def test_a_half_fetched_jar_is_fetched_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    release, notes = RELEASES["5.26"], []
    folder = tmp_path / release.version / "lib"
    folder.mkdir(parents=True)
    (folder / "jars.json").write_text(json.dumps({"one.jar": 7}))
    (folder / "one.jar").write_bytes(b"half")
    assert damaged(folder) == "one.jar"

    def fetch(release: object, folder: Path, note: object) -> None:
        (folder / "one.jar").write_bytes(b"wholejr")
    monkeypatch.setattr(jars_module, "_fetch", fetch)
    assert jars(release, tmp_path, notes.append) == folder
    assert notes == ["one.jar is damaged; Neo4j 5.26.25 is fetched again."]
    assert damaged(folder) is None


@pytest.mark.parametrize(("tool", "said"), [
    ("mvn", "[ERROR] Failed to execute goal: Could not transfer artifact: Unknown host\\n[ERROR] [Help 1]"),
    ("python", "Traceback (most recent call last):\\n  File\\nConnectionError: Unknown host")])
def test_without_a_network_one_sentence_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tool: str, said: str) -> None:
    script = tmp_path / "tool"
    script.write_text(f"#!/bin/sh\nprintf '{said}' >&2\nexit 1\n")
    script.chmod(0o755)
    monkeypatch.setattr(jars_module, "_by_maven", lambda release, work, target: jars_module._run([str(script)], work, release))
    monkeypatch.setattr(jars_module, "_by_jgo", lambda release, work, target: jars_module._run([str(script)], work, release))
    with pytest.raises(ServerFailed, match="cannot be fetched; is there a network") as caught:
        jars(RELEASES["5.26"], tmp_path, quiet)
    assert "Unknown host" in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1


def test_a_java_that_does_not_fit_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = tmp_path / "bin" / "java"
    old.parent.mkdir()
    old.write_text("#!/bin/sh\necho 'openjdk version \"11.0.2\"' >&2\n")
    old.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    monkeypatch.setenv("PATH", str(old.parent), prepend=os.pathsep)
    assert java(RELEASES["5.26"], tmp_path, quiet) != old


def test_the_commands_speak_of_a_server_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHUANDA_CACHE", str(tmp_path))
    runner = CliRunner()
    assert "start one with 'kg neo4j up'" in str(runner.invoke(app, ["neo4j", "status"]).exception)
    assert runner.invoke(app, ["neo4j", "down"]).output == "No server was running.\n"
    assert "no logs" in str(runner.invoke(app, ["neo4j", "logs"]).exception)
    home = Home(tmp_path / "neo4j" / RELEASES["5.26"].version / "home")
    home.make()
    home.remember(Process(pid=2**22 - 1, bolt_port=1, http_port=2, release="5.26"))
    assert "has died" in str(runner.invoke(app, ["neo4j", "status"]).exception)
    assert "not among the releases" in str(runner.invoke(app, ["neo4j", "status", "--release", "3.5"]).exception)
