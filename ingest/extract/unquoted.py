"""Names without quotation marks: titles of local rules, names by their head noun, ways of working that a verb carries, and national items."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator
from functools import cache

from graph.schema import Kind, Role
from graph.vocabulary.practices import Head, practice_words
from ingest.extract.findings import Block, Finding, Taken
from ingest.extract.naming import LONGEST_NAME, named_finding
from ingest.extract.place_shapes import running_words

SHORTEST = {"工作法": 2, "工程": 2, "行动": 2, "联盟": 2, "工作站": 2, "夜校": 2, "共同体": 2, "大工委": 2, "大党委": 2} | dict.fromkeys(
    ("管理", "考核", "做法", "措施", "举措", "设置", "结对", "项目", "服务中心", "平台", "意见", "品牌", "实事", "思路"), 6
)  # fmt: skip
"""Characters that a name needs before its head noun, where four is not the measure: the more everyday the noun, the more."""

WEAK = frozenset({"强化", "加强", "被评为", "召开"})
EVENTS = frozenset(
    [
        "活动",
        "竞赛",
        "大赛",
        "赛",
        "培训班",
        "轮训",
        "阵地",
        "栏目",
        "超市",
        "之家",
        "驿站",
        "工作室",
        "书屋",
        "客厅",
        "食堂",
        "小屋",
        "家园",
        "直播间",
        "课堂",
        "学堂",
        "宣讲",
        "集市",
        "讲堂",
    ]
)
"""Heads that without quotation marks name an occasion or a thing (志愿服务活动), not a practice with a name of its own."""
BODIES = frozenset(
    [
        "党建联盟",
        "党建联合体",
        "临时党支部",
        "临时党组织",
        "功能型党支部",
        "联合党委",
        "自治小组",
        "大工委",
        "大党委",
    ]
)
"""Forms of organisation whose noun says enough by itself once a verb carries it: 成立党建联盟."""
_WORK_LINE = re.compile(r"抓(?:基层)?党建促[\u4e00-\u9fff]{2,4}?(?=工作|[,，。;；、]|[的与和及与以为把抓])")
"""抓党建促乡村振兴: a line of work named by what Party building is to bring about."""
_BOOK = re.compile(
    r"《([^《》\n]{3,70}?(?:办法|意见|清单|细则|方案|规定|制度|条例|体系|标准|指引|手册|公约|规划|计划|规程|指南))》((?:栏目|节目|专栏)?)"
)
_PROGRAMME_TITLE = re.compile(r"《([^《》\n]{2,20})》(栏目|节目|专栏)")
_MADE = re.compile(r"出台|制定|建立|印发|制订|实施|制发|开发|编制|研究|起草|签订|推出|修订|贯彻")
_NOT_OURS = re.compile(r"中共中央|国务院|中华人民共和国|习近平|中国共产党")


def titled(text: str, block: Block) -> Iterator[Finding]:
    """Titles of local rules (《…办法》) that the text says were made, and programmes named by their title."""
    for match in _BOOK.finditer(text, block.start, block.end):
        before = text[max(block.start, match.start() - 8) : match.start()]
        if _MADE.search(before) and not _NOT_OURS.search(match[1]) and not match[2]:
            yield named_finding(
                Head("办法", Kind.METHOD, "policy_document"),
                match.span(),
                match[0],
                "title",
                block,
                (match[1],),
            )
    for match in _PROGRAMME_TITLE.finditer(text, block.start, block.end):
        if re.search(
            r"开办|开设|推出|创办|打造|策划", text[max(block.start, match.start() - 8) : match.start()]
        ):
            head = Head("栏目", Kind.METHOD, "platform")
            yield named_finding(head, match.span(), match[0], "title", block, (match[1],))


@cache
def _heads() -> re.Pattern[str]:
    return re.compile(
        "|".join(
            re.escape(head.word)
            for head in practice_words().heads
            if len(head.word) > 1 and head.subtype != "target_standard"
        )
    )


_EDGE = re.compile(r"[,，。;；:：、!！?？\n“”\"()（）《》\s]|并|开展|建立|促进|提升|推动|加强|完善")
_BORDER = re.compile(
    r"[,，。;；:：!！?？\n”\"》‘’]|[(（](?![\u4e00-\u9fff、]{1,4}[)）])|(?<![\u4e00-\u9fff、]{4})(?<=[^\u4e00-\u9fff、])[)）]"
)
_CUT = re.compile(
    r"\d+(?:余|多)?[个家所条项支名]|[一二三四五六七八九十][批个项支家条](?=[\u4e00-\u9fff]{2})|第[一二三四五六七八九十\d]+[期批届次个]|[此本这]次|[这一]个|一场|一系列|系列|更多|[各多]项|搭建|参加|加入|新(?=[机模理路格体平举])|[吸汲]取|借鉴|总结|丰富|扩大|的|了|将|把|对|为|在|从|由|并|又|再|就|使|让|各级|全市|全县|全区|全州|年度|每年|今年|去年|等"
)
_TRAILING = "化性改部室局处厅院者员长费款区上中下"
_FOLLOWED = re.compile(r"方式|水平|能力|力度|质量|情况|问题|人员|队伍|范围|需求|部门|成效|效能")
"""Behind a head: what makes it the modifier of another noun (组织设置方式)."""
STRONG = frozenset(
    [
        "实施",
        "推行",
        "实行",
        "开展",
        "建立",
        "健全",
        "完善",
        "推进",
        "推广",
        "构建",
        "打造",
        "探索",
        "采取",
        "采用",
        "启动",
        "举办",
        "形成",
        "创建",
        "开设",
        "开办",
        "设立",
        "制定",
        "出台",
        "组建",
        "成立",
        "推出",
        "创办",
        "兴办",
        "搭建",
        "签订",
        "试行",
        "首创",
        "创设",
        "创立",
        "引入",
        "抓实",
        "做实",
    ]
)
"""Verbs that begin a name wherever they stand; others (落实, 组织, 创新) also stand within names (落实落地制度)."""


_MARKED = re.compile(rf"[“‘「『][^“”‘’「」『』\n]{{2,{LONGEST_NAME}}}[”’」』]")


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
    marked = _marked(text, block)
    joints = sorted(at for at in ends if text[at : at + 1] in "、和与及")
    for match in _heads().finditer(text, block.start, block.end):
        if marked.touches(match.start(), match.start() + 1):
            continue
        head = practice_words().head_of(match[0])
        after = text[match.end() : match.end() + 1]
        if (
            head is None
            or head.word in EVENTS
            or (after and after in _TRAILING)
            or _FOLLOWED.match(text, match.end())
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
    return last_end + 1 if _EDGE.search(words) is None and _names_something(words, head) else None


def _stem(text: str, match: re.Match[str], head: Head, block: Block) -> tuple[int, str] | None:
    """Gives where the name begins and its words before the head noun, or None where they name nothing."""
    left = max(block.start, match.start() - LONGEST_NAME)
    clause = text[left : match.start()]
    etc = clause.endswith("等") and "、" in clause
    clause = clause.removesuffix("等") if etc else clause
    edge = max((m.end() for m in _BORDER.finditer(clause)), default=0)
    stem_start, verb = _after_verb(clause, edge)
    stem = clause[stem_start:]
    cut = max((m.end() for m in _CUT.finditer(stem)), default=0)
    stem = stem[cut:].lstrip("、和与及")
    pieces = stem.split("、")
    heads = [i for i, piece in enumerate(pieces[:-1]) if _same_sort(piece, head)]
    if heads and not etc:
        stem = "、".join(pieces[heads[-1] + 1 :])
    if not verb and head.word not in {"工作法", "经验", "模式"}:
        return None
    if head.subtype == "organisation_form" and head.word in BODIES and len(stem) <= LONGEST_NAME // 2:
        return match.start() - len(stem) - etc, stem
    if stem.endswith(("和", "与", "及", "、")) or not _names_something(stem, head):
        return None
    return match.start() - len(stem) - etc, stem


def _same_sort(piece: str, head: Head) -> bool:
    """Tells whether a list's earlier name closes like the last (甲模式、乙经验), so that each stands for itself."""
    own = practice_words().head_of(piece)
    return own is not None and (own.word == head.word or {own.word, head.word} <= {"模式", "经验", "做法"})


def _after_verb(clause: str, edge: int) -> tuple[int, bool]:
    """Gives where the name begins behind the last carrying verb of the clause, and whether there is one."""
    for verbs in _verb_ranks():
        ends = [at + len(verb) for verb in verbs if (at := clause.rfind(verb, edge)) >= 0]
        if ends:
            return max(ends), True
    return edge, False


@cache
def _verb_ranks() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Gives the verbs that carry a name: those with a strong verb in them, then the others."""
    carry = [verb for verb in practice_words().carry if verb not in WEAK]
    strong = tuple(verb for verb in carry if any(verb.endswith(s) for s in STRONG))
    return strong, tuple(verb for verb in carry if verb not in strong)


def _names_something(stem: str, head: Head) -> bool:
    core = stem
    for prefix in ("新型", "全面", "以党组织为核心", "一系列", "具体", "相关", "有关", "更加", "新的"):
        core = core.removeprefix(prefix)
    stems = practice_words().stems
    if len(core) < 2 or core in stems or stem in stems or "“" in stem:
        return False
    if len(core) == 4 and core[:2] in stems and core[2:] in stems:
        return False
    if re.search(r"[a-zA-Z\d]", core) and head.subtype != "working_method":
        return False
    if head.word in {"模式", "经验"}:
        # Named after a place or a person (枫桥经验), or told at length; 发展模式 and 成功经验 are everyday words.
        return len(core) >= 5 or not {core[:2], core[-2:]} & running_words()
    return len(core) >= SHORTEST.get(head.word, 4)


_YEAR = re.compile(
    r"(?:作为|确定为|定为|列为)(?P<name>(?:全[市县区州省])?[\u4e00-\u9fff]{3,12}(?<![青少成周学半全])年)(?=[,，。;；])"
)
"""把2016年作为党员队伍建设年."""
_WAY = re.compile(
    r"(?:采取|采用|实行|推行|运用|创新)(?P<way>[\u4e00-\u9fff、]{4,24}?)(?P<etc>等)?的?(?:办法|方式|形式|方法|做法|路径)(?=[,，。;；]|(?<=等方式)|(?<=等办法)|(?<=等形式))"
)
"""采取定向督导、明察暗访的方式: a way of working told as one."""
_CARRIED = re.compile(
    r"(?:全面推行|创新推行|探索推行|试点推行|推行|实行|全面实行|推广)(?P<way>[\u4e00-\u9fff、]{4,16})(?=[,，。;；])"
)
"""推行分类定级、晋位升级: what is put into practice, where nothing else follows in the clause."""


_DOING = re.compile(r"召开|开设|举办|开展|组织|邀请|上门|.*相结合")


def carried(text: str, block: Block) -> Iterator[Finding]:
    """Ways of working without quotation marks or head noun, as the object of 采取 … 方式 or 推行 …."""
    if block.role is Role.PROBLEMS:
        return
    for match in _WORK_LINE.finditer(text, block.start, block.end):
        line = Head("抓党建", Kind.PROGRAMME, "work_line")
        yield named_finding(line, match.span(), match[0], "work-line", block)
    for match in _YEAR.finditer(text, block.start, block.end):
        year = Head("年", Kind.PROGRAMME, "campaign")
        yield named_finding(
            year, match.span("name"), match["name"], "year", block, (re.sub("^全.", "", match["name"]),)
        )
    for pattern in (_WAY, _CARRIED):
        for match in pattern.finditer(text, block.start, block.end):
            words = re.sub(r"^(?:了|的|全市|全县|全区|各级)", "", match["way"])
            start = match.end("way") - len(words)
            if (
                len(words) >= 4
                and not _DOING.match(words)
                and (
                    pattern is _WAY or not any(practice_words().head_of(piece) for piece in words.split("、"))
                )
                and words not in practice_words().stems
                and not _CUT.search(words)
                and not _verbs_only(words)
            ):
                yield named_finding(None, (start, match.end("way")), words, "carried", block)


def _verbs_only(words: str) -> bool:
    """Tells everyday doings (广泛宣传, 全面覆盖) from ways with a name."""
    stems = practice_words().stems
    return len(words) == 4 and words[:2] in stems and words[2:] in stems


def national(text: str, block: Block) -> Iterator[Finding]:
    """Items of the whole country (三会一课), quoted or not; in a list of problems they are what is done badly."""
    if block.role is Role.PROBLEMS:
        return
    for name, kind in practice_words().national:
        at = text.find(name, block.start, block.end)
        while at >= 0:
            marked = at > 0 and text[at - 1] in '“"‘' and text[at + len(name) : at + len(name) + 1] in '”"’'
            finding = Finding(kind, at - marked, at + len(name) + marked, name, "national", block.part)
            finding.properties = {
                "subtype": "policy_plan" if kind is Kind.PROGRAMME else "system",
                "status": "in_use",
                "scope": "national",
            }
            yield finding
            at = text.find(name, at + len(name), block.end)
