"""How fast documents go into Neo4j and Elasticsearch, beside the bare clients writing the same rows.

`python -m tests.bench.servers FILE...` starts its own servers and prints one JSON object a line. Documents are understood and
embedded beforehand (hashed vectors), so that only writing is timed. The bare clients create nodes, relations and passages in
batches of a thousand rows, check nothing, replace nothing and refresh once: what the stores cost at least.
"""

import json
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import neo4j
from elasticsearch import Elasticsearch
from elasticsearch.helpers import bulk

from graph import records
from graph.embedders.hashed import HashedEmbedder
from graph.messages import Vector
from graph.model import DocumentGraph
from graph.open import open_knowledge
from graph.passages import mapping
from graph.ports import Embedder
from graph.stores import cypher
from ingest.load import Pending, entries_of, load, texts_of
from ingest.pipeline import PASSAGES_AT_ONCE, understand
from ingest.readers import files_in, read
from ingest.report import Report
from tests.services import PASSWORD, Servers, started

ROWS = 1_000

WARMING = 2
ROUNDS = 5


def told(**measured: object) -> None:
    sys.stdout.write(json.dumps(measured) + "\n")
    sys.stdout.flush()


def graphs(paths: Sequence[Path]) -> list[DocumentGraph]:
    found = {}
    for path in files_in(list(paths)):
        for source in read(path):
            if not isinstance(source, Exception):
                graph = understand(source)
                found[graph.document.id] = graph
    return list(found.values())


class Remembered(HashedEmbedder):
    """Gives vectors that were made before, so that none is made while the clock runs."""

    def __init__(self, texts: Sequence[str]) -> None:
        super().__init__()
        self._vectors = dict(zip(texts, super().passages(texts), strict=True))

    def passages(self, texts: Sequence[str]) -> Sequence[Vector]:
        return [self._vectors[text] for text in texts]


def ours(servers: Servers, documents: Sequence[DocumentGraph], embedder: Embedder) -> float:
    with open_knowledge(servers.settings()) as opened:
        knowledge = replace(opened, embedder=embedder)
        report = Report()
        started_at = time.perf_counter()
        batch: list[Pending] = []
        for number, graph in enumerate(documents):
            batch.append(Pending(graph, str(number), "rules"))
            if sum(len(each.graph.passages) for each in batch) >= PASSAGES_AT_ONCE:
                load(batch, knowledge, report)
                batch = []
        load(batch, knowledge, report)
        knowledge.passage_writer.flush()
        return time.perf_counter() - started_at


def _texts(documents: Sequence[DocumentGraph]) -> list[str]:
    return list(dict.fromkeys(text for graph in documents for text in texts_of(graph)))


def parts(rows: Sequence[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    for at in range(0, len(rows), ROWS):
        yield list(rows[at : at + ROWS])


def bare(servers: Servers, documents: Sequence[DocumentGraph], embedder: Embedder) -> float:
    texts = _texts(documents)
    vectors = dict(zip(texts, embedder.passages(texts), strict=True))
    indexed = [
        mapping.row(entry, "{}", "rules") for graph in documents for entry in entries_of(graph, vectors)
    ]
    settings = servers.settings()
    trusted = {"ca_certs": str(settings.elastic_ca), "basic_auth": ("atlas", PASSWORD)}
    client = Elasticsearch(settings.elastic_url, request_timeout=60, **trusted)  # type: ignore[arg-type]
    body = mapping.index({}, embedder.dimension)
    client.indices.create(index="atlas-bare", **body)
    started_at = time.perf_counter()
    with (
        neo4j.GraphDatabase.driver(settings.neo4j_uri, auth=("neo4j", PASSWORD)) as driver,
        driver.session() as session,
    ):
        for statement in cypher.SCHEMA:
            session.run(statement).consume()
        for statement, rows in _rows(documents):
            for part in parts(rows):
                session.execute_write(_put, statement, part)
    bulk(
        client,
        (
            {"_index": "atlas-bare", "_id": r["_id"], "_source": {k: v for k, v in r.items() if k != "_id"}}
            for r in indexed
        ),
    )
    client.indices.refresh(index="atlas-bare")
    seconds = time.perf_counter() - started_at
    client.close()
    return seconds


def _put(transaction: neo4j.ManagedTransaction, statement: str, rows: list[dict[str, Any]]) -> None:
    transaction.run(statement, rows=rows).consume()


def _rows(documents: Sequence[DocumentGraph]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    entities = {entity.id: entity for graph in documents for entity in graph.entities}
    yield (
        "UNWIND $rows AS row CREATE (d:Document) SET d = row",
        [{"id": g.document.id, "raw": g.document.raw, "text": g.document.text, "payload": records.dumps(records.record(g.document) | {"raw": "", "text": ""}),
          "mentions": records.dumps([records.record(m) for m in g.mentions])} for g in documents],
    )  # fmt: skip
    yield (
        "UNWIND $rows AS row MATCH (d:Document {id: row.document}) CREATE (p:Passage)-[:PART_OF]->(d) SET p = row.own",
        [{"document": g.document.id, "own": {"id": p.id, "text": p.text, "payload": records.dumps(records.record(p))}} for g in documents for p in g.passages],
    )  # fmt: skip
    yield (
        "UNWIND $rows AS row CREATE (e:Entity) SET e = row",
        [{"id": e.id, "kind": e.kind.value, "name": e.name, "payload": records.dumps(records.record(e))} for e in entities.values()],
    )  # fmt: skip
    yield (
        "UNWIND $rows AS row MATCH (d:Document {id: row.document}) MATCH (e:Entity {id: row.id}) CREATE (d)-[s:SPEAKS_OF]->(e) SET s.payload = row.payload",
        [{"document": g.document.id, "id": e.id, "payload": records.dumps(records.record(e) | {"quote": records.record(g.quotes[e.id])})} for g in documents for e in g.entities],
    )  # fmt: skip
    yield (
        "UNWIND $rows AS row MATCH (p:Passage {id: row.passage}) MATCH (e:Entity {id: row.id}) CREATE (p)-[:MENTIONS]->(e)",
        [{"passage": passage, "id": e} for g in documents for passage, ids in g.entities_by_passage().items() for e in ids],
    )  # fmt: skip
    for relation, statement in cypher.PUT_CLAIMS.items():
        yield (
            statement,
            [{"subject": c.subject, "object": c.object, "properties": {"id": c.id, "document_id": g.document.id, "payload": records.dumps(records.record(c))}}
             for g in documents for c in g.claims if c.relation is relation],
        )  # fmt: skip


def main() -> None:
    documents = graphs([Path(path) for path in sys.argv[1:]])
    told(
        measured="rows",
        documents=len(documents),
        passages=sum(len(g.passages) for g in documents),
        claims=sum(len(g.claims) for g in documents),
    )
    with tempfile.TemporaryDirectory() as folder, started(Path(folder)) as servers:
        embedder = Remembered(_texts(documents))
        for _ in range(WARMING):  # a cold server would slow whoever comes first
            servers.wipe()
            ours(servers, documents, embedder)
        seconds: dict[str, list[float]] = {"ours": [], "bare": []}
        for _ in range(ROUNDS):
            for name, way in (("ours", ours), ("bare", bare)):
                servers.wipe()
                seconds[name].append(round(way(servers, documents, embedder), 2))
        best = {name: min(times) for name, times in seconds.items()}
        told(measured="load", seconds=seconds, ratio=round(best["ours"] / best["bare"], 2))
        for server in (servers.neo4j, servers.elasticsearch):
            status = Path(f"/proc/{server.pid()}/status").read_text(encoding="utf-8")
            told(measured=f"memory {server.name}", mb=int(status.split("VmRSS:")[1].split()[0]) // 1024)
        told(measured="memory of this process", mb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


if __name__ == "__main__":
    main()
