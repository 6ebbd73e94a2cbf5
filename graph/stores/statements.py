"""What a unit of work writes to Neo4j, gathered from its documents and written in few statements, whatever their number."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph import records
from graph.model import DocumentGraph, Entity, Evidence, Json
from graph.schema import Kind, Relation
from graph.stores import cypher
from graph.stores.bolt import Bolt
from graph.stores.together import agrees, alone, forms, row_of, together

Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Word:
    """What one document says of an entity, with the quote where it speaks of it first, and both as they are kept."""

    entity: Entity
    quote: Evidence
    payload: str

    def row(self, document_id: str) -> dict[str, Any]:
        """Gives the row that `SAY` writes."""
        quote = self.quote
        properties = {
            "quote": quote.quote, "passage_id": quote.passage_id, "start": quote.span.start, "end": quote.span.end, "payload": self.payload,
        }  # fmt: skip
        return {"id": self.entity.id, "document": document_id, "said": properties}


class Statements:
    """The documents of the open unit of work."""

    def __init__(self, bolt: Bolt) -> None:
        """Takes the connection."""
        self._bolt = bolt
        self._graphs: dict[str, DocumentGraph] = {}
        self._gone: set[str] = set()
        self._documents: Rows = []
        self._origins: dict[str, dict[str, str]] = {}

    def load(self, graph: DocumentGraph, rules: str) -> None:
        """Gathers a document and what it says."""
        document = graph.document
        payload = records.shallow(document) | {"name": "", "metadata": {}, "raw": "", "text": ""}
        properties = {
            "id": document.id, "rules": rules, "raw": document.raw, "text": document.text, "title": document.title, "date": document.date,
            "source": document.source, "genre": document.genre, "payload": records.dumps(payload),
            "mentions": records.dumps(graph.mentions),
        }  # fmt: skip
        self._documents.append({"id": document.id, "properties": properties})
        self._graphs[document.id] = graph
        self._gone.discard(document.id)

    def claim(self, origin: str, document_id: str, name: str, metadata: Mapping[str, Json]) -> None:
        """Gathers where a document came from."""
        self._origins[origin] = {
            "origin": origin, "id": document_id, "name": name, "metadata": records.dumps(metadata),
        }  # fmt: skip

    def forget(self, document_id: str) -> None:
        """Takes a document out, with `publish`."""
        self._graphs.pop(document_id, None)
        self._gone.add(document_id)

    def discard(self) -> None:
        """Forgets what was gathered."""
        self._graphs, self._gone = {}, set()
        self._documents, self._origins = [], {}

    def settle(self) -> None:
        """Writes the documents' own nodes and where they came from, so that a read within the unit finds them."""
        documents, origins = self._documents, list(self._origins.values())
        self._documents, self._origins = [], {}
        if documents:
            self._bolt.write(cypher.PUT_DOCUMENTS, rows=documents)
        if origins:
            self._bolt.write(cypher.PUT_ORIGINS, rows=origins)
            self._bolt.write(cypher.NAME_DOCUMENTS, ids=sorted({row["id"] for row in origins}))

    def publish(self) -> None:
        """Writes all that was gathered."""
        self.settle()
        graphs, gone = list(self._graphs.values()), sorted(self._gone)
        self.discard()
        if not graphs and not gone:
            return
        ids = sorted([*(graph.document.id for graph in graphs), *gone])
        before = {
            (row["document"], row["id"]): row["payload"] for row in self._bolt.write(cypher.SAID, ids=ids)
        }
        after = {
            (graph.document.id, entity.id): Word(
                entity, quote := graph.quotes[entity.id], row_of(entity, quote)
            )
            for graph in graphs
            for entity in graph.entities
        }
        removed = [
            key for key, payload in before.items() if key not in after or after[key].payload != payload
        ]
        again = set(removed)
        added = {key: said for key, said in after.items() if key not in before or key in again}
        less = sorted({entity for _, entity in removed})
        self._erase(ids, removed, known=bool(before))
        shown = self._shown(sorted({entity_id for _, entity_id in added} | set(less)))
        new: dict[str, list[Word]] = {}
        for (_, entity_id), word in sorted(added.items(), key=lambda item: item[0]):
            if entity_id not in shown:
                new.setdefault(entity_id, []).append(word)
        self._write(graphs, added, [_new_face(words) for words in new.values()])
        self._refresh(less, added, shown)
        if gone:
            self._bolt.write(cypher.FORGET, ids=gone)

    def _shown(self, ids: list[str]) -> dict[str, Entity]:
        return shown_in(self._bolt.write(cypher.PRESENT, ids=ids))

    def _erase(self, ids: list[str], removed: Iterable[tuple[str, str]], *, known: bool) -> None:
        self._bolt.write(cypher.ERASE_PASSAGES, ids=ids)
        if known:
            for statement in cypher.ERASE_CLAIMS.values():
                self._bolt.write(statement, ids=ids)
        rows = [{"document": document, "id": entity} for document, entity in removed]
        if rows:
            self._bolt.write(cypher.UNSAY, rows=rows)

    def _write(
        self,
        graphs: Iterable[DocumentGraph],
        added: Mapping[tuple[str, str], Word],
        new: Sequence[dict[str, Any]],
    ) -> None:
        passages: Rows = []
        mentions: Rows = []
        claims: dict[Relation, Rows] = {}
        for graph in graphs:
            for passage in graph.passages:
                properties = {
                    "id": passage.id, "document_id": passage.document_id, "ordinal": passage.ordinal, "text": passage.text, "role": passage.role.value,
                    "path": list(passage.path), "payload": records.dumps(passage),
                }  # fmt: skip
                passages.append(
                    {"id": passage.id, "document_id": passage.document_id, "properties": properties}
                )
            mentions += [
                {"passage": passage, "entities": list(entities)}
                for passage, entities in graph.entities_by_passage().items()
                if entities
            ]
            for claim in graph.claims:
                first = claim.evidence[0]
                properties = {
                    "id": claim.id, "document_id": graph.document.id, "basis": claim.basis, "quote": first.quote, "passage_id": first.passage_id,
                    "start": first.span.start, "end": first.span.end, "payload": records.dumps(claim),
                }  # fmt: skip
                claims.setdefault(claim.relation, []).append(
                    {"subject": claim.subject, "object": claim.object, "properties": properties}
                )
        entities: dict[Kind, Rows] = {}
        for face in new:
            entities.setdefault(Kind(face["properties"]["kind"]), []).append(face)
        words = [word.row(document_id) for (document_id, _), word in added.items()]
        self._bolt.write(cypher.PUT_PASSAGES, rows=passages)
        for kind, rows in sorted(entities.items()):
            self._bolt.write(cypher.PUT_ENTITIES[kind], rows=rows)
        self._bolt.write(cypher.PUT_NAMES, rows=[face for face in new if face["names"]])
        self._bolt.write(cypher.SAY, rows=words)
        self._bolt.write(cypher.PUT_MENTIONS, rows=mentions)
        for relation, rows in sorted(claims.items()):
            self._bolt.write(cypher.PUT_CLAIMS[relation], rows=rows)

    def _refresh(
        self, less: Collection[str], added: Mapping[tuple[str, str], Word], shown: Mapping[str, Entity]
    ) -> None:
        """Shows entities anew of which something else is said than before; most words on a well-known place add nothing."""
        if less:
            self._bolt.write(cypher.UNNAME, ids=list(less))
            self._bolt.write(cypher.DROP_ENTITIES, ids=list(less))
        changed = set(less) | {
            key for (_, key), word in added.items() if key in shown and not agrees(word.entity, shown[key])
        }
        if not changed:
            return
        words = self._bolt.write(cypher.WORDS_ON, ids=sorted(changed))
        told = [[records.loads(each) for each in row["said"]] for row in words]
        rows = [_face(together(said).entity, min(each["name"] for each in said)) for said in told]
        self._bolt.write(cypher.SHOW_ENTITIES, rows=rows)
        self._bolt.write(cypher.UNNAME, ids=[row["id"] for row in rows])
        self._bolt.write(cypher.PUT_NAMES, rows=[row for row in rows if row["names"]])


def shown_in(rows: Iterable[Mapping[str, Any]]) -> dict[str, Entity]:
    """Gives the entities that `cypher.PRESENT` has read, by ID."""
    return {
        each: records.entity(records.loads(payload))
        for row in rows
        for each, payload in zip(row["ids"], row["payloads"], strict=True)
    }


def _new_face(words: Sequence[Word]) -> dict[str, Any]:
    """Gives the node of an entity that no document spoke of before; most are spoken of by one."""
    if len(words) == 1:
        return _face(alone(words[0].entity), words[0].entity.name)
    entity = together([records.loads(word.payload) for word in words]).entity
    return _face(entity, min(word.entity.name for word in words))


def _face(entity: Entity, order: str) -> dict[str, Any]:
    """Gives an entity's node, from what all documents say together: its properties, plain ones for people at the prompt and its whole record."""
    names = sorted(set(forms(entity)))
    plain: dict[str, Any] = {
        key: value for key, value in entity.properties.items() if isinstance(value, str | int | float | bool)
    }
    figures = entity.properties.get("values") or []
    if figures:
        plain |= {
            "value": float(figures[0]["value"]), "unit": figures[0]["unit"], "raw": [figure["raw"] for figure in figures],
        }  # fmt: skip
    if components := entity.properties.get("components"):
        plain["components"] = [str(component) for component in components]
    own = {"id": entity.id, "kind": entity.kind.value, "name": entity.name, "aliases": list(entity.aliases)}
    kept = {"order": order, "names": names, "payload": records.dumps(entity)}
    return {"id": entity.id, "names": names, "properties": plain | own | kept}
