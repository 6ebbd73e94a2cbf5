"""Names that no rule sees, in running stories: what the sequence model (`labelling`) is sure of, where no rule's name stands.

A report names what it tells, and rules read it well; news tells names in passing, in as many ways as there are writers.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from graph.names import bare
from graph.vocabulary.name_labels import LabelWeights, label_weights
from graph.vocabulary.practices import Head, practice_words
from ingest.extract.findings import Block, Finding
from ingest.extract.labelling import MARKED, labelled, sentences
from ingest.extract.likeness import NO_NAME_AFTER
from ingest.extract.naming import named_finding
from ingest.extract.unquoted import CUT, names_something

LABELLED = "labelled"
"""The rule of these findings."""
ENOUGH = 1000
"""Odds (thousandths of their logarithm) that one mention of a name must reach; chosen in folds of annotated texts."""
SHORTEST, LONGEST = 3, 40
"""Characters of a name, without its marks."""
LONGEST_PLAIN = 12
"""Characters of it before its marks, and behind them."""
_THIS_TIME = re.compile("[此本这][次场期]")
LONG_EVENT = 9
"""Characters from which 此次… names an event; a shorter one (本次共建活动) speaks of one that has its name."""
_MARKS = re.compile("[“”‘’「」『』]")
_PAIRS = {"“": "”", "‘": "’", "「": "」", "『": "』", "《": "》", "(": ")", "（": "）"}


def likely_names(
    text: str, blocks: Sequence[Block], weights: LabelWeights | None = None
) -> Iterator[tuple[Block, Finding]]:
    """Gives, with its paragraph, each mention of what is taken for a name with odds enough in one of them."""
    found: dict[str, list[tuple[int, Block, Finding]]] = defaultdict(list)
    often = Counter(match[1] for block in blocks for match in MARKED.finditer(text, block.start, block.end))
    for block in blocks:
        for start, end in sentences(text, block.start, block.end):
            for one in labelled(text[start:end], often, weights or label_weights()):
                finding = _finding(text, start + one.start, start + one.end, block)
                if finding is not None:
                    found[bare(finding.name)].append((one.odds, block, finding))
    for mentions in found.values():
        if max(odds for odds, _, _ in mentions) >= ENOUGH:
            yield from ((block, finding) for _, block, finding in mentions)


def _finding(text: str, start: int, end: int, block: Block) -> Finding | None:
    """Gives the stretch as a finding, or None where it is no whole name."""
    words = practice_words()
    again = _THIS_TIME.search(text, max(block.start, start - 2), start + 2)
    start = max(start, again.end()) if again else start
    marks = list(MARKED.finditer(text, start, end))
    name = _MARKS.sub("", text[start:end])
    head = words.head_of(name)
    if (
        not SHORTEST <= len(name) <= LONGEST
        or not _whole(text[start:end])
        or {bare(name), *(bare(mark[1]) for mark in marks if mark.end() == end)} & words.never
        or (marks and text[start] == "《" and marks[-1].end() == end)
        or (again and not marks and len(name) < LONG_EVENT)
        or (_everyday(name, head) if not marks else _runs_on(text, start, end, marks))
    ):
        return None
    aliases = tuple(mark[1] for mark in marks if text[mark.start()] != "《")
    return named_finding(head, (start, end), name, LABELLED, block, aliases)


def _everyday(name: str, head: Head | None) -> bool:
    """Tells whether unmarked words only say what kind of thing is meant (各类活动, 长效机制)."""
    stem = name.removesuffix(head.word) if head else name
    if head and stem and head.word not in practice_words().bodies:
        return "的" in stem or not names_something(stem, head)
    return CUT.search(stem) is not None


def _runs_on(text: str, start: int, end: int, marks: Sequence[re.Match[str]]) -> bool:
    """Tells whether a name in marks runs on into its sentence, or says how something is, what somebody was given, or what was said."""
    behind, ahead = text[marks[-1].end() : end], text[start : marks[0].start()]
    return (
        max(len(behind), len(ahead)) > LONGEST_PLAIN
        or CUT.search(ahead) is not None
        or (not behind and NO_NAME_AFTER.match(text, end) is not None)
    )


def _whole(words: str) -> bool:
    """Tells whether each mark that opens in these words closes in them, and the other way round."""
    wanted: list[str] = []
    for character in words:
        if character in _PAIRS:
            wanted.append(_PAIRS[character])
        elif character in _PAIRS.values() and (not wanted or wanted.pop() != character):
            return False
    return not wanted
