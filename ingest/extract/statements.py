"""Problems, measures and plans: what a clause says is wrong, was done, or is to be done."""

import re
from collections.abc import Iterator

from graph.names import fold
from graph.schema import Kind, Role
from graph.vocabulary import problem_cues
from ingest.extract.findings import Block, Finding

_PROBLEM_LEAD = re.compile(r"^.{0,14}?(?:问题|不足|短板)[^:：]{0,4}[:：]\s*")
_NEXT_LEAD = re.compile(r"^(?:下一步|下步|今后|接下来)[^,，:：]{0,8}[,，:：]?\s*")
_CLAUSES = re.compile(r"[^。;；!！?？,，\n]+")
_SENTENCES = re.compile(r"[^。;；!！?？\n]+[。;；!！?？]?")
_PROBLEM_SENTENCES = re.compile(r"[^。;；!！?？\n]+")
_WEAK = re.compile(
    r"不|缺|弱|差|难|少|仅|低|滞后|问题|漏洞|盲区|狭小|偏|没有|尚未|不足|徘徊|“走读”|形式|脱节|松|软|轻|忽视|慢|老化|涣散|空白|仍|还需|压力|薄"
)
_SOLVES = re.compile(
    r"(?:解决|破解|消除|消灭|整治|整顿|针对|克服|防止|清除|化解|转化|扭转|改变|避免|治理|根治|应对|缓解|帮扶|帮助|救助|引导|排查|纳入|管理|联系|查处)"
)
LONGEST_PROBLEM = 22


def find_problems(text: str, blocks: tuple[Block, ...]) -> list[Finding]:
    """Gives the problems: each sentence part of a problem paragraph, and cues of the taxonomy elsewhere."""
    found: list[Finding] = []
    for block in blocks:
        if block.role is Role.PROBLEMS:
            found += _listed(text, block)
        else:
            found += _met(text, block)
    return found


def _listed(text: str, block: Block) -> Iterator[Finding]:
    lead = _PROBLEM_LEAD.match(text[block.start : block.end])
    at = block.start + (lead.end() if lead else 0)
    for match in _PROBLEM_SENTENCES.finditer(text, at, block.end):
        start, end = _trimmed(text, match.start(), match.end())
        if end - start < 5:
            continue
        for piece_start, piece_end in _pieces(text, start, end):
            category = _category(text[piece_start:piece_end])
            yield Finding(
                Kind.PROBLEM,
                piece_start,
                piece_end,
                text[piece_start:piece_end],
                "problem-paragraph",
                block.part,
                properties={"category": category or "responsibility_gap", "explicit": True},
            )


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Gives the clauses that are each a problem by themselves; clauses that only lead up to one stay with it."""
    clauses = [m.span() for m in _CLAUSES.finditer(text, start, end)]
    open_at = clauses[0][0] if clauses else start
    for index, (_, clause_end) in enumerate(clauses):
        last = index + 1 == len(clauses)
        following = text[clauses[index + 1][0] : clauses[index + 1][1]] if not last else ""
        complete = _WEAK.search(text[open_at:clause_end]) and clause_end - open_at >= 8
        leads_on = (
            re.match(r"特别是|但|仅|仍|还|难以|目前只有|占|甚至|只有|致使|导致", following)
            or len(following) < 6
        )
        if last or (complete and not leads_on and _WEAK.search(following)):
            yield open_at, clause_end
            open_at = clauses[index + 1][0] if not last else end


def _met(text: str, block: Block) -> Iterator[Finding]:
    """Gives a problem where a cue stands as the object of 解决, 整顿 … in the same clause."""
    folded = fold(text[block.start : block.end])
    last_end = -1
    for at, (length, category) in problem_cues().iter(folded):
        start, end = block.start + at - length + 1, block.start + at + 1
        if start < last_end:
            continue
        clause_start = max(
            block.start, *(text.rfind(mark, block.start, start) + 1 for mark in "。;；,，!！?？:：")
        )
        if not _SOLVES.search(text, max(clause_start, start - 24), start):
            continue
        last_end = end
        tail = re.compile(r"[\u4e00-\u9fff]{0,6}?(?:党组织|问题|支部|村|户|组织|人口|群众)").match(
            text, end, block.end
        )
        stretch = tail.end() if tail and tail.end() - start <= LONGEST_PROBLEM else end
        yield Finding(
            Kind.PROBLEM,
            start,
            stretch,
            text[start:stretch],
            "cue",
            block.part,
            properties={"category": category, "explicit": True},
        )
        last_end = stretch


def _category(words: str) -> str | None:
    """Gives the category of the taxonomy whose cues weigh most, the first of the taxonomy on a tie."""
    weights: dict[str, int] = {}
    for _, (length, category) in problem_cues().iter(fold(words)):
        weights[category] = weights.get(category, 0) + length
    return max(weights, key=lambda c: (weights[c], c)) if weights else None


def find_plans(text: str, blocks: tuple[Block, ...]) -> list[Finding]:
    """Gives the plans: a sentence each of a paragraph on next steps."""
    found = []
    for block in blocks:
        if block.role is not Role.NEXT_STEPS:
            continue
        lead = _NEXT_LEAD.match(text[block.start : block.end])
        for match in _SENTENCES.finditer(text, block.start + (lead.end() if lead else 0), block.end):
            start, end = _trimmed(text, match.start(), match.end())
            if end - start >= 6:
                found.append(Finding(Kind.PLAN, start, end, text[start:end], "next-steps", block.part))
    return found


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " \t、,，":
        start += 1
    while end > start and text[end - 1] in " \t":
        end -= 1
    return start, end
