"""The places that a question keeps its answer to: known to the graph, or to the gazetteer alone."""

from collections.abc import Iterator, Sequence
from functools import cache

from graph.ids import content_id
from graph.latin import EXONYMS, pinyin
from graph.names import fold
from graph.vocabulary.places import Place, counties
from search_api.search.names import RUN, Named, Stretch, outermost, sounds, stretches
from search_api.search.recall import Recall

LOCALITY = "locality-"
"""What the ID of a place begins with."""

SHORTEST_SOUND = 5
"""Letters of a place's pinyin; shorter ones may be English words."""


def places_in(text: str, named: Sequence[Named], graph: Recall) -> tuple[Named, ...]:
    """Gives the places that a question keeps its answer to: those of the graph, and those that the gazetteer alone knows.

    A county that the graph does not know counts with its rank only; English names prefectures and provinces by pinyin. Of
    places that cross, the one that begins first counts (江西 in 江西宁都县, not 西宁); of a place and one that it lies in, the narrower.
    """
    others = [n for n in named if not n.entity_id.startswith(LOCALITY)]
    found = [n for n in named if n.entity_id.startswith(LOCALITY)]
    full: dict[str, str] = {}
    for stretch, place in _of_the_gazetteer(text):
        identity = content_id("locality", place.code)
        full[identity] = counties().full_name(place)
        found.append(Named(identity, stretch.start, stretch.end))
    shown = graph.entities([n.entity_id for n in found])
    full |= {e.id: str(e.properties.get("full_name") or e.name) for e in shown.values()}
    kept = [n for n in _apart(outermost([*others, *found])) if n not in others]
    names = {full.get(n.entity_id, "") for n in kept}
    return tuple(
        n
        for n in kept
        if not any(name != full[n.entity_id] and name.startswith(full[n.entity_id]) for name in names)
    )


def _of_the_gazetteer(text: str) -> Iterator[tuple[Stretch, Place]]:
    for run in RUN.finditer(fold(text)):
        for stretch in stretches(run.group(), run.start()):
            for place in _meant(stretch.text):
                yield stretch, place
    for stretch in sounds(text):
        for place in _by_sound().get(stretch.text, ()):
            yield stretch, place


def _apart(found: Sequence[Named]) -> list[Named]:
    kept: list[Named] = []
    for each in sorted(found, key=lambda n: (n.start, -n.end, n.entity_id)):
        if not kept or each.start >= kept[-1].end or (each.start, each.end) == (kept[-1].start, kept[-1].end):
            kept.append(each)
    return kept


def _meant(form: str) -> list[Place]:
    """Gives the places that a form means without the graph's word for it: 互助 and 通道 are counties, and everyday words."""
    places = counties().by_form.get(form, [])
    everyday = any(place.everyday for place in places)
    return [
        place
        for place in places
        if (form == place.name and len(form) > 2)
        or (place.level in {"province", "prefecture"} and not everyday)
    ]


@cache
def _by_sound() -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = {}
    for place in counties().by_code.values():
        if place.level in {"province", "prefecture"} and not place.former and not place.everyday:
            sound = pinyin(place.short)
            if len(sound) >= SHORTEST_SOUND:
                found.setdefault(sound, []).append(place)
    for name, chinese in EXONYMS.items():
        found[name] = [p for p in counties().by_form[chinese] if p.level in {"province", "prefecture"}]
    return found
