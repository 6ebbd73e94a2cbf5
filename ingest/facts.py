"""A document's graph as the facts that `atlas extract` prints: one JSON object a fact, in the order of the text."""

from collections.abc import Iterator
from typing import Any

from graph.model import DocumentGraph, Entity, Evidence, Span
from graph.schema import Kind

TYPES = {Kind.PROGRAMME: "program"}
"""The interface's own words, where they differ from ours."""


def facts(graph: DocumentGraph) -> Iterator[dict[str, Any]]:
    """Gives the document, then sections, entities and claims by their place in the raw text."""
    document = graph.document
    by_id = {entity.id: entity for entity in graph.entities}
    yield _document(graph, by_id)
    rows = [_section(graph, index) for index in range(len(document.sections))]
    spans: dict[str, list[Span]] = {}
    for mention in graph.mentions:
        spans.setdefault(mention.entity_id or "", []).append(mention.span)
    rows += [_entity(graph, entity, spans.get(entity.id, [])) for entity in graph.entities]
    rows.sort(key=lambda row: (row["start"], row["end"], row["type"], row["id"]))
    yield from rows
    for claim in sorted(graph.claims, key=lambda c: (c.evidence[0].span.raw_start, c.id)):
        yield {
            "document": document.name, "type": "relation", "id": claim.id, **_quoted(claim.evidence[0]),
            "subject": claim.subject, "predicate": claim.relation.value, "object": claim.object, "basis": claim.basis,
        }  # fmt: skip


def _document(graph: DocumentGraph, by_id: dict[str, Entity]) -> dict[str, Any]:
    document = graph.document
    place = by_id.get(document.locality_id or "")
    row = {
        "document": document.name, "type": "document", "id": document.id, "title": document.title, "date": document.date,
        "author": list(document.author) or None, "source": document.source, "genre": document.genre,
        "about_locality": place.properties["full_name"] if place else None,
        "boilerplate": [_raw(document.raw, span) for span in document.boilerplate] or None,
    }  # fmt: skip
    return {key: value for key, value in row.items() if value is not None}


def _raw(raw: str, span: Span) -> dict[str, Any]:
    return {"quote": raw[span.raw_start : span.raw_end], "start": span.raw_start, "end": span.raw_end}


def _section(graph: DocumentGraph, index: int) -> dict[str, Any]:
    section = graph.document.sections[index]
    return {
        "document": graph.document.name, "type": "section", "id": f"{graph.document.id}/section-{index}", "heading": section.heading,
        "path": list(section.path), "locality": section.locality_id, "basis": section.locality_basis, **_raw(graph.document.raw, section.span),
    }  # fmt: skip


def _entity(graph: DocumentGraph, entity: Entity, spans: list[Span]) -> dict[str, Any]:
    row: dict[str, Any] = {
        "document": graph.document.name,
        "type": TYPES.get(entity.kind, entity.kind.value),
        "id": entity.id,
        **_quoted(graph.quotes[entity.id]),
    }
    if entity.kind in {Kind.LOCALITY, Kind.PROGRAMME, Kind.METHOD}:
        row |= {
            "name": entity.name,
            "aliases": list(entity.aliases),
            "mention_spans": [[s.raw_start, s.raw_end] for s in spans],
        }
    return row | dict(entity.properties)


def _quoted(evidence: Evidence) -> dict[str, Any]:
    return {"quote": evidence.quote, "start": evidence.span.raw_start, "end": evidence.span.raw_end}
