"""Applies people's decisions to what was found, before it is linked; so IDs, places and relations follow from them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from graph.names import bare, fold
from graph.schema import PRACTICE_KINDS, Kind
from ingest.corrections.decision import NAMING, Action, Correction
from ingest.extract.findings import Block, Finding, PlaceFound
from ingest.extract.naming import practice_properties

_ORDER = (Action.REJECT, Action.SPLIT, Action.MERGE, Action.RENAME, Action.ACCEPT)
"""In which decisions are applied, so that the order of the file changes nothing."""


class Corrector:
    """The decisions that concern one document; remembers which of them found something to change."""

    def __init__(self, corrections: Iterable[Correction]) -> None:
        """Takes the decisions that concern the document."""
        self.corrections = sorted(corrections, key=lambda c: (_ORDER.index(c.action), c.id))
        self.applied: dict[str, None] = {}

    def findings(
        self, text: str, blocks: Sequence[Block], found: list[Finding], kinds: frozenset[Kind]
    ) -> list[Finding]:
        """Gives the findings of these kinds as people want them, in the order of the text."""
        present = _present(text, found)
        for correction in self.corrections:
            accepts = correction.action is Action.ACCEPT
            named = not correction.names or not correction.bare_names.isdisjoint(present)
            if correction.kind not in kinds or not (accepts or named):
                continue
            quoted = _quoted(text, correction.quote)
            changed = list(_changed(correction, text, quoted, found))
            if accepts:
                changed += _accepted(correction, quoted, blocks, found)
            if changed != found:
                self.applied[correction.id] = None
                found, present = changed, _present(text, changed)
        return sorted(found, key=lambda f: (f.start, f.end, f.name))

    def places(self, text: str, found: tuple[PlaceFound, ...]) -> tuple[PlaceFound, ...]:
        """Gives the mentions of places without the rejected ones; a renamed one means the place of that code or full name."""
        for correction in self.corrections:
            if found and correction.kind is Kind.LOCALITY:
                quoted = _quoted(text, correction.quote)
                kept = tuple(_kept(correction, quoted, found))
                if kept != found:
                    self.applied[correction.id] = None
                    found = kept
        return found


def _quoted(text: str, quote: str) -> list[tuple[int, int]] | None:
    """Gives where a quote stands, whatever its script and width; None where there is none to heed."""
    return [m.span() for m in re.finditer(re.escape(fold(quote)), fold(text))] if quote else None


def _meant(
    correction: Correction, quoted: list[tuple[int, int]] | None, names: Iterable[str], start: int, end: int
) -> bool:
    """Tells whether a decision means what stands here: by one of its names, and by its quote where it has one."""
    return (not correction.names or not correction.bare_names.isdisjoint(map(bare, names))) and (
        quoted is None or any(start < stop and at < end for at, stop in quoted)
    )


def _names(text: str, finding: Finding) -> tuple[str, ...]:
    return (finding.name, text[finding.start : finding.end], *finding.aliases)


def _present(text: str, found: Iterable[Finding]) -> set[str]:
    """Gives all names of the findings; most decisions of a long file concern none of them."""
    return {bare(name) for finding in found for name in _names(text, finding)}


def _kept(
    correction: Correction, quoted: list[tuple[int, int]] | None, found: Iterable[PlaceFound]
) -> Iterator[PlaceFound]:
    for place in found:
        names = (place.surface, *(candidate.name for candidate in place.candidates))
        if not _meant(correction, quoted, names, place.start, place.end):
            yield place
        elif correction.action is Action.RENAME and (target := correction.place):
            yield replace(place, candidates=(target,), level=target.level, rule="corrected", whole=True)


def _changed(
    correction: Correction, text: str, quoted: list[tuple[int, int]] | None, found: Iterable[Finding]
) -> Iterator[Finding]:
    for finding in found:
        names = _names(text, finding)
        if correction.action is Action.ACCEPT or not _meant(
            correction, quoted, names, finding.start, finding.end
        ):
            yield finding
        elif correction.action is Action.SPLIT:
            yield from (replace(_copied(finding), name=name, aliases=()) for name in correction.to)
        elif correction.action in NAMING:
            yield _renamed(finding, (correction.to or correction.names)[0])


def _copied(finding: Finding) -> Finding:
    return replace(finding, properties={**finding.properties}, rule="corrected")


def _renamed(finding: Finding, name: str) -> Finding:
    aliases = dict.fromkeys((finding.name, *finding.aliases))
    return replace(_copied(finding), name=name, aliases=tuple(a for a in aliases if bare(a) != bare(name)))


def _accepted(
    correction: Correction,
    quoted: list[tuple[int, int]] | None,
    blocks: Sequence[Block],
    found: Sequence[Finding],
) -> Iterator[Finding]:
    """Gives the fact that a person saw, wherever its words stand in the body and no finding of its kind stands already."""
    name = (correction.names or (correction.quote,))[0]
    for start, end in quoted or ():
        block = next((b for b in blocks if b.start <= start and end <= b.end), None)
        if block and not any(f.kind is correction.kind and f.overlaps(start, end) for f in found):
            properties = _properties(correction.kind, name, block)
            yield Finding(correction.kind, start, end, name, "accepted", block.part, properties=properties)


def _properties(kind: Kind, name: str, block: Block) -> dict[str, object]:
    if kind in PRACTICE_KINDS:
        return practice_properties(kind, block)
    by_kind: dict[Kind, dict[str, object]] = {
        Kind.PROBLEM: {"category": "service_capability", "explicit": True},
        Kind.MEASURE: {"action": name},
        Kind.OUTCOME: {"indicator": name, "values": [], "role": "outcome"},
    }
    return by_kind.get(kind, {})
