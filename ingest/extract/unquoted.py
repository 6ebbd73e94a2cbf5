"""Names without quotation marks by their head noun: from the verb that carries them (推行无职党员设岗定责制度)."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator
from functools import cache

from graph.names import bare
from graph.vocabulary.practices import Head, practice_words
from graph.vocabulary.words import running_words
from ingest.extract.findings import Block, Finding, Taken
from ingest.extract.naming import LONGEST_NAME, named_finding


@cache
def _heads() -> re.Pattern[str]:
    return re.compile(
        "|".join(
            re.escape(head.word)
            for head in practice_words().heads
            if len(head.word) > 1
            and head.subtype != "target_standard"
            and head.word not in practice_words().marked
        )
    )


_EDGE = re.compile(r"[,，。;；:：、!！?？\n“”\"()（）《》\s]|并|以及|开展|建立|促进|提升|推动|加强|完善")
_BORDER = re.compile(
    r"[,，。;；:：!！?？\n”\"《》‘’—]|[(（](?![\u4e00-\u9fff、]{1,4}[)）])|(?<![\u4e00-\u9fff、]{4})(?<=[^\u4e00-\u9fff、])[)）]"
)
CUT = re.compile(
    r"\d+(?:余|多)?[个家所条项支名次]|[一二两三四五六七八九十][批个项支家条](?=[\u4e00-\u9fff]{2})|第[一二三四五六七八九十\d]+[期批届次个]|[此本这]次|[这一]个|一场|一系列|系列|更多|[各多][项支批]|^成(?![功果员长立才人效])|搭建|召开|用[好活]|进行|加强|既是|关于|近?[百千]余?项|落细|(?:中心|办法|机制|制度|措施|平台|实践)[和与及]|送[到至往](?![家户村门])|来到|参加|加入|这[种类]|新(?=[机模理路格体平举])|[吸汲]取|借鉴|其[他它]|若干个?|情况[、和]|缘于|源于|活动之|为主题|^(?:好(?![家人儿邻少日声])|是(?!非)|学习(?!贯)|到(?![户家位])|至|同(?![心步城舟行德频])|来整体|及(?!时))|总结|丰富|扩大|的|了|将|把|对(?![口接标话外台])|为(?![农老侨企])|在(?![线岗职])|从(?![业严优])|由|并|又|再|就(?![业近地医餐])|使|让(?!利)|各级|全市|全县|全区|全州|年度|每年|今年|去年|等"
)
_TRAILING = "列化性改部室局处厅院者员长费款区上中下师宝"
_NO_OBJECT = re.compile("[、,，]")
"""What stands behind a verb without an object."""
_ORGANISATION_OF = re.compile("组织(?:部|生活|关系|纪律|委员|架构|体系)")
"""A noun that only looks like a verb."""
_JOINING = re.compile("^(?:[、和与]|及(?!时))+")
_RAISES = re.compile("^(?:建设(?!者)|预告|提炼|修订|推动|完善|总结|扩宽|拓宽)(?=[\u4e00-\u9fff、]{4})")
"""A further verb before the name (通过建设甲乙共享平台)."""
_LONGER_LIST = re.compile("、|及(?!时)|以及|和|的[“‘]")
"""Behind a name with 、 in it: more of a list, of which the head noun closes one item only."""
_AND = re.compile("、[^、]*(?:(?<![参平温总])[和与](?!谐)|以及)(?=[^和与及]+$)")
_FOLLOWED = re.compile(
    r"方式|水平|能力|力度|质量|情况|问题|人员|队伍|范围|需求|部门|成效|效能|学院|专业|相关(?:负责|人|部门|单位)|负责(?:人|同志)|征[集求]|(?<=经验)(?:交流|介绍|分享|发言|汇报|摘编|汇编|选编)|和治理能力|层面|内容|总局|有限公司|公司|集团|委员会|指导站|共建(?=单位)|(?<=体系)统(?!领|筹)"
)
"""Behind a head: what makes it the modifier of another noun (组织设置方式)."""


_TOLD = re.compile(
    r"有过|不断|主动|转化[成为]|检验|改变|自身|自己|心得|选择|比较|多次|希望|各位|督促|侵占|确保|帮助|积累|收集|听取|征求|提供|上门|巧用|发出|实际$|获评|荣获|统一思想|提高认识|理清思路|^[者会员们上来]|^其[他它]"
)
"""Words of a sentence that is told; within a name they do not stand."""
_LEANS_ON = ("新", "重大", "具体", "主要", "重要", "相关", "典型", "亮点")
"""Words that only colour the head noun behind them (亮点经验)."""
_COLOURS = (
    "新型",
    "常态化",
    "重要",
    "全面",
    "以党组织为核心",
    "一系列",
    "具体",
    "相关",
    "有关",
    "更加",
    "新的",
)
"""Such words before the name."""
_LIVED = re.compile(r"(?:年|多年|丰富|一定|同志)的?$|(?:拥有|具有|积累|丰富了)[^,，。]{0,8}$")
"""Before 经验: what somebody has lived through."""
_COUNTED_STEPS = re.compile(r"[两三四五六七八九十](?:步|字|招|环)$")
"""听、看、问、评四步工作法: the list tells what the counted name holds."""
_BY_ITSELF = frozenset({"工作法", "经验", "模式", "专项整治", "专项治理", "专项行动", "攻坚行动", "提升行动"})
"""Heads that name something without a verb before them: 2023年以来某某问题专项整治期间."""
_COUNCILS = frozenset({"议事会", "联席会", "恳谈会"})
"""Meetings that are a way of working by themselves."""
_ALIKE = (
    frozenset({"模式", "经验", "做法"}),
    frozenset({"制度", "机制", "体系", "举措", "措施", "长效机制", "工作机制", "工作制度"}),
)
"""Heads of which each names by itself when a list joins them."""
_ANY_COUNCIL = frozenset({"专题", "座谈", "群众", "村民", "居民", "党员", "民主", "各类", "工作"})
"""Before such a meeting: it is one of many."""
_DEEDS = frozenset({"举措", "措施", "做法"})
"""Behind a list: what was done (规范建设、制定计划等举措), and no name of it."""
_PLACES = frozenset({"服务中心", "服务站", "服务点"})
_NUMBER_OF = re.compile(r"\d[余多]?[个家处所]$")
"""Before a place: it is counted (22个邻里服务中心) and not named."""
_ASKED = re.compile("如何|怎样|怎么")
_LEADS_UP = re.compile(r"是|以来|结合|推动|针对|认识|期间|这里|展开|深化")
_HELD = re.compile(r"(?:召开|举行|组织)(?:了|起)?(?:\d+余?次)?")
_TAKEN = re.compile(r"(?:把|将)(?=[\u4e00-\u9fff]{3,10}$)")
_MADE = re.compile(r"作为(?!了解)|做[到成好实优]|打造[成为]|融入|贯穿|落[到实]")
"""将甲乙工程打造成…: what is taken in hand, and what is done with it."""
_MEETING = re.compile(r"(?:工作)?(?:推进|部署|动员|启动|调度|总结|现场|座谈|培训)(?:会|大会|仪式)")
"""召开某某专项行动推进会: a meeting that is held for it names it."""
LONGEST_MARKED = 60
"""Characters in quotation marks into which a rule for running text does not look."""
_OF_A_PLACE = re.compile(r"[\u4e00-\u9fff]{2}(?:[省县]|(?<![城都超])市)(?!场)")
_MARKED = re.compile(rf"[“‘「『][^“”‘’「」『』\n]{{2,{LONGEST_MARKED}}}[”’」』]")


def _marked(text: str, block: Block) -> Taken:
    """Gives what stands in quotation marks; a rule for running text does not look into it."""
    taken = Taken(block.start, block.end)
    for match in _MARKED.finditer(text, block.start, block.end):
        taken.add(match.start() + 1, match.end())
    return taken


def by_head(text: str, block: Block, ends: Collection[int] = ()) -> Iterator[Finding]:
    """Unquoted names: from the verb that carries them to their head noun (推行无职党员设岗定责制度).

    `ends` tells where quoted names end: a list may go on behind one.
    """
    last_end = 0
    words = practice_words()
    marked = _marked(text, block)
    joints = sorted(at for at in ends if text[at : at + 1] in "、和与及")
    for match in _heads().finditer(text, block.start, block.end):
        if marked.touches(match.start(), match.start() + 1):
            continue
        head = words.head_of(match[0])
        after = text[match.end() : match.end() + 1]
        if (
            head is None
            or head.word in words.events
            or (after and after in _TRAILING)
            or _FOLLOWED.match(text, match.end())
            or text[max(block.start, match.start() - 2) : match.start()] == "进行"
            or _heads().match(text, match.end(), block.end)
        ):
            continue
        nearest = bisect_left(joints, match.start()) - 1
        if nearest >= 0 and joints[nearest] > match.start() - LONGEST_NAME:
            last_end = joints[nearest]
        listed = _listed(text, last_end, match, head)
        if listed is not None:
            last_end = match.end()
            name = text[listed : match.end()].replace("等" + match[0], match[0])
            yield named_finding(head, (listed, match.end()), name, "listed", block)
            continue
        found = _stem(text, match, head, block)
        if found:
            start, stem = found
            last_end = match.end()
            name = text[start : match.end()].replace("等" + head.word, head.word)
            yield named_finding(
                head, (start, match.end()), name, "head", block, (stem,) if len(stem) > 3 else ()
            )


def _listed(text: str, last_end: int, match: re.Match[str], head: Head) -> int | None:
    """Gives where a name begins that a list joins to the one before it (…制度、甲乙结对制度), or None."""
    if not last_end or last_end + 1 >= match.start() or text[last_end] not in "、和与及":
        return None
    words = text[last_end + 1 : match.start()].removesuffix("等")
    if bare(words) in practice_words().countrywide:
        return None  # 三会一课、民主评议党员等制度: an item of the whole country by itself
    return last_end + 1 if _EDGE.search(words) is None and names_something(words, head) else None


def _stem(text: str, match: re.Match[str], head: Head, block: Block) -> tuple[int, str] | None:
    """Gives where the name begins and its words before the head noun, or None where they name nothing."""
    left = max(block.start, match.start() - LONGEST_NAME)
    clause = text[left : match.start()]
    etc = clause.endswith("等") and "、" in clause
    if etc and head.word in _DEEDS:
        return None
    clause = clause.removesuffix("等") if etc else clause
    edge = max((m.end() for m in _BORDER.finditer(clause)), default=0)
    if head.word in _BY_ITSELF:
        edge = max((m.end() for m in _LEADS_UP.finditer(clause, edge)), default=edge)
    stem_start, verb = after_verb(clause, edge)
    if (
        not verb
        and (held := _HELD.search(clause, edge))
        and (head.word in _COUNCILS or _MEETING.match(text, match.end()))
    ):
        stem_start, verb = held.end(), True
    if not verb and (taken := _TAKEN.search(clause, edge)) and _MADE.match(text, match.end()):
        stem_start, verb = taken.end(), True
    stem = clause[stem_start:]
    if head.word == "工作法" and "、" in stem and (counted := _COUNTED_STEPS.search(stem)):
        return match.start() - len(counted[0]), counted[0]
    cut = max((m.end() for m in CUT.finditer(stem)), default=0)
    stem = _last_of_list(_RAISES.sub("", _JOINING.sub("", stem[cut:])), head, etc=etc)
    if not (verb or head.word in _BY_ITSELF) or _told_otherwise(text, match, clause, edge, stem):
        return None
    body = head.subtype == "organisation_form" and head.word in practice_words().bodies
    if body:
        stem = stem.rpartition("“")[2]  # “甲大工委、乙大党委”: a list within the marks
    if (body and len(stem) <= LONGEST_NAME // 2) or (
        not stem.endswith(("和", "与", "及", "、")) and names_something(stem, head)
    ):
        return match.start() - len(stem) - etc, stem
    return None


def _last_of_list(stem: str, head: Head, *, etc: bool) -> str:
    """Gives the words of the last name where the words before a head noun are a list; none where each stands for itself (甲机制、乙制度等举措)."""
    pieces = stem.split("、")
    heads = [i for i, piece in enumerate(pieces[:-1]) if _same_sort(piece, head)]
    if heads:
        stem = "" if etc else "、".join(pieces[heads[-1] + 1 :])
    joint = _AND.search(stem)
    return stem[joint.end() :] if joint else stem


def _told_otherwise(text: str, match: re.Match[str], clause: str, edge: int, stem: str) -> bool:
    """Tells whether the clause says something else: a longer list, what somebody has lived through, a question."""
    return (
        ("、" in stem and _LONGER_LIST.match(text, match.end()) is not None)
        or (match[0] == "经验" and _LIVED.search(clause[: len(clause) - len(stem)]) is not None)
        or _ASKED.search(clause, edge) is not None
        or (match[0] in _PLACES and _NUMBER_OF.search(clause[: len(clause) - len(stem)]) is not None)
    )


def _same_sort(piece: str, head: Head) -> bool:
    """Tells whether a list's earlier name closes like the last (甲模式、乙经验), so that each stands for itself."""
    own = practice_words().head_of(piece)
    return own is not None and (
        own.word in {head.word, *_COUNCILS} or any({own.word, head.word} <= alike for alike in _ALIKE)
    )


def after_verb(clause: str, edge: int) -> tuple[int, bool]:
    """Gives where the name begins behind the last carrying verb of the clause, and whether there is one."""
    for verbs in _verb_ranks():
        ends = [at + len(verb) for verb in verbs if (at := _last(verb, clause, edge)) >= 0]
        if ends:
            return max(ends), True
    return edge, False


def _last(verb: str, clause: str, edge: int) -> int:
    """Gives where a verb last stands as one with an object behind it, or -1: not in 组织部 nor in 推进、."""
    at = clause.rfind(verb, edge)
    while at >= 0 and (
        _NO_OBJECT.match(clause, at + len(verb)) or (verb == "组织" and _ORGANISATION_OF.match(clause, at))
    ):
        at = clause.rfind(verb, edge, at)
    return at


@cache
def _verb_ranks() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Gives the verbs that carry a name: those with a strong verb in them, then the others."""
    words = practice_words()
    carry = [verb for verb in words.carry if verb not in words.weak_before_heads]
    strong = tuple(verb for verb in carry if any(verb.endswith(s) for s in words.strong))
    return strong, tuple(verb for verb in carry if verb not in strong)


def names_something(stem: str, head: Head) -> bool:
    """Tells whether the words before a head noun make a name of it, and no everyday phrase (完善工作机制)."""
    core = stem
    for prefix in _COLOURS:
        core = core.removeprefix(prefix)
    stems = practice_words().stems
    if (
        len(core) < 2
        or "“" in stem
        or {core, stem, core.rpartition("、")[2]} & stems
        or stem.endswith(_LEANS_ON)
        or (head.word == "工程" and stem.endswith("党建引领"))
        or _TOLD.search(stem)
    ):
        return False
    if head.subtype == "organisation_form" and _OF_A_PLACE.search(core):
        return False  # a body by its full name, not a way of working
    if head.word in _COUNCILS and core in _ANY_COUNCIL:
        return False
    if len(core) == 4 and core[:2] in stems and core[2:] in stems:
        return False
    if re.search(r"[a-zA-Z\d]", core) and head.subtype != "working_method":
        return False
    if head.word in {"模式", "经验"}:
        # Named after a place or a person (枫桥经验), or told at length; 发展模式 and 成功经验 are everyday words.
        return len(core) >= 5 or not {core[:2], core[-2:]} & running_words()
    return len(core) >= practice_words().shortest.get(head.word, 4)
