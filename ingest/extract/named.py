"""Programmes and methods with a name: quoted ones, unquoted ones by their head noun, and items of the whole country."""

import re
from collections.abc import Iterator
from functools import cache

from graph.names import bare
from graph.schema import Kind
from graph.vocabulary.practices import Head, practice_words
from ingest.extract.findings import Block, Finding, sentence_at

_N = "一二三四五六七八九十两双百千万多"
_QUOTED = re.compile(r"[“「『\"]([^“”「」『』\"\n]{2,34})[”」』\"]")
_BOOK = re.compile(r"《([^《》\n]{3,40}?(?:办法|意见|清单|细则|方案|规定|制度|条例|电视问政))》(栏目)?")
_NUMBERED = re.compile(
    rf"^(?:[{_N}][^{_N}、,，]{{1,3}}(?:[{_N}][^{_N}、,，]{{1,3}})+|[{_N}]个[^{_N}、,，]{{2,5}}|[{_N}][讲抓包微民型强联务定评清建推进带为三五送访帮学比看述查员到双争创看必有化步]{{1,2}}|\d{{3,5}}|[^,，。]{{1,8}}\+[^,，。]{{0,16}})$"
)
"""三清五建, 四个课堂, 五讲, 3536, 支部+合作社: names made of numbers or joined by plus signs."""

_TAIL = re.compile(r"[\u4e00-\u9fffA-Za-z]{1,9}")
_TAIL_STOPS = re.compile(r"[的等是在和与及]|开展|建设|推动|进行|落实|渗透|解决|有效|激励|工作[^法制机模体格]")
_LIST_JOINS = re.compile(r"^(?:、|和|与|及|以及|)$")
_QUALIFIER = re.compile(r"[\u4e00-\u9fff]{2,14}$")
_EDGE = re.compile(r"[,，。;；:：、!！?？\n“”\"()（）《》\s]")
_PLANNED_SECTION = "next_steps"
LONGEST_NAME = 26


def find_named(text: str, blocks: tuple[Block, ...]) -> list[Finding]:
    """Gives the named programmes and methods in the order of the text, longest first where two overlap."""
    found: list[Finding] = []
    for block in blocks:
        candidates = [*_quoted(text, block), *_books(text, block), *_by_head(text, block), *_national(text, block)]
        found += _longest(candidates)
    return _once_a_part(found)


def _longest(candidates: list[Finding]) -> list[Finding]:
    kept: list[Finding] = []
    for finding in sorted(candidates, key=lambda f: (f.start - f.end, f.start, f.rule)):
        if not any(other.overlaps(finding.start, finding.end) for other in kept):
            kept.append(finding)
    return sorted(kept, key=lambda f: f.start)


def _once_a_part(found: list[Finding]) -> list[Finding]:
    """Keeps order; a name said again stays a finding of its own, as a mention of the same thing, and `link` joins them."""
    return sorted(found, key=lambda f: (f.start, f.end))


def _finding(head: Head | None, span: tuple[int, int], name: str, rule: str, block: Block, aliases: tuple[str, ...] = ()) -> Finding:
    kind = head.kind if head else Kind.METHOD
    properties = {"subtype": head.subtype if head else "working_method", "status": "planned" if block.role.value == _PLANNED_SECTION else "in_use", "scope": "local"}
    return Finding(kind, span[0], span[1], name, rule, block.part, tuple(a for a in aliases if a and bare(a) != bare(name)), properties)


def _quoted(text: str, block: Block) -> Iterator[Finding]:
    """Quoted names with the head noun behind them; a list of quoted names shares its head (“百点提升”“百强示范”行动)."""
    words = practice_words()
    matches = list(_QUOTED.finditer(text, block.start, block.end))
    heads: list[Head | None] = [None] * len(matches)
    tails = [""] * len(matches)
    shared = [False] * len(matches)
    for index in range(len(matches) - 1, -1, -1):
        match = matches[index]
        following = matches[index + 1] if index + 1 < len(matches) else None
        tails[index], heads[index] = _tail(text, match.end(), block.end)
        joined = following is not None and _LIST_JOINS.match(text[match.end() : following.start()])
        if heads[index] is None and joined and heads[index + 1] is not None:
            heads[index], shared[index] = heads[index + 1], True
    for index, match in enumerate(matches):
        name, head = match[1].strip(), heads[index]
        core = re.sub(r"[。、,，!！?？]+$", "", name)
        own = words.head_of(core)
        tail = "" if shared[index] else tails[index]
        if bare(core) in words.never or len(bare(core)) < 2 or _is_speech(text, match, core):
            continue
        if head is None and own is None and not _like_a_name(text, match, core, block):
            continue
        start, end = match.start(), match.end() + len(tail)
        yield _finding(head or own, (start, end), core + tail if not shared[index] else core + (head.word if head else ""), "quoted", block, (core,))


def _is_speech(text: str, match: re.Match[str], core: str) -> bool:
    """Tells a quotation of what somebody said from a name."""
    before = text[max(0, match.start() - 4) : match.start()]
    return bool(re.search(r"[说道问答称][:：,，]?$|[:：]$", before)) or bool(re.search(r"[。!！?？]", match[1])) or bool(re.match(r"谁|什么|怎么|如何|为什么|抓什么|怎样", core)) or len(core) > LONGEST_NAME


def _tail(text: str, at: int, end: int) -> tuple[str, Head | None]:
    """Gives the words behind a closing quotation mark up to the nearest head noun, and that head."""
    match = _TAIL.match(text, at, end)
    if not match:
        return "", None
    reach = match[0]
    best: tuple[str, Head | None] = ("", None)
    stop = _TAIL_STOPS.search(reach)
    for length in range(1, len(reach) + 1):
        head = practice_words().head_of(reach[:length])
        if head and (stop is None or length <= stop.start() or head.word.startswith("工作")):
            best = (reach[:length], head)
            if not any(h.word.startswith(reach[:length][-len(head.word) :]) and reach[length - len(head.word) :].startswith(h.word) and len(h.word) > len(head.word) for h in practice_words().heads):
                break
    return best


def _like_a_name(text: str, match: re.Match[str], core: str, block: Block) -> bool:
    """Tells whether quoted words without a head noun are a name: made of numbers, paired phrases, or the object of 推行 …."""
    if _NUMBERED.match(core):
        return True
    clause = text[max(block.start, match.start() - 14) : match.start()]
    edge = max((m.end() for m in _EDGE.finditer(clause)), default=0)
    carried = any(verb in clause[edge:] for verb in _strong_verbs())
    paired = re.fullmatch(r"[\u4e00-\u9fff]{3,10}、[\u4e00-\u9fff]{3,10}", core) is not None
    return (carried and len(core) >= 4) or (paired and len(core) >= 7)


@cache
def _strong_verbs() -> tuple[str, ...]:
    weak = {"以", "通过", "按照", "围绕", "坚持", "组织", "召开", "强化", "加强", "优化", "形成", "打造", "落实", "贯彻", "巩固", "拓展", "指导", "采取", "运用"}
    return tuple(verb for verb in practice_words().carry if verb not in weak)


def _books(text: str, block: Block) -> Iterator[Finding]:
    """Titles of local rules (《…办法》) that the text says were made, and programmes named by their title."""
    for match in _BOOK.finditer(text, block.start, block.end):
        before = text[max(block.start, match.start() - 8) : match.start()]
        if match[2] or re.search(r"出台|制定|建立|印发|制订|实施", before):
            head = practice_words().head_of(match[1]) if not match[2] else practice_words().head_of("栏目")
            document = Head("办法", Kind.METHOD, "policy_document") if not match[2] else head
            yield _finding(document, match.span(), match[0], "title", block, (match[1],))


@cache
def _heads() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(head.word) for head in practice_words().heads if len(head.word) > 1 and head.subtype != "target_standard"))


_CUT = re.compile("的|了|将|把|对|为|在|从|由|并|又|再|就|使|让|各级|全市|全县|全区|全州|年度|每年|今年|去年|等")


def _by_head(text: str, block: Block) -> Iterator[Finding]:
    """Unquoted names: from the verb that carries them to their head noun (推行无职党员设岗定责制度)."""
    words = practice_words()
    for match in _heads().finditer(text, block.start, block.end):
        head = words.head_of(match[0])
        after = text[match.end() : match.end() + 1]
        if head is None or (after and after in "化性改部室局处厅院者员长费款区"):
            continue
        left = max(block.start, match.start() - LONGEST_NAME)
        clause = text[left : match.start()]
        edge = max((m.end() for m in re.finditer(r"[,，。;；:：!！?？\n”\"()（）》]", clause)), default=0)
        stem_start, carried = _after_verb(clause, edge)
        stem = clause[stem_start:]
        cut = max((m.end() for m in _CUT.finditer(stem)), default=0)
        stem = stem[cut:].lstrip("、和与及")
        if not carried and head.word not in {"工作法", "经验", "模式"}:
            continue
        if not _names_something(stem, head):
            continue
        start = match.end() - len(match[0]) - len(stem)
        yield _finding(head, (start, match.end()), text[start : match.end()], "head", block, (stem,) if len(stem) > 3 else ())


def _after_verb(clause: str, edge: int) -> tuple[int, bool]:
    """Gives where the name begins behind the last carrying verb of the clause, and whether there is one."""
    best, carried = edge, False
    for verb in practice_words().carry:
        at = clause.rfind(verb, edge)
        if at >= 0 and at + len(verb) > best:
            best, carried = at + len(verb), True
    return best, carried


def _names_something(stem: str, head: Head) -> bool:
    core = stem
    for prefix in ("新型", "全面", "以党组织为核心", "一系列"):
        core = core.removeprefix(prefix)
    if len(core) < 2 or core in practice_words().stems or stem in practice_words().stems or "“" in stem:
        return False
    if re.search(r"[a-zA-Z\d]", core) and head.subtype != "working_method":
        return False
    shortest = 2 if head.word in {"工作法", "工程", "经验", "行动"} else 4
    generic = head.word in {"管理", "考核", "做法", "措施", "举措", "设置", "结对", "项目", "服务中心", "平台", "阵地", "意见", "活动", "模式", "品牌", "清单", "培训班", "实事", "机制", "经验"}
    return len(core) >= (6 if generic and head.word not in {"模式", "机制", "经验"} else 4 if generic and head.word == "机制" else shortest)


def _national(text: str, block: Block) -> Iterator[Finding]:
    for name, kind in practice_words().national:
        at = text.find(name, block.start, block.end)
        while at >= 0:
            quoted = at > 0 and text[at - 1] in "“\"" and text[at + len(name) : at + len(name) + 1] in "”\""
            finding = Finding(kind, at - quoted, at + len(name) + quoted, name, "national", block.part)
            finding.properties = {"subtype": "policy_plan" if kind is Kind.PROGRAMME else "system", "status": "in_use", "scope": "national"}
            yield finding
            at = text.find(name, at + len(name), block.end)


def nearest_sentence(text: str, finding: Finding, blocks: tuple[Block, ...]) -> tuple[int, int]:
    """Gives the sentence that holds a finding."""
    block = next(b for b in blocks if b.start <= finding.start < b.end)
    sentence = sentence_at(text, finding.start, block)
    return sentence.start, sentence.end
