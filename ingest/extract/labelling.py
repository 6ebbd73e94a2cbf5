"""Sequence labelling (序列标注): which stretches of a sentence a linear-chain model takes for names, and how sure of each it is.

A conditional random field (Lafferty, McCallum and Pereira, ICML 2001), learned by `tests/bench/name_labels.py`, read back with whole-number
weights. A name is a beginning, what is inside and an end; what stands outside weighs nothing, so a name's odds are the sum of its own.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import ahocorasick

from graph.vocabulary.name_labels import LabelWeights, Steps, Weight
from graph.vocabulary.practices import practice_words

MARKED = re.compile(r"[“‘「『《]([^“”‘’「」『』《》\n]{1,40})[”’」』》]")
_LOOKS = {
    "#marked-list": re.compile("[、,，]"),
    "#marked-number": re.compile(r"[\d一二三四五六七八九十]"),
    "#marked-sum": re.compile("[+＋·-]"),
}
_NAME = re.compile("BI*E")
LONGEST_SENTENCE = 400
"""Characters; a longer one is read in stretches, so that what is weighed at a time stays small."""
_SENTENCE = re.compile(rf"[^。;；!！?？\n]{{1,{LONGEST_SENTENCE}}}")
_EDGE = "|"
"""Stands for what is before a sentence and behind it."""
_STOPS = ",，、"
NEAR_HEAD, NEAR_VERB, NEAR_MARKS = 15, 12, 8
"""Characters before a head noun, behind a verb that carries a name, and behind a closing mark, in which either is felt."""
STEP = 4
"""Characters that one distance spans."""
_NEVER = -(10**12)
_UNKNOWN = Weight(0, 0, 0)


class Labelled(NamedTuple):
    """A stretch that is taken for a name, and its odds against being none, in thousandths of their logarithm."""

    start: int
    end: int
    odds: int


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Gives the sentences of a paragraph as offsets, the longest ones in stretches."""
    return (match.span() for match in _SENTENCE.finditer(text, start, end))


def pieces(sentence: str, often: Mapping[str, int]) -> list[list[str]]:
    """Gives what can be weighed of each character of a sentence; `often` tells how often the text has words in marks."""
    rows: list[list[str]] = [[] for _ in sentence]
    _around(sentence, rows)
    _heads(sentence, rows)
    _verbs(sentence, rows)
    for match in MARKED.finditer(sentence):
        _marks(sentence, match, often[match[1]], rows)
    return rows


def labelled(sentence: str, often: Mapping[str, int], weights: LabelWeights) -> list[Labelled]:
    """Gives the names of the likeliest labelling of a sentence (Viterbi), and the odds of each."""
    known = weights.pieces.get
    own = []
    for row in pieces(sentence, often):
        begin = inside = end = 0
        for piece in row:
            one = known(piece, _UNKNOWN)
            begin += one[0]
            inside += one[1]
            end += one[2]
        own.append((begin, inside, end))
    path = _path(own, weights.steps)
    return [
        Labelled(*match.span(), _odds(own, *match.span(), path, weights.steps))
        for match in _NAME.finditer(path)
    ]


def _path(own: list[tuple[int, int, int]], steps: Steps) -> str:
    """Gives the likeliest labels, a letter a character; of two as likely, the one outside and the shorter name."""
    if not own:
        return ""
    outside, begun, within, ended = 0, own[0][0], _NEVER, _NEVER
    back = []
    for begin, inside, end in own[1:]:
        closed, fresh = ended + steps.EO, ended + steps.EB
        opened, second = outside + steps.OB, begun + steps.BI
        further, short, long = within + steps.II, begun + steps.BE, within + steps.IE
        back.append(
            (
                "E" if closed > outside else "O",
                "E" if fresh > opened else "O",
                "I" if further > second else "B",
                "I" if long > short else "B",
            )
        )
        outside, begun, within, ended = (
            max(outside, closed),
            max(opened, fresh) + begin,
            max(second, further) + inside,
            max(short, long) + end,
        )
    labels = ["E" if ended > outside else "O"]
    for choice in reversed(back):
        labels.append(choice["OBIE".index(labels[-1])])
    return "".join(reversed(labels))


def _odds(own: list[tuple[int, int, int]], start: int, end: int, path: str, steps: Steps) -> int:
    """Gives what the labels of one name weigh together, with the steps into it, through it and out of it."""
    told = own[start][0] + sum(own[at][1] for at in range(start + 1, end - 1)) + own[end - 1][2]
    walk = path[max(0, start - 1) : end + 1]
    return told + sum(getattr(steps, step, 0) for step in map("".join, pairwise(walk)))


def _around(sentence: str, rows: list[list[str]]) -> None:
    padded = _EDGE * 2 + sentence + _EDGE * 2
    for at, row in enumerate(rows):
        two, one, own, next_one, next_two = (
            padded[at],
            padded[at + 1],
            padded[at + 2],
            padded[at + 3],
            padded[at + 4],
        )
        row += (
            f"-2{two}", f"-1{one}", f"0{own}", f"+1{next_one}", f"+2{next_two}",
            f"-2{two}{one}", f"-1{one}{own}", f"0{own}{next_one}", f"+1{next_one}{next_two}",
        )  # fmt: skip


@cache
def _words_of(kind: str) -> ahocorasick.Automaton:
    """Gives what finds the head nouns, or the verbs that carry a name; the longest where two begin in one place."""
    words = practice_words()
    found = ahocorasick.Automaton()
    for word in words.carry if kind == "verb" else (head.word for head in words.heads if len(head.word) > 1):
        found.add_word(word, word)
    found.make_automaton()
    return found


def _heads(sentence: str, rows: list[list[str]]) -> None:
    for last, word in _words_of("head").iter_long(sentence):
        start = last + 1 - len(word)
        _along(start, last, "#head", rows)
        for at in range(start, last + 1):
            rows[at].append(f"#head={word}")
        for far in range(1, min(NEAR_HEAD, start) + 1):
            if sentence[start - far] in _STOPS:
                break
            rows[start - far] += (f"#to-head{far // STEP}", f"#to-head={word}")


def _verbs(sentence: str, rows: list[list[str]]) -> None:
    for last, word in _words_of("verb").iter_long(sentence):
        _along(last + 1 - len(word), last, "#verb", rows)
        for far in range(min(NEAR_VERB, len(sentence) - last - 1)):
            if sentence[last + 1 + far] in _STOPS:
                break
            rows[last + 1 + far].append(f"#behind-verb{(far + STEP - 1) // STEP}")


def _along(start: int, last: int, piece: str, rows: list[list[str]]) -> None:
    for at in range(start, last + 1):
        rows[at].append(f"{piece}{'<' if at == start else '>' if at == last else ''}")


def _marks(sentence: str, match: re.Match[str], often: int, rows: list[list[str]]) -> None:
    """Weighs words in marks by their own look and what stands before and behind them."""
    words, (start, end) = match[1], match.span()
    told = [
        "#marked",
        f"#marked{match[0][0]}",
        f"#marked-long{min(5, len(words) // 3)}",
        f"#marked-often{min(3, often)}",
        f"#marked-first={words[0]}",
        f"#marked-last={words[-1]}",
        f"#before-mark={sentence[start - 1 : start]}",
        f"#behind-mark={sentence[end : end + 1]}",
        *(name for name, pattern in _LOOKS.items() if pattern.search(words)),
    ]
    if practice_words().head_of(words):
        told.append("#marked-head")
    behind = next(_words_of("head").iter_long(sentence[end : end + NEAR_MARKS]), None)
    if behind is not None:
        last, word = behind
        told.append(f"#head-behind={word}" if last + 1 == len(word) else "#head-near")
    _along(start, end - 1, "#mark", rows)
    for row in rows[start:end]:
        row += told
