"""What a question names: entities of the graph, by their names, their pinyin or their numbers, and places that the graph may lack."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from graph.ids import content_id
from graph.latin import EXONYMS, numbers_asked, pinyin
from graph.names import bare, is_han
from graph.vocabulary.places import Place, counties
from search_api.search.recall import Recall

LONGEST = 24
"""Characters of a name that is looked for in a question."""

LATIN_WORDS = 3
"""Words that a pinyin name may be written in (Yuan Shaomin)."""

SHORTEST_SOUND = 5
"""Letters of a place's pinyin; shorter ones may be English words."""

_RUN = re.compile(r"[^\s,，。、；;:：?？!！()（）\"'《》]+")
_LATIN = re.compile(r"[a-z]+")
_QUOTED = re.compile(r"\"([^\"]+)\"|'([^']{4,})'")


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


def names_in(folded: str, graph: Recall) -> tuple[Named, ...]:
    """Gives the entities that a folded question names; a name within a longer one does not count (红安 in 红安经验)."""
    forms = list(dict.fromkeys(_forms(folded)))
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


def _forms(folded: str) -> Iterator[Form]:
    for run in _RUN.finditer(folded):
        text = run.group()
        if any(is_han(character) for character in text):
            for start in range(len(text) - 1):
                for end in range(start + 2, min(len(text), start + LONGEST) + 1):
                    yield Form(text[start:end], run.start() + start, run.start() + end)
    yield from _sounds(folded)
    for match in _QUOTED.finditer(folded):
        yield Form(bare(match.group()), match.start(), match.end())
        if numbers := numbers_asked(match.group()):
            yield Form(numbers, match.start(), match.end())


def _sounds(folded: str) -> Iterator[Form]:
    words = list(_LATIN.finditer(folded))
    for first in range(len(words)):
        for last in range(first, min(first + LATIN_WORDS, len(words))):
            joined = "".join(word.group() for word in words[first : last + 1])
            yield Form(joined, words[first].start(), words[last].end())


def places_in(folded: str) -> tuple[Named, ...]:
    """Gives the counties, prefectures and provinces of the gazetteer that a folded question names, known to the graph or not.

    A county counts with its rank only, unless the graph knows it; English names prefectures and provinces by pinyin.
    """
    found = []
    for run in _RUN.finditer(folded):
        text = run.group()
        for start in range(len(text) - 1):
            for end in range(start + 2, min(len(text), start + LONGEST) + 1):
                for place in _meant(text[start:end]):
                    found.append(_named(place, run.start() + start, run.start() + end))
    for form in _sounds(folded):
        for place in _by_sound().get(form.text, ()):
            found.append(_named(place, form.start, form.end))
    return outermost(found)


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


def _named(place: Place, start: int, end: int) -> Named:
    return Named(content_id("locality", place.code), start, end)


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
