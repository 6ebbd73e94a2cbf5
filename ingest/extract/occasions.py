"""The occasion that a news article is about, without quotation marks: 某行举办党务工作者能力提升培训班, in its opening sentences."""

import re
from collections.abc import Iterator

from graph.schema import Role
from graph.vocabulary.practices import practice_words
from ingest.extract.findings import Block, Finding
from ingest.extract.naming import LONGEST_NAME, named_finding
from ingest.extract.unquoted import CUT

OPENING = 320
"""Characters in which an article says what took place."""
SHORTEST = 5
"""Characters before the noun; 志愿服务活动 and 主题党日活动 are what many do."""
_HELD = re.compile(
    rf"(?:开展|举办|举行|启动|组织)(?:了|起)?(?P<name>[\u4e00-\u9fff、]{{{SHORTEST},{LONGEST_NAME - 2}}}?(?:系列(?:主题)?活动|活动|培训班|比赛|大赛|竞赛|专项行动|大讨论|运动会))"
    r"(?=[,，。;；、!！?？\n]|近日|日前|今天|昨天|现场|仪式|启动|顺利|正式|暨|[\u4e00-\u9fff]{0,4}\d)"
)
_TELLS = re.compile(
    r"[听上讲]党课|开展|举办|举行|组织|参加|出席|参与|[一几多各]次|以及|[此该本]|前往|位于|不少|相关|.*(?:等|多种)"
)
_IN_PASSING = re.compile(
    "[、和与及]|志愿者|免费|个性化|科普类|新员工|主题$|实践$|宣传$|文化$|问答$|参观|社会|观摩|交流|违法|犯罪|迷信|赌博|诈骗|体检|^[看做听]"
)
"""Within words that tell of an activity by the way, farther below."""
_NOT = re.compile("(?:严禁|禁止|不得|打击|有人|防止|杜绝|整治)[^,，。;；]{0,4}$")
"""Before an activity that nobody is to hold."""
_SERIES = re.compile(r"系列(?:主题)?$")
_EVERYDAY = re.compile(r"(?:各[类种项]|形式多样|丰富多彩|相关|有关|一系列|系列)")


def occasions(text: str, block: Block, opening: int) -> Iterator[Finding]:
    """Gives the named occasions of a paragraph that begin before `opening`, where the article says what it is about."""
    if block.role is Role.PROBLEMS:
        return
    for match in _HELD.finditer(text, block.start, block.end):
        name, head = match["name"], practice_words().head_of(match["name"])
        if head is None:
            continue
        stem = _SERIES.sub("", name.removesuffix(head.word))
        if CUT.search(stem) or _TELLS.search(stem) or _EVERYDAY.match(stem) or _plain(stem):
            continue
        if _NOT.search(text, max(block.start, match.start() - 8), match.start()):
            continue
        if match.start() >= opening and (head.word != "活动" or _IN_PASSING.search(stem)):
            continue
        yield named_finding(head, match.span("name"), name, "occasion", block, (stem,))


def _plain(stem: str) -> bool:
    """Tells everyday words (志愿服务宣传) from what names one occasion."""
    stems = practice_words().stems
    if "、" in stem and any(piece in stems for piece in stem.split("、")):
        return True
    return len(stem) <= 6 and all(stem[at : at + 2] in stems for at in range(0, len(stem) - 1, 2))
