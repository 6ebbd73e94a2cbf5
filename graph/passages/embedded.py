"""Passages in SQLite, with the word index and the vector matrix derived from it."""

import threading
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass

from graph import records
from graph.database import Database
from graph.errors import StoreNotReady, StoreUnavailable
from graph.messages import (
    Found,
    Held,
    Holding,
    Leg,
    Naming,
    Nearest,
    PassageEntry,
    Scored,
    Search,
    Tally,
    Topics,
    Vector,
    Want,
    Words,
)
from graph.model import Document
from graph.passages import inventory, rows, topics_of
from graph.passages.vectors import Matrix
from graph.passages.words import WordIndex
from graph.ports import PassageView, PassageWriter

WRITTEN_ANEW = 50_000
"""Passages up to which the word index is written anew when something in it changed: about a second."""

REPLAY = 5_000
"""Passages of one commit of the word index when it is replayed."""


@dataclass(frozen=True, slots=True)
class _Row:
    id: str
    words: str
    topics: str
    facets: list[str]


class EmbeddedPassages:
    """PassageView and PassageWriter over the embedded database."""

    remote = False

    def __init__(self, database: Database, dimension: int) -> None:
        """Opens the word index and brings it up to the database; vectors are read at the first question that needs them."""
        self._database = database
        self._words = WordIndex(database.folder, writing=database.writing)
        self._matrix = Matrix(dimension)
        self._guard = threading.Lock()
        if database.writing:
            self.flush()
        elif self._words.outdated:
            raise StoreNotReady(
                f"the word index in {str(database.folder)!r} was made by other tokens or another vocabulary; make it anew: atlas rebuild --data {database.folder}"
            )

    def load(self, source: Document, entries: Sequence[PassageEntry], rules: str) -> None:
        """Replaces all passages of a document; what the document says of itself stands beside them, in the graph's tables."""
        with self._database.transaction():
            rows.erase(self._database, source.id)
            rows.insert(self._database, source.id, entries)
            rows.sweep(self._database)

    def forget(self, document_id: str) -> None:
        """Removes all passages of a document, and vectors that nothing else needs."""
        with self._database.transaction():
            rows.erase(self._database, document_id)
            rows.next_revision(self._database)
            rows.sweep(self._database)

    def count(self) -> int:
        """Gives how many passages the index holds."""
        return int(self._database.connection.execute("SELECT count(*) FROM passages").fetchone()[0])

    def steady(self) -> AbstractContextManager[None]:
        """Has nothing to hold: a reading sees what is written, which costs nothing to find out."""
        return nullcontext()

    def vectors(self, texts: Collection[str]) -> Mapping[str, Vector]:
        """Gives the vectors already computed for these texts."""
        return inventory.vectors(self._database, texts)

    def flush(self, *, last: bool = True) -> None:
        """Brings the word index up to the database.

        Where something it holds was changed or removed, a small index is written anew, so that scores are those of a
        fresh one; a large one is changed in commits of bounded size.
        """
        newest, since = self._database.revision(), self._words.revision
        if since == newest:
            return
        connection = self._database.connection
        gone = [
            row[0] for row in connection.execute("SELECT passage_id FROM tombstones WHERE rev > ?", (since,))
        ]
        touched = (row[0] for row in connection.execute("SELECT id FROM passages WHERE rev > ?", (since,)))
        stale = since > newest or self._words.holds_any(gone) or self._words.holds_any(touched)
        count = connection.execute("SELECT count(*) FROM passages").fetchone()[0]
        if stale and (count <= WRITTEN_ANEW or since > newest):
            self._apply(self._rows(0, newest), [], newest, anew=True)
            return
        while since < newest:
            border = connection.execute(
                "SELECT rev FROM passages WHERE rev > ? ORDER BY rev LIMIT 1 OFFSET ?", (since, REPLAY)
            ).fetchone()
            upto = border[0] if border else newest
            self._apply(self._rows(since, upto), gone, upto, anew=False)
            since, gone = upto, []

    def _rows(self, since: int, upto: int) -> Iterator[_Row]:
        rows = self._database.connection.execute(
            "SELECT id, words, facets, payload FROM passages WHERE rev > ? AND rev <= ? ORDER BY id",
            (since, upto),
        )
        return (
            _Row(passage_id, words, topics_of(records.passage(records.loads(payload))), records.loads(facets))
            for passage_id, words, facets, payload in rows
        )

    def _apply(self, changed: Iterator[_Row], gone: list[str], revision: int, *, anew: bool) -> None:
        try:
            self._words.apply(changed, gone, revision, anew=anew)
        except ValueError as error:
            raise StoreUnavailable(
                f"cannot write the word index in {str(self._database.folder)!r}: {error}; free space or end the other writer"
            ) from error

    def _sees_newest(self) -> None:
        if self._words.revision != self._database.revision():
            self._words.refresh()

    def best(self, searches: Mapping[str, Search]) -> Mapping[str, Sequence[Scored]]:
        """Gives the best passages of each search."""
        return {name: self._leg(leg, want) for name, (leg, want) in searches.items()}

    def _leg(self, leg: Leg, want: Want) -> Sequence[Scored]:
        match leg:
            case Words(words):
                self._sees_newest()
                return self._words.best(words, want)
            case Topics(concepts):
                self._sees_newest()
                return self._words.best(concepts, want, "topics")
            case Nearest(vector):
                self._sees_vectors()
                return self._matrix.nearest(vector, want.limit, self._allowed(want))
            case Naming(entity_ids):
                return self._naming(entity_ids, want)

    def _sees_vectors(self) -> None:
        with self._guard:
            newest = self._database.revision()
            since = self._matrix.revision
            if since != newest:
                self._database.agree(self._database.stamp)
                changed = rows.smoothed_since(self._database, since)
                gone = [
                    row[0]
                    for row in self._database.connection.execute(
                        "SELECT passage_id FROM tombstones WHERE rev > ?", (since,)
                    )
                ]
                self._matrix.update(changed, gone, newest)

    def _allowed(self, want: Want) -> list[str] | None:
        """Gives the IDs of the passages that the want allows, or None where it allows all."""
        if not want.facets and not want.holding:
            return None
        self._sees_newest()
        return self._words.allowed(want)

    def _naming(self, entity_ids: Collection[str], want: Want) -> Sequence[Scored]:
        within = self._allowed(want)
        allowed = None if within is None else set(within)
        counted: Counter[str] = Counter()
        for entity_id in set(entity_ids):
            rows = self._database.connection.execute(
                "SELECT passage_id FROM passage_entities WHERE entity_id = ?", (entity_id,)
            )
            counted.update(row[0] for row in rows if allowed is None or row[0] in allowed)
        return [
            Scored(passage_id, float(n))
            for passage_id, n in sorted(counted.items(), key=lambda c: (-c[1], c[0]))
        ][: want.limit]

    def tally(self, wanted: Mapping[str, Want]) -> Mapping[str, Tally]:
        """Counts values by family."""
        self._sees_newest()
        return {family: self._words.tally(family, want) for family, want in wanted.items()}

    def found(self, passage_ids: Collection[str]) -> Mapping[str, Found]:
        """Gives passages by ID; unknown ones are left out."""
        return inventory.found(self._database, passage_ids)

    def holdings(self) -> Iterator[Holding]:
        """Gives every document that the index holds passages of with the version they were made by, by ID."""
        return inventory.holdings(self._database)

    def held(self, document_id: str) -> Sequence[Held]:
        """Gives what the index holds of a document, by passage ID."""
        self._sees_newest()
        return inventory.held(self._database, document_id, self._words)

    @contextmanager
    def anew(self) -> Iterator[None]:
        """Keeps all that is loaded within, or nothing, and then writes the word index anew; readers see the old one until then."""
        connection = self._database.connection
        with self._database.transaction():
            found = dict(connection.execute("SELECT key, value FROM meta"))
            if any(found.get(key) != value for key, value in self._database.stamp.items()):
                connection.execute("DELETE FROM vectors")
            connection.executemany(
                "INSERT OR REPLACE INTO meta VALUES (?, ?)", sorted(self._database.stamp.items())
            )
            yield
        newest = self._database.revision()
        self._apply(self._rows(0, newest), [], newest, anew=True)

    def roll_back(self) -> str:
        """Says that the embedded index is derived and has no former state.

        Raises:
            StoreNotReady: always.
        """
        raise StoreNotReady(
            "the embedded index is derived from atlas.db and keeps no former state; put a backup back: atlas restore FILE"
        )


def _check(database: Database) -> tuple[PassageView, PassageWriter]:
    passages = EmbeddedPassages(database, 1)
    return passages, passages
