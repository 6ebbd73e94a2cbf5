"""Text to findings: the order of the rules stands here, each rule in its own file.

Two others may have a say, each behind a small interface: a second extractor that reads the same paragraphs, and people's
corrections of what was found. Relations are drawn last, from all that stands then.
"""

from collections.abc import Callable, Sequence
from typing import Protocol

from graph.schema import PRACTICE_KINDS, Kind, Role
from graph.vocabulary.practices import practice_words
from ingest.extract.findings import Block, Finding, Findings, PlaceFound
from ingest.extract.measures import find_measures
from ingest.extract.named import find_named
from ingest.extract.outcomes import find_outcomes
from ingest.extract.places import find_places
from ingest.extract.plans import find_plans
from ingest.extract.problems import find_problems
from ingest.extract.relations import find_links
from ingest.extract.results import find_results
from ingest.extract.stories import is_story
from ingest.segment import Outline

__all__ = ["Amends", "SecondExtractor", "by_rules", "extract", "paragraphs"]

SecondExtractor = Callable[[str, Sequence[Block]], list[Finding]]
"""Reads a settled text with its paragraphs and gives findings of any kind but places."""


class Amends(Protocol):
    """What people have decided about the findings of a document."""

    def findings(
        self, text: str, blocks: Sequence[Block], found: list[Finding], kinds: frozenset[Kind]
    ) -> list[Finding]:
        """Gives the findings of these kinds as people want them."""

    def places(self, text: str, found: tuple[PlaceFound, ...]) -> tuple[PlaceFound, ...]:
        """Gives the mentions of places as people want them."""


def paragraphs(outline: Outline, *, headings: bool = False) -> tuple[Block, ...]:
    """Gives the body's paragraphs with their part and role, in the order of the text; with its headings if asked to."""
    body = [
        Block(stretch.start, stretch.end, index, role)
        for index, part in enumerate(outline.parts)
        for stretch, role in part.paragraphs
    ]
    return tuple(sorted((*_headings(outline), *body), key=_start) if headings else body)


def extract(
    text: str, outline: Outline, amends: Amends | None = None, second: SecondExtractor | None = None, *, rules: bool = True
) -> Findings:  # fmt: skip
    """Gives everything that is found in a settled text; nothing is taken from boilerplate.

    `second` adds to what the rules find, or stands alone without `rules`; where the two overlap in one kind, the rules' finding stays.
    """
    blocks = paragraphs(outline)
    places = find_places(text, _all_blocks(outline, blocks))
    found = by_rules(text, outline, blocks) if rules else []
    if second is not None:
        found = _joined(found, second(text, blocks))
    by_kind = [
        frozenset(PRACTICE_KINDS),
        *(frozenset({k}) for k in (Kind.PROBLEM, Kind.MEASURE, Kind.OUTCOME, Kind.PLAN)),
    ]
    groups = [[f for f in found if f.kind in kinds] for kinds in by_kind]
    if amends is not None:
        places = amends.places(text, places)
        groups = [
            amends.findings(text, blocks, group, kinds) for group, kinds in zip(groups, by_kind, strict=True)
        ]
    named, problems, measures, outcomes, plans = groups
    links = find_links(text, outline, blocks, named, [*problems, *measures, *outcomes])
    return Findings(
        blocks,
        places,
        tuple(named),
        tuple(problems),
        tuple(measures),
        tuple(outcomes),
        tuple(plans),
        tuple(links),
    )


def by_rules(text: str, outline: Outline, blocks: tuple[Block, ...]) -> list[Finding]:
    """Gives what the rules find, by kind and in the order of the text; nothing in a text on other matters (markets, sport, machines).

    A text that names no practice of its own and speaks of the Party in passing gives no more than the items of the whole country that it names.
    """
    words = practice_words()
    if not words.speaks_of_field(text):
        return []
    story, of_the_party = is_story(text, outline), words.speaks_of_party_work(text)
    named = find_named(text, paragraphs(outline, headings=True), story=story and of_the_party)
    own = any(finding.properties["scope"] != "national" for finding in named)
    if not own and not of_the_party:
        return named
    problems, outcomes, plans = (
        find_problems(text, blocks),
        find_outcomes(text, blocks, named),
        find_plans(text, blocks),
    )
    results = find_results(text, blocks, [*problems, *outcomes, *plans]) if story else []
    return [
        *named,
        *problems,
        *find_measures(text, blocks, named, story=story),
        *sorted([*outcomes, *results], key=lambda f: f.start),
        *plans,
    ]


def _all_blocks(outline: Outline, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    title = [Block(outline.title.start, outline.title.end, -1, Role.PRACTICE)] if outline.title else []
    aside = [Block(s.start, s.end, -2, Role.PRACTICE) for s in outline.boilerplate]
    return tuple(sorted((*title, *_headings(outline), *blocks, *aside), key=_start))


def _headings(outline: Outline) -> list[Block]:
    return [
        Block(heading.start, heading.end, index, Role.PRACTICE)
        for index, part in enumerate(outline.parts)
        for heading in (*part.above, part.heading)
        if heading
    ]


def _start(block: Block) -> int:
    return block.start


def _joined(found: list[Finding], others: list[Finding]) -> list[Finding]:
    """Gives the findings of both, the second's only where no finding of the same sort stands."""
    new = [f for f in others if not any(_same_sort(t, f) and t.overlaps(f.start, f.end) for t in found)]
    return sorted((*found, *new), key=lambda f: (f.start, f.end, f.name))


def _same_sort(one: Finding, other: Finding) -> bool:
    return one.kind is other.kind or {one.kind, other.kind} <= PRACTICE_KINDS
