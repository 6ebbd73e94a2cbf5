"""Programmes and methods with a name; the quoted ones stand here, the others in `unquoted`."""

import re
from collections.abc import Iterator
from functools import cache

from graph.names import bare
from graph.vocabulary.practices import Head, practice_words
from ingest.extract.findings import Block, Finding
from ingest.extract.unquoted import LONGEST_NAME, by_head, named_finding, national, titled

_N = "一二三四五六七八九十两双百千万多"
_QUOTED = re.compile(r"[“「『\"]([^“”「」『』\"\n]{2,48})[”」』\"]")
_NUMBERED = re.compile(
    rf"^(?:[{_N}][^{_N}、,，]{{1,3}}合一|[{_N}][到进访送入][^{_N}、,，]{{1,2}}|[{_N}][^{_N}、,，]{{1,3}}(?:[{_N}][^{_N}、,，]{{1,3}})+|[{_N}]个[^{_N}、,，]{{2,5}}|[{_N}][讲抓包微民型强联务定评清建推进带为三五送访帮学比看述查员到双争创看必有化步]{{1,2}}|\d{{3,5}}|[^,，。]{{1,8}}\+[^,，。]{{0,16}})$"
)
"""两访三问, 三个平台, 五比, 1234, 支部+合作社: names made of numbers or joined by plus signs."""

_TAIL = re.compile(r"[\u4e00-\u9fffA-Za-z]{1,9}")
_TAIL_STOPS = re.compile(r"[的等是在和与及]|开展|建设|推动|进行|落实|渗透|解决|有效|激励|工作[^法制机模体格]")
_COUNTED = re.compile(rf"^[{_N}\d]+[大项个类]")
"""What counts a list before its head noun (“A”“B”两项行动) is no part of a name."""
_DESCRIBES = re.compile("为(?:主要)?(?:内容|主题|目标|载体)|的[“‘]")
"""Behind words that tell what the named thing holds: 以“…”为主题的…, “…”的“双强”工程."""
_WHOLE = re.compile(rf"^[{_N}\d]+大")
"""A counted whole after its parts (“A”“B”“C”三大行动)."""
_LIST_JOINS = re.compile(r"^(?:、|和|与|及|以及|)$")
_EDGE = re.compile(r"[,，。;；:：、!！?？\n“”\"()（）《》\s]")


def find_named(text: str, blocks: tuple[Block, ...]) -> list[Finding]:
    """Gives the named programmes and methods in the order of the text, longest first where two overlap."""
    found: list[Finding] = []
    for block in blocks:
        candidates = [
            *_quoted(text, block),
            *titled(text, block),
            *by_head(text, block),
            *national(text, block),
        ]
        found += _longest(candidates)
    return sorted(found, key=lambda f: (f.start, f.end))


def _longest(candidates: list[Finding]) -> list[Finding]:
    kept: list[Finding] = []
    for finding in sorted(candidates, key=lambda f: (f.start - f.end, f.start, f.rule)):
        if not any(other.overlaps(finding.start, finding.end) for other in kept):
            kept.append(finding)
    return sorted(kept, key=lambda f: f.start)


def _quoted(text: str, block: Block) -> Iterator[Finding]:
    """Quoted names with the head noun behind them; a list of quoted names shares its head (“春雨”“暖阳”行动)."""
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
        whole = _WHOLE.match(tail)
        if whole and head and "、" in core:
            yield from _enumerated(text, match, tail, head, block)
            continue
        if bare(core) in words.never or len(bare(core)) < 2 or _is_speech(text, match, core):
            continue
        if head is None and own is None and not _like_a_name(text, match, core, block):
            continue
        if whole and head and index and shared[index - 1]:
            yield named_finding(head, (match.end(), match.end() + len(tail)), tail, "enumeration", block)
            tail = ""
        start, end = match.start(), match.end() + len(tail)
        closing = head.word if head and (shared[index] or not tail) else _COUNTED.sub("", tail)
        yield named_finding(head or own, (start, end), core + closing, "quoted", block, (core,))


def _enumerated(text: str, match: re.Match[str], tail: str, head: Head, block: Block) -> Iterator[Finding]:
    """“A、B、C”三大工程: the whole, and each part with the head noun."""
    yield named_finding(
        head, (match.end(), match.end() + len(tail)), tail, "enumeration", block, (match[1] + tail,)
    )
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
        or bool(re.search(r"[。!！?？]", match[1]))
        or bool(re.match(r"谁|什么|怎么|如何|为什么|抓什么|怎样", core))
        or len(core) > LONGEST_NAME
    )


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
            if not any(
                h.word.startswith(reach[:length][-len(head.word) :])
                and reach[length - len(head.word) :].startswith(h.word)
                and len(h.word) > len(head.word)
                for h in practice_words().heads
            ):
                break
    return best


def _like_a_name(text: str, match: re.Match[str], core: str, block: Block) -> bool:
    """Tells whether quoted words without a head noun are a name: made of numbers, paired phrases, or the object of 推行 …."""
    if _NUMBERED.match(core):
        return True
    if _DESCRIBES.match(text, match.end()):
        return False
    clause = text[max(block.start, match.start() - 14) : match.start()]
    edge = max((m.end() for m in _EDGE.finditer(clause)), default=0)
    carried = any(verb in clause[edge:] for verb in _strong_verbs())
    paired = re.fullmatch(r"[\u4e00-\u9fff]{3,10}、[\u4e00-\u9fff]{3,10}", core) is not None
    return (carried and len(core) >= 4) or (paired and len(core) >= 7)


@cache
def _strong_verbs() -> tuple[str, ...]:
    weak = {
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
        "打造",
        "落实",
        "贯彻",
        "巩固",
        "拓展",
        "指导",
        "采取",
        "运用",
    }
    return tuple(verb for verb in practice_words().carry if verb not in weak)
