"""One load at a time: a node that a transaction holds locked while a load runs."""

from __future__ import annotations

import threading
from contextlib import suppress

import neo4j
from neo4j.exceptions import DriverError, Neo4jError

from kg.errors import StoreFailed
from kg.stores.neo4j.connection import Address

_HOLD = "MATCH (l:LoadLock {name: 'load'}) SET l.held = true"
_PATIENCE = 3.0
_EVERY = 5.0


class LoadLock:
    """Held from entry to exit; it goes free with the connection, however the load ends, so that no trace of a killed one is in the way.

    Raises:
        StoreFailed: another load holds it.
    """

    def __init__(self, driver: neo4j.Driver, where: Address) -> None:
        self._driver, self._where = driver, where
        self._over = threading.Event()
        self._session: neo4j.Session | None = None
        self._held: neo4j.Transaction | None = None
        self._watch = threading.Thread(target=self._keep, daemon=True)

    def __enter__(self) -> LoadLock:
        self._driver.execute_query("MERGE (:LoadLock {name: 'load'})", database_=self._where.database)
        self._take()
        self._watch.start()
        return self

    def _take(self) -> None:
        self._session = self._driver.session(database=self._where.database)
        probe = self._session.begin_transaction(timeout=_PATIENCE)
        try:
            probe.run(_HOLD).consume()
        except Neo4jError as error:
            if "TimedOut" in (error.code or "") or "Lock" in (error.code or ""):
                raise StoreFailed(f"Another load into {self._where.uri} is running; wait for its end, then run the command again.") from error
            raise
        finally:
            with suppress(Neo4jError, DriverError):
                probe.close()
        self._held = self._session.begin_transaction()
        self._held.run(_HOLD).consume()

    def _keep(self) -> None:
        """Take it again where the server has restarted."""
        while not self._over.wait(_EVERY):
            try:
                if self._held:
                    self._held.run("RETURN 1").consume()
            except (Neo4jError, DriverError):
                self._held = None
                with suppress(Neo4jError, DriverError, StoreFailed):
                    self._take()

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._watch.join(timeout=10)
        for one in (self._held, self._session):
            with suppress(Neo4jError, DriverError):
                if one:
                    one.close()
