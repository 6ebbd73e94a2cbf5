"""What the extraction rules hand on: findings in the settled text, before anything is linked."""

from dataclasses import dataclass, field
from typing import Any

from graph.schema import Kind, Relation, Role
from graph.vocabulary.places import Place


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


class Taken:
    """Which characters of a stretch are taken; looking up costs nothing however much is."""

    def __init__(self, start: int, end: int) -> None:
        """Begins with nothing taken between two offsets."""
        self.start = start
        self.mask = bytearray(end - start)

    def add(self, start: int, end: int) -> None:
        """Takes a stretch."""
        low, high = max(0, start - self.start), min(len(self.mask), end - self.start)
        if low < high:
            self.mask[low:high] = b"\x01" * (high - low)

    def touches(self, start: int, end: int) -> bool:
        """Tells whether any character of a stretch is taken."""
        return self.mask.find(1, max(0, start - self.start), max(0, end - self.start)) >= 0


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Gives a stretch without the spaces and commas around it."""
    while start < end and text[start] in " \t、,，":
        start += 1
    while end > start and text[end - 1] in " \t":
        end -= 1
    return start, end
