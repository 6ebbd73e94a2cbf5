"""What a notice of discipline says that somebody did wrong: 经查,某人…;…;…。 Each clause between semicolons is one problem."""

import re
from collections.abc import Iterator

from ingest.extract.findings import Block, trimmed

CATEGORY = "work_style_corruption"
LONGEST_NOTICE = 800
"""Characters of the sentence that tells the offences."""
LONGEST_OFFENCE = 200
"""Characters of one offence; a longer clause is cut at its last comma before that, or there."""
_TOLD = re.compile(
    rf"(?:经查[,，:：]|通报(?:指出?|称)[,，:：]?其?|指控[:：]?)(?P<told>[^。\n]{{8,{LONGEST_NOTICE}}})"
)
_CLAUSE = re.compile(r"[^;；。\n]+")
_WHO = re.compile(
    r"[,，]?(?:被告人)?(?:[\u4e00-\u9fff·]{2,8}?(?=丧失|背[弃离]|理想信念|身为|作为|违[反背]|收受|利用|先后|无视|罔顾|纪法|政治意识|对党|毫无|严重))?"
    r"(?:[身作]为[^,，;；]{2,30}[,，](?:特别是[^,，;；]{2,16}[,，])?)?"
)
"""Before the first offence: who it was, and in what office."""
_OF_DISCIPLINE = re.compile("纪委|监委|纪检|违纪|党纪|纪律审查|审查调查|开除党籍|检察院")
"""What tells a notice of discipline from news of trade, traffic and diplomacy."""
_OFFENCE = re.compile(
    "丧失|背[弃离]|淡[漠薄]|对抗组织审查|八项规定|违规|违反|违背|收受|谋取|受贿|行贿|贪污|侵[占吞]|套取|挪用|不如实|不按规定|隐瞒"
    "|以权谋私|权钱交易|权力观|为官不廉|弃职|恣意|非法|串供|利用职务|不诚实|不老实"
)
_GRAVE = re.compile(
    rf"(?P<what>严重违反(?=党的|党纪|政治纪律|组织纪律|廉洁纪律|纪律|中央八项)[^。;；\n]{{4,{LONGEST_OFFENCE}}}?)(?=[,，](?:应予|依法|依据|依照|给予|被开除|经[^查])|[。;；\n]|$)"
)
"""How the notice sums up: 严重违反党的政治纪律,…,性质严重."""
_SUSPECTED = re.compile(r"(?P<what>(?:涉嫌)?严重(?:违纪(?:违法)?|违法违纪|职务违法)(?:问题|行为))")


def offences(text: str, block: Block) -> Iterator[tuple[int, int, str]]:
    """Gives start, end and category of what a notice of discipline in the paragraph tells; of an accusation elsewhere nothing."""
    if _OF_DISCIPLINE.search(text, block.start, block.end) is None:
        return
    for notice in _TOLD.finditer(text, block.start, block.end):
        first = _WHO.match(text, notice.start("told"), notice.end("told"))
        at = first.end() if first else notice.start("told")
        cut = notice.end("told") - notice.start("told") >= LONGEST_NOTICE
        for clause in _CLAUSE.finditer(text, at, notice.end("told")):
            if cut and clause.end() == notice.end("told"):
                break  # the sentence goes on, the notice is read no further
            start, end = trimmed(text, *clause.span())
            end = _shortened(text, start, end)
            if _OFFENCE.search(text, start, end):
                yield start, end, CATEGORY
    for pattern in (_GRAVE, _SUSPECTED):
        for match in pattern.finditer(text, block.start, block.end):
            yield *match.span("what"), CATEGORY


def _shortened(text: str, start: int, end: int) -> int:
    if end - start <= LONGEST_OFFENCE:
        return end
    cut = max(text.rfind(mark, start + 1, start + LONGEST_OFFENCE) for mark in ",，")
    return cut if cut > start else start + LONGEST_OFFENCE
