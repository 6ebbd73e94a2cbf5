"""What a question says: its words in Simplified script, the concepts of the vocabulary and the entities it names."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from graph.errors import QuestionError
from graph.facets import FigureFilter
from graph.names import fold, has_han, simplify, tokens
from graph.vocabulary.asking import pairs_of_asking, words_of_asking
from graph.vocabulary.concepts import Asked, concepts_asked
from graph.vocabulary.wordings import dictionary_in, wordings_in
from search_api.search.names import Named, Stretch, names_in, quoted
from search_api.search.places import places_in
from search_api.search.quantities import figures_asked, years_asked
from search_api.search.recall import Recall

LONGEST = 1_000
"""Characters of a question; the embedder reads no more of it."""

_LATIN = re.compile(r"e\+|[a-z0-9]+")
_CAPITALS = re.compile(r"[A-Z][A-Z0-9]+")
_HAN = re.compile(r"[\u3400-\u9fff]+")


class Mode(StrEnum):
    """Which legs are asked."""

    HYBRID = "hybrid"
    LEXICAL = "lexical"
    SEMANTIC = "semantic"


@dataclass(frozen=True, slots=True)
class Question:
    """A question as understood."""

    text: str
    words: tuple[str, ...]
    concepts: tuple[Asked, ...]
    named: tuple[Named, ...]
    """Entities of the graph."""
    places: tuple[Named, ...]
    """What the answer is kept to, if anything lies there; the graph may not know them."""
    quoted: tuple[str, ...]
    """Parts in quotation marks, folded: a hit holds one of them, if any passage does."""
    about: tuple[Stretch, ...]
    """What is left without the words of asking: pairs of Chinese characters, Latin words and numbers."""
    chinese: bool
    carried: str = ""
    """Of a question without Chinese: the Chinese labels of its concepts and the names of what it names, in its order."""
    carries: float = 0.0
    """How far that stands for the question, 0 to 1."""
    wordings: tuple[Stretch, ...] = ()
    """Of a question without Chinese: the Chinese words of its phrases, by our wordings or else the dictionary, with the spans of the phrases."""
    years: tuple[str, ...] = ()
    figures: tuple[FigureFilter, ...] = ()
    """Sizes of figures that it asks for (增长超过10%)."""

    @property
    def solid(self) -> tuple[str, ...]:
        """Its numbers, codes and capitals (3536, GDP), which may stand in a Chinese text as they are."""
        capitals = {fold(word) for word in _CAPITALS.findall(self.text)}
        return tuple(word for word in self.words if word in capitals or any(c.isdigit() for c in word))

    @property
    def asked_words(self) -> tuple[str, ...]:
        """The words that may stand in a Chinese text: its own, or of a question without Chinese the solid ones and what it is carried to."""
        if self.chinese:
            return self.words
        return tuple(dict.fromkeys([*self.solid, *tokens(self.carried)]))


def settle(text: str) -> str:
    """Gives what was asked in Simplified script, on one line.

    Raises:
        QuestionError: it is empty, too long, or holds no letter or digit.
    """
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise QuestionError("q", "it holds half a character (a lone surrogate); ask in UTF-8")
    line = simplify(" ".join(text.replace("\x00", " ").split()))
    if not line or not any(c.isalnum() for c in line):
        raise QuestionError("q", f"there is no word in {text[:40]!r}; ask with at least one word or number")
    if len(line) > LONGEST:
        raise QuestionError("q", f"it has {len(line)} characters, at most {LONGEST} are read; shorten it")
    return line


def understand(text: str, graph: Recall) -> Question:
    """Gives the question as understood.

    Raises:
        QuestionError: it is empty, too long, or holds no letter or digit.
    """
    text = settle(text)
    words = tuple(dict.fromkeys(word for word in tokens(text) if word not in words_of_asking())) or tuple(
        dict.fromkeys(tokens(text))
    )
    folded = fold(text)
    concepts, named, chinese = concepts_asked(text), names_in(text, graph), has_han(text)
    about, places = tuple(_about(folded)), places_in(text, named, graph)
    question = Question(
        text, words, concepts, named, places, quoted(folded), about, chinese,
        years=years_asked(folded), figures=figures_asked(folded),
    )  # fmt: skip
    return question if chinese else _carried_over(question, graph)


def _about(folded: str) -> Iterator[Stretch]:
    for match in _LATIN.finditer(folded):
        if match.group() not in words_of_asking() and len(match.group()) > 1:
            yield Stretch(match.group(), match.start(), match.end())
    for match in _HAN.finditer(folded):
        for at in range(len(match.group()) - 1):
            pair = match.group()[at : at + 2]
            if pair not in pairs_of_asking() and not any(w in words_of_asking() for w in tokens(pair)):
                yield Stretch(pair, match.start() + at, match.start() + at + 2)


def _carried_over(question: Question, graph: Recall) -> Question:
    shown = graph.entities([each.entity_id for each in question.named])
    folded = fold(question.text)
    wordings = tuple(Stretch(zh, start, end) for start, end, zh in wordings_in(folded))
    settled = [*((w.start, w.end) for w in wordings), *((n.start, n.end) for n in question.named)]
    looked_up = tuple(
        Stretch(zh, start, end)
        for start, end, zh in dictionary_in(folded)
        if not _touches(settled, start, end)
    )
    told = [(each.start, each.end, each.text) for each in (*wordings, *looked_up)]
    spans = [(start, end) for start, end, _ in told]
    for asked in question.concepts:
        # A concept of several words (weak and lax) knows more than their translations, one of a single word less.
        phrase = not folded[asked.start : asked.end].isalnum()
        if not _touches(spans[: len(wordings)] if phrase else spans, asked.start, asked.end):
            told.append((asked.start, asked.end, asked.concept.zh))
    told += [(n.start, n.end, shown[n.entity_id].name) for n in question.named if n.entity_id in shown]
    first: dict[tuple[int, int], str] = {}
    for start, end, label in sorted(told):
        first.setdefault((start, end), label)
    carried = tuple(first)
    within = [_touches(carried, word.start, word.end) for word in question.about]
    share = sum(within) / len(within) if within else 0.0
    return replace(
        question,
        carried=" ".join(dict.fromkeys(first.values())),
        carries=_carries(share),
        wordings=(*wordings, *looked_up),
        quoted=tuple(_quoted_in_chinese(part, folded, first) for part in question.quoted),
    )


def _touches(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    return any(start < until and since < end for since, until in spans)


def _quoted_in_chinese(part: str, folded: str, told: Mapping[tuple[int, int], str]) -> str:
    """Gives what one phrase of an English question says in quotation marks as a Chinese text says it; the part itself where the phrase is not known whole."""
    at = folded.find(part)
    inside = [(start, end) for start, end in told if at <= start and end <= at + len(part)]
    # A phrase counts, not the words that it is made of.
    inside = [(s, e) for s, e in inside if not any(a <= s and e <= b and (a, b) != (s, e) for a, b in inside)]
    if at < 0 or len(inside) != 1:
        return part
    ((start, end),) = inside
    left = folded[at:start] + folded[end : at + len(part)]
    return part if any(c.isalnum() for c in left) else fold(told[start, end])


def _carries(share: float) -> float:
    """Gives how far what was carried over stands for a question, by the share of its words: below .4 not at all, from .8 on wholly.

    Of questions on anything the vocabulary still knows every fourth word (river, school), which says nothing of the rest.
    """
    return min(1.0, max(0.0, (share - 0.4) / 0.4))
