"""What people would take instead, on the same passages and questions: `make rivals ARGS="DATA QUERIES QRELS [DATA QUERIES QRELS ...]"`.

DATA is an embedded store that documents were loaded into; its passages, and its vectors where a rival takes vectors, are given
to each: bm25s with jieba, Elasticsearch with its `cjk` analyzer, txtai (hybrid) and neo4j-graphrag's hybrid retriever, the last
two with our embedder. Prints one JSON object a set and rival: the means of both, and the paired bootstrap of the difference.
Elasticsearch and Neo4j are started for it.
"""

import json
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from elasticsearch import Elasticsearch
from elasticsearch.helpers import bulk
from neo4j import Driver, GraphDatabase

from graph.messages import Vector
from graph.open import Views, open_views
from graph.settings import Settings
from search_api.evaluation.comparison import difference
from search_api.evaluation.judged import Judged, judged
from search_api.evaluation.measures import measures
from search_api.search.answer import answer
from search_api.search.ranking import Asked
from tests.bench import unremembered
from tests.services import PASSWORD, Servers, started

DEPTH = 50

LUCENE = re.compile(r"[+\-&|!(){}\[\]^\"~*?:\\/]")
"""What has a meaning in Lucene's query language."""

Rival = Callable[[str], Sequence[int]]
"""Gives the numbers of the best passages for a question, best first."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """The passages of a store: their documents' names, their texts as ours are found by, and their vectors."""

    names: Sequence[Sequence[str]]
    texts: Sequence[str]
    vectors: Sequence[Vector]
    views: Views

    @classmethod
    def of(cls, views: Views) -> "Corpus":
        """Reads a store."""
        texts: list[str] = []
        documents = []
        for row in views.graph.export():
            if row["is"] == "passage":
                path = row["path"] if isinstance(row["path"], list) else []
                documents.append(str(row["document_id"]))
                texts.append("\n".join([*map(str, path[-1:]), str(row["text"])]))
        named = {each: told.names for each, told in views.graph.sourced(set(documents)).items()}
        names = [named[document] for document in documents]
        kept = views.passages.vectors(set(texts))
        return cls(names, texts, [kept[text] for text in texts], views)


def jieba_bm25s(corpus: Corpus, _: Servers) -> Rival:
    """Words cut by jieba, BM25 as Lucene has it."""
    import bm25s
    import jieba

    index = bm25s.BM25(method="lucene")
    index.index([list(jieba.cut(text)) for text in corpus.texts], show_progress=False)

    def best(question: str) -> Sequence[int]:
        found, _ = index.retrieve([list(jieba.cut(question))], k=DEPTH, show_progress=False)
        return [int(each) for each in found[0]]

    return best


def elastic_cjk(corpus: Corpus, servers: Servers) -> Rival:
    """Elasticsearch's own analyzer for Chinese: pairs of characters, BM25."""
    settings = servers.settings()
    client = Elasticsearch(
        settings.elastic_url, basic_auth=(settings.elastic_user, PASSWORD), ca_certs=str(settings.elastic_ca)
    )  # fmt: skip
    client.indices.delete(index="rival", ignore_unavailable=True)
    client.indices.create(
        index="rival", mappings={"properties": {"text": {"type": "text", "analyzer": "cjk"}}}
    )
    bulk(client, ({"_index": "rival", "_id": str(at), "text": text} for at, text in enumerate(corpus.texts)))
    client.indices.refresh(index="rival")

    def best(question: str) -> Sequence[int]:
        hits = client.search(index="rival", query={"match": {"text": question}}, size=DEPTH, source=False)[
            "hits"
        ]["hits"]
        return [int(hit["_id"]) for hit in hits]

    return best


def txtai_hybrid(corpus: Corpus, _: Servers) -> Rival:
    """txtai with words and vectors, both as it comes; the vectors are ours."""
    from txtai import Embeddings

    given = dict(zip(corpus.texts, corpus.vectors, strict=True))

    def transform(texts: Sequence[str]) -> npt.NDArray[np.float32]:
        return np.stack([given[t] if t in given else corpus.views.embedder.question(t) for t in texts])

    index = Embeddings(method="external", transform=transform, hybrid=True)
    index.index((at, text, None) for at, text in enumerate(corpus.texts))
    return lambda question: [int(identity) for identity, _ in index.search(question, DEPTH)]


def graphrag_hybrid(corpus: Corpus, servers: Servers) -> Rival:
    """neo4j-graphrag's HybridRetriever over a vector and a full-text index of Neo4j; the vectors are ours."""
    from neo4j_graphrag.embeddings.base import Embedder
    from neo4j_graphrag.indexes import create_fulltext_index, create_vector_index, upsert_vectors
    from neo4j_graphrag.retrievers import HybridRetriever
    from neo4j_graphrag.types import EntityType

    class Ours(Embedder):  # type: ignore[misc]
        def embed_query(self, text: str) -> list[float]:
            return [float(number) for number in corpus.views.embedder.question(text)]

    driver = _neo4j(servers)
    with driver.session() as session:
        session.run("MATCH (n:Rival) DETACH DELETE n").consume()
        for name in ("rival_words", "rival_vectors"):
            session.run(f"DROP INDEX {name} IF EXISTS").consume()
        rows = [{"at": at, "text": text} for at, text in enumerate(corpus.texts)]
        session.run("UNWIND $rows AS row CREATE (:Rival {at: row.at, text: row.text})", rows=rows).consume()
        ids = {
            row["at"]: row["id"]
            for row in session.run("MATCH (n:Rival) RETURN n.at AS at, elementId(n) AS id")
        }
    create_vector_index(
        driver,
        "rival_vectors",
        label="Rival",
        embedding_property="vector",
        dimensions=corpus.views.embedder.dimension,
        similarity_fn="cosine",
    )
    create_fulltext_index(driver, "rival_words", label="Rival", node_properties=["text"])
    for at in range(0, len(ids), 500):
        part = range(at, min(at + 500, len(ids)))
        upsert_vectors(
            driver,
            [ids[n] for n in part],
            "vector",
            [corpus.vectors[n].tolist() for n in part],
            entity_type=EntityType.NODE,
        )
    with driver.session() as session:
        session.run("CALL db.awaitIndexes(300)").consume()
    retriever = HybridRetriever(driver, "rival_vectors", "rival_words", Ours(), return_properties=["at"])

    def best(question: str) -> Sequence[int]:
        records = retriever.get_search_results(
            # What a person asks is no Lucene query: unescaped, a stroke in a question ends in an error.
            query_text=LUCENE.sub(r"\\\g<0>", question),
            query_vector=[float(n) for n in corpus.views.embedder.question(question)],
            top_k=DEPTH,
        ).records
        return [int(record["node"]["at"]) for record in records]

    return best


def _neo4j(servers: Servers) -> Driver:
    settings = servers.settings()
    password = settings.neo4j_password
    return GraphDatabase.driver(
        settings.neo4j_uri, auth=(settings.neo4j_user, password.get_secret_value() if password else "")
    )


RIVALS: Mapping[str, Callable[[Corpus, Servers], Rival]] = {
    "bm25s + jieba": jieba_bm25s, "Elasticsearch cjk": elastic_cjk, "txtai hybrid": txtai_hybrid, "neo4j-graphrag hybrid": graphrag_hybrid,
}  # fmt: skip


def ours(asked: Sequence[Judged], views: Views) -> Iterator[Mapping[str, float]]:
    """Gives our figures, question by question."""
    for each in asked:
        hits = answer(Asked(each.text, DEPTH), views).hits
        yield measures(each, [(name, hit.passage.text) for hit in hits for name in hit.names])


@contextmanager
def opened(data: Path) -> Iterator[Corpus]:
    """Opens a store and reads its passages."""
    with open_views(Settings(data=data)) as views:
        yield Corpus.of(unremembered(views))


def main() -> None:
    """Asks everybody."""
    words = sys.argv[1:]
    sets = [tuple(map(Path, words[at : at + 3])) for at in range(0, len(words), 3)]
    with tempfile.TemporaryDirectory() as folder, started(Path(folder)) as servers:
        for data, queries, qrels in sets:
            asked = judged(queries, qrels)
            with opened(data) as corpus:
                own = list(ours(asked, corpus.views))
                for name, build in RIVALS.items():
                    began = time.perf_counter()
                    best = build(corpus, servers)
                    built, began = time.perf_counter() - began, time.perf_counter()
                    theirs = [
                        measures(
                            each,
                            [(name, corpus.texts[n]) for n in best(each.text) for name in corpus.names[n]],
                        )
                        for each in asked
                    ]
                    seconds = time.perf_counter() - began
                    told: dict[str, object] = {
                        "set": data.name,
                        "questions": len(asked),
                        "rival": name,
                        "built_s": round(built, 1),
                        "ms": round(1000 * seconds / len(asked), 1),
                    }
                    for figure in ("ndcg@10", "recall@10"):
                        one, two = [f[figure] for f in own], [f[figure] for f in theirs]
                        found = difference(one, two)
                        told[figure] = {
                            "ours": round(float(np.mean(one)), 3), "rival": round(float(np.mean(two)), 3),
                            "ahead": [round(found.mean, 3), round(found.low, 3), round(found.high, 3)], "p": round(found.p, 4),
                        }  # fmt: skip
                    sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
                    sys.stdout.flush()


if __name__ == "__main__":
    main()
