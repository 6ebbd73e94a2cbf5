"""A place as settled, from the gazetteer or by its name alone."""

from dataclasses import dataclass

from graph.ids import content_id
from graph.vocabulary.places import Place, gazetteer

LEVELS = ("province", "prefecture", "county", "township", "community", "village", "area")


@dataclass(frozen=True, slots=True)
class Settled:
    """A place as settled: its ID, names and level; `code` only where the gazetteer has one of six digits."""

    id: str
    name: str
    full_name: str
    level: str
    code: str | None
    parent: str | None
    parent_id: str | None


def from_gazetteer(place: Place) -> Settled:
    """Gives a settled place of the gazetteer; a township has an ID by its code but shows none (GB/T 2260 ends at the county)."""
    above = gazetteer().parent(place)
    code = place.code if len(place.code) == 6 else None
    return Settled(
        content_id("locality", place.code), place.name, gazetteer().full_name(place), place.level, code,
        gazetteer().full_name(above) if above else None, content_id("locality", above.code) if above else None,
    )  # fmt: skip
