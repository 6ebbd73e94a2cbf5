"""What an answer of Elasticsearch says: fields of hits, buckets of counts, and which hits are of the current version."""

from collections.abc import Mapping, Sequence
from typing import Any

from graph.passages.cluster import Hit


def buckets(answer: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """Gives the counted values; none where nothing was counted."""
    counted: Sequence[Mapping[str, Any]] = (
        answer["aggregations"]["values"]["buckets"] if "aggregations" in answer else ()
    )
    return counted


def current(hits: Sequence[Hit], versions: Mapping[str, str | None] | None) -> list[Hit]:
    """Leaves out hits that are not of their document's current version; where that is not known, one of each passage stays."""
    if versions is None:
        return list({said(hit, "passage_id"): hit for hit in hits}.values())
    return [hit for hit in hits if versions.get(said(hit, "document_id")) == said(hit, "version")]


def said(hit: Hit, field: str) -> str:
    """Gives a field that each hit has once."""
    return str(hit["fields"][field][0])
