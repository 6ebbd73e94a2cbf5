"""The one SQLite file of the embedded stores: its tables, its connections, and the lock of its single writer.

Graph, passages and vectors of a document are written in one transaction; the word index is derived from it.
"""

import fcntl
import sqlite3
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from graph.errors import StoreHeld, StoreNotReady, StoreUnavailable

SCHEMA_VERSION = "3"

_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE documents (id TEXT PRIMARY KEY, name TEXT NOT NULL, rules TEXT NOT NULL, metadata TEXT NOT NULL,
  payload TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE origins (origin TEXT PRIMARY KEY, document_id TEXT NOT NULL, name TEXT NOT NULL,
  metadata TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX origins_of ON origins (document_id);
CREATE TABLE entities (id TEXT, document_id TEXT, kind TEXT NOT NULL, name TEXT NOT NULL, payload TEXT NOT NULL,
  PRIMARY KEY (id, document_id)) WITHOUT ROWID;
CREATE INDEX entities_of ON entities (document_id);
CREATE INDEX entities_by_kind ON entities (kind, name, id);
CREATE TABLE faces (id TEXT PRIMARY KEY, payload TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE names (folded TEXT, entity_id TEXT, document_id TEXT, PRIMARY KEY (folded, entity_id, document_id)) WITHOUT ROWID;
CREATE INDEX names_of ON names (document_id);
CREATE TABLE mentions (document_id TEXT PRIMARY KEY, payload TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE claims (id TEXT PRIMARY KEY, document_id TEXT NOT NULL, subject TEXT NOT NULL, object TEXT NOT NULL,
  payload TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX claims_of ON claims (document_id);
CREATE INDEX claims_by_subject ON claims (subject);
CREATE INDEX claims_by_object ON claims (object);
CREATE TABLE passages (id TEXT PRIMARY KEY, document_id TEXT NOT NULL, text_hash TEXT NOT NULL, words TEXT NOT NULL,
  facets TEXT NOT NULL, payload TEXT NOT NULL, rev INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX passages_of ON passages (document_id);
CREATE INDEX passages_by_rev ON passages (rev);
CREATE INDEX passages_by_hash ON passages (text_hash);
CREATE TABLE passage_entities (entity_id TEXT, passage_id TEXT, PRIMARY KEY (entity_id, passage_id)) WITHOUT ROWID;
CREATE INDEX entities_of_passage ON passage_entities (passage_id);
CREATE TABLE tellings (passage_id TEXT, text_hash TEXT, PRIMARY KEY (passage_id, text_hash)) WITHOUT ROWID;
CREATE INDEX tellings_by_hash ON tellings (text_hash);
CREATE TABLE tombstones (passage_id TEXT PRIMARY KEY, rev INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX tombstones_by_rev ON tombstones (rev);
CREATE TABLE vectors (text_hash TEXT PRIMARY KEY, vector BLOB NOT NULL);
INSERT INTO meta VALUES ('rev', '0');
"""

MAPPED = 2**31 - 2**16
"""Bytes of the file that a reader maps into memory, as many as SQLite allows: the passages of an answer lie all over it."""


class _Connection(sqlite3.Connection):
    """A connection that tells a store's failure in our words."""

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        with _told():
            return super().execute(sql, parameters)

    def executemany(self, sql: str, parameters: Any, /) -> sqlite3.Cursor:
        with _told():
            return super().executemany(sql, parameters)


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.InterfaceError):
        raise  # a defect of ours, not a failure of the store
    except sqlite3.DatabaseError as error:
        raise StoreUnavailable(
            f"the embedded store failed: {error}; check the disk, or load into a new --data folder"
        ) from error


@dataclass(eq=False)
class _Lease:
    """A thread's hold on a connection; when the thread ends, the connection is free for another."""

    connection: sqlite3.Connection


class Database:
    """A connection a thread to the file, and the lock that keeps a second writer out."""

    def __init__(
        self, folder: Path, stamp: dict[str, str], *, writing: bool, any_stamp: bool = False
    ) -> None:
        """Opens `folder/atlas.db`, making it when `writing`; `stamp` is what must agree with what the file says of itself, unless `any_stamp`.

        Raises:
            StoreHeld: another process is writing.
            StoreNotReady: there is no such file to read, or it was made by other rules or another embedder.
        """
        self.folder = folder
        self.path = folder / "atlas.db"
        self.writing = writing
        self.stamp = stamp
        self._local = threading.local()
        self._open: list[sqlite3.Connection] = []
        self._idle: list[sqlite3.Connection] = []
        self._guard = threading.Lock()
        self._lock: TextIO | None = None
        if writing:
            folder.mkdir(parents=True, exist_ok=True)
            self._lock = _locked(folder / "writer.lock")
        elif not self.path.exists():
            raise StoreNotReady(
                f"no knowledge in {str(folder)!r}; load documents first: atlas ingest PATH --data {folder}"
            )
        try:
            self._prepare({"schema": SCHEMA_VERSION} if any_stamp else {"schema": SCHEMA_VERSION, **stamp})
        except BaseException:
            self.close()
            raise

    def _prepare(self, stamp: dict[str, str]) -> None:
        connection = self.connection
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone():
            if not self.writing:
                raise StoreNotReady(
                    f"no knowledge in {str(self.folder)!r}; load documents first: atlas ingest PATH --data {self.folder}"
                )
            connection.executescript("BEGIN;" + _TABLES + "COMMIT;")
        if self.writing:
            connection.executemany("INSERT OR IGNORE INTO meta VALUES (?, ?)", sorted(stamp.items()))
        self.agree(stamp)

    def agree(self, stamp: dict[str, str]) -> None:
        """Proves that the file says this of itself.

        Raises:
            StoreNotReady: it does not.
        """
        found = dict(self.connection.execute("SELECT key, value FROM meta"))
        for key, value in stamp.items():
            if found.get(key) != value:
                raise StoreNotReady(
                    f"{key} of {str(self.path)!r} is {found.get(key)!r}, wanted {value!r}; set ATLAS_EMBEDDER to fit, run atlas rebuild, or load into another --data folder"
                )

    @property
    def connection(self) -> sqlite3.Connection:
        """Gives this thread's connection; that of a thread that ended goes to the next new one."""
        lease: _Lease | None = getattr(self._local, "lease", None)
        if lease is None:
            with self._guard:
                connection = self._idle.pop() if self._idle else self._connected()
            if connection.in_transaction:
                connection.rollback()  # its thread ended in the middle of a unit of work
            lease = _Lease(connection)
            weakref.finalize(lease, self._idle.append, connection)
            self._local.lease = lease
        return lease.connection

    def _connected(self) -> sqlite3.Connection:
        mode = "rwc" if self.writing else "ro"
        address = f"{self.path.absolute().as_uri()}?mode={mode}"
        try:
            connection = sqlite3.connect(
                address, uri=True, isolation_level=None, check_same_thread=False, factory=_Connection
            )
        except sqlite3.Error as error:
            raise StoreUnavailable(
                f"cannot open {str(self.path)!r}: {error}; check the folder and its rights"
            ) from error
        self._open.append(connection)
        if self.writing:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
        else:
            connection.execute(f"PRAGMA mmap_size = {MAPPED}")
        connection.execute("PRAGMA busy_timeout = 5000")
        return connection

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Keeps all that is written within, or nothing; a transaction within one belongs to it."""
        connection = self.connection
        if connection.in_transaction:
            yield
            return
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")

    def revision(self) -> int:
        """Gives the number of the newest change of passages."""
        return int(self.connection.execute("SELECT value FROM meta WHERE key = 'rev'").fetchone()[0])

    def close(self) -> None:
        """Closes all connections and lets the next writer in."""
        with self._guard:
            for connection in self._open:
                connection.close()
            self._open.clear()
            self._idle = []
        self._local = threading.local()
        if self._lock:
            self._lock.close()
            self._lock = None


def _locked(path: Path) -> TextIO:
    lock = path.open("w", encoding="utf-8")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.close()
        raise StoreHeld(
            f"another process is writing to {str(path.parent)!r}; wait for it to end, then try again"
        ) from error
    return lock
