"""What the extraction rules hand on: findings in the settled text, before anything is linked."""

from dataclasses import dataclass, field
from typing import Any

from graph.schema import Kind, Relation, Role
from graph.vocabulary.places import Place
from ingest.segment import Stretch


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph with the part it stands in: what every rule reads."""

    start: int
    end: int
    part: int
    role: Role


@dataclass(frozen=True, slots=True)
class PlaceFound:
    """A place as the text names it, with the places of the gazetteer it may be; none for a village or an area."""

    start: int
    end: int
    surface: str
    level: str
    candidates: tuple[Place, ...]
    rule: str
    whole: bool = True
    """It is named with its rank (吴起县), not in short (吴起)."""


@dataclass(slots=True)
class Finding:
    """A named or described thing as one stretch of the text shows it."""

    kind: Kind
    start: int
    end: int
    name: str
    rule: str
    part: int
    aliases: tuple[str, ...] = ()
    properties: dict[str, Any] = field(default_factory=dict)

    def overlaps(self, start: int, end: int) -> bool:
        """Tells whether the stretch touches this finding."""
        return self.start < end and start < self.end


@dataclass(frozen=True, slots=True)
class Link:
    """A relation between two findings, with the stretch that it rests on."""

    subject: Finding
    relation: Relation
    object: Finding
    start: int
    end: int
    basis: str


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything found in one document."""

    blocks: tuple[Block, ...]
    places: tuple[PlaceFound, ...]
    named: tuple[Finding, ...]
    problems: tuple[Finding, ...]
    measures: tuple[Finding, ...]
    outcomes: tuple[Finding, ...]
    plans: tuple[Finding, ...]
    links: tuple[Link, ...]


def sentence_at(text: str, at: int, block: Block) -> Stretch:
    """Gives the sentence of a block that holds an offset."""
    start = max(text.rfind(mark, block.start, at) for mark in "。!！?？;；") + 1 or block.start
    ends = [end for mark in "。!！?？;；" if (end := text.find(mark, at, block.end)) >= 0]
    return Stretch(max(start, block.start), min(ends, default=block.end - 1) + 1)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Gives a stretch without the spaces and commas around it."""
    while start < end and text[start] in " \t、,，":
        start += 1
    while end > start and text[end - 1] in " \t":
        end -= 1
    return start, end
