"""The words of a passage that matched, and the sentence that holds most of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from graph.model import Passage
from graph.names import fold, occurrences
from search_api.search.understand import Question


@dataclass(frozen=True, slots=True)
class Highlight:
    """Offsets within the passage that match the question."""

    start: int
    end: int


def highlights(passage: Passage, question: Question) -> tuple[Highlight, ...]:
    """Gives the stretches of the passage that hold the question's words of two characters or more, or a concept's cue."""
    folded = fold(passage.text)
    words = {word for word in question.words if len(word) > 1} | {
        fold(cue) for asked in question.concepts for cue in (asked.concept.zh, *asked.concept.cues)
    }
    spans = sorted(span for word in words for span in occurrences(word, folded))
    merged: list[list[int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])
    return tuple(Highlight(start, end) for start, end in merged)


_SENTENCE = re.compile(r"[^。!！?？;；]+[。!！?？;；”]*")


def quote_of(passage: Passage, found: Sequence[Highlight]) -> Highlight:
    """Gives the sentence of the passage that the highlights cover most; the first on a tie."""
    sentences = [Highlight(m.start(), m.end()) for m in _SENTENCE.finditer(passage.text)] or [
        Highlight(0, len(passage.text))
    ]

    def covered(sentence: Highlight) -> int:
        return sum(max(0, min(sentence.end, h.end) - max(sentence.start, h.start)) for h in found)

    return max(sentences, key=lambda s: (covered(s), -s.start))
