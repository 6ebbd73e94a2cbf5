"""What several documents say of one entity, put together: the same in every store, whatever the order of loading."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from graph import records
from graph.latin import latin_forms
from graph.messages import Known
from graph.model import Entity, Evidence
from graph.names import bare, fold
from graph.schema import PRACTICE_KINDS, Kind

NAMED_KINDS = PRACTICE_KINDS | {Kind.LOCALITY}
"""The kinds that have names people ask by; a measure or an outcome is found by its words."""

SHORTEST_NAME = 2


def row_of(entity: Entity, quote: Evidence) -> str:
    """Gives what one document says of an entity, with the quote where it speaks of it first, as it is kept."""
    return records.dumps(records.shallow(entity) | {"quote": quote})


def together(said: Sequence[Mapping[str, Any]]) -> Known:
    """Gives an entity from its rows, which come by document ID: the commonest name, all other names, the first word on each property."""
    quotes = tuple(records.evidence(row["quote"]) for row in said)
    entities = [records.entity({key: value for key, value in row.items() if key != "quote"}) for row in said]
    names = Counter(entity.name for entity in entities)
    name = min(names, key=lambda n: (-names[n], n))
    aliases = {alias for entity in entities for alias in (entity.name, *entity.aliases)} - {name}
    properties = {key: value for entity in reversed(entities) for key, value in entity.properties.items()}
    first = entities[0]
    return Known(Entity(first.id, first.kind, name, tuple(sorted(aliases)), properties), quotes)


def alone(entity: Entity) -> Entity:
    """Gives an entity of which one document speaks as `together` gives it, without the way through its row."""
    return replace(entity, aliases=tuple(sorted(set(entity.aliases) - {entity.name})))


def agrees(entity: Entity, shown: Entity) -> bool:
    """Tells whether one more such word leaves the entity as it is shown, whatever the others say."""
    return (
        shown.name == entity.name
        and set(entity.aliases) <= {*shown.aliases, shown.name}
        and shown.properties == entity.properties
    )


def forms(entity: Entity) -> Iterator[str]:
    """Gives the folded names that an entity is asked by."""
    if entity.kind in NAMED_KINDS:
        for name in (entity.name, *entity.aliases):
            for form in {fold(name), bare(name)}:
                if len(form) >= SHORTEST_NAME:
                    yield form
        yield from latin_forms(entity)
