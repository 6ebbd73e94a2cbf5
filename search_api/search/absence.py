"""Whether a collection answers a question at all, and what it holds that comes nearest.

A hit answers in so far as it holds what the question is about: a word counts where the passage holds it as it stands, or where
it belongs to a concept or a name that the passage speaks of, or to an English phrase whose Chinese words stand there.
Where the embedder's cosines were measured, a Chinese passage that is very near answers too; those of English questions lie
where those of unrelated texts do, and say nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from graph.messages import Found
from graph.names import fold, is_han
from graph.passages import topics_of
from graph.vocabulary.concepts import Concept
from search_api.search.names import Stretch
from search_api.search.understand import Question

LEAST = 0.4
"""Share of what a question is about that the best of its first hits must hold."""

LOOKED_AT = 10
"""Hits that are looked at."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """The collection does not answer: why, and the nearest concepts that it does speak of."""

    reason: str
    """`place`: nothing lies in the place that is named; `subject`: nothing speaks of what is asked; `empty`: nothing is loaded yet."""
    names: tuple[str, ...]
    broader: tuple[Concept, ...]
    untold: tuple[Concept, ...] = ()
    """Problems of the taxonomy that are asked about and of which the collection tells nothing yet."""


def holds(question: Question, found: Sequence[Found], places: Sequence[str] = ()) -> float:
    """Gives the greatest share of what the question is about that one of the first hits holds, 0 to 1.

    1 where it is about nothing in particular, 0 where it has no word that is understood. All hits lie in `places`, so the
    names of these say nothing of whether one answers; of a question without Chinese they count, since less of it is understood.
    """
    spans = [(asked.start, asked.end) for asked in question.concepts]
    spans += [(named.start, named.end) for named in (*question.named, *question.places)]
    kept_to = [(n.start, n.end) for n in question.places if question.chinese and n.entity_id in places]
    # A pair across the border of a concept or a name is no word.
    words = [
        w
        for w in question.about
        if not any(_crosses(w, start, end) for start, end in spans)
        and not any(start <= w.start and w.end <= end for start, end in kept_to)
    ]
    if not words:
        return 1.0 if found and question.words else 0.0
    return max((_share(question, words, one, places) for one in found[:LOOKED_AT]), default=0.0)


def _crosses(word: Stretch, start: int, end: int) -> bool:
    return word.start < start < word.end < end or start < word.start < end < word.end


def _share(question: Question, words: Sequence[Stretch], one: Found, places: Sequence[str]) -> float:
    topics = set(topics_of(one.passage).split())
    names = {*one.entity_ids, *places}
    text = fold(" ".join((*one.passage.path, one.passage.text)))
    spans = [(asked.start, asked.end) for asked in question.concepts if asked.concept.id in topics]
    spans += [(n.start, n.end) for n in (*question.named, *question.places) if n.entity_id in names]
    spans += [(each.start, each.end) for each in question.wordings if fold(each.text) in text]
    held = sum(
        any(start <= word.start and word.end <= end for start, end in spans) or _stands(word.text, text)
        for word in words
    )
    return held / len(words)


def _stands(word: str, text: str) -> bool:
    if is_han(word[0]):
        return word in text
    return re.search(rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])", text) is not None
