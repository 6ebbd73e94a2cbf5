"""What a paragraph is for, where one paragraph holds both what was done and what comes next."""

import re
from itertools import groupby

from graph.schema import Role
from ingest.segment.stretch import Stretch

_SENTENCE = re.compile(r"[^。!！?？\n]+[。!！?？]*[”』」]?")
_AHEAD = re.compile(
    r"“?(?:[^。!！?？\n]{0,36}?(?:表示|介绍|说|透露|提出)[,，:：]\s*“?)?(?:[\u4e00-\u9fff]{0,8})?(?:下一步|下步|接下来(?!的)|今后|下阶段|下一阶段|未来(?=[,，]|的工作|[^,，。]{0,8}将)|(?:今年|明年)(?:[,，](?:我[们县市区镇村]|全[县市区镇村])?|我[们县市区镇村]|全[县市区镇村])[,，]?将|明年(?:将|拟|计划|打算)|(?:力争|争取)(?=[年今明在20]|到(?:20|今|明|年)))"
)
"""A sentence that looks ahead, by whoever says it."""
_ASKS = re.compile(
    r"[^。!！?？\n]{0,36}?(?:强调|要求|指出|希望)[,，:：]\s*“?(?:要(?!求)|各[\u4e00-\u9fff]{1,8}要)|[一二三四五六七八九]是要(?!求)|要(?![求素点领闻])"
)
"""A sentence that says what is asked of people; the next is one only where it asks again."""
_ASKS_ON = re.compile(
    r"(?:[一二三四五六七八九][是要]|坚持|推进|推动|强化|[^,，。!！?？\n]{0,12}(?<![需重主首])要)(?![求素点领闻])"
)
"""Behind such a sentence, one that goes on asking."""
_DEMANDS = re.compile(
    r"提出了?[一二三四五六七八九几]?[点项个条]?(?:明确|具体|工作)?(?:要求|希望|意见)[:：。]?$"
)
"""The end of a sentence behind which stands what is asked."""
ALSO_SEEN = (
    r"(?:[\u4e00-\u9fff]{2,8}[:：])?[^。;；!！?？\n:：,，]{0,12}(?:我们也|也要|也应|也必须|也清醒)(?:清醒)?地?(?:看到|认识到)[,，:：]"
    r"(?=[^。!！?？\n]{0,60}(?:不|缺|少|弱|难|差|短板|问题|滞后|薄弱))"
)
"""工作中我们也看到,… 不平衡: how an interview or a report comes to what is wrong."""
_TROUBLES = re.compile(
    r"(?![^。;；!！?？\n:：]{0,44}(?:聚焦|针对|围绕|对照|查摆|整改|解决|破解|克服|化解))[^。;；!！?？\n:：]{0,44}?"
    r"(?:(?:存在|还有|仍有|面临)(?:着|一?些|不少|许多|一定|明显|突出|的)*|有(?:着|一?些|不少|许多|明显|突出的?)+)"
    r"(?:短板|不足|问题|差距|困难|挑战|薄弱环节)(?:[和与](?:短板|不足|问题|差距|挑战))?(?:主要)?(?:有|是|为|如下|表现在?)?[:：]"
    rf"|{ALSO_SEEN}"
    r"|[^。;；!！?？\n:：]{0,24}?(?:短板|不足|问题)(?:主要|突出|集中)(?:是|有|表现在?|体现在?|反映在?)[:：]"
)
"""A sentence that lists what is wrong (还有不少短板:…;…)."""
_TROUBLED = re.compile(
    r"^[^。;；!！?？\n]{0,30}(?:问题|短板|不足|困难|差距)(?:不少|很多|不容忽视|依然存在|仍然存在|更要看|也要看|仍有不少)[。!！]?$"
)
"""A sentence behind which what is wrong is counted (问题不少。一是…)."""
_LISTS_ON = re.compile("(?:[^。;；:：]{0,12}突出的[,，:：])?[一二三四五六七八九]是")
_GOES_ON = re.compile(r"将|要|继续|进一步|持续|不断|努力|力争|确保")


def by_role(paragraph: Stretch, words: str) -> list[tuple[Stretch, Role]]:
    """Gives a paragraph in stretches of one role: what is announced (下一步, …) apart from what was done, each of whole sentences."""
    roles: list[tuple[int, int, Role]] = []
    ahead = asks = demands = wrong = troubled = False
    for match in _SENTENCE.finditer(words):
        sentence = match[0].lstrip()
        wrong = bool(_TROUBLES.match(sentence)) or (
            (wrong or troubled) and _LISTS_ON.match(sentence) is not None
        )
        troubled = _TROUBLED.match(sentence) is not None
        ahead = bool(_AHEAD.match(sentence)) or (ahead and _GOES_ON.search(sentence) is not None)
        asks = bool(_ASKS.match(sentence)) or ((asks or demands) and _ASKS_ON.match(sentence) is not None)
        demands = _DEMANDS.search(sentence) is not None
        role = Role.PROBLEMS if wrong else Role.NEXT_STEPS if ahead or asks else Role.PRACTICE
        roles.append((match.start(), match.end(), role))
    found = []
    for role, group in groupby(roles, key=lambda row: row[2]):
        rows = list(group)
        found.append((Stretch(paragraph.start + rows[0][0], paragraph.start + rows[-1][1]), role))
    return found or [(paragraph, Role.PRACTICE)]
