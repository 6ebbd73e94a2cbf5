"""What a text says a practice is part of by saying that it is that: “甲”是“乙”的重要组成部分, 此次活动是“丙”行动之一."""

import re
from collections.abc import Iterator, Sequence

from ingest.extract.findings import Finding
from ingest.extract.referring import gone_on_with

FARTHEST = 100
"""Characters before a whole in which the sentence begins that says what is part of it."""
AMONG = 20
"""Names back among which the one that is meant is looked for."""
_SENTENCE = "。;；!！?？\n"
_IS = re.compile(
    r"(?<![于还只但可不非])(?:是|作为|为(?=社区|街道|[县市区镇村乡]|党))(?!否)[^“”]{0,30}[“‘《]?$"
)
"""Between the border of a clause and the whole: something is said to be of it."""
_ALSO = re.compile(r"\s*(?:也|更|又|还)?是")
_OF_WHICH = re.compile(
    r"[”’》]?(?:[^,，。;；:：\n“”]{0,10}?之一|的?(?:重要|关键|有机)?(?:组成)?部分|的(?:重要|具体|生动|积极|有益|有效|又一|创新|首场|系列)?[^,，。;；:：\n“”]{0,2}(?:举措|探索|尝试|实践|体现|内容|环节|载体))(?=[,，。;；!！”\n]|$)"
)
_IS_NEXT = re.compile(r"[”’》]?[^,，。;；“”]{0,8}?(?:是|作为|为)")
"""Behind a practice: the clause says what it is."""
_THIS = re.compile(
    r"[^,，。;；“”]{0,6}?(?:本次|此次|这次|这场|该|此项)[^,，。;；“”是为]{0,8}?(?P<noun>活动|行动|课堂|培训班|培训|夏令营|义诊|项目|工程)(?=是|为|作为)"
)


def told_to_be(text: str, named: Sequence[Finding]) -> Iterator[tuple[Finding, Finding]]:
    """Gives part and whole, in the order of the text."""
    for index, whole in enumerate(named):
        if not _OF_WHICH.match(text, whole.end):
            continue
        floor = max(0, whole.start - FARTHEST)
        sentence = max(text.rfind(mark, floor, whole.start) for mark in _SENTENCE) + 1
        clause = max(sentence, *(text.rfind(mark, floor, whole.start) + 1 for mark in ",，"))
        if (clause == 0 and floor > 0) or _IS.search(text, clause, whole.start) is None:
            continue
        # 此次活动是甲的探索,更是乙的实践: who it is, the sentence said before.
        start = sentence if _ALSO.match(text, clause) else clause
        before = named[max(0, index - AMONG) : index][::-1]
        part = _subject(text, before, start) or _subject(text, before, clause)
        if part is not None and part.name != whole.name:
            yield part, whole


def _subject(text: str, before: Sequence[Finding], start: int) -> Finding | None:
    """Gives the practice that a clause is about: named before its verb, or meant by its noun."""
    if this := _THIS.match(text, start):
        return next((finding for finding in before if this["noun"] in finding.name), None)
    opens = [finding for finding in before if finding.start >= start]
    first = opens[-1] if opens else None
    if first is not None and _IS_NEXT.match(text, first.end):
        return first
    return gone_on_with(text, start, before)
