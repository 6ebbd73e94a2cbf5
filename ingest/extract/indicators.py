"""Indicators (指标): what the figures of a clause count, in its own words."""

import re
from collections.abc import Iterable

from ingest.extract.clauses import GOES_ON, LONGEST_QUOTED, without_stray_marks
from ingest.extract.figures import Figure, figures_in
from ingest.extract.findings import Block
from ingest.segment import Stretch

CLAUSE_ENDS = re.compile(r"[,，。;；!！?？\n]")
LONGEST_INDICATOR = 20
LONGEST_BEFORE = 8
"""Characters of a long indicator that stand before its first number."""
SPARE = 4
"""Characters that an indicator may be longer by, where else a word or two would be lost."""
_BORDER = re.compile("[、的和与及等]")
_PAIR = re.compile("“[^“”]*”|‘[^‘’]*’")
_LEAD = re.compile(
    r"^(?:存在的问题[:：]|目前|同时|其中|截至|截止|共计?|累计|全年|今年|去年|近年来|近?\d+年来?|近?[两三]年来?|[^,，]{0,8}以来|年内|到?(?:19|20)\d{2}年底|现在|现有|逐步|最近一次|正常情况下|已经?|先后|还|又|各|并|再|仍|有|的|就|以|推进|带动|示范带动|安排|通过|全[市县区州省镇村]|"
    r"(?:19|20)\d{2}年|[一二三四五六七八九十]是|将|把(?![关手握脉])|对|由|为|面向|按照?|推动|力争|每年|在原有)+[,，:：]?(?:共计?|累计|已)?"
)
_TRAIL = re.compile(
    r"(?:分别)?(?:达到|达|为|至|到|了|的|共|有|近|约|超过|上升|增长|提高|(?<!理)由|(?<![服遵])从|按|(?<![位低高属关由])于|(?<![现存潜内外所])在|(?<=[的人员村户织业区])[仅只]?占)++$"
)
_ACTS = r"投入|完成|通过|开展|建立|组建|打造|培训|发放|新建|改建|引进|选派|实现|解决|帮助|组织|举办|流转|创建|建成|培育|服务|救助|救治|推动|带动|覆盖|化解|整改|处理|处分|办理|落实"
NEW_ACT = re.compile(rf"、(?={_ACTS})")
"""投入87亿元实施…、完成改造153万平方米: what follows the mark is told for itself."""
_ACT = re.compile(_ACTS)
_WHERE = re.compile(
    rf"^在(?![建校职册家读岗线外])[^,，“”]{{2,16}}?(?=(?:{_ACTS}|设立|成立|建(?!设))(?![率性度]))"
)
"""在甲县建成…: where it was done is not what is counted."""
_THRESHOLD = re.compile("以[上下]的?(?:村|党员|书记|企业)")
_PEOPLE = re.compile("人口(?![述岸径头味罩])")
_PAREN = re.compile(r"[(（][^()（）]*[)）]?")
SHORTEST_INDICATOR = 4
_WHOLE = ("人口", "面积", "产值")
"""A short clause that ends so says what it counts (总人口62.3万)."""
SHORTEST_SUBJECT = 3
"""Characters; fewer before a number say what is counted, not who acts."""


def indicator_of(text: str, block: Block, clause: Stretch, figures: list[Figure]) -> str:
    """Gives what is counted: the clause without its numbers and lead-in.

    A clause that says no more than 投入 or 仅占 borrows from its neighbour: money from what it is spent on, behind
    it; a share from what it is a share of, before it.
    """
    words = counted(text, clause.start, clause.end, figures)
    if len(words) < SHORTEST_INDICATOR and not (words.endswith(_WHOLE) and words not in _WHOLE):
        money = any(figure.value["unit"] == "元" for figure in figures)
        other = _after(text, block, clause) if money else _before(text, block, clause)
        if other:
            near = counted(text, other.start, other.end, list(figures_in(text, other.start, other.end)))
            words = words + near if money else near + words
    words = _without_subject(text, clause, figures, words)
    if len(words) > LONGEST_INDICATOR:
        before = counted(text, clause.start, figures[0].start, [])
        words = _shortened(words, max(0, min(len(before) - LONGEST_BEFORE, len(words) - LONGEST_INDICATOR)))
    return words or text[clause.start : clause.end][:LONGEST_INDICATOR]


def _shortened(words: str, start: int) -> str:
    """Gives the words from about `start`, about as many as an indicator may have, cut at a mark, a particle or a verb where one is near, never within quotation marks."""
    pairs = [match.span() for match in _PAIR.finditer(words)]

    def border(at: int, among: Iterable[int]) -> int:
        near = min(
            (each for each in among if not _inside(each, pairs)), key=lambda each: abs(each - at), default=at
        )
        around = _inside(near, pairs)
        return around[0] if around else near

    acts = [match.start() for match in _ACT.finditer(words)]
    if start <= SPARE:
        start = 0
    else:
        behind = [
            *(match.end() for match in _BORDER.finditer(words)),
            *acts,
            *(opening for opening, _ in pairs),
        ]
        start = border(start, (at for at in behind if start <= at <= start + LONGEST_BEFORE))
    end = start + LONGEST_INDICATOR
    if len(words) <= end + SPARE:
        return words[start:].strip("、的")
    ahead = [*(match.start() for match in _BORDER.finditer(words)), *acts, *(closing for _, closing in pairs)]
    end = border(end, (at for at in ahead if end - SPARE <= at <= end + SPARE))
    return words[start : max(end, start + SHORTEST_INDICATOR)].strip("、的")


def _inside(at: int, pairs: Iterable[tuple[int, int]]) -> tuple[int, int] | None:
    """Gives the quotation marks, from where to where, that an offset stands between."""
    return next(((opening, closing) for opening, closing in pairs if opening < at < closing), None)


def _without_subject(text: str, clause: Stretch, figures: list[Figure], words: str) -> str:
    """Gives the words without who acts and where, if what is counted stands behind the numbers (某区内40名企业代表参加)."""
    behind = counted(text, figures[-1].end, clause.end, [])
    before = counted(text, clause.start, figures[0].start, [])
    if len(behind) < SHORTEST_INDICATOR or len(before) < SHORTEST_SUBJECT or not words.startswith(before):
        return words
    acts = list(_ACT.finditer(before))
    return (before[acts[-1].start() :] if acts else "") + words[len(before) :]


def counted(text: str, start: int, end: int, figures: list[Figure]) -> str:
    """Gives the words of a stretch without its figures and what leads into them."""
    pieces, at = [], start
    for number, figure in enumerate(figures, start=1):
        # 50万元以上的村占40%: a threshold is part of what is counted.
        if number < len(figures) and _THRESHOLD.match(text, figure.end - 2, end):
            continue
        pieces.append(text[at : figure.start])
        # 60万人口: the unit is the beginning of what is counted.
        at = figure.end - (_PEOPLE.match(text, figure.end - 1) is not None)
    pieces.append(text[at:end])
    joined = "".join(_TRAIL.sub("", piece) for piece in pieces)
    words = _LEAD.sub("", _PAREN.sub("", joined)).strip(" 、,，:：")
    return without_stray_marks(_WHERE.sub("", words))


def _after(text: str, block: Block, clause: Stretch) -> Stretch | None:
    if clause.end >= block.end or text[clause.end] not in ",，":
        return None
    end = CLAUSE_ENDS.search(text, clause.end + 1, block.end)
    return Stretch(clause.end + 1, end.start() if end else block.end)


def _before(text: str, block: Block, clause: Stretch) -> Stretch | None:
    if clause.start <= block.start or text[clause.start - 1] not in ",，":
        return None
    start = _last_mark(text, block.start, clause.start - 1)
    for words in GOES_ON.finditer(text, max(block.start, start - LONGEST_QUOTED), clause.start - 1):
        if words.start() < start <= words.end():
            start = _last_mark(text, block.start, words.start())
    return Stretch(max(start, block.start), clause.start - 1)


def _last_mark(text: str, start: int, end: int) -> int:
    """Gives the offset behind the last mark that ends a clause."""
    return max(text.rfind(mark, start, end) for mark in ",，。;；!！?？") + 1
