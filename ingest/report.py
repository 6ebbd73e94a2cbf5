"""What a run of ingest did: counts, rejects with their reasons, mentions left open; accepted and rejected are all that was read."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from graph.errors import DocumentError
from graph.model import DocumentGraph

SHOWN = 20
"""Things of one sort named in the report; the count tells of all."""


def told_of(not_applied: Sequence[str]) -> list[str]:
    """Gives the lines that name corrections which change nothing."""
    return _first_of([
        f"no longer applies, or never did: {where}; look at its kind, name and document, or remove the entry"
        for where in not_applied
    ])  # fmt: skip


def said_by_model(accepted: int, refused: Sequence[str]) -> list[str]:
    """Gives the lines on a second extractor's facts; none where it said nothing."""
    said = accepted + len(refused)
    counts = [f"the model said {said} facts = {accepted} accepted + {len(refused)} refused"] if said else []
    return counts + _first_of([f"not accepted from the model: {told}" for told in refused])


def _first_of(lines: list[str]) -> list[str]:
    more = len(lines) - SHOWN
    return [*lines[:SHOWN], f"and {more} more"] if more > 0 else lines


@dataclass(slots=True)
class Report:
    """Counts of one run."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    reread: int = 0
    """Known texts that were read again because the rules changed."""
    embedded: int = 0
    reused: int = 0
    passages: int = 0
    seconds: float = 0.0
    embedding_seconds: float = 0.0
    facts: Counter[str] = field(default_factory=Counter)
    unlinked: Counter[str] = field(default_factory=Counter)
    corrections: int = 0
    """Entries of the corrections file."""
    not_applied: list[str] = field(default_factory=list)
    """Where the corrections stand that change nothing in any known document."""
    corrections_rejected: list[DocumentError] = field(default_factory=list)
    """Entries of the corrections file that cannot be understood."""
    model_accepted: int = 0
    """Facts of a second extractor that were accepted."""
    model_rejects: list[str] = field(default_factory=list)
    """What a second extractor said that was not accepted, with the reason."""
    rejects: list[DocumentError] = field(default_factory=list)

    @property
    def accepted(self) -> int:
        """Gives how many documents are known now that were read in this run."""
        return self.new + self.changed + self.unchanged + self.reread

    @property
    def read(self) -> int:
        """Gives how many documents were read."""
        return self.accepted + len(self.rejects)

    def took_in(self, graph: DocumentGraph) -> None:
        """Counts what a document says."""
        self.passages += len(graph.passages)
        self.facts.update(entity.kind.value for entity in graph.entities)
        self.facts["claim"] += len(graph.claims)
        self.unlinked.update(mention.surface for mention in graph.mentions if mention.entity_id is None)

    def as_json(self) -> dict[str, Any]:
        """Gives the report as plain data."""
        return {
            "read": self.read, "accepted": self.accepted, "rejected": len(self.rejects),
            "new": self.new, "changed": self.changed, "unchanged": self.unchanged, "reread": self.reread,
            "passages": self.passages, "embedded": self.embedded, "reused": self.reused,
            "seconds": round(self.seconds, 2), "embedding_seconds": round(self.embedding_seconds, 2),
            "facts": dict(sorted(self.facts.items())),
            "unlinked": {"mentions": sum(self.unlinked.values()), "surfaces": self._unlinked()},
            "corrections": {"entries": self.corrections, "not_applied": self.not_applied, "rejected": [str(r) for r in self.corrections_rejected]},
            "model_accepted": self.model_accepted, "model_rejects": self.model_rejects,
            "rejects": [{"file": r.origin, "reason": r.reason, "remedy": r.remedy} for r in self.rejects],
        }  # fmt: skip

    def _unlinked(self) -> list[str]:
        return [
            surface
            for surface, _ in sorted(self.unlinked.items(), key=lambda pair: (-pair[1], pair[0]))[:SHOWN]
        ]

    def lines(self) -> list[str]:
        """Gives the report for people."""
        facts = ", ".join(f"{count} {kind}" for kind, count in sorted(self.facts.items())) or "none"
        lines = [
            f"read {self.read} documents = {self.accepted} accepted "
            f"({self.new} new, {self.changed} changed, {self.unchanged} unchanged, {self.reread} read again by new rules) + {len(self.rejects)} rejected",
            f"{self.passages} passages, {self.embedded} embedded, {self.reused} taken from the cache; "
            f"{self.seconds:.1f} s, embedding {self.embedding_seconds:.1f} s of it",
            f"facts: {facts}",
        ]
        if self.unlinked:
            lines.append(
                f"{sum(self.unlinked.values())} mentions left unlinked, such as {'、'.join(self._unlinked()[:8])}"
            )
        if self.corrections:
            lines.append(
                f"{self.corrections - len(self.not_applied)} of {self.corrections} corrections apply"
            )
        lines += told_of(self.not_applied)
        lines += said_by_model(self.model_accepted, self.model_rejects)
        lines += [
            f"rejected {r.origin}: {r.reason}; {r.remedy}"
            for r in (*self.rejects, *self.corrections_rejected)
        ]
        return lines
