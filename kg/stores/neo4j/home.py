"""A server's folder: its settings, password, data and logs, and what is known of its process."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
from dataclasses import asdict, dataclass
from pathlib import Path

from platformdirs import user_cache_path

from kg.stores.neo4j.release import Release

_FOLDERS = ("conf", "data", "logs", "plugins", "import", "run")


def cache_folder() -> Path:
    """Return where servers are kept: ``$CHUANDA_CACHE``, else the user's cache folder."""
    asked = os.environ.get("CHUANDA_CACHE")
    return (Path(asked) if asked else user_cache_path("chuanda")).absolute() / "neo4j"


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """A server that was started: its process, ports and release."""

    pid: int
    bolt_port: int
    http_port: int
    release: str

    @property
    def uri(self) -> str:
        """Where drivers find it."""
        return f"bolt://127.0.0.1:{self.bolt_port}"

    @property
    def browser(self) -> str:
        """Where Neo4j Browser is."""
        return f"http://127.0.0.1:{self.http_port}/browser/?dbms=bolt://neo4j@127.0.0.1:{self.bolt_port}&db=neo4j"


@dataclass(frozen=True, slots=True)
class Home:
    """The folder at ``root``, readable by its owner alone."""

    root: Path

    @property
    def password_file(self) -> Path:
        """The file with the password of the user neo4j."""
        return self.root / "password"

    @property
    def console(self) -> Path:
        """What the process wrote to its outputs."""
        return self.root / "logs" / "console.log"

    @property
    def conf(self) -> Path:
        """The folder of settings."""
        return self.root / "conf"

    def make(self) -> bool:
        """Make the folders and a random password; return whether there was none."""
        self.root.mkdir(parents=True, exist_ok=True)
        self.root.chmod(0o700)
        for name in _FOLDERS:
            (self.root / name).mkdir(exist_ok=True)
        if self.password_file.exists() and (self.root / "data" / "dbms").exists():
            return False
        self.password_file.unlink(missing_ok=True)
        handle = os.open(self.password_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as stream:
            stream.write(secrets.token_urlsafe(18))
        return True

    def password(self) -> str:
        """Return the password."""
        return self.password_file.read_text(encoding="ascii").strip()

    def configure(self, release: Release, *, bolt_port: int, http_port: int, memory: int) -> None:
        """Write the settings; *memory* is the heap in MiB, the page cache gets half of it."""
        settings = {
            "server.default_listen_address": "127.0.0.1",
            "server.bolt.listen_address": f"127.0.0.1:{bolt_port}",
            "server.bolt.advertised_address": f"127.0.0.1:{bolt_port}",
            "server.http.listen_address": f"127.0.0.1:{http_port}",
            "server.http.advertised_address": f"127.0.0.1:{http_port}",
            "server.https.enabled": "false",
            "server.memory.heap.initial_size": f"{memory}m",
            "server.memory.heap.max_size": f"{memory}m",
            "server.memory.pagecache.size": f"{memory // 2}m",
            "db.tx_log.preallocate": "false",
            "dbms.usage_report.enabled": "false",
        }
        text = "".join(f"{name}={value}\n" for name, value in settings.items())
        (self.conf / "neo4j.conf").write_text(f"# Neo4j {release.version}; written anew at every start\n{text}", encoding="utf-8")

    def remember(self, process: Process) -> None:
        """Keep what is known of the process."""
        (self.root / "server.json").write_text(json.dumps(asdict(process)), encoding="utf-8")

    def process(self) -> Process | None:
        """Return the process that was started last and not stopped."""
        path = self.root / "server.json"
        return Process(**json.loads(path.read_text(encoding="utf-8"))) if path.exists() else None

    def forget(self) -> None:
        """Drop what is known of the process."""
        (self.root / "server.json").unlink(missing_ok=True)

    def is_alive(self, process: Process) -> bool:
        """Whether the process runs and is this home's; a number may have gone to another program since."""
        found = subprocess.run(["ps", "-ww", "-p", str(process.pid), "-o", "stat=,args="], capture_output=True, text=True, check=False)
        return found.returncode == 0 and not found.stdout.lstrip().startswith("Z") and f"--home-dir={self.root}" in found.stdout

    def last_lines(self, count: int = 20) -> list[str]:
        """Return the last lines that the server or its process wrote."""
        lines: list[str] = []
        for path in (self.root / "logs" / "neo4j.log", self.console):
            if path.exists():
                lines += path.read_text(encoding="utf-8", errors="replace").splitlines()[-count:]
        return list(dict.fromkeys(lines))[-count:]
