"""What the graph in SQLite says: one entity is all that its documents say of it, together."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from graph import records
from graph.database import Database
from graph.errors import QuestionError
from graph.messages import Holding, Known, Loaded, Origin, Page, Said, Sourced
from graph.model import Claim, Document, Entity
from graph.names import fold
from graph.schema import Kind, Relation
from graph.stores.together import together

BATCH = 500
"""Parameters of one statement; SQLite allows many more, a plan stays small with these."""


class EmbeddedView:
    """GraphView over the embedded database."""

    def __init__(self, database: Database) -> None:
        """Takes an open database."""
        self._database = database

    def entity(self, entity_id: str) -> Known | None:
        """Gives what is known of one entity, or None."""
        return self.known([entity_id]).get(entity_id)

    def known(self, entity_ids: Collection[str]) -> Mapping[str, Known]:
        """Gives what is known of these entities, by ID; unknown ones are left out."""
        said: dict[str, list[dict[str, Any]]] = {}
        for part in batches(entity_ids):
            rows = self._database.connection.execute(
                f"SELECT id, payload FROM entities WHERE id IN ({marks(part)}) ORDER BY id, document_id",  # noqa: S608 (marks only)
                part,
            )
            for entity_id, payload in rows:
                said.setdefault(entity_id, []).append(records.loads(payload))
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

    def shown(self, entity_ids: Collection[str]) -> Mapping[str, Entity]:
        """Gives these entities as all documents together tell them, without the quotes."""
        found: dict[str, Entity] = {}
        for part in batches(entity_ids):
            rows = self._database.connection.execute(
                f"SELECT id, payload FROM faces WHERE id IN ({marks(part)})",  # noqa: S608 (marks only)
                part,
            )
            found |= {entity_id: records.entity(records.loads(payload)) for entity_id, payload in rows}
        return found

    def said_by(self, document_ids: Collection[str], kinds: Collection[Kind]) -> Mapping[str, Sequence[Said]]:
        """Gives the entities of these kinds that each document speaks of, in the order of its text."""
        rows: list[tuple[str, str, str]] = []
        for part in batches(document_ids):
            # The plus keeps the index of kinds out: it would read the practices of all documents.
            rows += self._database.connection.execute(
                f"SELECT document_id, id, payload FROM entities WHERE document_id IN ({marks(part)}) AND +kind IN ({marks(kinds)})"  # noqa: S608 (marks only)
                " ORDER BY document_id, json_extract(payload, '$.quote.span[0]'), id",
                (*part, *sorted(kind.value for kind in kinds)),
            ).fetchall()
        shown = self.shown([entity_id for _, entity_id, _ in rows])
        said: dict[str, list[Said]] = {document_id: [] for document_id in document_ids}
        for document_id, entity_id, payload in rows:
            if entity_id in shown:  # it may be forgotten between the two reads
                quote = records.evidence(records.loads(payload)["quote"])
                said[document_id].append(Said(shown[entity_id], quote))
        return said

    def named(self, forms: Collection[str]) -> Mapping[str, tuple[str, ...]]:
        """Gives the IDs of the entities that have these names, by folded name, pinyin or key of numbers; sorted."""
        found: dict[str, tuple[str, ...]] = {}
        for part in batches(forms):
            rows = self._database.connection.execute(
                f"SELECT DISTINCT folded, entity_id FROM names WHERE folded IN ({marks(part)}) ORDER BY folded, entity_id",  # noqa: S608 (marks only)
                part,
            )
            for form, entity_id in rows:
                found[form] = (*found.get(form, ()), entity_id)
        return found

    def claims_about(
        self, entity_ids: Collection[str], limit: int, relations: Collection[Relation] = tuple(Relation)
    ) -> Sequence[Claim]:
        """Gives the claims of these relations that have one of these entities at either end, of each the first `limit`; by ID."""
        found: dict[str, str] = {}
        wanted = json.dumps(sorted(relations))
        for entity_id in set(entity_ids):
            found |= self._database.connection.execute(
                "SELECT id, payload FROM claims WHERE (subject = ?1 OR object = ?1)"
                " AND payload ->> 'relation' IN (SELECT value FROM json_each(?2)) ORDER BY id LIMIT ?3",
                (entity_id, wanted, limit),
            ).fetchall()
        return [records.claim(records.loads(found[key])) for key in sorted(found)]

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

    def sourced(self, document_ids: Collection[str]) -> Mapping[str, Sourced]:
        """Gives documents with their names, by ID; unknown ones are left out."""
        found: dict[str, Sourced] = {}
        for part in batches(document_ids):
            names = self._names(part)
            rows = self._database.connection.execute(
                f"SELECT id, name, metadata, payload FROM documents WHERE id IN ({marks(part)})",  # noqa: S608 (marks only)
                part,
            )
            found |= {each: Sourced(_document(*row), names.get(each, ())) for each, *row in rows}
        return found

    def _names(self, part: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
        rows = self._database.connection.execute(
            f"SELECT DISTINCT document_id, name FROM origins WHERE document_id IN ({marks(part)}) ORDER BY document_id, name",  # noqa: S608 (marks only)
            part,
        )
        found: dict[str, tuple[str, ...]] = {}
        for document_id, name in rows:
            found[document_id] = (*found.get(document_id, ()), name)
        return found

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
            yield {
                "is": "document",
                **records.loads(payload),
                "name": name,
                "metadata": records.loads(metadata),
            }
        for payload, entities in connection.execute(
            "SELECT payload, (SELECT json_group_array(entity_id) FROM (SELECT entity_id FROM passage_entities WHERE passage_id = p.id ORDER BY 1))"
            " FROM passages p ORDER BY id"
        ):
            yield {"is": "passage", **records.loads(payload), "entities": records.loads(entities)}
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
            yield {"is": "mentions", "document_id": document_id, "mentions": records.loads(payload)}
        for (payload,) in connection.execute("SELECT payload FROM claims ORDER BY id"):
            yield {"is": "claim", **records.loads(payload)}

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
            tuple(Origin(origin, name, records.loads(metadata)) for origin, name, metadata in origins),
            self.rules_of(document_id) or "",
        )

    def rules_of(self, document_id: str) -> str | None:
        """Gives the version of the rules that read this text, or None where it is not known."""
        found = self._database.connection.execute(
            "SELECT rules FROM documents WHERE id = ?", (document_id,)
        ).fetchone()
        return str(found[0]) if found else None

    def _payloads(self, statement: str, document_id: str) -> list[Any]:
        return [records.loads(row[0]) for row in self._database.connection.execute(statement, (document_id,))]


def _document(name: str, metadata: str, payload: str) -> Document:
    return records.document(records.loads(payload) | {"name": name, "metadata": records.loads(metadata)})


def marks(values: Collection[object]) -> str:
    """Gives as many question marks as there are values, for a statement."""
    return ",".join("?" * len(values))


def batches(ids: Collection[str]) -> Iterator[list[str]]:
    """Gives the distinct IDs, sorted, as many at a time as one statement takes."""
    distinct = sorted(set(ids))
    for at in range(0, len(distinct), BATCH):
        yield distinct[at : at + BATCH]
