"""The Elasticsearch index: its mapping, and the queries that the adapter asks, as plain values.

What a person asks stands in these as the value of a term, never as a query of its own.
"""

import base64
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np

from graph import records
from graph.facets import COUNTED, VALUES, Between, Facet
from graph.ids import text_key
from graph.messages import PassageEntry, Vector, Want
from graph.passages import topics_of, words_of
from graph.passages.smoothing import SHARE

SCHEMA_VERSION = "5"

EXACT_UP_TO = 20_000
"""Passages up to which every vector is compared: the same answer whatever the order of loading, in some 10 ms."""

WINDOW = 10_000
"""Hits that Elasticsearch gives at most at once."""

CANDIDATES = 400
"""Passages that the vector index looks at in each shard; recall@10 was 1.000 at 100 on 100,000 passages."""

SHOWN = ["passage_id", "document_id", "version"]
"""What a leg needs of a hit."""

KEPT = ["payload", "entity_ids", "source"]
"""What an answer shows of a passage."""


def index(stamp: Mapping[str, str], dimension: int) -> dict[str, Any]:
    """Gives settings and mapping of an index; `stamp` says by which tokens and embedder it is made."""
    keyword = {"type": "keyword"}
    kept = {"type": "keyword", "index": False, "doc_values": False}
    return {
        "settings": {
            # What is loaded is made findable where it is published; beside that, what was merged meanwhile is taken up.
            "index.refresh_interval": "30s",
        },
        "mappings": {
            "dynamic": "strict",
            "_meta": {"schema": SCHEMA_VERSION, "smoothing": str(SHARE), **stamp},
            "properties": {
                "passage_id": keyword,
                "document_id": keyword,
                "version": keyword,
                "words": {"type": "text", "analyzer": "whitespace", "index_options": "freqs"},
                "topics": {"type": "text", "analyzer": "whitespace", "index_options": "freqs"},
                "facets": keyword,
                "entity_ids": keyword,
                "text_key": keyword,
                # The default of this size is quantised to bits: recall@10 .89 against 1.000 (measured).
                "vector": {
                    "type": "dense_vector", "dims": dimension, "index": True, "similarity": "max_inner_product",
                    "index_options": {"type": "hnsw", "m": 16, "ef_construction": 200},
                },
                "own": kept,
                "telling_keys": keyword,
                "tellings": {"type": "object", "enabled": False},
                # Read from columns: of the stored row, vectors and all, twenty passages took twice as long.
                "payload": {"type": "binary", "doc_values": True},
                "source": {"type": "binary", "doc_values": True},
            },
        },
    }  # fmt: skip


def row(entry: PassageEntry, smoothed: Vector, told: str, rules: str) -> dict[str, Any]:
    """Gives a passage as it is indexed; `smoothed` is the vector it is found by, `told` what its document says of itself, `rules` the version that read it."""
    passage = entry.passage
    tellings = {text_key(text): packed(vector) for text, vector in sorted(entry.tellings.items())}
    return {
        "_id": f"{passage.id}@{text_key(rules)[:12]}",
        "passage_id": passage.id,
        "document_id": passage.document_id,
        "version": rules,
        "words": words_of(passage),
        "topics": topics_of(passage),
        "facets": sorted(set(entry.facets)),
        "entity_ids": sorted(set(entry.entity_ids)),
        "text_key": text_key(entry.embedded_text),
        "vector": packed(smoothed),
        "own": packed(entry.vector),
        "telling_keys": sorted(tellings),
        "tellings": tellings,
        "payload": column(records.dumps(passage)),
        "source": column(told),
    }


def packed(vector: Vector) -> str:
    """Gives a vector as Elasticsearch reads one: base64 of its numbers, the greater byte first."""
    return base64.b64encode(np.asarray(vector, dtype=">f4").tobytes()).decode("ascii")


def unpacked(text: str) -> Vector:
    """Gives back a vector."""
    return np.frombuffer(base64.b64decode(text), dtype=">f4").astype(np.float32)


def column(told: str) -> str:
    """Gives a record as a column of bytes holds it."""
    return base64.b64encode(told.encode()).decode("ascii")


def recorded(value: str) -> Any:
    """Gives back what a column holds of a record."""
    return records.loads(base64.b64decode(value))


def by_score() -> list[dict[str, Any]]:
    """Gives the order of every leg: by score, then by ID."""
    return [{"_score": "desc"}, {"passage_id": "asc"}]


def filters(want: Want) -> list[dict[str, Any]]:
    """Gives a filter a group of facets, and one for the words of which some must be held."""
    kept = [_any_of(group) for group in want.facets]
    if want.holding:
        whole = [
            {"bool": {"filter": [{"term": {"words": word}} for word in group]}} for group in want.holding
        ]
        kept.append({"bool": {"should": whole, "minimum_should_match": 1}})
    return kept


def _any_of(group: Sequence[Facet]) -> dict[str, Any]:
    plain = [facet for facet in group if isinstance(facet, str)]
    stretches = [facet for facet in group if isinstance(facet, Between)]
    either: list[dict[str, Any]] = [{"terms": {"facets": plain}}] if plain else []
    either += [{"range": {"facets": {"gte": each.first, "lte": each.last}}} for each in stretches]
    return {"bool": {"should": either, "minimum_should_match": 1}}


def tally(family: str, want: Want) -> dict[str, Any]:
    """Gives the body of a search that counts the passages wanted, and among them the values of a family, if it is one."""
    values = {"terms": {"field": "facets", "include": f"{family}:.*", "size": VALUES}}
    counted = {"aggs": {"values": values}} if family in COUNTED else {}
    return {"query": {"bool": {"filter": filters(want)}}, "size": 0, "track_total_hits": True, **counted}


def terms(field: str, asked: Sequence[str], want: Want) -> dict[str, Any]:
    """Gives the query for passages that hold any of the terms in this field."""
    either = [{"term": {field: {"value": term}}} for term in sorted(set(asked))] or [{"match_none": {}}]
    return {"bool": {"should": either, "minimum_should_match": 1, "filter": filters(want)}}


def entities(ids: Collection[str], want: Want) -> dict[str, Any]:
    """Gives the query for passages that name any of the entities; the score is how many."""
    either = [
        {"constant_score": {"filter": {"term": {"entity_ids": each}}}} for each in sorted(set(ids))
    ] or [{"match_none": {}}]
    return {"bool": {"should": either, "minimum_should_match": 1, "filter": filters(want)}}


def nearest_of_all(vector: Vector, want: Want) -> dict[str, Any]:
    """Gives the query that compares every allowed passage; the score is 1 + product."""
    return {
        "script_score": {
            "query": {"bool": {"filter": filters(want) or [{"match_all": {}}]}},
            "script": {
                "source": "dotProduct(params.asked, 'vector') + 1.0",
                "params": {"asked": vector.tolist()},
            },
        }
    }


def nearest(vector: Vector, want: Want, size: int) -> dict[str, Any]:
    """Gives the query over the vector index; its scores are read by `product`."""
    return {
        "knn": {
            "field": "vector", "query_vector": vector.tolist(), "k": size, "num_candidates": max(CANDIDATES, 2 * size), "filter": filters(want),
        }
    }  # fmt: skip


def product(score: float) -> float:
    """Gives back the product of two vectors from the score that the vector index makes of it, which is never below 0."""
    return score - 1 if score >= 1 else 1 - 1 / score


def replaced(documents: Mapping[str, tuple[str, Sequence[str]] | None]) -> dict[str, Any]:
    """Gives the query for what is to go: all of a document, or all but these passages of this version of it."""
    gone = []
    for document, kept in sorted(documents.items()):
        clause: dict[str, Any] = {"filter": [{"term": {"document_id": document}}]}
        if kept is not None:
            version, passages = kept
            stays = [{"term": {"version": version}}, {"terms": {"passage_id": list(passages)}}]
            clause["must_not"] = [{"bool": {"filter": stays}}]
        gone.append({"bool": clause})
    return {"bool": {"should": gone, "minimum_should_match": 1}}
