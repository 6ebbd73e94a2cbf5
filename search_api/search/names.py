"""What a question names: entities of the graph, by their names, their pinyin or their numbers; and what it quotes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.latin import numbers_asked
from graph.names import bare, fold, is_han
from search_api.search.recall import Recall

LONGEST = 24
"""Characters of a name that is looked for in a question."""

LATIN_WORDS = 3
"""Words that a pinyin name may be written in (Yuan Shaomin)."""

SURE_SOUND = 6
"""Letters from which on a pinyin name is hardly an English word."""

RANKS = frozenset(
    ["county", "city", "district", "province", "prefecture", "town", "township", "village", "street", "community", "banner", "municipality"]
)  # fmt: skip
"""English words that follow the name of a place."""

RUN = re.compile(r"[^\s,，。、；;:：?？!！()（）\"'《》]+")
"""A run of text without a break, in which a name may stand."""

_LATIN = re.compile(r"[a-z]+")
_QUOTED = re.compile(r"\"([^\"]+)\"|(?<![a-z0-9])'([^']{4,})'(?![a-z0-9])")


@dataclass(frozen=True, slots=True)
class Named:
    """An entity that a question names, with the span in the folded question."""

    entity_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some characters of a question, folded and as a name or a word would have them, with the span in the folded question."""

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


def _forms(text: str) -> Iterator[Stretch]:
    folded = fold(text)
    for run in RUN.finditer(folded):
        if any(is_han(character) for character in run.group()):
            yield from stretches(run.group(), run.start())
    yield from sounds(text)
    for match in _QUOTED.finditer(folded):
        yield Stretch(bare(match.group()), match.start(), match.end())
        if numbers := numbers_asked(match.group()):
            yield Stretch(numbers, match.start(), match.end())


def stretches(run: str, at: int) -> Iterator[Stretch]:
    """Gives all parts of a run of text that stands at `at`, of two characters to the longest that a name has."""
    for start in range(len(run) - 1):
        for end in range(start + 2, min(len(run), start + LONGEST) + 1):
            yield Stretch(run[start:end], at + start, at + end)


def sounds(text: str) -> Iterator[Stretch]:
    """Gives Latin words, and some joined, that may be pinyin: a short one, or part of a compound (ride-hailing), if it is written as a name (Mile, Guide) or a rank follows."""
    folded = fold(text)
    words = list(_LATIN.finditer(folded))
    for first in range(len(words)):
        for last in range(first, min(first + LATIN_WORDS, len(words))):
            joined = "".join(word.group() for word in words[first : last + 1])
            ranked = last + 1 < len(words) and words[last + 1].group() in RANKS
            start, end = words[first].start(), words[last].end()
            part = "-" in (folded[start - 1 : start], folded[end : end + 1])
            if text[start].isupper() or ranked or (len(joined) >= SURE_SOUND and not part):
                yield Stretch(joined, start, end)
