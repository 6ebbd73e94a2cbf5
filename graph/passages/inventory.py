"""What the embedded index holds, told for comparison with the graph."""

from collections.abc import Collection, Iterator, Mapping, Sequence

import numpy as np

from graph import records
from graph.database import Database
from graph.ids import text_key
from graph.messages import Found, Held, Holding, Vector
from graph.passages.words import WordIndex


def found(database: Database, passage_ids: Collection[str]) -> Mapping[str, Found]:
    """Gives passages by ID, with the entities they name and what their documents say of themselves."""
    ids = sorted(set(passage_ids))
    rows = database.connection.execute(
        "SELECT p.id, p.payload, coalesce(d.name, ''), d.payload,"
        " (SELECT json_group_array(entity_id) FROM (SELECT entity_id FROM passage_entities WHERE passage_id = p.id ORDER BY 1))"
        f" FROM passages p JOIN documents d ON d.id = p.document_id WHERE p.id IN ({','.join('?' * len(ids))})",  # noqa: S608 (marks only)
        ids,
    )
    return {
        passage_id: Found(
            records.passage(records.loads(payload)), tuple(records.loads(entities)), records.source(records.loads(told) | {"name": name})
        )
        for passage_id, payload, name, told, entities in rows
    }  # fmt: skip


def vectors(database: Database, texts: Collection[str]) -> Mapping[str, Vector]:
    """Gives the vectors that are kept of these texts."""
    rows = (
        (text, database.connection.execute("SELECT vector FROM vectors WHERE text_hash = ?", (text_key(text),)).fetchone())
        for text in texts
    )  # fmt: skip
    return {text: np.frombuffer(row[0], dtype=np.float32) for text, row in rows if row}


def holdings(database: Database) -> Iterator[Holding]:
    """Gives every document with passages and the version of the rules that read it, by ID; no version where the graph lacks it."""
    rows: list[Holding] = database.connection.execute(
        "SELECT DISTINCT p.document_id, coalesce(d.rules, '') FROM passages p"
        " LEFT JOIN documents d ON d.id = p.document_id ORDER BY 1"
    ).fetchall()
    return iter(rows)


def held(database: Database, document_id: str, words: WordIndex) -> Sequence[Held]:
    """Gives the passages of a document with what they are found by, by ID."""
    rows = database.connection.execute(
        "SELECT p.payload, p.text_hash, p.facets, v.vector IS NOT NULL, coalesce((SELECT rules FROM documents d WHERE d.id = p.document_id), ''),"
        " (SELECT json_group_array(entity_id) FROM (SELECT entity_id FROM passage_entities WHERE passage_id = p.id ORDER BY 1)),"
        " (SELECT json_group_array(text_hash) FROM (SELECT text_hash FROM tellings JOIN vectors USING (text_hash) WHERE passage_id = p.id ORDER BY 1))"
        " FROM passages p LEFT JOIN vectors v USING (text_hash) WHERE document_id = ? ORDER BY p.id",
        (document_id,),
    ).fetchall()
    found = []
    for payload, key, facets, embedded, rules, entities, told in rows:
        passage = records.passage(records.loads(payload))
        findable = bool(embedded) and words.holds_any([passage.id])
        found.append(
            Held(
                passage,
                key,
                tuple(records.loads(entities)),
                tuple(records.loads(facets)),
                rules,
                findable,
                tuple(records.loads(told)),
            )
        )
    return found
