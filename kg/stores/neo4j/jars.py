"""The server's jars: fetched once by Maven, else by jgo, checked at every start."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock

from kg.errors import ServerFailed
from kg.stores.neo4j.release import Release

Note = Callable[[str], None]
_LIST = "jars.json"
_FEWEST = 150
_POM = """<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>chuanda</groupId><artifactId>neo4j-community</artifactId><version>1</version><packaging>pom</packaging><dependencies>
{}
</dependencies></project>
"""
_JGO = """
import logging, sys
from pathlib import Path
from jgo import EnvironmentBuilder, LinkStrategy, MAVEN_CENTRAL_URL, MavenContext
logging.disable(logging.WARNING)
folder = Path(sys.argv[1])
context = MavenContext(repo_cache=folder / "repository", remote_repos={"central": MAVEN_CENTRAL_URL}, timeout=60)
found = EnvironmentBuilder(context=context, cache_dir=folder / "environment", link_strategy=LinkStrategy.COPY).from_endpoint(sys.argv[2])
print("\\n".join(str(jar) for jar in found.all_jars))
"""


def jars(release: Release, cache: Path, note: Note) -> Path:
    """Return the folder of the jars of *release*, fetching them if they are missing or damaged.

    Raises:
        ServerFailed: they cannot be fetched.
    """
    folder = cache / release.version / "lib"
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _locked(folder):
        broken = damaged(folder)
        if broken is None:
            return folder
        if broken:
            note(f"{broken} is damaged; Neo4j {release.version} is fetched again.")
        _fetch(release, folder, note)
        return folder


def damaged(folder: Path) -> str | None:
    """Return None where all jars are whole, the name of one that is not, or "" where there are none."""
    try:
        sizes: dict[str, int] = json.loads((folder / _LIST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    for name, size in sizes.items():
        jar = folder / name
        if not jar.exists() or jar.stat().st_size != size:
            return name
    return None


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    with FileLock(folder.with_suffix(".lock")):
        yield


def _fetch(release: Release, folder: Path, note: Note) -> None:
    note(f"Neo4j Community {release.version} (GPL-3.0) is being fetched, some 130 MB, once.")
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix="fetching-") as work:
        target = Path(work) / "lib"
        target.mkdir()
        if shutil.which("mvn") and shutil.which("java"):
            _by_maven(release, Path(work), target)
        else:
            _by_jgo(release, Path(work), target)
        sizes = {jar.name: jar.stat().st_size for jar in sorted(target.glob("*.jar"))}
        if len(sizes) < _FEWEST:
            raise ServerFailed(f"Only {len(sizes)} jars of Neo4j {release.version} arrived; run the command again.")
        (target / _LIST).write_text(json.dumps(sizes, indent=1), encoding="utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        os.replace(target, folder)


def _by_maven(release: Release, work: Path, target: Path) -> None:
    rows = [artifact.split(":") for artifact in release.artifacts]
    rows_xml = "\n".join(f"<dependency><groupId>{group}</groupId><artifactId>{name}</artifactId><version>{version}</version></dependency>"
                         for group, name, version in rows)
    (work / "pom.xml").write_text(_POM.format(rows_xml), encoding="utf-8")
    _run(["mvn", "-q", "-B", "dependency:copy-dependencies", f"-DoutputDirectory={target}", "-DincludeScope=runtime"], work, release)


def _by_jgo(release: Release, work: Path, target: Path) -> None:
    artifacts = "+".join(artifact for artifact in release.artifacts)
    for path in _run([sys.executable, "-c", _JGO, str(work), artifacts], work, release).split("\n"):
        if path.strip().endswith(".jar"):
            shutil.move(path.strip(), target / Path(path.strip()).name)


def _run(command: list[str], work: Path, release: Release) -> str:
    """Run *command*, once more where it fails, as registries time out now and then."""
    for left in (1, 0):
        done = subprocess.run(command, cwd=work, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
        if done.returncode == 0:
            return done.stdout
        said = done.stderr + done.stdout
        if "No module named 'jgo'" in said:
            raise ServerFailed("The server is fetched by Maven or by jgo and neither is here; run: pip install 'chuanda[neo4j-server]'.")
        if not left:
            break
    raise ServerFailed(f"Neo4j {release.version} cannot be fetched; is there a network? The last words of {Path(command[0]).name}: {_last(said)}")


def _last(said: str) -> str:
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    wanted = [line for line in lines if "rror" in line and "[Help" not in line and "re-run" not in line.lower()]
    return (wanted or lines or ["nothing"])[-1 if command_is_python(lines) else 0][:300]


def command_is_python(lines: list[str]) -> bool:
    """Whether *lines* are a Python traceback, whose last line says what is wrong, rather than Maven's, whose first does."""
    return any(line.startswith("Traceback") for line in lines)
