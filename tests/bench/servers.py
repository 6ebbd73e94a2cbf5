"""How fast documents go into Neo4j and Elasticsearch, beside the bare clients writing the same rows.

`python -m tests.bench.servers FILE...` starts its own servers and prints one JSON object a line. Documents are understood and
embedded beforehand (hashed vectors), so that only writing is timed. The bare clients get the very rows that ours wrote once,
ready made, and write them by the same statements in batches of a thousand: they make schema and index as ours does, but no row,
ask nothing first, remove nothing and refresh once. That is what the stores cost for these rows.
"""

import argparse
import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import median
from typing import Any

import neo4j
from elasticsearch import Elasticsearch
from elasticsearch.helpers import bulk

from graph.embedders.hashed import HashedEmbedder
from graph.messages import Vector
from graph.model import DocumentGraph
from graph.open import open_knowledge
from graph.passages import mapping
from graph.passages.cluster import Cluster
from graph.ports import Embedder
from graph.stores import cypher
from graph.stores.bolt import Bolt
from ingest.load import Pending, Unit, texts_of
from ingest.pipeline import understand
from ingest.readers import files_in, read
from ingest.report import Report
from tests.services import PASSWORD, Servers, started

ROWS = 1_000

WARMING = 4
ROUNDS = 10


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
        started_at = time.perf_counter()
        unit = Unit(knowledge, Report())
        for number, graph in enumerate(documents):
            unit.add(Pending(graph, str(number), "rules"))
        unit.load()
        knowledge.passage_writer.flush()
        return time.perf_counter() - started_at


def _texts(documents: Sequence[DocumentGraph]) -> list[str]:
    return list(dict.fromkeys(text for graph in documents for text in texts_of(graph)))


@dataclass
class Rows:
    """All that ours writes, by statement in its order, and the passages."""

    of_statement: dict[str, list[Any]] = field(default_factory=dict)
    passages: list[dict[str, Any]] = field(default_factory=list)


WRITING = {
    cypher.PUT_DOCUMENTS, cypher.PUT_ORIGINS, cypher.PUT_PASSAGES, *cypher.PUT_ENTITIES.values(), cypher.PUT_NAMES, cypher.SAY, cypher.PUT_MENTIONS,
    *cypher.PUT_CLAIMS.values(),
}  # fmt: skip


@contextmanager
def recorded() -> Iterator[Rows]:
    """Gives the rows that are written within."""
    rows = Rows()
    write, put = Bolt.write, Cluster.bulk

    def writing(self: Bolt, statement: str, **values: Any) -> list[dict[str, Any]]:
        if statement in WRITING:
            rows.of_statement.setdefault(statement, []).extend(values["rows"])
        return write(self, statement, **values)

    def putting(self: Cluster, index: str, given: Iterable[Mapping[str, Any]]) -> None:
        passages = [dict(row) for row in given]
        rows.passages += passages
        put(self, index, passages)

    Bolt.write, Cluster.bulk = writing, putting  # type: ignore[method-assign,assignment]
    try:
        yield rows
    finally:
        Bolt.write, Cluster.bulk = write, put  # type: ignore[method-assign]


def bare(servers: Servers, rows: Rows, dimension: int) -> float:
    settings = servers.settings()
    trusted = {"ca_certs": str(settings.elastic_ca), "basic_auth": ("atlas", PASSWORD)}
    client = Elasticsearch(settings.elastic_url, request_timeout=60, **trusted)  # type: ignore[arg-type]
    started_at = time.perf_counter()
    client.indices.create(index="atlas-bare", **mapping.index({}, dimension))
    with (
        neo4j.GraphDatabase.driver(settings.neo4j_uri, auth=("neo4j", PASSWORD)) as driver,
        driver.session() as session,
    ):
        for statement in cypher.SCHEMA:
            session.run(statement).consume()
        for statement, of_one in rows.of_statement.items():
            for at in range(0, len(of_one), ROWS):
                session.execute_write(_put, statement, of_one[at : at + ROWS])
    bulk(
        client,
        (
            {"_index": "atlas-bare", "_id": r["_id"], "_source": {k: v for k, v in r.items() if k != "_id"}}
            for r in rows.passages
        ),
    )
    client.indices.refresh(index="atlas-bare")
    seconds = time.perf_counter() - started_at
    client.close()
    return seconds


def _put(transaction: neo4j.ManagedTransaction, statement: str, rows: list[dict[str, Any]]) -> None:
    transaction.run(statement, rows=rows).consume()


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="documents, files or folders")
    documents = graphs(asked.parse_args().paths)
    told(
        measured="rows",
        documents=len(documents),
        passages=sum(len(g.passages) for g in documents),
        claims=sum(len(g.claims) for g in documents),
    )
    with tempfile.TemporaryDirectory() as folder, started(Path(folder)) as servers:
        embedder = Remembered(_texts(documents))
        servers.wipe()
        with recorded() as rows:
            ours(servers, documents, embedder)
        ways: dict[str, Callable[[], float]] = {
            "ours": lambda: ours(servers, documents, embedder),
            "bare": lambda: bare(servers, rows, embedder.dimension),
        }
        seconds: dict[str, list[float]] = {name: [] for name in ways}
        for number in range(WARMING + ROUNDS):  # a cold server would slow whoever comes first
            for name, way in ways.items():
                servers.wipe()
                taken = round(way(), 2)
                if number >= WARMING:
                    seconds[name].append(taken)
        of_rounds = [ours / bare for ours, bare in zip(seconds["ours"], seconds["bare"], strict=True)]
        told(
            measured="load",
            seconds=seconds,
            ratio_of_best=round(min(seconds["ours"]) / min(seconds["bare"]), 2),
            ratio_of_medians=round(median(seconds["ours"]) / median(seconds["bare"]), 2),
            median_of_ratios=round(median(of_rounds), 2),
        )
        for server in (servers.neo4j, servers.elasticsearch):
            status = Path(f"/proc/{server.pid()}/status").read_text(encoding="utf-8")
            told(measured=f"memory {server.name}", mb=int(status.split("VmRSS:")[1].split()[0]) // 1024)
        told(measured="memory of this process", mb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


if __name__ == "__main__":
    main()
