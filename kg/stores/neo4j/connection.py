"""A way into a server: its address and the user, and its errors as plain sentences."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import neo4j
from neo4j.exceptions import AuthError, ClientError, ConfigurationError, DriverError, Neo4jError, ServiceUnavailable, TransientError

from kg.errors import StoreFailed
from kg.stores.neo4j.home import Home, cache_folder
from kg.stores.neo4j.release import RELEASES

_FULL = ("no space left", "low on disk", "disk full", "unable to commit", "could not apply the transaction", "needs to be restarted", "database panic")
LEAST_VERSION = (5, 20)
_RETRY_SECONDS = 180.0
logging.getLogger("neo4j").addHandler(logging.NullHandler())  # its retries are our business, not the user's


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where a server is, and as whom to speak to it; the password is never printed."""

    uri: str
    user: str = "neo4j"
    password: str = field(default="", repr=False)
    database: str = "neo4j"


def own_server() -> Address | None:
    """Return the address of the server that ``kg neo4j up`` started, if one runs."""
    for release in RELEASES.values():
        home = Home(cache_folder() / release.version / "home")
        process = home.process()
        if process and home.is_alive(process):
            return Address(uri=process.uri, password=home.password())
    return None


def address(*, uri: str | None, user: str | None, password: str | None, database: str | None) -> Address | None:
    """Return the address given, what it lacks from ``NEO4J_URI``, ``NEO4J_USER``, ``NEO4J_PASSWORD`` and ``NEO4J_DATABASE``.

    Without any address it is that of a server of our own; None where there is none.
    """
    where = uri or os.environ.get("NEO4J_URI")
    own = own_server()
    if where is None:
        if own is None:
            return None
        where = own.uri
    secret = password or os.environ.get("NEO4J_PASSWORD") or (own.password if own and own.uri == where else "")
    return Address(uri=where, user=user or os.environ.get("NEO4J_USER") or os.environ.get("NEO4J_USERNAME") or "neo4j", password=secret,
                   database=database or os.environ.get("NEO4J_DATABASE") or "neo4j")


@contextmanager
def connect(where: Address) -> Iterator[neo4j.Driver]:
    """Yield a driver that has spoken with the server.

    Raises:
        StoreFailed: the address, the password or the version is wrong, or an error of the server comes up within.
    """
    with sentences(where):
        driver = neo4j.GraphDatabase.driver(where.uri, auth=(where.user, where.password), notifications_min_severity="OFF",
                                            max_transaction_retry_time=_RETRY_SECONDS, connection_timeout=15.0, telemetry_disabled=True)
        with driver:
            driver.verify_connectivity()
            rows = driver.execute_query("CALL dbms.components() YIELD name, versions WHERE name = 'Neo4j Kernel' RETURN versions[0] AS version",
                                        database_=where.database).records
            check_version(rows[0]["version"], where)
            yield driver


def check_version(version: str, where: Address) -> None:
    """Raise StoreFailed where the server's *version* is too old."""
    found = tuple(int(part) for part in re.findall(r"\d+", version)[:2])
    if found < LEAST_VERSION:
        raise StoreFailed(f"The server at {where.uri} is Neo4j {version}; {'.'.join(map(str, LEAST_VERSION))} or newer is needed ('kg neo4j up' starts one).")


@contextmanager
def sentences(where: Address) -> Iterator[None]:
    """Turn the driver's and the server's errors into one plain sentence."""
    try:
        yield
    except ExceptionGroup as group:
        raise plain(group.exceptions[0], where) from group
    except (Neo4jError, DriverError, ConfigurationError, ValueError, OSError) as error:
        raise plain(error, where) from error


def plain(error: Exception, where: Address) -> Exception:
    """Return what to raise for *error*: a StoreFailed with one sentence, or itself where it is none of the store's."""
    said = str((error.message if isinstance(error, Neo4jError) else None) or error).strip().splitlines()
    words = said[0] if said else type(error).__name__
    code = getattr(error, "code", "") or ""
    if any(sign in words.lower() for sign in _FULL):
        return StoreFailed(f"The server cannot write ({words}); is its disk full? Mend that, restart it and run the same command again: "
                           "what is loaded is kept.")
    if isinstance(error, AuthError) or code.endswith(("Security.Unauthorized", "AuthenticationRateLimit", "CredentialsExpired")):
        return StoreFailed(f"The server at {where.uri} does not accept the password of {where.user}; set NEO4J_PASSWORD, or give --password-file.")
    if code.endswith("DatabaseNotFound"):
        return StoreFailed(f"The server at {where.uri} has no database {where.database!r}; the Community Edition has just 'neo4j'.")
    if code.endswith(("ConstraintValidationFailed", "ConstraintCreationFailed")):
        return StoreFailed(f"The database holds nodes of the same kind and id that were not loaded by kg: {words}")
    if isinstance(error, ConfigurationError | ValueError) and "URI" in words:
        return StoreFailed(f"{where.uri!r} is no address of a Neo4j; write e.g. bolt://localhost:7687 or neo4j+s://host.")
    if isinstance(error, ServiceUnavailable | OSError):
        return StoreFailed(f"No Neo4j answers at {where.uri}; is it running ('kg neo4j status'), and is that its Bolt address? ({words})")
    if isinstance(error, TransientError | ClientError | Neo4jError | DriverError):
        return StoreFailed(f"The server at {where.uri} refuses: {words}")
    return error
