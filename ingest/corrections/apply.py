"""Applies people's decisions to what the rules found, before it is linked; so IDs, places and relations follow from them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from graph.names import bare
from graph.schema import PRACTICE_KINDS, Kind
from graph.vocabulary.places import gazetteer
from ingest.corrections.file import Action, Correction
from ingest.extract.findings import Block, Finding, PlaceFound

_ORDER = (Action.REJECT, Action.SPLIT, Action.MERGE, Action.RENAME, Action.ACCEPT)
"""In which decisions are applied, so that the order of the file changes nothing."""


class Corrector:
    """The decisions that concern one document; remembers which of them found something to change."""

    def __init__(self, corrections: Iterable[Correction], document: str) -> None:
        """Takes all decisions and the document's name."""
        mine = (c for c in corrections if c.document in {"", document})
        self.corrections = sorted(mine, key=lambda c: (_ORDER.index(c.action), c.id))
        self.applied: dict[str, None] = {}

    def findings(
        self, text: str, blocks: Sequence[Block], found: list[Finding], kinds: frozenset[Kind]
    ) -> list[Finding]:
        """Gives the findings of these kinds as people want them, in the order of the text."""
        for correction in self.corrections:
            if correction.kind in kinds or (kinds == PRACTICE_KINDS and correction.kind in PRACTICE_KINDS):
                changed = list(self._changed(correction, text, blocks, found))
                if changed != found:
                    self.applied[correction.id] = None
                    found = changed
        return sorted(found, key=lambda f: (f.start, f.end, f.name))

    def places(self, found: tuple[PlaceFound, ...]) -> tuple[PlaceFound, ...]:
        """Gives the mentions of places without the rejected ones; a renamed one means the place of that code or full name."""
        for correction in self.corrections:
            if correction.kind is not Kind.LOCALITY or correction.action not in {
                Action.REJECT,
                Action.RENAME,
            }:
                continue
            hits = [p for p in found if p.surface in correction.names]
            if not hits:
                continue
            if correction.action is Action.REJECT:
                kept = tuple(p for p in found if p.surface not in correction.names)
            else:
                target = [
                    p
                    for p in gazetteer().by_code.values()
                    if correction.to[0] in {p.code, gazetteer().full_name(p)}
                ]
                kept = tuple(
                    replace(p, candidates=(target[0],), level=target[0].level, rule="corrected", whole=True) if target and p in hits else p
                    for p in found
                )  # fmt: skip
            if kept != found:
                self.applied[correction.id] = None
                found = kept
        return found

    def _changed(
        self, correction: Correction, text: str, blocks: Sequence[Block], found: Sequence[Finding]
    ) -> Iterator[Finding]:
        wanted = {
            bare(name)
            for name in (
                *correction.names,
                *([correction.quote] if correction.action is Action.REJECT else []),
            )
        } - {""}
        for finding in found:
            if not wanted & {
                bare(name) for name in (finding.name, text[finding.start : finding.end], *finding.aliases)
            }:
                yield finding
            elif correction.action in {Action.RENAME, Action.MERGE}:
                yield _renamed(finding, (correction.to or correction.names)[0], correction)
            elif correction.action is Action.SPLIT:
                yield from (replace(_copied(finding), name=name, aliases=()) for name in correction.to)
            elif correction.action is Action.ACCEPT:
                yield finding
        if correction.action is Action.ACCEPT:
            yield from _accepted(correction, text, blocks, found)


def _copied(finding: Finding) -> Finding:
    return replace(finding, properties={**finding.properties}, rule="corrected")


def _renamed(finding: Finding, name: str, correction: Correction) -> Finding:
    aliases = dict.fromkeys((finding.name, *finding.aliases, *correction.names))
    return replace(_copied(finding), name=name, aliases=tuple(a for a in aliases if bare(a) != bare(name)))


def _accepted(
    correction: Correction, text: str, blocks: Sequence[Block], found: Sequence[Finding]
) -> Iterator[Finding]:
    """Gives the fact that a person saw, wherever its words stand in the body and no finding of its kind stands already."""
    for block in blocks:
        at = text.find(correction.quote, block.start, block.end)
        while at >= 0:
            end = at + len(correction.quote)
            if not any(f.kind is correction.kind and f.overlaps(at, end) for f in found):
                name = correction.names[0] if correction.names else correction.quote
                yield Finding(
                    correction.kind,
                    at,
                    end,
                    name,
                    "accepted",
                    block.part,
                    properties=_properties(correction.kind, name),
                )
            at = text.find(correction.quote, end, block.end)


def _properties(kind: Kind, name: str) -> dict[str, object]:
    if kind in PRACTICE_KINDS:
        return {
            "subtype": "working_method" if kind is Kind.METHOD else "campaign",
            "status": "in_use",
            "scope": "local",
        }
    by_kind: dict[Kind, dict[str, object]] = {
        Kind.PROBLEM: {"category": "service_capability", "explicit": True},
        Kind.MEASURE: {"action": name},
        Kind.OUTCOME: {"indicator": name, "values": [], "role": "outcome"},
    }
    return by_kind.get(kind, {})
