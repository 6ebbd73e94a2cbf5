"""Names in quotation marks, with the head noun behind them; a list of quoted names shares its head (“春雨”“暖阳”行动)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph.names import bare
from graph.schema import Kind, Role
from graph.vocabulary.practices import Head, practice_words
from ingest.extract.findings import Block, Finding
from ingest.extract.likeness import (
    DESCRIBES,
    HONOUR,
    NO_NAME_AFTER,
    ORNAMENT,
    is_speech,
    like_a_name,
    numbered,
    praised,
    small_to_great,
)
from ingest.extract.naming import N, named_finding
from ingest.extract.tails import CREATED, TAIL_STOPS, nearest_head

_QUOTED = re.compile(r"[“「『\"]([^“”「」『』\"\n]{2,60})[”」』\"]")
_INNER = re.compile(r"‘([^‘’\n]{2,24})’")
"""Single marks stand within speech: “‘甲乙联动’是一项…”."""

OF_THE_PARTY = "党建"
LONG_NOUN = 4
"""Characters; a longer noun behind the marks is a name by itself (“…+…”农村党建综合体)."""
_METHOD_SUFFIX = re.compile(r"法(?![律治院规])")
"""“一线工作”法: the suffix alone stands outside the marks."""
_OWN_SUFFIX = re.compile(
    r"[\u4e00-\u9fff]{2,6}(?:(?<![编控体机牵限强节研管任双])制|(?<![办方做手宪立司执守看想说语书])法)(?=[,，。;；、:：])"
)
"""“1+3”导师帮带制, “五个一”整顿法: what is done by it, and the suffix."""
BUILDING = "建设"
_BUILT = re.compile(
    rf"{BUILDING}(?=[,，。;；、]|等?情况|目标|[的与和](?![\u4e00-\u9fff]{0, 8}(?:机制|体系|制度|模式|原则))|$)"
)
"""“甲乙社区”建设: a line of work named by what is to come of it."""
_TAIL = re.compile(r"(?P<etc>等)?(?P<of>的)?(?P<words>(?!\d)[\u4e00-\u9fffA-Za-z\d.+＋]{1,14})")
_OTHERS = re.compile(
    r"(?P<own>[\u4e00-\u9fff]{2,6}?)等(?P<head>系列活动|主题活动|活动|行动|课程|项目|工程|制度|机制)(?![\u4e00-\u9fff]{0,2}[室场中])"
)
"""“甲”“乙”诵读等活动: the last name of the list has words of its own, and the head is that of all."""
_LISTED = re.compile(r"[”」』’][、和与及]?\s?$")
_COUNTED = re.compile(rf"^[{N}\d]+[大项个类种]")
"""What counts a list before its head noun (“A”“B”两项行动) is no part of a name."""
_DATE = re.compile(r"\d{1,2}[·.]\d{1,2}")
"""“5·28”: a day."""
_EVERYDAY = re.compile(rf"{_COUNTED.pattern}|主题|系列|常态化|各[类种]|多种")
"""What a list is called where that names nothing (“A”“B”等主题文化活动)."""
_WHOLE = re.compile(rf"^[{N}\d]+大")
"""A counted whole after its parts (“A”“B”“C”三大行动)."""
_WHOLE_OF = re.compile(rf"^[{N}\d]+[大项]")
"""A counted whole after marks that hold all its parts (“A、B、C”三项行动)."""
_SAME = re.compile(rf"^[{N}](?P<each>[\u4e00-\u9fff])")
"""“强链、强村、强区”三强工程: counted by what all parts have in common."""
_THEMED = re.compile(
    r"为主题的?(?:开展|举办)?的?(?P<noun>[\u4e00-\u9fff]{0,12}?(?:活动|行动|大讨论|主题宣讲|宣讲活动|教育实践))(?=[,，。;；、]|$)"
)
"""以“…”为主题的关爱活动: the words in quotation marks name the activity."""
_LIST_JOINS = re.compile(r"^(?:、|和|与|及|以及|\s?)$")
_CALLED = re.compile("(?P<noun>品牌|工作法|平台|机制|工程|行动|首场活动|(?:党建|服务)载体)(?:——)?$")
"""A head noun right before the marks: 党建品牌“甲”."""
_GRADE = re.compile(
    "(?:[一二三四五甲乙特]等|[一二三四五六七八九十]星级|级)$|^(?:优秀|先进|一流|达标|合格|最美|落马)"
)
_GIVEN = re.compile("(?:被评为|评为|荣获|获评|获得|授予|入选|符合)$")
_IN_A_TITLE = re.compile(r"《[^》\n]*$")
"""《某省“甲乙”发展规划》: the words belong to the title."""
LONGEST_TITLE = 60
"""Characters."""
_CLOSED = re.compile("[,，。;；、]|正式|第[一二三]季|启动|上线|发布|$")
_GIVEN_TO = re.compile("(?:国家级|省级)?(?:入选|人选)|(?:国家)?重点建设|(?:有限)?公司")
"""Behind a name: it tells whom a title was given to (“甲”计划入选者), or is part of a firm's name."""
_ORGANISATION = re.compile(r".{1,6}[省市县区].*(?:协会|委员会|中心|学校)$")
"""An organisation by its full name: 某市某协会."""


@dataclass(slots=True)
class _Quote:
    match: re.Match[str]
    core: str
    tail: str = ""
    head: Head | None = None
    shared: bool = False
    """The head stands behind a later name of the list."""
    counted: bool = False
    """The next name counts what stands here: “甲乙丙丁”“四大行动”."""
    listed: str = ""
    """What the name counts, in marks right before it: “甲乙丙丁”“四大行动”."""


def quoted(text: str, block: Block) -> Iterator[Finding]:
    """Gives the quoted names of a block."""
    for pattern in (_QUOTED, _INNER):
        quotes = _with_heads(text, block, pattern)
        for index, quote in enumerate(quotes):
            yield from _names(text, block, quote, index > 0 and quotes[index - 1].shared)


def _with_heads(text: str, block: Block, pattern: re.Pattern[str]) -> list[_Quote]:
    words = practice_words()
    quotes = [
        _Quote(m, re.sub(r"[。、,，!！?？]+$", "", m[1].strip()))
        for m in pattern.finditer(text, block.start, block.end)
    ]
    for index in range(len(quotes) - 1, -1, -1):
        quote = quotes[index]
        quote.tail, quote.head = _tail(text, quote, block.end)
        following = quotes[index + 1] if index + 1 < len(quotes) else None
        before = quotes[index - 1].match.end() if index else block.start
        alone = (
            not _LIST_JOINS.match(text[before : quote.match.start()]) and words.head_of(quote.core) is None
        )
        if following and alone and quote.head is None and _WHOLE.match(following.core):
            quote.counted = following.match.start() == quote.match.end()
            following.listed = quote.core if quote.counted else ""
        joined = following and _LIST_JOINS.match(text[quote.match.end() : following.match.start()])
        if quote.head is None and joined and following and following.head is not None:
            quote.head, quote.shared = following.head, True
    return quotes


def _own_tail(text: str, quote: _Quote, end: int) -> tuple[str, Head] | None:
    """Gives a tail that is no noun of the vocabulary: the suffix of a way (法, 制), or 建设 right behind words without a head noun."""
    at = quote.match.end()
    if quote.core.endswith("工作") and _METHOD_SUFFIX.match(text, at, end):
        return "法", Head("工作法", Kind.METHOD, "working_method")
    if own := _OWN_SUFFIX.match(text, at, end):
        suffix = own[0][-1]
        return own[0], Head(suffix, Kind.METHOD, "system" if suffix == "制" else "working_method")
    words = practice_words()
    known = {quote.core, bare(quote.core)} & (words.never | words.countrywide)
    if _BUILT.match(text, at, end) and not known and words.head_of(quote.core) is None:
        return BUILDING, Head(BUILDING, Kind.PROGRAMME, "work_line")
    return None


def _tail(text: str, quote: _Quote, end: int) -> tuple[str, Head | None]:
    """Gives the words behind a closing mark up to the nearest head noun, and that head."""
    if own := _own_tail(text, quote, end):
        return own
    match = _TAIL.match(text, quote.match.end(), end)
    if not match or DESCRIBES.match(text, quote.match.end()):
        return "", None
    reach = match["words"]
    joined = match["of"] is not None
    if joined and not ("+" in quote.core or "＋" in quote.core or "、" in quote.core or numbered(quote.core)):
        return "", None
    noun, head = nearest_head(reach, joined=joined, typed=quote.core.endswith("型"))
    if head and head.word == CREATED and practice_words().head_of(quote.core):
        return "", None  # “甲工作法”示范小区创建: the way has its name, what is created with it is another
    if head is None and (listed := _of_a_list(text, quote, reach)):
        return listed
    lead = (match["etc"] or "") + (match["of"] or "")
    return (lead + noun, head) if head else ("", None)


def _of_a_list(text: str, quote: _Quote, reach: str) -> tuple[str, Head] | None:
    """Gives the own words of a list's last name, and the head that all share, or None."""
    others = (
        _OTHERS.match(reach)
        if _LISTED.search(text, max(0, quote.match.start() - 3), quote.match.start())
        else None
    )
    head = (
        practice_words().head_of(others["head"]) if others and not TAIL_STOPS.search(others["own"]) else None
    )
    return (others["own"], head) if others and head else None


def _names(text: str, block: Block, quote: _Quote, after_shared: bool) -> Iterator[Finding]:
    words, match, core, head = practice_words(), quote.match, quote.core, quote.head
    if quote.counted:
        return
    tail = "" if quote.shared else quote.tail
    noun = re.sub(r"^等?的?", "", tail)
    if head and "、" in core and (_WHOLE_OF.match(noun) or _counts(noun, core)):
        yield from _enumerated(match, noun, head, block, len(tail) - len(noun))
        return
    if (
        (core in words.by_word and head is None)
        or ((head is None or head.subtype == "target_standard") and bare(core) in words.never)
        or bare(core + quote.tail) in words.never
        or len(bare(core)) < 2
        or _DATE.fullmatch(core)
        or _ORGANISATION.match(core)
        or ((head is None or head.subtype == "target_standard") and HONOUR.search(core))
        or (quote.shared and core.endswith("式"))
        or (head is not None and head.word in words.marked and _graded(text, match, core))
        or _GIVEN_TO.match(text, match.end() + len(tail))
        or text[max(block.start, match.start() - 2) : match.start()] in ("如何", "怎样")
        or _IN_A_TITLE.search(text, max(block.start, match.start() - LONGEST_TITLE), match.start())
        or is_speech(text, match, core)
        or (head is None and praised(text, match, block.start))
        or small_to_great(text, match, core)
    ):
        return
    if head is None and (themed := _THEMED.match(text, match.end(), block.end)):
        head = words.head_of(themed["noun"]) or Head("活动", Kind.PROGRAMME, "campaign")
        yield named_finding(
            head, (match.start(), themed.end()), core + themed["noun"], "themed", block, (core,)
        )
        return
    own = words.head_of(core)
    if head is None and own is None:
        own = _called(text, match, core, block)
    if (
        head is None
        and not (own and _own_head_counts(own, text, match, block))
        and not like_a_name(text, match, core, block)
    ):
        return
    if head and _WHOLE.match(noun) and after_shared:
        yield named_finding(
            head, (match.end() + len(tail) - len(noun), match.end() + len(tail)), noun, "enumeration", block
        )
        tail = noun = ""
    if (
        tail.startswith("等")
        and head
        and after_shared
        and len(noun) > LONG_NOUN
        and not _EVERYDAY.match(noun)
    ):
        at = match.end() + len(tail) - len(noun)
        yield named_finding(head, (at, at + len(noun)), noun, "enumeration", block)
    closing = (
        ""
        if head is None
        else ""
        if core.endswith(head.word)
        else head.word
        if quote.shared or not noun or tail.startswith("等")
        else _COUNTED.sub("", noun if (core + noun).endswith(head.word) else noun + head.word)
    )
    closing = closing.removeprefix(OF_THE_PARTY) if core.endswith(OF_THE_PARTY) else closing
    end = match.end() if tail.startswith("等") else match.end() + len(tail)
    yield named_finding(
        head or own,
        (match.start(), end),
        core + closing,
        "quoted",
        block,
        (core, noun)
        if len(noun) > LONG_NOUN and not tail.startswith("等")
        else (core, *filter(None, [quote.listed])),
    )


def _graded(text: str, match: re.Match[str], core: str) -> bool:
    """Tells a grade, or what somebody was given, from a name (“三星级”标准, 荣获“优秀”团队)."""
    return (
        _GRADE.search(core) is not None
        or _GIVEN.search(text, max(0, match.start() - 6), match.start()) is not None
    )


def _counts(noun: str, core: str) -> bool:
    """Tells a whole that is named after what each of its parts begins with (“强链、强村”两强工程)."""
    same = _SAME.match(noun)
    return same is not None and all(part.startswith(same["each"]) for part in core.split("、"))


def _called(text: str, match: re.Match[str], core: str, block: Block) -> Head | None:
    """Gives the head noun that stands right before quoted words of four characters or more which close their clause, or None."""
    called = _CALLED.search(text, max(block.start, match.start() - 8), match.start())
    if called is None or len(core) < 4 or not _CLOSED.match(text, match.end(), block.end):
        return None
    return practice_words().head_of(called["noun"])


def _own_head_counts(own: Head, text: str, match: re.Match[str], block: Block) -> bool:
    """Tells whether a head inside the marks makes a name of them; in a list of problems quoted words are figures of speech."""
    return (
        block.role is not Role.PROBLEMS
        and not ORNAMENT.search(match[1])
        and not NO_NAME_AFTER.match(text, match.end())
        and not ("、" in match[1] and DESCRIBES.match(text, match.end()))
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
