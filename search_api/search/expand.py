"""Around a passage: the practices it names, where they are, and what is claimed of them; and the words that matched."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from graph.model import Claim, Document, Entity, Passage
from graph.names import fold
from graph.open import Views
from graph.ports import Known
from graph.schema import PRACTICE_KINDS, Kind, Relation
from graph.vocabulary import Concept
from search_api.search.understand import Question

CLAIMS = 2_000


@dataclass(frozen=True, slots=True)
class Related:
    """One thing that is claimed of a practice, and the claims of all sources that say so."""

    relation: Relation
    outgoing: bool
    """The practice is the subject."""
    other: Known
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Practice:
    """A programme or method in its place, with what sources report of it."""

    known: Known
    localities: tuple[Known, ...]
    related: tuple[Related, ...]
    nearby: bool = False
    """The passage itself does not name it; its section or document does."""


def practice_of(known: Known, views: Views) -> Practice:
    """Gives a practice with all that is claimed of it, in the order of relation and evidence.

    What several sources claim alike stands once, with all their evidence.
    """
    identity = known.entity.id
    alike: dict[tuple[Relation, str], list[Claim]] = {}
    for claim in sorted(views.graph.claims_about([identity], CLAIMS), key=_order):
        other_id = claim.object if claim.subject == identity else claim.subject
        alike.setdefault((claim.relation, other_id), []).append(claim)
    related = [
        Related(relation, claims[0].subject == identity, other, tuple(claims))
        for (relation, other_id), claims in alike.items()
        if (other := views.graph.entity(other_id))
    ]
    places = [each.other for each in related if each.relation is Relation.IMPLEMENTED_IN]
    return Practice(known, tuple(places), tuple(related))


def _order(claim: Claim) -> tuple[str, str, int, str]:
    first = claim.evidence[0]
    return claim.relation, first.document_id, first.span.start, claim.id


def practices_in(entities: Sequence[Known], views: Views) -> list[Practice]:
    """Gives the practices among these entities with their places; nothing else that is claimed of them."""
    practices = [known for known in entities if known.entity.kind in PRACTICE_KINDS]
    places: dict[str, dict[str, Known]] = {known.entity.id: {} for known in practices}
    for claim in sorted(views.graph.claims_about(list(places), CLAIMS), key=_order):
        if claim.relation is Relation.IMPLEMENTED_IN and claim.subject in places:
            place = views.graph.entity(claim.object)
            if place:
                places[claim.subject].setdefault(claim.object, place)
    return [Practice(known, tuple(places[known.entity.id].values()), ()) for known in practices]


NEARBY = 5
"""Practices shown for a passage that names none itself."""


def practices_near(passage: Passage, document: Document, views: Views) -> list[Practice]:
    """Gives the practices of the passage's section, or of its document where that is about one place; nearest first.

    An opening paragraph often tells the problem and leaves the practice to the next heading.
    """
    section = next((s for s in document.sections if s.span.start <= passage.span.start < s.span.end), None)

    def at(known: Known) -> int:
        return next(q.span.start for q in known.quotes if q.document_id == document.id)

    said = views.graph.said_by(document.id, PRACTICE_KINDS)
    inside = [known for known in said if section and section.span.start <= at(known) < section.span.end]
    chosen = inside or ([] if document.locality_id is None else said)
    nearest = sorted(chosen, key=lambda known: (abs(at(known) - passage.span.start), known.entity.id))[
        :NEARBY
    ]
    return [replace(practice, nearby=True) for practice in practices_in(nearest, views)]


def locality_of(passage: Passage, views: Views) -> Entity | None:
    """Gives the place that the passage's section or document is about."""
    known = views.graph.entity(passage.locality_id) if passage.locality_id else None
    return known.entity if known and known.entity.kind is Kind.LOCALITY else None


@dataclass(frozen=True, slots=True)
class Highlight:
    """Offsets within the passage that match the question."""

    start: int
    end: int


def highlights(passage: Passage, question: Question, concepts: Sequence[Concept]) -> tuple[Highlight, ...]:
    """Gives the stretches of the passage that hold the question's words of two characters or more, or a concept's cue."""
    folded = fold(passage.text)
    words = {word for word in question.words if len(word) > 1} | {
        fold(cue) for concept in concepts for cue in (concept.zh, *concept.cues)
    }
    spans = sorted((m.start(), m.end()) for word in words for m in re.finditer(re.escape(word), folded))
    merged: list[list[int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])
    return tuple(Highlight(start, end) for start, end in merged)


_SENTENCE = re.compile(r"[^。!！?？;；]+[。!！?？;；”]*")


def quote_of(passage: Passage, found: Sequence[Highlight]) -> Highlight:
    """Gives the sentence of the passage that the highlights cover most; the first on a tie."""
    sentences = [Highlight(m.start(), m.end()) for m in _SENTENCE.finditer(passage.text)] or [
        Highlight(0, len(passage.text))
    ]

    def covered(sentence: Highlight) -> int:
        return sum(max(0, min(sentence.end, h.end) - max(sentence.start, h.start)) for h in found)

    return max(sentences, key=lambda s: (covered(s), -s.start))
