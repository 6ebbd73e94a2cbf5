"""Measures (举措): the deeds of practice paragraphs.

Each clause is weighed (`clauses`), with weights learned from annotated texts: one set for a running story (news), which tells deed after
deed, one for a report in parts, which names most of what it tells. In a text too short to weigh, a verb of doing and what it was done to
count (`_deed`), where nothing is named.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice, takewhile

from graph.schema import Kind
from graph.vocabulary.deeds import DeedWeights, deed_weights
from graph.vocabulary.measures import measure_words
from graph.vocabulary.practices import SHORTEST_TOLD
from ingest.extract.clauses import (
    NAME,
    NATIONAL,
    VERB,
    Clause,
    clauses_of,
    features,
    of_practice,
    runs,
    scores,
)
from ingest.extract.findings import Block, Finding

SHORTEST = 7
"""Characters; a verb in a shorter clause (层层签订) says too little."""
LONGEST_SUBJECT = 18
"""Characters that may stand before the verb: who does it, when, how."""
LONGEST_LIST = 30
"""Characters of those who do it, where a list names them (消防员、民警、志愿者等)."""

LIKELY = -2200
"""Thousandths of the log-odds from which a clause may be part of a deed."""
ENOUGH = {True: (-1100, -1300), False: (-600, -1000)}
"""What one of its clauses must reach in a running story and in a report in parts, and what if one of them has a verb of doing; chosen in folds of annotated texts."""

_FRAMES = (
    r"为[\u4e00-\u9fff\d、“”（）()]{1,36}?(?:提供|办理|购买|发放|拨付|代办|落实|支付|颁发|授予|授牌|授旗|进行|添置|送去|送上|讲解|义诊|体检|上门|理发)",
    r"通过[^,，]{4,60}?(?:听取|收集|征求|了解|掌握|摸清|排查|化解|调解|宣传|宣讲|筹集)",
    r"对[\u4e00-\u9fff\d、()（）“”]{2,48}(?:进行|开展|实行|给予|提拔|免职)",
    r"[将把][^,，]{2,30}(?:作为|纳入|列为|延伸|下放|落实|划分|改造|改建|打造|建成|提质)(?![款费资者])",
    r"加大对?[^,，]{2,24}力度",
    r"吸引(?![力了到着来过])",
    r"普及(?![率化度”’、])",
)
"""为居民提供…, 对…进行…, 将…纳入…: the verb comes after what it is done to."""
_TALKS = (
    r"(?<!参)与(?!会)[^,，]{2,30}(?:座谈|交流|签订|签约|共建(?!高校|大学)|结对)",
    r"(?<![成造])就(?![业近])[^,，]{4,60}(?:交流|探讨|讨论|座谈|研讨|汇报|发言|点评|部署|解读)",
    r"召开(?:了)?[^,，]{4,40}会(?:议)?$",
    r"开展(?:了)?[^,，]{2,24}(?:宣讲|培训|走访|排查|调研|检查|慰问|巡查|整治|演练|讲座|义诊|帮扶|宣传|授课|活动)$",
)
"""与社区党员座谈, 就停车进行了探讨: the clause may end with the verb."""
_AS_NOUN = "(?<=转化)为|[班款]|部(?!分)|人员|工作者|内容|项目|情况|需求|领域|机制|制度|能力|中心|基地|专家|讲师|队伍|体系|水平|质量|[小专]?组|员(?!工)|者"
"""Behind a verb: words that make it part of a noun (培训班, 检查项目)."""
_OFFENCE = re.compile("利用职务|职务便利|谋取|受贿|行贿")
NEAR = 60
"""Characters before a clause in which a report of an offence says that it is one."""
_NO_DEED = re.compile(
    r"^(?:其中|同时|并|也|又|还|近?\d*年来?|[一二三四五六]是)*(?:通过[狠严用]|(?:进一步|不断|切实|着力|有效|持续)?(?:提升|增强|激发|促进|优化[^,，]*(?:环境|结构)$)|增加[^,，\d]*感|必须|应当|力求|只有|要(?!求)|围绕|随着|为使|为了|自|据|作为|坚持把|始终将|把[^,，]*作为最?大|使|让|充分|特别|曾任|没想到|现在|记得|实现|全部实现|推动从|增强|有效|着力解决|记者|专家|走出|形成|切实把|另一方面|旨在|参加|参与|主动参加|收到)"
    r"|^由[^,，]*带领|提供了?.{0,4}(?:有力|极大|更好|更多|坚实|强大|优质)|^通过[^,，]+(?:丰富|提升|增强|提高|拉近|激发)了|^[\u4e00-\u9fff]+\+[\u4e00-\u9fff]+$|^结合[^,，]{2,12}(?:工作|整顿|实际|特点)$|(?:中|时|后|同时|方式|形式|以来|基础上|情况下|(?<![查造修理护治传导训])工作)$"
)
"""Clauses that lead up to a deed, or tell what came of it."""
_FIGURES_ONLY = re.compile(
    r"处分|查处|投入\d|拨付|出台规范|引进|新发展|发放.{0,12}\d|增加了?\d|举办.{0,8}\d+余?期|建成|召开.*\d+[余多]?[次场]|\d+次召开|讲党课"
)
"""Deeds that a report tells only to count them: they stand as outcomes."""
_CAPTION = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,4}(?<![拍航])摄(?![影像取制])|[\u4e00-\u9fff]{0,8}(?<!提)供图(?![书纸案画]))"
)
"""Who took a picture, run into the sentence behind its caption."""
_PICTURED = re.compile(
    r"[”’]?[。 \u3000]{1,2}[\u4e00-\u9fff]{0,8} ?[\u4e00-\u9fff]{0,4}(?:供图|摄(?![影像取制])|(?<=图)[/／])"
)
"""Behind a sentence: who gave the picture that it tells of."""
_NUMBERS = re.compile(
    r"(?<![\d.,万亿余多])(?:(?<!附)近|(?<![签预节])约|超过?)?\d[\d.,万亿余多]*+(?:人次|个(?!月|小时|百分点)|[名人户家次期件场项条批类处所座支位份册张袋箱套台盏辆栋盒桶株棵盆幅块])"
)
"""What an action is told without: how many of what; a size, a time, a share or an amount is no such number."""


_HELD = re.compile(r"开展了?[^,，]*活动$")


@cache
def _deed() -> re.Pattern[str]:
    acts, talks = "|".join([*_FRAMES, *map(re.escape, measure_words().acts)]), "|".join(_TALKS)
    return re.compile(
        rf"(?:[\u4e00-\u9fff、]{{2,{LONGEST_LIST}}}等)?[\u4e00-\u9fff\d、()（）·“”]{{0,{LONGEST_SUBJECT}}}?(?<!党)(?:(?:{acts})(?!{_AS_NOUN})(?=.{{3}})|{talks})"
    )


@cache
def _intention() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(measure_words().intentions)})的?(?:提升|增强|发挥|形成)?$")


def find_measures(text: str, blocks: Sequence[Block], named: list[Finding], *, story: bool) -> list[Finding]:
    """Gives the deeds of practice paragraphs; `story` tells that the text is one running story, not a report in parts."""
    found = []
    at = 0
    for block in of_practice(blocks):
        while at < len(named) and named[at].end <= block.start:
            at += 1
        inside = []
        while at < len(named) and named[at].start < block.end:
            inside.append(named[at])
            at += 1
        for start, end in _weighed(text, block, inside, story=story):
            words = text[start:end]
            action = {"action": _NUMBERS.sub("", words)}
            found.append(Finding(Kind.MEASURE, start, end, words, "act", block.part, properties=action))
    return found


def told_deeds(
    text: str,
    block: Block,
    clauses: Sequence[Clause],
    rows: Sequence[set[str]],
    weights: DeedWeights,
    *,
    story: bool,
) -> Iterator[Clause]:
    """Gives the deeds among the clauses of a paragraph by what each weighs: runs of likely ones, if one of them is more than likely."""
    weighed = {
        clause: (weight, VERB in row)
        for clause, row, weight in zip(clauses, rows, scores(rows, weights), strict=True)
        if weight >= LIKELY and not _is_aside(text, block, *clause)
    }
    for run in runs(text, weighed):
        best, verb = max(weighed[c][0] for c in run), any(weighed[c][1] for c in run)
        if best >= ENOUGH[story][verb]:
            yield _whole(text, run)


def _whole(text: str, run: Sequence[Clause]) -> Clause:
    """Gives the stretch of several clauses, without who took a picture."""
    start, end = run[0][0], run[-1][1]
    return end - len(_CAPTION.sub("", text[start:end])), end


def _weighed(text: str, block: Block, inside: list[Finding], *, story: bool) -> Iterator[Clause]:
    clauses, rows = pieces(text, block, inside)
    if len(text) < SHORTEST_TOLD:
        # What stands around a clause would weigh as much as its words: a verb of doing tells, where nothing is named.
        told = [
            clause
            for clause, row in zip(clauses, rows, strict=True)
            if VERB in row
            and not any(piece.startswith(NAME) and piece != NATIONAL for piece in row)
            # 开展“我为群众办实事”实践活动 is the item itself, not what was done in it.
            and not (NATIONAL in row and _HELD.search(text, *clause))
        ]
        return (_whole(text, run) for run in runs(text, told))
    return told_deeds(text, block, clauses, rows, deed_weights(story=story), story=story)


def pieces(text: str, block: Block, inside: Sequence[Finding]) -> tuple[list[Clause], list[set[str]]]:
    """Gives the clauses of a paragraph, and of each what can be weighed; `inside` are the names in it, in the order of the text."""
    ends = {end for _, end in _deeds(text, block)}
    clauses, rows, at = list(clauses_of(text, block)), [], 0
    for start, end in clauses:
        while at < len(inside) and inside[at].end <= start:
            at += 1
        near = takewhile(lambda f: f.start < end, islice(inside, at, None))  # noqa: B023 (read at once)
        scopes = [str(f.properties["scope"]) for f in near]
        rows.append(features(text, block, (start, end), scopes, verb_of_doing=end in ends))
    return clauses, rows


def _deeds(text: str, block: Block) -> Iterator[Clause]:
    for start, end in clauses_of(text, block):
        words = _CAPTION.sub("", text[start:end])
        start = end - len(words)
        if (
            len(words) < SHORTEST
            or _NO_DEED.search(words)
            or _intention().search(words)
            or not _deed().match(words)
            or _is_aside(text, block, start, end)
        ):
            continue
        if not (re.search(r"\d", words) and _FIGURES_ONLY.search(words)):
            yield start, end


def _is_aside(text: str, block: Block, start: int, end: int) -> bool:
    """Tells whether a clause stands under a picture, or in a report of an offence."""
    return bool(
        _PICTURED.match(text, end, block.end) or _OFFENCE.search(text, max(block.start, start - NEAR), end)
    )
