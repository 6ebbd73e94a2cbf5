"""Writes passages to SQLite: their rows, what they name and tell, and the vectors of their texts, each text's once."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter

import numpy as np

from graph import records
from graph.database import Database
from graph.ids import text_key
from graph.messages import PassageEntry, Vector
from graph.passages import words_of
from graph.passages.smoothing import smoothed


def insert(database: Database, document_id: str, entries: Sequence[PassageEntry]) -> None:
    """Writes the passages of a document that has none, under a new revision."""
    connection = database.connection
    revision = next_revision(database)
    for entry in entries:
        passage, key = entry.passage, text_key(entry.embedded_text)
        connection.execute(
            "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                passage.id,
                document_id,
                key,
                words_of(passage),
                records.dumps(sorted(set(entry.facets))),
                records.dumps(passage),
                revision,
            ),
        )
        connection.execute("DELETE FROM tombstones WHERE passage_id = ?", (passage.id,))
        told = {text_key(text): vector for text, vector in sorted(entry.tellings.items())}
        connection.executemany(
            "INSERT OR IGNORE INTO vectors VALUES (?, ?)",
            [(each, _packed(vector)) for each, vector in {**told, key: entry.vector}.items()],
        )
        connection.executemany("INSERT INTO tellings VALUES (?, ?)", [(passage.id, each) for each in told])
        pairs = [(entity_id, passage.id) for entity_id in sorted(set(entry.entity_ids))]
        connection.executemany("INSERT INTO passage_entities VALUES (?, ?)", pairs)


def next_revision(database: Database) -> int:
    """Gives the number of the change that begins here."""
    revision = database.revision() + 1
    database.connection.execute("UPDATE meta SET value = ? WHERE key = 'rev'", (str(revision),))
    return revision


def erase(database: Database, document_id: str) -> None:
    """Removes the passages of a document and notes which texts may need their vectors no longer."""
    connection = database.connection
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS freed (text_hash TEXT PRIMARY KEY)")
    connection.execute(
        "INSERT OR IGNORE INTO freed SELECT text_hash FROM passages WHERE document_id = ?1"
        " UNION SELECT text_hash FROM tellings WHERE passage_id IN (SELECT id FROM passages WHERE document_id = ?1)",
        (document_id,),
    )
    connection.execute(
        "INSERT OR REPLACE INTO tombstones SELECT id, ? FROM passages WHERE document_id = ?",
        (database.revision() + 1, document_id),
    )
    for table in ("passage_entities", "tellings"):
        connection.execute(
            f"DELETE FROM {table} WHERE passage_id IN (SELECT id FROM passages WHERE document_id = ?)",  # noqa: S608 (names are ours)
            (document_id,),
        )
    connection.execute("DELETE FROM passages WHERE document_id = ?", (document_id,))


def sweep(database: Database) -> None:
    """Removes the vectors of noted texts that nothing needs any more; asks only about these."""
    freed = "SELECT text_hash FROM freed"
    needed = " UNION ".join(
        f"SELECT text_hash FROM {table} WHERE text_hash IN ({freed})"  # noqa: S608 (names are ours)
        for table in ("passages", "tellings")
    )
    database.connection.execute(
        f"DELETE FROM vectors WHERE text_hash IN ({freed}) AND text_hash NOT IN ({needed})"  # noqa: S608 (names are ours)
    )
    database.connection.execute("DELETE FROM freed")


def smoothed_since(database: Database, revision: int) -> Iterator[tuple[str, Vector]]:
    """Gives the passages of documents that were written after a revision, each with the vector it is found by."""
    found = database.connection.execute(
        "SELECT p.document_id, p.id, p.payload, v.vector FROM passages p CROSS JOIN vectors v USING (text_hash)"
        " WHERE p.document_id IN (SELECT document_id FROM passages WHERE rev > ?) ORDER BY 1, 2",
        (revision,),
    )
    for _, of_document in groupby(found, key=itemgetter(0)):
        ids, sections, own = [], [], []
        for _, passage_id, payload, vector in of_document:
            ids.append(passage_id)
            sections.append(tuple(records.loads(payload)["path"]))
            own.append(np.frombuffer(vector, dtype=np.float32))
        yield from zip(ids, smoothed(sections, own), strict=True)


def _packed(vector: Vector) -> bytes:
    return np.asarray(vector, dtype=np.float32).tobytes()
