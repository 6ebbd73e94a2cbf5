"""What a question names: entities of the graph, by their names, their pinyin or their numbers, and places that the graph may lack."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from graph.ids import content_id
from graph.latin import EXONYMS, numbers_asked, pinyin
from graph.names import bare, fold, is_han
from graph.vocabulary.places import Place, counties
from search_api.search.recall import Recall

LONGEST = 24
"""Characters of a name that is looked for in a question."""

LATIN_WORDS = 3
"""Words that a pinyin name may be written in (Yuan Shaomin)."""

LOCALITY = "locality-"
"""What the ID of a place begins with."""

SURE_SOUND = 6
"""Letters from which on a pinyin name is hardly an English word."""

RANKS = frozenset(
    [
        "county",
        "city",
        "district",
        "province",
        "prefecture",
        "town",
        "township",
        "village",
        "street",
        "community",
        "banner",
        "municipality",
    ]
)

SHORTEST_SOUND = 5
"""Letters of a place's pinyin; shorter ones may be English words."""

_RUN = re.compile(r"[^\s,，。、；;:：?？!！()（）\"'《》]+")
_LATIN = re.compile(r"[a-z]+")
_QUOTED = re.compile(r"\"([^\"]+)\"|(?<![a-z0-9])'([^']{4,})'(?![a-z0-9])")


@dataclass(frozen=True, slots=True)
class Named:
    """An entity that a question names, with the span in the folded question."""

    entity_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Form:
    """A stretch of the question in the form that a name would have."""

    text: str
    start: int
    end: int


def quoted(folded: str) -> tuple[str, ...]:
    """Gives the parts of a folded question that stand in quotation marks."""
    return tuple(
        part.strip()
        for match in _QUOTED.finditer(folded)
        if bare(part := match.group(1) or match.group(2) or "")
    )


def names_in(text: str, graph: Recall) -> tuple[Named, ...]:
    """Gives the entities that a question names; a name within a longer one does not count (红安 in 红安经验)."""
    forms = list(dict.fromkeys(_forms(text)))
    known = graph.named([form.text for form in forms])
    found = [Named(identity, form.start, form.end) for form in forms for identity in known.get(form.text, ())]
    return outermost(found)


def outermost(found: Sequence[Named]) -> tuple[Named, ...]:
    """Leaves out what stands within something longer."""
    kept: list[Named] = []
    for each in sorted(found, key=lambda n: (n.start - n.end, n.start, n.entity_id)):
        if not any(
            k.start <= each.start and each.end <= k.end and (k.start, k.end) != (each.start, each.end)
            for k in kept
        ):
            kept.append(each)
    return tuple(sorted(kept, key=lambda n: (n.start, n.end, n.entity_id)))


def _forms(text: str) -> Iterator[Form]:
    folded = fold(text)
    for run in _RUN.finditer(folded):
        if any(is_han(character) for character in run.group()):
            yield from _stretches(run.group(), run.start())
    yield from _sounds(text)
    for match in _QUOTED.finditer(folded):
        yield Form(bare(match.group()), match.start(), match.end())
        if numbers := numbers_asked(match.group()):
            yield Form(numbers, match.start(), match.end())


def _stretches(run: str, at: int) -> Iterator[Form]:
    for start in range(len(run) - 1):
        for end in range(start + 2, min(len(run), start + LONGEST) + 1):
            yield Form(run[start:end], at + start, at + end)


def _sounds(text: str) -> Iterator[Form]:
    """Gives Latin words, and some joined, that may be pinyin: a short one if it is written as a name (Mile, Guide) or a rank follows."""
    folded = fold(text)
    words = list(_LATIN.finditer(folded))
    for first in range(len(words)):
        for last in range(first, min(first + LATIN_WORDS, len(words))):
            joined = "".join(word.group() for word in words[first : last + 1])
            ranked = last + 1 < len(words) and words[last + 1].group() in RANKS
            if len(joined) >= SURE_SOUND or ranked or text[words[first].start()].isupper():
                yield Form(joined, words[first].start(), words[last].end())


def places_in(text: str, named: Sequence[Named], graph: Recall) -> tuple[Named, ...]:
    """Gives the places that a question keeps its answer to: those of the graph, and those that the gazetteer alone knows.

    A county that the graph does not know counts with its rank only; English names prefectures and provinces by pinyin. Of
    places that cross, the one that begins first counts (江西 in 江西宁都县, not 西宁); of a place and one that it lies in, the narrower.
    """
    others = [n for n in named if not n.entity_id.startswith(LOCALITY)]
    found = [n for n in named if n.entity_id.startswith(LOCALITY)]
    full: dict[str, str] = {}
    for form, place in _of_the_gazetteer(text):
        identity = content_id("locality", place.code)
        full[identity] = counties().full_name(place)
        found.append(Named(identity, form.start, form.end))
    shown = graph.entities([n.entity_id for n in found])
    full |= {e.id: str(e.properties.get("full_name") or e.name) for e in shown.values()}
    kept = [n for n in _apart(outermost([*others, *found])) if n not in others]
    names = {full.get(n.entity_id, "") for n in kept}
    return tuple(
        n
        for n in kept
        if not any(name != full[n.entity_id] and name.startswith(full[n.entity_id]) for name in names)
    )


def _of_the_gazetteer(text: str) -> Iterator[tuple[Form, Place]]:
    for run in _RUN.finditer(fold(text)):
        for form in _stretches(run.group(), run.start()):
            for place in _meant(form.text):
                yield form, place
    for form in _sounds(text):
        for place in _by_sound().get(form.text, ()):
            yield form, place


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
