"""The practice that holds all others of a document: what a report's sections carry out, and the undertaking that a running story opens with."""

import re

from graph.schema import Kind
from ingest.extract.findings import Finding
from ingest.extract.labelled import LABELLED
from ingest.extract.topics import OFTEN, Topics, counts
from ingest.segment import Outline

OPENING = 200
"""Characters in which a story says what it tells of."""
_RUNS = re.compile(r"(?:专项|提升|攻坚|创建|整治|治理)?行动$|创建$|整治$|攻坚战$|系列活动$")
"""A campaign that runs over a time, and no occasion of one day (某某主题党日活动)."""


def undertaking(topics: Topics) -> Finding | None:
    """Gives the only local practice of a running story's opening, where it is a brand or a campaign that runs: the story tells what is done under it.

    Ways told in passing by what stands around them (以某实践站为平台) do not count.
    """
    start = topics.points[0].start if topics.points else 0
    opening = [
        f
        for f in topics.within(start, start + OPENING)
        if f.properties["scope"] != "national" and f.rule not in {"joined", LABELLED}
    ]
    first = opening[0] if len({f.name for f in opening}) == 1 else None
    if first is None or first.kind is not Kind.PROGRAMME:
        return None
    runs = first.properties["subtype"] == "brand" or _RUNS.search(first.name)
    return first if runs else None


def umbrella_of(topics: Topics, outline: Outline) -> Finding | None:
    """Gives the practice of the opening that the sections carry out: whose number is theirs (“五个…”建设 over five), else its only programme, if that comes again."""
    sections = {part.path[0] for part in outline.parts if part.path}
    if len(sections) < 3 or not topics.points:
        return None
    headed = min(part.start for part in outline.parts if part.path)
    opening = topics.within(topics.points[0].start, max(headed, topics.points[0].end))
    for finding in opening:
        if counts(finding.name) == len(sections):
            return finding
    led = {f.name: f for f in opening if topics.governs[f.start] and f.rule != "work-line"}
    only = next(iter(led.values())) if len(led) == 1 else None
    again = only is not None and only.kind is Kind.PROGRAMME and topics.often[only.name] >= OFTEN
    return only if again else None
