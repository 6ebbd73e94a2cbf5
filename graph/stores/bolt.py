"""The connection to Neo4j: reads and writes with bounded waiting, one unit of work, and the lease of the single writer."""

import os
import socket
import threading
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any, LiteralString

import neo4j
from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConfigurationError,
    DriverError,
    Neo4jError,
    TransientError,
)

from graph.breaker import Breaker
from graph.errors import SettingsError, StoreHeld, StoreNotReady, StoreUnavailable
from graph.stores import cypher

Row = Mapping[str, Any]

SCHEMA_VERSION = "2"
LEASE = 60_000
"""Milliseconds after which a writer that was not heard of has lost its lease; it renews it four times in that span."""


@contextmanager
def told() -> Iterator[None]:
    """Tells the driver's failures in our words."""
    try:
        yield
    except AuthError as error:
        raise StoreNotReady(
            f"Neo4j refuses the user: {error.message}; set ATLAS_NEO4J_USER and ATLAS_NEO4J_PASSWORD"
        ) from error
    except (TransientError, DriverError) as error:
        raise StoreUnavailable(f"Neo4j is away: {error}; start it, or see ATLAS_NEO4J_URI") from error
    except ClientError as error:
        if error.code and "TimedOut" in error.code:
            raise StoreUnavailable(
                f"Neo4j was too slow: {error.message}; raise ATLAS_STORE_TIMEOUT"
            ) from error
        raise
    except Neo4jError as error:
        raise StoreUnavailable(f"Neo4j failed: {error.message}; look at its log") from error


class Bolt:
    """A driver, and what keeps it within bounds."""

    def __init__(self, uri: str, auth: tuple[str, str] | None, *, timeout: float, patience: float) -> None:
        """Opens a driver, which connects at the first call; a call may take `timeout` seconds, and be tried again for `patience` seconds.

        Raises:
            SettingsError: the address is none of Neo4j.
        """
        try:
            self._driver = neo4j.GraphDatabase.driver(
                uri, auth=auth, connection_timeout=min(timeout, 5.0), connection_acquisition_timeout=max(timeout, 1.0),
                max_transaction_retry_time=patience, notifications_min_severity="OFF", telemetry_disabled=True,
                liveness_check_timeout=30, max_connection_pool_size=64,
            )  # fmt: skip
        except (ConfigurationError, ValueError) as error:
            raise SettingsError(
                f"ATLAS_NEO4J_URI is {uri!r}: {str(error).splitlines()[0]}; take an address such as bolt://127.0.0.1:7687"
            ) from error
        self._breaker = Breaker("Neo4j", timeout) if not patience else None
        self._timeout = timeout
        self._local = threading.local()
        self._holder = f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}"
        self._beat: threading.Event | None = None

    def read(self, statement: str, **values: Any) -> list[dict[str, Any]]:
        """Gives the rows of a reading statement; within a unit of work it sees what the unit has written.

        Raises:
            StoreUnavailable: the server is away.
        """
        if transaction := getattr(self._local, "transaction", None):
            return self._rows(transaction, statement, values)
        if self._breaker:
            return self._breaker(lambda: self._once(statement, values))
        return self._managed(statement, values)

    def _once(self, statement: str, values: Row) -> list[dict[str, Any]]:
        """Asks in a transaction that the server opens and closes by itself: one journey instead of two, and no second try."""
        with told(), self._driver.session(default_access_mode=neo4j.READ_ACCESS) as session:
            rows = session.run(neo4j.Query(_text(statement), timeout=self._timeout), dict(values))
            return [dict(row) for row in rows]

    def _managed(self, statement: str, values: Row) -> list[dict[str, Any]]:
        @neo4j.unit_of_work(timeout=self._timeout)
        def reading(transaction: neo4j.ManagedTransaction) -> list[dict[str, Any]]:
            return [dict(row) for row in transaction.run(_text(statement), dict(values))]

        with told(), self._driver.session(default_access_mode=neo4j.READ_ACCESS) as session:
            return session.execute_read(reading)

    def stream(self, statement: str, **values: Any) -> Iterator[dict[str, Any]]:
        """Gives the rows one by one, without keeping them."""
        with told(), self._driver.session(default_access_mode=neo4j.READ_ACCESS, fetch_size=200) as session:
            for row in session.run(_text(statement), values):
                yield dict(row)

    def write(self, statement: str, **values: Any) -> list[dict[str, Any]]:
        """Writes within the open unit of work, and gives the statement's rows."""
        return self._rows(self._local.transaction, statement, values)

    def _rows(self, transaction: neo4j.Transaction, statement: str, values: Row) -> list[dict[str, Any]]:
        with told():
            return [dict(row) for row in transaction.run(_text(statement), dict(values))]

    @property
    def within(self) -> bool:
        """Tells whether this thread has opened a unit of work."""
        return getattr(self._local, "transaction", None) is not None

    @contextmanager
    def unit(self, before_commit: Callable[[], None]) -> Iterator[None]:
        """Keeps all that is written within, or nothing; `before_commit` may still write, and fail.

        Raises:
            StoreUnavailable: the server is away.
            StoreNotReady: another writer took the lease.
        """
        if self.within:
            yield
            return
        with told(), self._driver.session() as session, session.begin_transaction() as transaction:
            self._local.transaction = transaction
            try:
                yield
                before_commit()
                if not self.write(cypher.COMMITTED, holder=self._holder, span=LEASE):
                    raise StoreNotReady(
                        "this writer was away for too long and another took its place; run it again when that one has ended"
                    )
                transaction.commit()
            finally:
                self._local.transaction = None

    def prepare(self) -> None:
        """Takes the lease of the writer, and makes constraints and indexes that are missing.

        Raises:
            StoreHeld: another process is writing.
            StoreUnavailable: the server is away.
            StoreNotReady: the graph was made by another version of this schema.
        """
        self._take_lease()
        with told(), self._driver.session() as session:
            for statement in cypher.SCHEMA:
                session.run(_text(statement)).consume()
            session.run("CALL db.awaitIndexes(60)").consume()
            found = session.run(_text(cypher.VERSION)).single()
            if found is None:
                session.run(_text(cypher.SET_VERSION), version=SCHEMA_VERSION).consume()
        self.agree()

    def agree(self) -> None:
        """Proves that the graph is of this schema.

        Raises:
            StoreNotReady: it is not, or it is empty.
        """
        found = self.read(cypher.VERSION)
        if not found or found[0]["version"] != SCHEMA_VERSION:
            version = found[0]["version"] if found else None
            raise StoreNotReady(
                f"the schema of the Neo4j graph is {version!r}, wanted {SCHEMA_VERSION!r}; load documents first: atlas ingest PATH"
            )

    def _take_lease(self) -> None:
        with told(), self._driver.session() as session:
            holders = [row["holder"] for row in session.run(_text(cypher.HOLDER))]
            dead = [holder for holder in holders if _is_dead(holder)]
            row = session.execute_write(
                lambda t: t.run(_text(cypher.TAKE_LEASE), holder=self._holder, span=LEASE, dead=dead).single(strict=True)
            )  # fmt: skip
        if row["holder"] != self._holder:
            raise StoreHeld(
                f"another process is writing ({row['holder'].rsplit(':', 1)[0]}); wait for it to end, or {row['left'] / 1000:.0f} s if it was killed, then try again"
            )
        if self._beat:
            return
        self._beat = threading.Event()
        threading.Thread(target=self._renew, args=(self._beat,), daemon=True).start()

    def _renew(self, ended: threading.Event) -> None:
        while not ended.wait(LEASE / 4000):
            # A server that is away loses nothing: the unit of work asks for the lease again before it commits.
            with suppress(DriverError, Neo4jError), self._driver.session() as session:
                session.run(_text(cypher.RENEW_LEASE), holder=self._holder, span=LEASE).consume()

    def close(self) -> None:
        """Gives the lease back and ends the connections."""
        if self._beat:
            self._beat.set()
            with suppress(DriverError, Neo4jError), self._driver.session() as session:
                session.run(_text(cypher.GIVE_LEASE), holder=self._holder).consume()
        self._driver.close()


def _text(statement: str) -> LiteralString:
    # Statements are constants of `cypher`; what a person writes is always a parameter.
    return statement


def _is_dead(holder: str) -> bool:
    """Tells whether a holder was a process of this machine that has ended."""
    host, pid, _ = holder.rsplit(":", 2)
    if host != socket.gethostname():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
