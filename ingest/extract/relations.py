"""Relations that the text itself shows: within a sentence, an enumeration, one point of a report, or under one heading."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from graph.schema import Kind, Relation, Role
from ingest.extract.findings import Block, Finding, Link
from ingest.extract.parts import find_parts
from ingest.extract.stories import is_story
from ingest.extract.topics import Topics
from ingest.extract.umbrellas import umbrella_of, undertaking
from ingest.segment import Outline, Stretch

_SOLVES_AHEAD = re.compile(r"(?:围绕|针对|(?<=[。;；,，:：\n])对|为|着眼|聚焦|瞄准|坚持|面对|结合)")
"""围绕解决 …,建立 …: the practice comes after the problem that it answers."""
_SETS_UP = re.compile(
    r"(?:[设建成][立成]|打造|开[设展办]|推[行出]|实[行施]|组建|创[建办]|制定|出台|完善|健全|探索|构建|建起?)了?[^,，]{0,12}$"
)
_ELSEWHERE = re.compile(
    "隔壁|邻近|相邻|此前|之前|年前|往年|市里|省里|县里|缩影|借鉴|(?:全[国省市县区])[^,，。;；]{0,6}[“‘]"
)
"""In a sentence that tells of another place or time, or of what the whole is part of."""
RELATION_OF = {
    Kind.OUTCOME: Relation.REPORTED_OUTCOME,
    Kind.MEASURE: Relation.HAS_MEASURE,
    Kind.PROBLEM: Relation.ADDRESSES,
}


def find_links(
    text: str, outline: Outline, blocks: tuple[Block, ...], named: list[Finding], others: list[Finding]
) -> list[Link]:
    """Gives the relations between the findings, in the order of the text.

    In a running story the deed that a result stands in, or is, has it as its own too; in a report in parts only where no practice governs it.
    """
    if not blocks:
        return []
    topics = Topics(text, outline, blocks, named)
    starts = [block.start for block in blocks]
    parts = list(find_parts(text, named, several_places=topics.several))
    placed = {part.subject.start for part in parts if part.object.rule != "national"}
    links = [*parts, *_structure(topics, outline, placed)]
    measures = _Measures(others)
    story = is_story(text, outline)
    if story:
        links += _under(topics, {part.subject.start for part in links if part.relation is Relation.PART_OF})
    for finding in others:
        role = blocks[max(0, bisect_right(starts, finding.start) - 1)].role
        if finding.kind is Kind.PROBLEM:
            if role is not Role.PROBLEMS:
                links += _addressed(topics, finding, measures)
        elif finding.kind in RELATION_OF:
            governed = _governed(topics, finding)
            links += governed
            # What a report puts in (money, people sent) is no result of the deed that tells of it.
            if story or not (governed or finding.properties.get("role") == "input"):
                links += _achieved(finding, measures)
    return links


def _link(subject: Finding, relation: Relation, other: Finding, basis: str) -> Link:
    return Link(subject, relation, other, min(subject.start, other.start), max(subject.end, other.end), basis)


def _governed(topics: Topics, finding: Finding) -> list[Link]:
    subjects, basis = topics.governing(finding.start, finding.end)
    # What is told as background before the practice comes up is not the practice's.
    background = finding.properties.get("role") == "context" and basis == "structural"
    return [
        _link(subject, RELATION_OF[finding.kind], finding, basis)
        for subject in subjects
        if not (background and subject.start > finding.start) and not _only_names(subject, finding)
    ]


def _only_names(subject: Finding, finding: Finding) -> bool:
    """Tells a deed that ends with setting a practice up (设立“…”超市24个): it is nothing that the practice does."""
    if finding.kind is not Kind.MEASURE or subject.properties["scope"] == "national":
        return False
    before = finding.name[: max(0, subject.start - finding.start)]
    return finding.end - 6 <= subject.end <= finding.end and _SETS_UP.search(before) is not None


def _achieved(outcome: Finding, measures: "_Measures") -> list[Link]:
    """Gives the measures that a result stands in, or touches."""
    if outcome.kind is not Kind.OUTCOME:
        return []
    found = measures.touching(outcome.start, outcome.end)
    return [_link(measure, Relation.REPORTED_OUTCOME, outcome, "stated") for measure in found]


class _Measures:
    """The measures of a document by their place; no two overlap."""

    def __init__(self, findings: list[Finding]) -> None:
        self.found = [f for f in findings if f.kind is Kind.MEASURE]
        self.starts = [f.start for f in self.found]

    def touching(self, start: int, end: int) -> list[Finding]:
        first = max(0, bisect_right(self.starts, start) - 1)
        return [f for f in self.found[first : bisect_right(self.starts, end)] if f.overlaps(start, end)]


def _addressed(topics: Topics, problem: Finding, measures: "_Measures") -> Iterator[Link]:
    """Gives what answers a problem: the measure that it stands in, and the practice of its sentence."""
    for measure in measures.touching(problem.start, problem.end):
        if measure.start <= problem.start and problem.end <= measure.end:
            yield _link(measure, Relation.ADDRESSES, problem, "stated")
    sentence, segment = topics.sentence_at(problem.start), topics.segment_at(problem.start)
    clause = topics.clause_at(problem.start)
    inside = [
        f for f in topics.within(clause.start, clause.end) if not f.overlaps(problem.start, problem.end)
    ]
    before = topics.governors(Stretch(sentence.start, clause.start))
    after = topics.governors(Stretch(clause.end, segment.end))
    holding = [
        f
        for f in topics.within(clause.start, clause.end)
        if f.start <= problem.start and problem.end <= f.end
    ]
    if holding or inside:
        chosen, basis = holding or inside, "stated"
    elif after and _SOLVES_AHEAD.search(topics.text, clause.start, problem.start):
        chosen, basis = after, "stated"
    elif before:
        chosen, basis = topics.together(before), "stated"
    else:
        chosen, basis = topics.governing(problem.start, problem.end)
        chosen = [f for f in chosen if not f.overlaps(problem.start, problem.end)]
    for subject in chosen:
        yield _link(subject, Relation.ADDRESSES, problem, basis)


def _structure(topics: Topics, outline: Outline, placed: set[int]) -> Iterator[Link]:
    """Gives PART_OF from the structure: what stands in a point is part of its topic, the topic part of what announced the points.

    `placed` tells where the parts begin that the words themselves have given a whole; a campaign of the whole country leaves room for one.
    """
    umbrella = None if topics.several else umbrella_of(topics, outline)
    for section in topics.sections.values():
        for point in section.points:
            topic = point.topic if point.numbered and not _is_paper(point.topic) else None
            over = point.whole or section.intro
            announced = None if _is_paper(over) else over
            parent = topic or (announced if point.numbered else None) or section.heading
            for finding in topics.within(point.start, point.end):
                if finding is topic or finding.rule == "national" or finding.start in placed:
                    continue
                if parent and parent.start != finding.start and (point.numbered or section.heading):
                    yield _link(finding, Relation.PART_OF, parent, "structural")
            wider = (announced or section.heading) if topic else None
            if topic and wider and wider is not topic:
                yield _link(topic, Relation.PART_OF, wider, "structural")
            elif topic and umbrella and umbrella is not topic:
                yield _link(topic, Relation.PART_OF, umbrella, "structural")
        if (
            section.intro
            and umbrella
            and section.intro is not umbrella
            and any(p.numbered for p in section.points)
        ):
            yield _link(section.intro, Relation.PART_OF, umbrella, "structural")


def _under(topics: Topics, placed: set[int]) -> Iterator[Link]:
    """Gives PART_OF for what a running story names under the one undertaking that it opens with; `placed` tells what is part of something else."""
    whole = undertaking(topics)
    for finding in topics.named if whole else ():
        if (
            whole
            and finding.start > whole.end
            and finding.name != whole.name
            and finding.properties["scope"] != "national"
            and finding.start not in placed
            and not _ELSEWHERE.search(topics.text, *_around(topics, finding))
        ):
            yield _link(finding, Relation.PART_OF, whole, "structural")


def _around(topics: Topics, finding: Finding) -> tuple[int, int]:
    sentence = topics.sentence_at(finding.start)
    return sentence.start, sentence.end


def _is_paper(topic: Finding | None) -> bool:
    """Tells a document by its title: what it holds is told elsewhere."""
    return topic is not None and topic.rule == "title"
