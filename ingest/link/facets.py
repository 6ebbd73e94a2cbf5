"""What a passage can be filtered by."""

from collections.abc import Iterable, Sequence

from graph.ids import content_id
from graph.model import DocumentGraph, Entity, Passage
from graph.schema import Kind
from graph.vocabulary.places import gazetteer


def facets_of(graph: DocumentGraph, passage: Passage, entity_ids: Sequence[str]) -> tuple[str, ...]:
    """Gives what a passage can be filtered by: its role, genre, document, kinds, problem categories, and places with all above them."""
    by_id = {entity.id: entity for entity in graph.entities}
    said: Iterable[Entity] = (by_id[e] for e in entity_ids if e in by_id)
    facets = {f"role:{passage.role.value}", f"genre:{graph.document.genre}", f"document:{graph.document.id}"}
    for entity in said:
        facets.add(f"kind:{entity.kind.value}")
        if entity.kind is Kind.PROBLEM:
            facets.add(f"problem:{entity.properties['category']}")
    for place in (
        {passage.locality_id} | {e for e in entity_ids if e in by_id and by_id[e].kind is Kind.LOCALITY}
    ) - {None}:
        facets.add(f"place:{place}")
        facets |= {f"place:{above}" for above in _above(str(place), by_id)}
    return tuple(sorted(facets))


def _above(place: str, by_id: dict[str, Entity]) -> set[str]:
    entity = by_id.get(place)
    full = str(entity.properties.get("full_name", "")) if entity else ""
    found: set[str] = set()
    for above in gazetteer().by_prefix(full):
        found.add(content_id("locality", above.code))
    return found
