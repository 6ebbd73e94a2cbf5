"""What a passage can be filtered by."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from graph.facets import UNDATED, figure
from graph.ids import content_id
from graph.model import DocumentGraph, Entity, Passage
from graph.schema import Kind
from graph.vocabulary.places import gazetteer
from ingest.link.changes import change_of


def facets_of(graph: DocumentGraph, passage: Passage, entity_ids: Sequence[str]) -> tuple[str, ...]:
    """Gives what a passage can be filtered by: its role, genre, year, document, kinds, problem categories, figures, and places with all above them."""
    by_id = {entity.id: entity for entity in graph.entities}
    said: Iterable[Entity] = (by_id[e] for e in entity_ids if e in by_id)
    document = graph.document
    year = document.date[:4] if document.date else UNDATED
    facets = {
        f"role:{passage.role.value}",
        f"genre:{document.genre}",
        f"year:{year}",
        f"document:{document.id}",
    }
    for entity in said:
        facets.add(f"kind:{entity.kind.value}")
        if entity.kind is Kind.PROBLEM:
            facets.add(f"problem:{entity.properties['category']}")
        if entity.kind is Kind.OUTCOME:
            facets |= _figures(entity)
    for place in (
        {passage.locality_id} | {e for e in entity_ids if e in by_id and by_id[e].kind is Kind.LOCALITY}
    ) - {None}:
        facets.add(f"place:{place}")
        facets |= {f"place:{above}" for above in _above(str(place), by_id)}
    return tuple(sorted(facets))


def _figures(outcome: Entity) -> set[str]:
    """Gives the facets of a figure: what it is, and role, change, unit and size of each of its numbers, both ends of a range."""
    role = str(outcome.properties["role"])
    facets = {f"figure_role:{role}"}
    for value in outcome.properties["values"]:
        change = change_of(outcome.name, value["raw"])
        facets.add(f"unit:{value['unit']}")
        facets |= {
            figure(role, change, value["unit"], value[end]) for end in ("value", "upper") if end in value
        }
    return facets


def _above(place: str, by_id: dict[str, Entity]) -> tuple[str, ...]:
    entity = by_id.get(place)
    return _lineage(str(entity.properties.get("full_name", ""))) if entity else ()


@lru_cache(maxsize=4096)
def _lineage(full_name: str) -> tuple[str, ...]:
    """Gives the IDs of all places that a full name begins with; the same provinces and counties come again and again."""
    return tuple(content_id("locality", above.code) for above in gazetteer().by_prefix(full_name))
