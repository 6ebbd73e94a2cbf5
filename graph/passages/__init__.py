"""Indexes of passages: adapters of the ports that find and write them."""

import re

from graph.model import Evidence, Passage
from graph.names import tokens
from graph.vocabulary.concepts import concepts_in


def words_of(passage: Passage) -> str:
    """Gives the tokens that a passage is found by, joined by spaces; the nearest heading lends it its words."""
    return " ".join(tokens(" ".join((*passage.path[-1:], passage.text))))


def topics_of(passage: Passage) -> str:
    """Gives the IDs of the concepts that a passage and its nearest heading speak of, as often as they do, joined by spaces."""
    return " ".join(concepts_in("\n".join((*passage.path[-1:], passage.text))))


def embedded_text(passage: Passage) -> str:
    """Gives the text that a model reads of a passage: the nearest heading lends it its subject."""
    return f"{passage.path[-1]}\n{passage.text}" if passage.path else passage.text


LONGEST_TELLING = 240
"""Characters of a sentence that tell of a practice; the model reads some 300."""

_LIST = re.compile(r"(?:[“‘][^”’]{2,30}[”’][、和与及\s]?){4}")
"""推进“甲”“乙”“丙”“丁”四大工程 says nothing of 甲."""
_SENTENCE = re.compile(r"[^。!！?？;；\n]+[。!！?？;；\n]*")


def telling_of(passage: Passage, quote: Evidence) -> str:
    """Gives what a document tells of a thing where it first speaks of it: the words of the quote, and the sentence around them.

    Practices are compared by it: a passage tells of several, and of much else. Of a sentence that only lists names, the name alone tells.
    """
    at = quote.span.start - passage.span.start
    around = next((m for m in _SENTENCE.finditer(passage.text) if m.start() <= at < m.end()), None)
    if around is None or _LIST.search(around[0]):
        return quote.quote
    start = max(around.start(), min(at - LONGEST_TELLING // 3, around.end() - LONGEST_TELLING))
    end = min(around.end(), start + LONGEST_TELLING)
    return f"{quote.quote}\n{passage.text[start:end].strip()}"
