"""Plans: what a text says is to be done next, a sentence each."""

import re
from collections.abc import Iterator

from graph.schema import Kind, Role
from ingest.extract.findings import Block, Finding, trimmed
from ingest.segment import Stretch

_NEXT_LEAD = re.compile(
    r"(?:[^。]{0,36}?(?:表示|介绍|说|透露)[,，:：]\s*“?)?(?:下一步|下步|今后|接下来|下阶段|下一阶段)[^,，:：]{0,8}[,，:：]\s*|(?:下一步|今后|未来|接下来)"
)
_MEANT = re.compile(
    r"(?:(?:还|也|正|已|均|社区|街道|村|支部|党委|公司|该.)计划|打算|(?<![虚模])拟)(?:将|在|于|把|用|通过|对|进一步|继续|投入|建设|打造|新建)|(?:今后|未来|下一步|接下来)[^,，。]{0,4}(?:会(?!有)|将|(?<!需)要)"
    r"|(?:后续|后期|(?:之后|未来|(?:下一步|今后的?|接下来的?|未来的?)工作中)[,，])[,，]?[^。;；,，]{0,16}?(?<![社协委])(?:将|会(?![有议员]))|将会|会继续|将(?:联合|携手|邀请|推出)|将(?:继续|进一步|持续|不断(?![\u4e00-\u9fff]{1,4}的))|愿意?继续"
    r"|(?<![即必终])将(?:围绕|通过|借助|发挥)(?![^。;；]{0,60}(?:整合|改造|评为|分类|移交|发放|纳入|列为|作为|变成|\d+[场轮局]))[^,，。;；]{2,40}[,，]|(?<![即必终])将(?:以[^,，。;；]{2,40}?为(?:契机|抓手|载体|引领|主线|目标|重点|支撑|牵引|依托)|以更加|致力于|充分发挥|充分利用|定期|分[两二三四五六七八\d]|以此|深入|全力|积极|着力|大力|切实|始终|坚持|立足|聚焦|紧扣|依托|结合|加快|加强|深化|认真|努力|陆续|逐步|适时|全面|带领|组织(?!建设)|开展(?![^,，]{0,10}的(?:好|经验|成果|情况)))"
)
"""A sentence among others that says what is meant to be done."""
_ANNOUNCES = re.compile(r"[?？]$|从[一二三四五六七八九两几]个?(?:大|重点)?方面[^,，;；。]{0,8}[。]?$")
"""A question, or a sentence that only says how many things follow."""
_LAYS_OUT = re.compile(
    r"下(?:一)?(?:阶段|步|半年)[^。;；:：\n]{0,16}(?:部署|安排|计划|打算)[^。;；:：\n]{0,6}[:：](?=一[是要])"
)
"""对下阶段工作进行了部署:一是…;二是…: what the points say is to be done."""
_POINT = re.compile("(?<=[:：。;；,，])[一二三四五六七八九十][是要]")
_SENTENCES = re.compile(r"[^。;；!！?？\n]+[。;；!！?？]?")


def find_plans(text: str, blocks: tuple[Block, ...]) -> list[Finding]:
    """Gives the plans: a sentence each of a paragraph on next steps."""
    found: list[Finding] = []
    for block in blocks:
        if block.role is not Role.NEXT_STEPS:
            found += _among_others(text, block) if block.role is Role.PRACTICE else []
            continue
        lead = _NEXT_LEAD.match(text[block.start : block.end])
        for match in _SENTENCES.finditer(text, block.start + (lead.end() if lead else 0), block.end):
            start, end = trimmed(text, match.start(), match.end())
            if end - start >= 6 and not _ANNOUNCES.search(text, start, end):
                found.append(Finding(Kind.PLAN, start, end, text[start:end], "next-steps", block.part))
    return found


def _among_others(text: str, block: Block) -> Iterator[Finding]:
    laid_out = _laid_out(text, block)
    for match in _SENTENCES.finditer(text, block.start, block.end):
        if laid_out.start <= match.end() - 1 < laid_out.end:
            at = max(match.start(), laid_out.start)
            start, end = trimmed(text, at, match.end())
            yield Finding(Kind.PLAN, start, end, text[start:end], "laid-out", block.part)
        elif meant := _MEANT.search(match[0]):
            clause = max(match[0].rfind(mark, 0, meant.start()) for mark in ",，:：") + 1
            start, end = trimmed(text, match.start() + clause, match.end())
            yield Finding(Kind.PLAN, start, end, text[start:end], "meant", block.part)


def _laid_out(text: str, block: Block) -> Stretch:
    """Gives the stretch of the points by which a paragraph lays out what is next, to the end of the last one's sentence; empty where it does not."""
    lead = _LAYS_OUT.search(text, block.start, block.end)
    if lead is None:
        return Stretch(block.end, block.end)
    last = max(match.start() for match in _POINT.finditer(text, lead.end(), block.end))
    stop = text.find("。", last, block.end)
    return Stretch(lead.end(), stop + 1 if stop >= 0 else block.end)
