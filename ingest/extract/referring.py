"""What a sentence goes on with by a noun alone: 此次活动…, 联盟将…, behind “甲”党建联盟."""

import re
from collections.abc import Sequence

from graph.vocabulary.practices import practice_words
from ingest.extract.findings import Finding

_REFERS = re.compile(
    r"[^,，。;；“”]{0,6}?(?:本次|此次|这次|该|这项|这一|(?<![基成资样根文])本)(?P<noun>活动|行动|专项行动|项目|工程|机制|模式|制度|平台|工作法)|(?P<bare>活动)(?:还|中(?!心)|现场|当天|当日|以|期间|分为|共|邀请|上)"
)
"""此次活动…, 活动还…: goes on with the practice named last that is one."""
_GOES_ON = re.compile(
    r"(?:成立|建立|启动|开展|实施)(?:以来|后|之后)?|将|还|通过|以|已|共|自|的|覆盖|充分|不断|先后"
)
"""Behind a noun that begins a sentence: it is who acts."""


def gone_on_with(text: str, start: int, near: Sequence[Finding]) -> Finding | None:
    """Gives the practice that a sentence beginning at `start` goes on with, of those named before, the nearest first."""
    if match := _REFERS.match(text, start):
        noun = match["noun"] or match["bare"]
        return next((finding for finding in near if finding.name.endswith(noun)), None)
    return next((finding for finding in near if _begins_with_noun_of(text, start, finding)), None)


def _begins_with_noun_of(text: str, start: int, finding: Finding) -> bool:
    head = practice_words().head_of(finding.name)
    return (
        head is not None
        and len(head.word) > 1
        and text.startswith(head.word, start)
        and _GOES_ON.match(text, start + len(head.word)) is not None
    )
