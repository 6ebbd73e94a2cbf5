"""The graph in Neo4j: `SPEAKS_OF` keeps each document's word on an entity, and the entity's node shows all of it together.

So a document can be forgotten without asking the others, and the order of loading leaves no trace.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from graph import records
from graph.errors import QuestionError
from graph.messages import Holding, Known, Loaded, Origin, Page, Said, Sourced
from graph.model import Claim, Document, DocumentGraph, Entity, Json
from graph.names import fold
from graph.ports import GraphView, GraphWriter
from graph.schema import Kind, Relation
from graph.stores import cypher
from graph.stores.bolt import Bolt
from graph.stores.statements import Statements, shown_in
from graph.stores.together import together


class Neo4jGraph:
    """GraphView and GraphWriter over Neo4j."""

    def __init__(self, bolt: Bolt) -> None:
        """Takes a connection."""
        self._bolt = bolt
        self._statements = Statements(bolt)

    @contextmanager
    def unit(self, beside: Callable[[], None] = lambda: None) -> Iterator[None]:
        """Keeps all that is written within in one transaction, or nothing; `beside` runs while it is written, and ends before the commit.

        Raises:
            StoreUnavailable: the server is away.
            StoreNotReady: another writer took the lease.
        """

        def publish() -> None:
            # Each server works while the other does: the index is written in the time the graph takes anyway.
            with ThreadPoolExecutor(1) as pool:
                written = pool.submit(beside)
                self._statements.publish()
                written.result()

        inner = self._bolt.within
        try:
            with self._bolt.unit(publish):
                yield
        except BaseException:
            if not inner:
                self._statements.discard()
            raise

    def load(self, graph: DocumentGraph, origin: str, rules: str) -> None:
        """Writes all that a document says."""
        with self.unit():
            self._statements.load(graph, rules)
            self._statements.claim(origin, graph.document.id, graph.document.name, graph.document.metadata)

    def claim_origin(self, origin: str, document_id: str, name: str, metadata: Mapping[str, Json]) -> None:
        """Notes that a known document also comes from `origin`, under this name and with this metadata."""
        with self.unit():
            self._statements.claim(origin, document_id, name, metadata)

    def rules_of(self, document_id: str) -> str | None:
        """Gives the version of the rules that read this text, or None where it is not known."""
        rows = self._written(cypher.RULES_OF, document_id)
        return str(rows[0]["rules"]) if rows else None

    def names_of(self, document_id: str) -> tuple[str, ...]:
        """Gives all names that a text came under, sorted; none where it is not known."""
        return tuple(row["name"] for row in self._written(cypher.NAMES_OF, document_id))

    def _written(self, statement: str, document_id: str) -> Sequence[Mapping[str, Any]]:
        if self._bolt.within:
            self._statements.settle()
        return self._bolt.read(statement, id=document_id)

    def release(self, origins: Mapping[str, str]) -> Mapping[str, tuple[str, ...]]:
        """Takes each origin away from every document but its own; gives, by origin, those that now come from nowhere."""
        with self.unit():
            self._statements.settle()
            asked = [{"origin": origin, "id": own} for origin, own in sorted(origins.items())]
            rows = self._bolt.write(cypher.RELEASED, rows=asked)
            if kept := sorted(row["id"] for row in rows if row["others"]):
                self._bolt.write(cypher.NAME_DOCUMENTS, ids=kept)
        return {origin: (row["id"],) for row in rows if not row["others"] for origin in row["origins"]}

    def forget(self, document_id: str) -> None:
        """Removes a document and all that only it said."""
        with self.unit():
            self._statements.forget(document_id)

    def entity(self, entity_id: str) -> Known | None:
        """Gives what is known of one entity, or None."""
        return self.known([entity_id]).get(entity_id)

    def known(self, entity_ids: Collection[str]) -> Mapping[str, Known]:
        """Gives what is known of these entities, by ID; unknown ones are left out."""
        ids = sorted(set(entity_ids))
        rows = self._bolt.read(cypher.WORDS_ON, ids=ids) if ids else []
        return {row["id"]: together([records.loads(said) for said in row["said"]]) for row in rows}

    def _in_order(self, rows: Sequence[Mapping[str, Any]]) -> list[Known]:
        ids = [row["id"] for row in rows]
        known = self.known(ids)
        return [known[each] for each in ids if each in known]

    def entities(self, kind: Kind, page: Page, name: str = "") -> Sequence[Known]:
        """Gives a page of the entities of a kind, by name and ID; with `name`, those whose name or alias holds it."""
        return self._in_order(
            self._bolt.read(cypher.LISTED[kind], name=fold(name), offset=page.offset, limit=page.limit)
        )

    def shown(self, entity_ids: Collection[str]) -> Mapping[str, Entity]:
        """Gives these entities as all documents together tell them, without the quotes."""
        ids = sorted(set(entity_ids))
        return shown_in(self._bolt.read(cypher.PRESENT, ids=ids) if ids else [])

    def said_by(self, document_ids: Collection[str], kinds: Collection[Kind]) -> Mapping[str, Sequence[Said]]:
        """Gives the entities of these kinds that each document speaks of, in the order of its text."""
        said: dict[str, list[Said]] = {document_id: [] for document_id in document_ids}
        asked = {"ids": sorted(said), "kinds": sorted(kind.value for kind in kinds)}
        for row in self._bolt.read(cypher.SAID_BY, **asked) if said else ():
            quote = records.evidence(records.loads(row["said"])["quote"])
            said[row["id"]].append(Said(records.entity(records.loads(row["payload"])), quote))
        return said

    def named(self, forms: Collection[str]) -> Mapping[str, tuple[str, ...]]:
        """Gives the IDs of the entities that have these names, by folded name, pinyin or key of numbers; sorted."""
        rows = self._bolt.read(cypher.NAMED, forms=sorted(set(forms))) if forms else []
        return {row["folded"]: tuple(row["ids"]) for row in rows}

    def claims_about(
        self, entity_ids: Collection[str], limit: int, relations: Collection[Relation] = tuple(Relation)
    ) -> Sequence[Claim]:
        """Gives the claims of these relations that have one of these entities at either end, of each the first `limit`; by ID."""
        rows = self._bolt.read(
            cypher.claims_about(frozenset(relations)), ids=sorted(set(entity_ids)), limit=limit
        )
        return [records.claim(records.loads(row["payload"])) for row in rows]

    def document(self, document_id: str) -> Document | None:
        """Gives a document by its ID or, failing that, by its name; None where there is none.

        Raises:
            QuestionError: several documents have the name.
        """
        rows = self._bolt.read(cypher.DOCUMENT, id=document_id) or self._bolt.read(
            cypher.DOCUMENTS_NAMED, name=document_id
        )
        if len(rows) > 1:
            raise QuestionError(
                "document",
                f"{document_id!r} names several documents; take an ID: {', '.join(row['id'] for row in rows)}",
            )
        return records.document(_told(rows[0])) if rows else None

    def sourced(self, document_ids: Collection[str]) -> Mapping[str, Sourced]:
        """Gives documents with their names, by ID; unknown ones are left out."""
        ids = sorted(set(document_ids))
        rows = self._bolt.read(cypher.SOURCED, ids=ids) if ids else []
        return {row["id"]: Sourced(records.document(_told(row)), tuple(sorted(row["names"]))) for row in rows}

    def documents(self, page: Page) -> Sequence[Document]:
        """Gives a page of the documents, by name and ID."""
        rows = self._bolt.read(cypher.DOCUMENTS, offset=page.offset, limit=page.limit)
        return [records.document(_told(row)) for row in rows]

    def counts(self) -> Mapping[str, int]:
        """Gives how many of each kind there are, and of documents, passages and claims."""
        row = self._bolt.read(cypher.COUNTS)[0]
        return {key: row[key] for key in ("documents", "passages", "claims", *Kind)}

    def export(self) -> Iterator[Mapping[str, object]]:
        """Gives everything that is known, one record a thing, in one fixed order."""
        for row in self._bolt.stream(cypher.EXPORT_DOCUMENTS):
            yield {"is": "document", **_told(row)}
        for row in self._bolt.stream(cypher.EXPORT_PASSAGES):
            yield {"is": "passage", **records.loads(row["payload"]), "entities": row["entities"]}
        for row in self._bolt.stream(cypher.EXPORT_ENTITIES):
            known = together([records.loads(said) for said in row["said"]])
            quotes = [records.record(quote) for quote in known.quotes]
            yield {"is": "entity", **records.record(known.entity), "quotes": quotes}
        for row in self._bolt.stream(cypher.EXPORT_MENTIONS):
            yield {"is": "mentions", "document_id": row["id"], "mentions": records.loads(row["payload"])}
        for row in self._bolt.stream(cypher.EXPORT_CLAIMS):
            yield {"is": "claim", **records.loads(row["payload"])}

    def holdings(self) -> Iterator[Holding]:
        """Gives every document with the version of the rules that read it, by ID."""
        for row in self._bolt.stream(cypher.HOLDINGS):
            yield row["id"], row["rules"]

    def versions(self, document_ids: Collection[str]) -> dict[str, str | None]:
        """Gives the version of the rules that read each of these documents; those that are not known are left out."""
        row = self._bolt.read(cypher.VERSIONS, ids=sorted(set(document_ids)))[0]
        return dict(zip(row["ids"], row["rules"], strict=True))

    def loaded(self, document_id: str) -> Loaded | None:
        """Gives all that a document says, as it was loaded; None where it is not known."""
        rows = self._bolt.read(cypher.DOCUMENT, id=document_id)
        if not rows:
            return None
        claims = self._bolt.read(cypher.CLAIMS_OF, id=document_id)
        graph = records.graph(
            records.document(_told(rows[0])),
            self._payloads(cypher.PASSAGES_OF, document_id),
            self._payloads(cypher.MENTIONS_OF, document_id)[0],
            self._payloads(cypher.SAID_IN, document_id),
            [records.loads(row["payload"]) for row in sorted(claims, key=lambda row: row["id"])],
        )
        origins = self._bolt.read(cypher.ORIGINS_OF, id=document_id)
        return Loaded(
            graph,
            tuple(Origin(row["origin"], row["name"], records.loads(row["metadata"])) for row in origins),
            self.rules_of(document_id) or "",
        )

    def _payloads(self, statement: str, document_id: str) -> list[Any]:
        return [records.loads(row["payload"]) for row in self._bolt.read(statement, id=document_id)]


def _told(row: Mapping[str, Any]) -> dict[str, Any]:
    """Gives a document's record from its node: long texts stand beside the payload, name and metadata come from its origins."""
    return {
        **records.loads(row["payload"]), "name": row["name"], "metadata": records.loads(row["metadata"]), "raw": row["raw"], "text": row["text"],
    }  # fmt: skip


def _check(bolt: Bolt) -> tuple[GraphView, GraphWriter]:
    graph = Neo4jGraph(bolt)
    return graph, graph
