"""What the embedded index holds, told for comparison with the graph."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence

from graph import records
from graph.database import Database
from graph.model import Document
from graph.passages.words import WordIndex
from graph.ports import Held, Holding


def sources(database: Database, passage_ids: Collection[str]) -> Mapping[str, Document]:
    """Gives the document of each passage: what it says of itself, without its text."""
    found = {}
    for passage_id in passage_ids:
        row = database.connection.execute(
            "SELECT d.name, d.payload FROM passages p JOIN documents d ON d.id = p.document_id WHERE p.id = ?",
            (passage_id,),
        ).fetchone()
        if row:
            found[passage_id] = records.source(json.loads(row[1]) | {"name": row[0]})
    return found


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
        " (SELECT json_group_array(entity_id) FROM (SELECT entity_id FROM passage_entities WHERE passage_id = p.id ORDER BY 1))"
        " FROM passages p LEFT JOIN vectors v USING (text_hash) WHERE document_id = ? ORDER BY p.id",
        (document_id,),
    ).fetchall()
    found = []
    for payload, key, facets, embedded, rules, entities in rows:
        passage = records.passage(json.loads(payload))
        findable = bool(embedded) and words.holds_any([passage.id])
        found.append(
            Held(passage, key, tuple(json.loads(entities)), tuple(json.loads(facets)), rules, findable)
        )
    return found
