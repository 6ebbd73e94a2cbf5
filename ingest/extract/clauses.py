"""Clauses (小句) and what in them can be weighed: the pieces of words they hold, begin and end with, and what stands around them.

Source of the method: a linear model over character n-grams, as for any text classification of Chinese without a word splitter;
the weights are learned by `tests/bench/deeds.py`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from graph.schema import Role
from graph.vocabulary.deeds import DeedWeights
from ingest.extract.findings import Block

LONGEST_QUOTED = 40
_GOES_ON = rf"“[^“”。;；!！?？\n]{{1,{LONGEST_QUOTED}}}”(?=[\u4e00-\u9fff“、])"
GOES_ON = re.compile(_GOES_ON)
"""Quoted words that the clause goes on behind (“与邻为善,守望相助”的氛围): a comma in them ends none; speech closes with its marks."""
_CLAUSES = re.compile(rf"(?:{_GOES_ON}|[^。;；!！?？,，\n])++")
_AROUND = "、 \t"
_OPENING, _CLOSING = "“‘", "”’"
SHORTEST_CLAUSE = 4
"""Characters; what is shorter (据悉) is no clause of its own."""
LONGEST = 120
"""Characters that are weighed; a longer clause is a list, and its first ones tell what it does."""
NEXT = 2
"""Characters between two clauses that can tell one thing."""
LONGEST_RUN = 120
"""Characters of one thing told in several clauses."""
PIECES = (1, 2, 3)
"""Characters of the pieces."""

VERB = "#verb"
"""The piece of a clause in which a verb of doing has what it is done to."""

NAME = "#name-"
"""Before the scope of a practice that a clause names: the piece of it."""

NATIONAL = f"{NAME}national"

Clause = tuple[int, int]


def clauses_of(text: str, block: Block) -> Iterator[Clause]:
    """Gives the clauses of a paragraph as offsets, without a quotation mark at their edge that has no other in them."""
    for match in _CLAUSES.finditer(text, block.start, block.end):
        words = without_stray_marks(match[0].strip(_AROUND))
        if len(words) >= SHORTEST_CLAUSE:
            start = match.start() + match[0].index(words)
            yield start, start + len(words)


def of_practice(blocks: Iterable[Block]) -> list[Block]:
    """Gives the paragraphs that tell what was done."""
    return [block for block in blocks if block.role is Role.PRACTICE]


def runs(text: str, clauses: Iterable[Clause]) -> Iterator[list[Clause]]:
    """Gives neighbouring clauses of one sentence together (登记造册,逐户走访), as long as they can still be quoted as one thing told."""
    run: list[Clause] = []
    for start, end in clauses:
        if run:
            near = start - run[-1][1] <= NEXT and text[run[-1][1]] in ",，"
            if not near or end - run[0][0] > LONGEST_RUN:
                yield run
                run = []
        run.append((start, end))
    if run:
        yield run


def without_stray_marks(words: str) -> str:
    """Gives words without the quotation marks at their edges that have no other in them (“我们一定努力, ”直播镜头前)."""
    words = words.lstrip(_CLOSING).rstrip(_OPENING)
    if words[:1] in _OPENING and not any(mark in words for mark in _CLOSING):
        words = words.lstrip(_OPENING)
    if words[-1:] in _CLOSING and not any(mark in words for mark in _OPENING):
        words = words.rstrip(_CLOSING)
    return words


def features(
    text: str, block: Block, clause: Clause, scopes: Sequence[str], *, verb_of_doing: bool
) -> set[str]:
    """Gives what can be weighed of a clause; `scopes` are those of the names in it (local, national)."""
    start, end = clause
    words = text[start : min(end, start + LONGEST)]
    found = {words[at : at + n] for n in PIECES for at in range(len(words) - n + 1)}
    for n in PIECES:
        found.add("^" + words[:n])
        found.add("$" + words[-n:])
    found.add("<" + text[max(block.start, start - 1) : start])
    found.add(">" + text[end : min(end + 1, block.end)])
    found.add(f"#long{min(6, (end - start) // 6)}")
    found.add(f"#at{4 * (start - block.start) // (block.end - block.start)}")
    found.add("#figure" if re.search(r"\d", words) else "#plain")
    found.update(NAME + scope for scope in scopes)
    if verb_of_doing:
        found.add(VERB)
    return found


def scores(rows: Sequence[set[str]], weights: DeedWeights) -> list[int]:
    """Gives what each clause of a paragraph weighs, in thousandths of the log-odds: two thirds its own, one its neighbours'."""
    own = [weights.bias + sum(map(weights.of, row)) for row in rows]
    told = []
    for at, score in enumerate(own):
        near = [*own[max(0, at - 1) : at], *own[at + 1 : at + 2]]
        told.append((2 * score + sum(near) // len(near)) // 3 if near else score)
    return told
