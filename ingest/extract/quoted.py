"""Names in quotation marks, with the head noun behind them; a list of quoted names shares its head (“春雨”“暖阳”行动)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from graph.names import bare
from graph.schema import Kind, Role
from graph.vocabulary.practices import Head, practice_words
from ingest.extract.findings import Block, Finding
from ingest.extract.naming import LONGEST_NAME, named_finding

_QUOTED = re.compile(r"[“「『\"]([^“”「」『』\"\n]{2,60})[”」』\"]")
_INNER = re.compile(r"‘([^‘’\n]{2,24})’")
"""Single marks stand within speech: “‘甲乙联动’是一项…”."""

N = "一二三四五六七八九十两双百千万多"
_NUMBERED = re.compile(
    rf"^(?:[{N}][^{N}、,，]{{1,3}}合一|[{N}][到进访送入][^{N}、,，]{{1,2}}|[{N}][^{N}、,，]{{1,3}}(?:[{N}][^{N}、,，]{{1,3}})+|[{N}]个[^{N}、,，]{{2,5}}"
    rf"|[{N}][讲抓包微民型强联务定评清建推进带为三五送访帮学比看述查员到双争创看必有化步长]{{1,2}}(?:联动|共建|共治)?|\d{{3,5}})$"
)
"""两访三问, 三个平台, 五比, 1234: names made of numbers."""
_LETTERS = re.compile(r"^[\u4e00-\u9fff](?:、[\u4e00-\u9fff]){2,}$")
"""选、育、管: single words that each stand for a part."""
_PLUS = re.compile(r"^[^,，。]{1,12}[+＋][^,，。]{0,36}$")
"""支部+合作社: names joined by plus signs."""
LONG_NOUN = 4
"""Characters; a longer noun behind the marks is a name by itself (“…+…”农村党建综合体)."""
_METHOD_SUFFIX = re.compile(r"法(?![律治院规])")
"""“一线工作”法: the suffix alone stands outside the marks."""
_PARALLEL = re.compile(r"^[\u4e00-\u9fff]{3,10}(?:[、,，][\u4e00-\u9fff]{3,10}){1,5}$")
"""党旗飘起来、党员站出来: two to six phrases of one build."""

_TAIL = re.compile(r"(?P<etc>等)?(?P<of>的)?(?P<words>[\u4e00-\u9fffA-Za-z]{1,14})")
_TAIL_STOPS = re.compile(
    r"[着了过地得的等是在和与及将要让使向对把被也都还又]|开展|建设|推动|进行|落实|渗透|解决|有效|激励|配合|采取|迅速|积极|带动|引领|助力|促进|提升|打造|实施|工作[^法制机模体格站室]"
)
_OF_STOPS = re.compile(r"[的等是在将要让使向对把被也都还又,，。]")
_COUNTED = re.compile(rf"^[{N}\d]+[大项个类种]")
"""What counts a list before its head noun (“A”“B”两项行动) is no part of a name."""
_WHOLE = re.compile(rf"^[{N}\d]+大")
"""A counted whole after its parts (“A”“B”“C”三大行动)."""
_DESCRIBES = re.compile("为(?:主要)?(?:内容|主题|目标|载体|抓手)|的[“‘]")
"""Behind words that tell what the named thing holds: 以“…”为主题的…, “…”的“双强”工程."""
_CONTENT = re.compile("为(?:主要)?(?:内容|主题|目标)")
_THEMED = re.compile(
    r"为主题的?(?P<noun>[\u4e00-\u9fff]{0,12}?(?:活动|行动|大讨论|主题宣讲|宣讲活动|教育实践))(?=[,，。;；、]|$)"
)
"""以“…”为主题的关爱活动: the words in quotation marks name the activity."""
_LIST_JOINS = re.compile(r"^(?:、|和|与|及|以及|\s?)$")
_NO_NAME_AFTER = re.compile(
    r"(?:的|要求|等)?(?:原则|(?:预期|总体|奋斗|工作)?目标|理念|愿景|精神|思想|宗旨|方针|定位|问题|现象|情况|难题|短板|困局|困境|效果|局面|氛围|形象|意识|热潮|优势|作用|称号|荣誉|奖|证书|感|关系|时代|市场|总要求|经营理念|期盼|需求|之路|道路|故事|姿态|担当)"
)
"""What stands behind quoted words that are a principle, a state or a figure of speech."""
_OF_HEADS = frozenset(
    {"模式", "机制", "架构", "体系", "格局", "做法", "思路", "工作法", "方式", "路径", "制度", "网络"}
)
"""Heads that the particle 的 may join to their name: “支部+合作社”的发展模式."""
_POINT_VERB = re.compile(
    r"[一二三四五六七八九十]是(?:号召|要求|倡导|坚持|实行|推行|突出|落实|实施|注重|抓好|推动|推进)$"
)
_OWNER = re.compile(r"[\u4e00-\u9fff]{1,6}(?:镇|乡|街道|村|社区|县|区|市|局|委|学校|医院|公司|超市)$")
"""What a quoted name belongs to, right before it: 某镇“党员小课堂”、某局“双积分”."""
_ROLE = re.compile(r"(?:担任|选聘|聘请|选派|招募|设立|选树|培育|引回|成为|聘为|受聘|当好|争当|配备)")
_PERSON = re.compile(r"(?:官|员|长|书记|顾问|支书|管家|合伙人|指导员|使者|工匠|能人|书记员|大使|专员)$")
_EDGE = re.compile(r"[,，。;；:：、!！?？\n“”\"()（）《》\s]")
_CLOSES = re.compile(r"[,，。;；、:：]|等(?!内容|工作|问题)|和|与|及|工作|$")
"""What closes the phrase that a name stands in."""
_QUESTION = re.compile(
    r"谁|什么|怎么|如何|为什么|抓什么|怎样|我|你|您|他|她|咱|俺|这|那|真是|真的|太|没有|不是"
)
WEAK_VERBS = frozenset(
    [
        "以",
        "通过",
        "按照",
        "围绕",
        "坚持",
        "组织",
        "召开",
        "强化",
        "加强",
        "优化",
        "形成",
        "落实",
        "贯彻",
        "巩固",
        "拓展",
        "指导",
        "采取",
        "运用",
        "被评为",
        "提出",
        "依托",
        "规范",
        "完善",
        "执行",
    ]
)
"""Verbs that carry too much else to make a name of quoted words without a head noun."""


@dataclass(slots=True)
class _Quote:
    match: re.Match[str]
    core: str
    tail: str = ""
    head: Head | None = None
    shared: bool = False
    """The head stands behind a later name of the list."""


def quoted(text: str, block: Block) -> Iterator[Finding]:
    """Gives the quoted names of a block."""
    for pattern in (_QUOTED, _INNER):
        quotes = _with_heads(text, block, pattern)
        for index, quote in enumerate(quotes):
            yield from _names(text, block, quote, index > 0 and quotes[index - 1].shared)


def _with_heads(text: str, block: Block, pattern: re.Pattern[str]) -> list[_Quote]:
    quotes = [
        _Quote(m, re.sub(r"[。、,，!！?？]+$", "", m[1].strip()))
        for m in pattern.finditer(text, block.start, block.end)
    ]
    for index in range(len(quotes) - 1, -1, -1):
        quote = quotes[index]
        quote.tail, quote.head = _tail(text, quote, block.end)
        following = quotes[index + 1] if index + 1 < len(quotes) else None
        joined = following and _LIST_JOINS.match(text[quote.match.end() : following.match.start()])
        if quote.head is None and joined and following and following.head is not None:
            quote.head, quote.shared = following.head, True
    return quotes


def _tail(text: str, quote: _Quote, end: int) -> tuple[str, Head | None]:
    """Gives the words behind a closing mark up to the nearest head noun, and that head."""
    if quote.core.endswith("工作") and _METHOD_SUFFIX.match(text, quote.match.end(), end):
        return "法", practice_words().head_of("工作法")
    match = _TAIL.match(text, quote.match.end(), end)
    if not match or _DESCRIBES.match(text, quote.match.end()):
        return "", None
    reach, words = match["words"], practice_words()
    joined = match["of"] is not None
    if joined and not (
        "+" in quote.core or "＋" in quote.core or "、" in quote.core or _NUMBERED.match(quote.core)
    ):
        return "", None
    best: tuple[str, Head | None] = ("", None)
    stop = (_OF_STOPS if joined else _TAIL_STOPS).search(reach)
    for length in range(1, len(reach) + 1):
        head = words.head_of(reach[:length])
        if head is None or (stop and length > stop.start() and not head.word.startswith("工作")):
            continue
        if joined and not any(head.word.endswith(word) for word in _OF_HEADS):
            continue
        best = (reach[:length], head)
        if not _goes_on(reach, length, head):
            break
    lead = (match["etc"] or "") + (match["of"] or "")
    return (lead + best[0], best[1]) if best[1] else ("", None)


def _goes_on(reach: str, length: int, head: Head) -> bool:
    """Tells whether a longer head begins with this one (工作 of 工作机制)."""
    rest = reach[length - len(head.word) :]
    return any(len(h.word) > len(head.word) and rest.startswith(h.word) for h in practice_words().heads)


def _names(text: str, block: Block, quote: _Quote, after_shared: bool) -> Iterator[Finding]:
    words, match, core, head = practice_words(), quote.match, quote.core, quote.head
    tail = "" if quote.shared else quote.tail
    noun = re.sub(r"^等?的?", "", tail)
    if head and "、" in core and _WHOLE.match(noun):
        yield from _enumerated(match, noun, head, block, len(tail) - len(noun))
        return
    if (
        core in words.by_word
        or bare(core) in words.never
        or len(bare(core)) < 2
        or _is_speech(text, match, core)
    ):
        return
    if head is None and (themed := _THEMED.match(text, match.end(), block.end)):
        head = words.head_of(themed["noun"]) or Head("活动", Kind.PROGRAMME, "campaign")
        yield named_finding(
            head, (match.start(), themed.end()), core + themed["noun"], "themed", block, (core,)
        )
        return
    own = words.head_of(core)
    if (
        head is None
        and not (own and _own_head_counts(own, text, match, block))
        and not _like_a_name(text, match, core, block)
    ):
        return
    if head and _WHOLE.match(noun) and after_shared:
        yield named_finding(
            head, (match.end() + len(tail) - len(noun), match.end() + len(tail)), noun, "enumeration", block
        )
        tail = noun = ""
    closing = (
        ""
        if head is None
        else head.word
        if quote.shared or not noun or tail.startswith("等")
        else _COUNTED.sub("", noun)
    )
    end = match.end() if tail.startswith("等") else match.end() + len(tail)
    yield named_finding(
        head or own,
        (match.start(), end),
        core + closing,
        "quoted",
        block,
        (core, noun) if len(noun) > LONG_NOUN and not tail.startswith("等") else (core,),
    )


def _own_head_counts(own: Head, text: str, match: re.Match[str], block: Block) -> bool:
    """Tells whether a head inside the marks makes a name of them; in a list of problems quoted words are figures of speech."""
    return (
        block.role is not Role.PROBLEMS
        and not _NO_NAME_AFTER.match(text, match.end())
        and own.subtype != "target_standard"
    )


def _enumerated(match: re.Match[str], noun: str, head: Head, block: Block, skip: int) -> Iterator[Finding]:
    """“A、B、C”三大工程: the whole, and each part with the head noun."""
    end = match.end() + skip + len(noun)
    yield named_finding(head, (end - len(noun), end), noun, "enumeration", block, (match[1] + noun,))
    at = match.start(1)
    for piece in match[1].split("、"):
        if len(piece) > 1:
            yield named_finding(
                head, (at, at + len(piece)), piece + head.word, "enumeration", block, (piece,)
            )
        at += len(piece) + 1


def _is_speech(text: str, match: re.Match[str], core: str) -> bool:
    """Tells a quotation of what somebody said from a name."""
    before = text[max(0, match.start() - 4) : match.start()]
    return (
        bool(re.search(r"[说道问答称][:：,，]?$|[:：]$", before))
        or bool(re.search(r"[。!！?？…]", match[1]))
        or bool(_QUESTION.match(core))
        or len(core) > (2 * LONGEST_NAME if re.search("[+＋、]", core) else LONGEST_NAME)
    )


def _like_a_name(text: str, match: re.Match[str], core: str, block: Block) -> bool:
    """Tells whether quoted words without a head noun are a name: made of numbers or plus signs, or the object of 推行 …."""
    numbered = _NUMBERED.match(core) is not None or _LETTERS.match(core) is not None
    if block.role is Role.PROBLEMS or (not numbered and _NO_NAME_AFTER.match(text, match.end())):
        return numbered and block.role is not Role.PROBLEMS
    if numbered:
        if _CONTENT.match(text, match.end()):
            return False
        return not re.match(r"的?(?:称号|荣誉|奖)", text[match.end() : match.end() + 3])
    if _DESCRIBES.match(text, match.end()):
        return False
    clause = text[max(block.start, match.start() - 14) : match.start()]
    clause = clause[max((m.end() for m in _EDGE.finditer(clause)), default=0) :]
    closes = _CLOSES.match(text, match.end(), block.end) is not None
    if _PLUS.match(core):
        return closes or any(verb in clause for verb in practice_words().carry)
    if len(core) >= 4 and (_POINT_VERB.search(clause) or (closes and _OWNER.search(clause))):
        return True
    if len(core) >= 4 and _PERSON.search(core) and _ROLE.search(clause):
        return True
    phrases = re.split("[、,，]", core)
    if len(phrases) > 1:
        return closes and _PARALLEL.match(core) is not None and _sets_in_motion(clause, phrases)
    return any(verb in clause for verb in _strong_verbs()) and (len(core) >= 4 or (len(core) == 3 and closes))


def _sets_in_motion(clause: str, phrases: list[str]) -> bool:
    """Tells whether phrases of one build are a line of work: two behind a verb that carries, three of equal length behind 推动 or 坚持 too."""
    if any(verb in clause for verb in _strong_verbs()):
        return True
    lengths = [len(phrase) for phrase in phrases]
    return (
        len(phrases) >= 3
        and max(lengths) - min(lengths) <= 1
        and re.search("推动|坚持|按照", clause) is not None
    )


@cache
def _strong_verbs() -> tuple[str, ...]:
    return tuple(verb for verb in practice_words().carry if verb not in WEAK_VERBS)
