"""Text to findings: the order of the rules stands here, each rule in its own file."""

from graph.schema import Role
from graph.vocabulary.practices import practice_words
from ingest.extract.findings import Block, Findings
from ingest.extract.measures import find_measures
from ingest.extract.named import find_named
from ingest.extract.outcomes import find_outcomes
from ingest.extract.places import find_places
from ingest.extract.plans import find_plans
from ingest.extract.problems import find_problems
from ingest.extract.relations import find_links
from ingest.segment import Outline


def extract(text: str, outline: Outline) -> Findings:
    """Gives everything that the rules find in a settled text; nothing is taken from boilerplate.

    Of a text on other matters (markets, sport, machines) only the places are told.
    """
    blocks = tuple(
        Block(stretch.start, stretch.end, index, role)
        for index, part in enumerate(outline.parts)
        for stretch, role in part.paragraphs
    )
    headings = tuple(
        Block(p.heading.start, p.heading.end, index, Role.PRACTICE)
        for index, p in enumerate(outline.parts)
        if p.heading
    )
    title = (Block(outline.title.start, outline.title.end, -1, Role.PRACTICE),) if outline.title else ()
    aside = tuple(Block(s.start, s.end, -2, Role.PRACTICE) for s in outline.boilerplate)
    places = find_places(text, tuple(sorted((*title, *headings, *blocks, *aside), key=lambda b: b.start)))
    if not practice_words().speaks_of_field(text):
        return Findings(blocks, places, (), (), (), (), (), ())
    named = find_named(text, tuple(sorted((*headings, *blocks), key=lambda b: b.start)))
    outcomes = find_outcomes(text, blocks, named)
    problems = find_problems(text, blocks)
    measures = find_measures(text, blocks, named)
    plans = find_plans(text, blocks)
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
