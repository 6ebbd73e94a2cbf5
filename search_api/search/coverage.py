"""Of which problems of the taxonomy and which provinces a collection tells, and of which it tells nothing yet."""

from dataclasses import dataclass

from graph.ids import content_id
from graph.messages import Want
from graph.open import Views
from graph.vocabulary.concepts import concepts
from graph.vocabulary.places import counties


@dataclass(frozen=True, slots=True)
class Covered:
    """A problem or a province, and how many passages tell of it."""

    id: str
    """Of the problem's category, or of the locality."""
    zh: str
    en: str
    passages: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a collection tells of, the most told first; what nothing tells of stands at the end with 0."""

    passages: int
    problems: tuple[Covered, ...]
    provinces: tuple[Covered, ...]


def coverage(views: Views) -> Coverage:
    """Gives what the collection tells of: a passage counts for a problem that it names, and for every province that it names or lies in.

    Raises:
        StoreError: a store let us down.
    """
    names = {
        content_id("locality", place.code): place.name
        for place in counties().by_code.values()
        if place.level == "province" and not place.former
    }
    # A province is counted by itself: among all places of a great collection a rare one could be cut off.
    each = {identity: Want(0, ((f"place:{identity}",),)) for identity in names}
    told = views.passages.tally({"problem": Want(0), **each})
    problems = told["problem"].values
    of_taxonomy = [Covered(c.id, c.zh, c.en, problems.get(c.id, 0)) for c in concepts() if c.problem]
    of_country = [Covered(identity, name, "", told[identity].total) for identity, name in names.items()]
    return Coverage(told["problem"].total, _ordered(of_taxonomy), _ordered(of_country))


def _ordered(covered: list[Covered]) -> tuple[Covered, ...]:
    return tuple(sorted(covered, key=lambda each: -each.passages))
