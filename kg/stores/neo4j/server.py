"""A Neo4j server on this machine alone: started, awaited, stopped."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from kg.errors import ServerFailed
from kg.stores.neo4j.home import Home, Process
from kg.stores.neo4j.jars import Note, jars
from kg.stores.neo4j.java import java
from kg.stores.neo4j.release import Release

BOLT_PORT, HTTP_PORT = 7687, 7474
_OPENED = ("java.base/java.nio", "java.base/java.io", "java.base/sun.nio.ch", "java.base/java.util.concurrent")
_ADMIN = "org.neo4j.cli.AdminTool"


@dataclass(frozen=True, slots=True)
class Runtime:
    """What a release runs on: a Java and the folder of its jars."""

    release: Release
    java: Path
    jars: Path

    @classmethod
    def fetch(cls, release: Release, cache: Path, note: Note) -> Runtime:
        """Find or fetch both.

        Raises:
            ServerFailed: one of them cannot be had.
        """
        return cls(release, java(release, cache, note), jars(release, cache, note))

    def command(self, main: str, *arguments: str, options: tuple[str, ...] = ()) -> list[str]:
        """Return the command line that runs the class *main*."""
        opened = [f"--add-opens={package}=ALL-UNNAMED" for package in _OPENED]
        return [str(self.java), *opened, "--enable-native-access=ALL-UNNAMED", "-Dfile.encoding=UTF-8", *options, "-cp", f"{self.jars}/*", main, *arguments]

    def admin(self, home: Home, *arguments: str, timeout: float | None = None) -> str:
        """Run ``neo4j-admin`` with *arguments* on a stopped server's home; return what it says.

        Raises:
            ServerFailed: it fails.
        """
        done = subprocess.run(self.command(_ADMIN, *arguments), capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
                              timeout=timeout, env={**os.environ, "NEO4J_HOME": str(home.root), "NEO4J_CONF": str(home.conf)})
        if done.returncode:
            said = [line for line in (done.stderr + done.stdout).splitlines() if line.strip()]
            raise ServerFailed(f"neo4j-admin {arguments[0]} {arguments[1]} failed: " + " ".join(said[-5:]))
        return done.stdout + done.stderr


def start(runtime: Runtime, home: Home, *, note: Note, bolt_port: int = BOLT_PORT, http_port: int = HTTP_PORT, memory: int = 1024,
          patience: float = 180.0, options: tuple[str, ...] = ("-XX:+UseParallelGC",)) -> Process:
    """Start a server in *home*, or find the one that runs there, and wait until it answers.

    Args:
        bolt_port: the port for drivers; 0 takes any free one. Likewise *http_port* for Browser.
        memory: the heap in MiB.
        patience: the seconds it may take.
        options: for the Java virtual machine.

    Raises:
        ServerFailed: a port is taken, or the server ends or does not answer in time; its last lines are in the message.
    """
    running = home.process()
    if running and home.is_alive(running):
        if running.release != runtime.release.name:
            raise ServerFailed(f"Neo4j {running.release} is running in {home.root}; stop it first with 'kg neo4j down'.")
        _wait(home, running, patience)
        return running
    ports = [_port(bolt_port, "--bolt-port"), _port(http_port, "--http-port")]
    if home.make():
        home.configure(runtime.release, bolt_port=ports[0], http_port=ports[1], memory=memory)
        _set_password(runtime, home)
    home.configure(runtime.release, bolt_port=ports[0], http_port=ports[1], memory=memory)
    note(f"Neo4j {runtime.release.version} is starting.")
    process = Process(pid=_spawn(runtime, home, options), bolt_port=ports[0], http_port=ports[1], release=runtime.release.name)
    home.remember(process)
    _wait(home, process, patience)
    return process


def stop(home: Home, *, patience: float = 60.0) -> bool:
    """Stop the server of *home* and wait for its end; return whether one ran.

    Raises:
        ServerFailed: it does not end.
    """
    process = home.process()
    if process is None or not home.is_alive(process):
        home.forget()
        return False
    os.kill(process.pid, signal.SIGTERM)
    end = time.monotonic() + patience
    while home.is_alive(process):
        _reap(process.pid)
        if time.monotonic() > end:
            raise ServerFailed(f"The server (process {process.pid}) does not stop; 'kill -9 {process.pid}' ends it without tidying up.")
        time.sleep(0.1)
    home.forget()
    return True


def _set_password(runtime: Runtime, home: Home) -> None:
    """Hand the password over in a file, as other users can read command lines."""
    runtime.admin(home, "dbms", "set-initial-password", f"@{home.password_file}")


def _spawn(runtime: Runtime, home: Home, options: tuple[str, ...]) -> int:
    command = runtime.command(runtime.release.main_class, f"--home-dir={home.root}", f"--config-dir={home.conf}",
                              options=(*options, "-XX:+ExitOnOutOfMemoryError"))
    with home.console.open("wb") as console:
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=console, stderr=console, cwd=home.root, start_new_session=True,
                                env={**os.environ, "NEO4J_HOME": str(home.root), "NEO4J_CONF": str(home.conf)}).pid


def _reap(pid: int) -> None:
    """Take note of the end of a child, which stays in the process table otherwise."""
    with contextlib.suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)


def _port(asked: int, option: str) -> int:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", asked))
        except OSError as error:
            raise ServerFailed(f"Port {asked} is taken by another program, perhaps another Neo4j; "
                               f"give another one with {option} (0 takes any that is free).") from error
        port: int = probe.getsockname()[1]
        return port


def _wait(home: Home, process: Process, patience: float) -> None:
    end = time.monotonic() + patience
    while not (_answers(process.bolt_port) and _serves(process.http_port)):
        _reap(process.pid)
        if not home.is_alive(process):
            home.forget()
            raise ServerFailed(f"The server ended before it answered; its last lines ({home.root / 'logs'}):\n" + "\n".join(home.last_lines()))
        if time.monotonic() > end:
            raise ServerFailed(f"The server has not answered within {patience:.0f} s; its last lines ({home.root / 'logs'}):\n" + "\n".join(home.last_lines()))
        time.sleep(0.2)


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=2):
            return True
    except OSError:
        return False


def _serves(port: int) -> bool:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"http://127.0.0.1:{port}/", timeout=5) as answer:
            return bool(answer.status == 200)
    except (OSError, urllib.error.URLError):
        return False
