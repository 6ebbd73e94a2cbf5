"""What the index in Elasticsearch holds, told for comparison with the graph."""

import json
from collections.abc import Iterator, Sequence

from graph import records
from graph.messages import Held, Holding
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
    fields = ["payload", "text_key", "entity_ids", "facets", "version"]
    hits = cluster.stream({"term": {"document_id": document_id}}, fields)
    held = []
    for hit in hits:
        row = hit["_source"]
        passage = records.passage(json.loads(row["payload"]))
        held.append(
            Held(
                passage,
                row["text_key"],
                tuple(row["entity_ids"]),
                tuple(row["facets"]),
                row["version"],
                True,
            )
        )
    return sorted(held, key=lambda each: (each.passage.id, each.version))
