"""What carries a practice out, by the build of its sentence: “甲”联盟将通过乙、丙…, 打造“甲”,以“乙”“丙”为抓手."""

import re
from collections.abc import Iterator, Sequence

from ingest.extract.findings import Finding

_SENTENCE = "。!！?？\n"
_OPENS = re.compile(r"(?:据悉|据介绍|据了解|其中|目前|如今|今年以来)?[,，]?[“‘《]?$")
"""What may stand before the practice that a sentence is about."""
_ACTS = re.compile(
    r"[”’》]?(?:将|还|主要|重点|已|先后|分别|不断)*(?:通过|依托|设立|设置|下设|内设|建立|构建|推出|开展|包括|包含|涵盖|分为|采取|采用)(?!以来|[以之]?后|之?前|过程|得|的|情况|成效|了?[^,，。]{0,6}年)"
)
_AS_MEANS = re.compile(r"[”’》]?(?:等[^,，。;；:：]{0,8})?为(?:抓手|载体|依托|支撑|平台|主线|纽带|切入点)")
_LIST = re.compile(r"[”’》]?[、和与及]?[“‘《]?")
_RAISED = re.compile(r"[”’》]?[^,，。;；“”]{0,4}[,，](?:并|同时|坚持)?以[“‘《]?")
"""Between a whole and its means: 打造“甲”党建载体,以“乙”…."""
LONGEST_OPENING = 24
"""Characters before it in which a sentence begins."""
AT_MOST = 12
"""Names that one sentence tells to carry another out."""


def carried_out(text: str, named: Sequence[Finding]) -> Iterator[tuple[Finding, Finding]]:
    """Gives part and whole, in the order of the text."""
    for index, whole in enumerate(named):
        if acts := _acts(text, whole):
            ends = (text.find(mark, acts) for mark in _SENTENCE + ";；")
            stop = min((at for at in ends if at >= 0), default=len(text))
            for part in named[index + 1 : index + 1 + AT_MOST]:
                if part.start >= stop:
                    break
                yield part, whole
        for part in _means(text, named, index):
            yield part, whole


def _acts(text: str, whole: Finding) -> int | None:
    """Gives where the verb ends by which a practice that opens its sentence does something, or None."""
    floor = max(0, whole.start - LONGEST_OPENING)
    opening = max(text.rfind(mark, floor, whole.start) for mark in _SENTENCE) + 1
    if (floor and not opening) or not _OPENS.fullmatch(text, opening, whole.start):
        return None
    acts = _ACTS.match(text, whole.end)
    return acts.end() if acts else None


def _means(text: str, named: Sequence[Finding], index: int) -> list[Finding]:
    """Gives the names that the next clause lists as means (以“乙”“丙”为抓手)."""
    listed: list[Finding] = []
    for at in range(index + 1, min(len(named), index + 1 + AT_MOST)):
        before = named[at - 1]
        joint = _LIST if listed else _RAISED
        if not joint.fullmatch(text, before.end, named[at].start):
            break
        listed.append(named[at])
    return listed if listed and _AS_MEANS.match(text, listed[-1].end) else []
