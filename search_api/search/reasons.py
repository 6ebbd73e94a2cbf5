"""Why a hit is there: each leg's share of its score, its place in that leg, and what of the question it holds."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from graph.messages import Found, Scored
from graph.names import fold, is_han, occurrences
from graph.passages import topics_of, words_of
from search_api.search.fuse import Fused
from search_api.search.recall import Recall
from search_api.search.understand import Question

GRAPH = "graph"
"""The leg of what a source says of a practice and the problem asked about."""


@dataclass(frozen=True, slots=True)
class Held:
    """One thing of the question that a hit holds: words as they were asked, a concept, or what is named."""

    text: str
    en: str = ""
    """English label of a concept."""
    id: str = ""
    """Of a concept or an entity."""


@dataclass(frozen=True, slots=True)
class Share:
    """What one leg has to do with a hit."""

    leg: str
    share: float
    """Of the hit's score."""
    rank: int | None = None
    """Place in the leg's own list, from 1; none of a path through the graph."""
    value: float | None = None
    """In the terms of the leg: BM25 of words and concepts, product of vectors, how many are named."""
    held: tuple[Held, ...] = ()


_LATIN = re.compile("[a-z0-9]")


class Reasons:
    """Tells, for the hits of one question, why they are there."""

    def __init__(self, question: Question, legs: Mapping[str, Sequence[Scored]], graph: Recall) -> None:
        """Takes a question and the lists of its legs."""
        self._question = question
        self._graph = graph
        self._places = {
            leg: {scored.passage_id: (rank, scored.score) for rank, scored in enumerate(of_leg, start=1)}
            for leg, of_leg in legs.items()
        }

    def of(self, fused: Fused, found: Found) -> tuple[Share, ...]:
        """Gives the shares of a passage's score, the greatest first."""
        held = {
            "words": lambda: self._words(found),
            "concepts": lambda: self._concepts(found),
            "named": lambda: self._named(found),
        }
        shares = []
        for leg, share in sorted(fused.shares.items(), key=lambda each: (-each[1], each[0])):
            rank, value = self._places[leg][found.passage.id]
            shares.append(Share(leg, share, rank, value, tuple(held[leg]()) if leg in held else ()))
        return tuple(shares)

    def _words(self, found: Found) -> Iterator[Held]:
        """Gives the longest stretches of the question, or of what it is carried to, whose words the passage holds."""
        there = set(words_of(found.passage).split()) & set(self._question.asked_words)
        whole = fold(f"{self._question.text} {self._question.carried}")
        for text in dict.fromkeys(_stretches(whole, there)):
            yield Held(text)

    def _concepts(self, found: Found) -> Iterator[Held]:
        there = set(topics_of(found.passage).split())
        concepts = {asked.concept.id: asked.concept for asked in self._question.concepts}
        for identity in sorted(concepts.keys() & there):
            yield Held(concepts[identity].zh, concepts[identity].en, identity)

    def _named(self, found: Found) -> Iterator[Held]:
        there = {named.entity_id for named in self._question.named} & set(found.entity_ids)
        for identity, entity in sorted(self._graph.entities(there).items()):
            yield Held(entity.name, id=identity)


def scaled(shares: Sequence[Share], part: float) -> tuple[Share, ...]:
    """Gives shares of a score that is this part of the one they were of."""
    return tuple(replace(each, share=round(each.share * part, 6)) for each in shares)


def _stretches(text: str, words: set[str]) -> Iterator[str]:
    """Gives, in order, the stretches of a folded text that words of two characters and more cover; where none does, single characters.

    >>> list(_stretches("如何消除空壳村", {"消除", "空壳", "壳村", "村"}))
    ['消除', '空壳村']
    """
    long = {word for word in words if len(word) > 1}
    spans: list[tuple[int, int]] = []
    found = sorted(span for word in long or words for span in occurrences(word, text) if _whole(span, text))
    for start, end in found:
        if spans and start < spans[-1][1]:
            spans[-1] = spans[-1][0], max(end, spans[-1][1])
        else:
            spans.append((start, end))
    return (text[start:end] for start, end in spans)


def _whole(span: tuple[int, int], text: str) -> bool:
    """Tells whether what stands there is no part of a longer Latin word or number."""
    start, end = span
    return is_han(text[start]) or not (
        _LATIN.match(text[start - 1 : start]) or _LATIN.match(text[end : end + 1])
    )
