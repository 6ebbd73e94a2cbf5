"""What the index in Elasticsearch holds, told for comparison with the graph."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from graph import records
from graph.ids import text_key
from graph.messages import Held, Holding, Vector
from graph.passages import mapping
from graph.passages.cluster import Cluster


def holdings(cluster: Cluster) -> Iterator[Holding]:
    """Gives every document that the index holds passages of with the version they were made by, by ID and version."""
    after: dict[str, str] | None = None
    keys = [
        {"document": {"terms": {"field": "document_id"}}},
        {"version": {"terms": {"field": "version"}}},
    ]
    while True:
        composite = {"size": 1000, "sources": keys} | ({"after": after} if after else {})
        answer = cluster.call(
            lambda client, c=composite: client.search(  # type: ignore[misc]
                index=cluster.alias, size=0, aggs={"held": {"composite": c}}
            )
        )["aggregations"]["held"]
        for bucket in answer["buckets"]:
            yield bucket["key"]["document"], bucket["key"]["version"]
        after = answer.get("after_key")
        if not after:
            return


def held(cluster: Cluster, document_id: str) -> Sequence[Held]:
    """Gives what the index holds of a document, by passage ID; of all versions."""
    fields = ["payload", "text_key", "entity_ids", "facets", "version", "telling_keys"]
    hits = cluster.stream({"term": {"document_id": document_id}}, fields)
    held = []
    for hit in hits:
        row = hit["_source"]
        passage = records.passage(mapping.recorded(row["payload"]))
        held.append(
            Held(
                passage,
                row["text_key"],
                tuple(row["entity_ids"]),
                tuple(row["facets"]),
                row["version"],
                True,
                tuple(row["telling_keys"]),
            )
        )
    return sorted(held, key=lambda each: (each.passage.id, each.version))


TEXTS = 500
"""Texts whose vectors are asked for at once."""


def vectors(cluster: Cluster, texts: Collection[str]) -> Mapping[str, Vector]:
    """Gives the vectors that are kept of these texts: of passages, and of what they tell of practices."""
    keys = {text_key(text): text for text in texts}
    wanted = sorted(keys)
    found: dict[str, Vector] = {}
    for at in range(0, len(wanted), TEXTS):
        part = wanted[at : at + TEXTS]
        found |= _of_passages(cluster, part)
        if missing := [key for key in part if key not in found]:
            found |= _of_tellings(cluster, missing)
    return {keys[key]: vector for key, vector in found.items()}


def _of_passages(cluster: Cluster, keys: list[str]) -> dict[str, Vector]:
    hits = cluster.call(
        lambda client: client.search(
            index=cluster.alias, query={"terms": {"text_key": keys}}, size=len(keys), collapse={"field": "text_key"},
            source={"includes": ["text_key", "own"]}, track_total_hits=False,
        )
    )["hits"]["hits"]  # fmt: skip
    return {hit["_source"]["text_key"]: mapping.unpacked(hit["_source"]["own"]) for hit in hits}


def _of_tellings(cluster: Cluster, keys: list[str]) -> dict[str, Vector]:
    # One passage a key, however many tell the same: a short name stands in hundreds.
    one = {"top_hits": {"size": 1, "_source": {"includes": ["tellings"]}}}
    by_key = {"terms": {"field": "telling_keys", "include": keys, "size": len(keys)}, "aggs": {"one": one}}
    answer = cluster.call(
        lambda client: client.search(
            index=cluster.alias, query={"terms": {"telling_keys": keys}}, size=0, aggs={"keys": by_key}, track_total_hits=False
        )
    )  # fmt: skip
    return {
        bucket["key"]: mapping.unpacked(
            bucket["one"]["hits"]["hits"][0]["_source"]["tellings"][bucket["key"]]
        )
        for bucket in answer["aggregations"]["keys"]["buckets"]
    }
