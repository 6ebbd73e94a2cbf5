"""The graph in SQLite: each document keeps what it says of an entity, and an entity is all of that together.

So a document can be forgotten without asking the others, and the order of loading leaves no trace.
"""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from graph import records
from graph.database import Database
from graph.errors import QuestionError
from graph.model import Claim, Document, DocumentGraph, Json
from graph.names import fold
from graph.ports import GraphView, GraphWriter, Holding, Known, Loaded, NamedIn, Origin, Page
from graph.schema import Kind
from graph.stores.together import forms, row_of, together

BATCH = 500
"""Parameters of one statement; SQLite allows many more, a plan stays small with these."""


class EmbeddedGraph:
    """GraphView and GraphWriter over the embedded database."""

    def __init__(self, database: Database) -> None:
        """Takes an open database."""
        self._database = database

    def load(self, graph: DocumentGraph, origin: str, rules: str) -> None:
        """Writes all that a document says."""
        document = graph.document
        connection = self._database.connection
        with self._database.transaction():
            self._erase(document.id)
            connection.execute(
                "INSERT OR REPLACE INTO origins VALUES (?, ?, ?, ?)",
                (origin, document.id, document.name, records.dumps(document.metadata)),
            )
            payload = records.record(document) | {"name": "", "metadata": {}}
            connection.execute(
                "INSERT INTO documents VALUES (?, '', ?, '{}', ?)",
                (document.id, rules, records.dumps(payload)),
            )
            rows = [
                (
                    e.id,
                    document.id,
                    e.kind.value,
                    e.name,
                    records.dumps(row_of(e, graph)),
                )
                for e in graph.entities
            ]
            connection.executemany("INSERT INTO entities VALUES (?, ?, ?, ?, ?)", rows)
            names = [(form, e.id, document.id) for e in graph.entities for form in forms(e)]
            connection.executemany("INSERT OR IGNORE INTO names VALUES (?, ?, ?)", names)
            mentions = [records.record(mention) for mention in graph.mentions]
            connection.execute("INSERT INTO mentions VALUES (?, ?)", (document.id, records.dumps(mentions)))
            claims = [
                (c.id, document.id, c.subject, c.object, records.dumps(records.record(c)))
                for c in graph.claims
            ]
            connection.executemany("INSERT INTO claims VALUES (?, ?, ?, ?, ?)", claims)
            self._rename(document.id)

    def rules_of(self, document_id: str) -> str | None:
        """Gives the version of the rules that read this text, or None where it is not known."""
        found = self._database.connection.execute(
            "SELECT rules FROM documents WHERE id = ?", (document_id,)
        ).fetchone()
        return str(found[0]) if found else None

    def names_of(self, document_id: str) -> tuple[str, ...]:
        """Gives all names that a text came under, sorted; none where it is not known."""
        rows = self._database.connection.execute(
            "SELECT DISTINCT name FROM origins WHERE document_id = ? ORDER BY name", (document_id,)
        )
        return tuple(str(row[0]) for row in rows)

    def release(self, origin: str, document_id: str) -> tuple[str, ...]:
        """Takes `origin` away from every other document; gives those that now come from nowhere."""
        connection = self._database.connection
        row = connection.execute(
            "SELECT document_id FROM origins WHERE origin = ? AND document_id <> ?", (origin, document_id)
        ).fetchone()
        if row is None:
            return ()
        with self._database.transaction():
            connection.execute("DELETE FROM origins WHERE origin = ?", (origin,))
            if connection.execute("SELECT 1 FROM origins WHERE document_id = ?", row).fetchone():
                self._rename(row[0])
                return ()
        return (row[0],)

    def claim_origin(self, origin: str, document_id: str, name: str, metadata: Mapping[str, Json]) -> None:
        """Notes that a known document also comes from `origin`, under this name and with this metadata."""
        with self._database.transaction():
            self._database.connection.execute(
                "INSERT OR REPLACE INTO origins VALUES (?, ?, ?, ?)",
                (origin, document_id, name, records.dumps(metadata)),
            )
            self._rename(document_id)

    def forget(self, document_id: str) -> None:
        """Removes a document and all that only it said."""
        with self._database.transaction():
            self._erase(document_id)
            self._database.connection.execute("DELETE FROM origins WHERE document_id = ?", (document_id,))

    def _erase(self, document_id: str) -> None:
        connection = self._database.connection
        connection.execute("DELETE FROM documents WHERE id = ?", (document_id,))
        for table in ("entities", "names", "mentions", "claims"):
            connection.execute(f"DELETE FROM {table} WHERE document_id = ?", (document_id,))  # noqa: S608 (names are ours)

    def _rename(self, document_id: str) -> None:
        # The least of the names and metadata a text came under, so that the order of loading leaves no trace.
        self._database.connection.execute(
            "UPDATE documents SET (name, metadata) = (SELECT name, metadata FROM origins WHERE document_id = documents.id"
            " ORDER BY name, metadata LIMIT 1) WHERE id = ?",
            (document_id,),
        )

    def entity(self, entity_id: str) -> Known | None:
        """Gives what is known of one entity, or None."""
        return self.known([entity_id]).get(entity_id)

    def known(self, entity_ids: Collection[str]) -> Mapping[str, Known]:
        """Gives what is known of these entities, by ID; unknown ones are left out."""
        said: dict[str, list[dict[str, Any]]] = {}
        for part in _batches(entity_ids):
            rows = self._database.connection.execute(
                f"SELECT id, payload FROM entities WHERE id IN ({marks(part)}) ORDER BY id, document_id",  # noqa: S608 (marks only)
                part,
            )
            for entity_id, payload in rows:
                said.setdefault(entity_id, []).append(json.loads(payload))
        return {entity_id: together(rows) for entity_id, rows in said.items()}

    def entities(self, kind: Kind, page: Page, name: str = "") -> Sequence[Known]:
        """Gives a page of the entities of a kind, by name and ID; with `name`, those whose name or alias holds it."""
        where, values = "kind = ?", [kind.value]
        if name:
            where += " AND id IN (SELECT entity_id FROM names WHERE instr(folded, ?) > 0)"
            values.append(fold(name))
        ids = self._database.connection.execute(
            f"SELECT id FROM entities WHERE {where} GROUP BY id ORDER BY min(name), id LIMIT ? OFFSET ?",  # noqa: S608 (text is ours)
            (*values, page.limit, page.offset),
        ).fetchall()
        return self._in_order(ids)

    def _in_order(self, ids: Sequence[tuple[str]]) -> list[Known]:
        known = self.known([entity_id for (entity_id,) in ids])
        return [known[entity_id] for (entity_id,) in ids if entity_id in known]

    def said_by(self, document_id: str, kinds: Collection[Kind]) -> Sequence[Known]:
        """Gives the entities of these kinds that a document speaks of, in the order of its text."""
        rows = self._database.connection.execute(
            f"SELECT id FROM entities WHERE document_id = ? AND kind IN ({marks(kinds)})"  # noqa: S608 (marks only)
            " ORDER BY json_extract(payload, '$.quote.span[0]'), id",
            (document_id, *sorted(kind.value for kind in kinds)),
        ).fetchall()
        return self._in_order(rows)

    def named(self, folded: str) -> Sequence[NamedIn]:
        """Gives the entities named in a folded text: longest names first, then by place and ID."""
        rows = self._database.connection.execute(
            "SELECT DISTINCT folded, entity_id, instr(?1, folded) FROM names WHERE instr(?1, folded) > 0",
            (folded,),
        )
        found = [NamedIn(entity_id, at - 1, at - 1 + len(name)) for name, entity_id, at in rows]
        return sorted(found, key=lambda n: (n.start - n.end, n.start, n.entity_id))

    def claims_about(self, entity_ids: Collection[str], limit: int) -> Sequence[Claim]:
        """Gives the claims that have one of these at either end, by ID."""
        found: dict[str, Claim] = {}
        for part in _batches(entity_ids):
            rows = self._database.connection.execute(
                f"SELECT payload FROM claims WHERE subject IN ({marks(part)}) OR object IN ({marks(part)}) ORDER BY id LIMIT ?",  # noqa: S608 (marks only)
                (*part, *part, limit),
            )
            for (payload,) in rows:
                claim = records.claim(json.loads(payload))
                found[claim.id] = claim
        return [found[key] for key in sorted(found)][:limit]

    def document(self, document_id: str) -> Document | None:
        """Gives a document by its ID or, failing that, by its name; None where there is none.

        Raises:
            QuestionError: several documents have the name.
        """
        rows = self._database.connection.execute(
            "SELECT id, name, metadata, payload FROM documents WHERE id = ?1 UNION ALL"
            " SELECT id, name, metadata, payload FROM documents WHERE name = ?1 AND id <> ?1 ORDER BY 1 LIMIT 9",
            (document_id,),
        ).fetchall()
        exact = [row for row in rows if row[0] == document_id] or rows
        if len(exact) > 1:
            raise QuestionError(
                "document",
                f"{document_id!r} names several documents; take an ID: {', '.join(row[0] for row in exact)}",
            )
        return _document(*exact[0][1:]) if exact else None

    def documents(self, page: Page) -> Sequence[Document]:
        """Gives a page of the documents, by name and ID."""
        rows = self._database.connection.execute(
            "SELECT name, metadata, payload FROM documents ORDER BY name, id LIMIT ? OFFSET ?",
            (page.limit, page.offset),
        )
        return [_document(*row) for row in rows]

    def counts(self) -> Mapping[str, int]:
        """Gives how many of each kind there are, and of documents, passages and claims."""
        connection = self._database.connection
        kinds = dict(connection.execute("SELECT kind, count(DISTINCT id) FROM entities GROUP BY kind"))
        tables = {
            table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 (names are ours)
            for table in ("documents", "passages", "claims")
        }
        return tables | {kind.value: kinds.get(kind.value, 0) for kind in Kind}

    def export(self) -> Iterator[Mapping[str, object]]:
        """Gives everything that is known, one record a thing, in one fixed order."""
        connection = self._database.connection
        for name, metadata, payload in connection.execute(
            "SELECT name, metadata, payload FROM documents ORDER BY id"
        ):
            yield {"is": "document", **json.loads(payload), "name": name, "metadata": json.loads(metadata)}
        for payload, entities in connection.execute(
            "SELECT payload, (SELECT json_group_array(entity_id) FROM (SELECT entity_id FROM passage_entities WHERE passage_id = p.id ORDER BY 1))"
            " FROM passages p ORDER BY id"
        ):
            yield {"is": "passage", **json.loads(payload), "entities": json.loads(entities)}
        for (entity_id,) in connection.execute("SELECT DISTINCT id FROM entities ORDER BY id"):
            known = self.entity(entity_id)
            if known:
                yield {
                    "is": "entity",
                    **records.record(known.entity),
                    "quotes": [records.record(quote) for quote in known.quotes],
                }
        for document_id, payload in connection.execute(
            "SELECT document_id, payload FROM mentions ORDER BY document_id"
        ):
            yield {"is": "mentions", "document_id": document_id, "mentions": json.loads(payload)}
        for (payload,) in connection.execute("SELECT payload FROM claims ORDER BY id"):
            yield {"is": "claim", **json.loads(payload)}

    def holdings(self) -> Iterator[Holding]:
        """Gives every document with the version of the rules that read it, by ID."""
        return iter(
            self._database.connection.execute("SELECT id, rules FROM documents ORDER BY id").fetchall()
        )

    def loaded(self, document_id: str) -> Loaded | None:
        """Gives all that a document says, as it was loaded; None where it is not known."""
        document = self.document(document_id)
        if document is None or document.id != document_id:
            return None
        graph = records.graph(
            document,
            self._payloads("SELECT payload FROM passages WHERE document_id = ? ORDER BY json_extract(payload, '$.ordinal')", document_id),
            self._payloads("SELECT payload FROM mentions WHERE document_id = ?", document_id)[0],
            self._payloads("SELECT payload FROM entities WHERE document_id = ? ORDER BY id", document_id),
            self._payloads("SELECT payload FROM claims WHERE document_id = ? ORDER BY id", document_id),
        )  # fmt: skip
        origins = self._database.connection.execute(
            "SELECT origin, name, metadata FROM origins WHERE document_id = ? ORDER BY origin", (document_id,)
        )
        return Loaded(
            graph,
            tuple(Origin(origin, name, json.loads(metadata)) for origin, name, metadata in origins),
            self.rules_of(document_id) or "",
        )

    def _payloads(self, statement: str, document_id: str) -> list[Any]:
        return [json.loads(row[0]) for row in self._database.connection.execute(statement, (document_id,))]


def _document(name: str, metadata: str, payload: str) -> Document:
    return records.document(json.loads(payload) | {"name": name, "metadata": json.loads(metadata)})


def marks(values: Collection[object]) -> str:
    """Gives as many question marks as there are values, for a statement."""
    return ",".join("?" * len(values))


def _batches(ids: Collection[str]) -> Iterator[list[str]]:
    distinct = sorted(set(ids))
    for at in range(0, len(distinct), BATCH):
        yield distinct[at : at + BATCH]


def _check(database: Database) -> tuple[GraphView, GraphWriter]:
    graph = EmbeddedGraph(database)
    return graph, graph
