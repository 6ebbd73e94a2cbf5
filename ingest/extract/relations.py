"""Relations that the text itself shows: within a sentence, an enumeration, or one point of a report."""

import re
from collections.abc import Iterator

from graph.schema import PRACTICE_KINDS, Kind, Relation, Role
from ingest.extract.findings import Block, Finding, Link, sentence_at

_WHOLE = re.compile(r"[一二三四五六七八九十两\d]+大")
_POINT = re.compile(r"[一二三四五六七八九十]是|第[一二三四五六七八九十][,，]")


def find_links(
    text: str, blocks: tuple[Block, ...], named: list[Finding], others: list[Finding]
) -> list[Link]:
    """Gives the relations between the findings, in the order of the text."""
    links: list[Link] = []
    for block in blocks:
        inside = [f for f in named if block.start <= f.start < block.end]
        rest = [f for f in others if block.start <= f.start < block.end]
        links += _in_sentences(text, block, inside, rest)
    return links


def _in_sentences(text: str, block: Block, named: list[Finding], rest: list[Finding]) -> Iterator[Link]:
    for finding in rest:
        if finding.kind is Kind.PLAN:
            continue
        sentence = sentence_at(text, finding.start, block)
        near = [
            f
            for f in named
            if sentence.start <= f.start < sentence.end
            and f.rule != "national"
            and not (f.start >= finding.start and f.end <= finding.end and finding.kind is Kind.PROBLEM)
        ]
        before = [f for f in near if f.start <= finding.start]
        chosen = before[-1:] or near[:1]
        basis = "stated"
        if not chosen:
            chosen, basis = _of_point(text, block, named, finding), "structural"
        for subject in chosen:
            relation = {
                Kind.OUTCOME: Relation.REPORTED_OUTCOME,
                Kind.MEASURE: Relation.HAS_MEASURE,
                Kind.PROBLEM: Relation.ADDRESSES,
            }[finding.kind]
            if finding.kind is Kind.PROBLEM and block.role is Role.PROBLEMS:
                continue
            start, end = min(subject.start, finding.start), max(subject.end, finding.end)
            yield Link(subject, relation, finding, start, end, basis)


def _of_point(text: str, block: Block, named: list[Finding], finding: Finding) -> list[Finding]:
    """Gives the first practice of the point (一是 …) that the finding stands in, if the point names one before it."""
    points = [block.start, *(m.start() for m in _POINT.finditer(text, block.start, block.end))]
    start = max(p for p in points if p <= finding.start)
    if len(points) == 1:
        return []
    return [
        f
        for f in named
        if start <= f.start < finding.start and f.kind in PRACTICE_KINDS and f.rule != "national"
    ][:1]


def find_parts(text: str, named: list[Finding]) -> list[Link]:
    """Gives PART_OF where a list of names ends in the whole that they make up (“A”“B”“C”三大行动)."""
    links = []
    for index, whole in enumerate(named):
        if whole.rule != "enumeration" or not _WHOLE.match(whole.name):
            continue
        at = whole.start
        for part in reversed(named[:index]):
            if part.part != whole.part or not re.fullmatch(r"[、和与及“”]*", text[part.end : at]):
                break
            links.append(Link(part, Relation.PART_OF, whole, part.start, whole.end, "stated"))
            at = part.start
    return links
