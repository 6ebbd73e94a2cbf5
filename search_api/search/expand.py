"""Around a passage: the practices it names or that stand near it, where they are, and what is claimed of them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from graph.messages import Found, Known, Said
from graph.model import Claim, Document, Entity, Passage
from graph.ports import GraphView
from graph.schema import PRACTICE_KINDS, Relation
from search_api.search.recall import CLAIMS, Recall

RANKED_BY = (Relation.IMPLEMENTED_IN, Relation.ADDRESSES)
"""What is read of every practice in question, at once; the rest only of those that are shown."""


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
    """A programme or method in its place."""

    entity: Entity
    localities: tuple[Entity, ...]
    nearby: bool = False
    """The passage itself does not name it; its section or document does."""


@dataclass(frozen=True, slots=True)
class Account:
    """An entity with where each document speaks of it first, and all that is claimed of it."""

    known: Known
    related: tuple[Related, ...]

    @property
    def practice(self) -> Practice:
        """The entity in its places."""
        places = [each.other.entity for each in self.related if each.relation is Relation.IMPLEMENTED_IN]
        return Practice(self.known.entity, tuple(places))


def account_of(known: Known, graph: GraphView) -> Account:
    """Gives an entity with all that is claimed of it, in the order of relation and evidence.

    What several sources claim alike stands once, with all their evidence.
    """
    identity = known.entity.id
    alike: dict[tuple[Relation, str], list[Claim]] = {}
    for claim in sorted(graph.claims_about([identity], CLAIMS), key=by_evidence):
        other_id = claim.object if claim.subject == identity else claim.subject
        alike.setdefault((claim.relation, other_id), []).append(claim)
    others = graph.known({other_id for _, other_id in alike})
    related = [
        Related(relation, claims[0].subject == identity, other, tuple(claims))
        for (relation, other_id), claims in alike.items()
        if (other := others.get(other_id))
    ]
    return Account(known, tuple(related))


def by_evidence(claim: Claim) -> tuple[str, str, int, str]:
    """Gives what claims are sorted by: relation, then where the first quote stands."""
    first = claim.evidence[0]
    return claim.relation, first.document_id, first.span.start, claim.id


NEARBY = 5
"""Practices shown for a passage that names none itself."""


def practices_at(
    found: Sequence[Found], documents: Mapping[str, Document], graph: Recall
) -> dict[str, tuple[Practice, ...]]:
    """Gives, by passage, the practices it names with their places; where it names none, those near it.

    All passages are asked for at once, so that an answer costs as many questions as a hit would.
    """
    entities = graph.entities({each for one in found for each in one.entity_ids})
    named = {
        one.passage.id: [
            e for each in one.entity_ids if (e := entities.get(each)) and e.kind in PRACTICE_KINDS
        ]
        for one in found
    }
    silent = [
        one.passage for one in found if not named[one.passage.id] and one.passage.document_id in documents
    ]
    said = graph.practices_of({passage.document_id for passage in silent}) if silent else {}
    near = {
        passage.id: _near(passage, documents[passage.document_id], said.get(passage.document_id, ()))
        for passage in silent
    }
    places = _places({e.id for part in (named, near) for entities in part.values() for e in entities}, graph)
    return {
        passage_id: tuple(
            Practice(e, places.get(e.id, ()), passage_id in near) for e in near.get(passage_id, practices)
        )
        for passage_id, practices in named.items()
    }


def _places(practice_ids: Collection[str], graph: Recall) -> dict[str, tuple[Entity, ...]]:
    where: dict[str, dict[str, None]] = {}
    for claim in sorted(graph.claims_about(practice_ids, RANKED_BY), key=by_evidence):
        if claim.relation is Relation.IMPLEMENTED_IN and claim.subject in practice_ids:
            where.setdefault(claim.subject, {})[claim.object] = None
    entities = graph.entities({place for places in where.values() for place in places})
    return {
        practice: tuple(entities[place] for place in places if place in entities)
        for practice, places in where.items()
    }


def _near(passage: Passage, document: Document, said: Sequence[Said]) -> list[Entity]:
    """Gives the practices of the passage's section, or of its document where that is about one place; nearest first.

    An opening paragraph often tells the problem and leaves the practice to the next heading.
    """
    section = next((s for s in document.sections if s.span.start <= passage.span.start < s.span.end), None)
    inside = [
        each for each in said if section and section.span.start <= each.quote.span.start < section.span.end
    ]
    chosen = inside or ([] if document.locality_id is None else said)
    nearest = sorted(
        chosen, key=lambda each: (abs(each.quote.span.start - passage.span.start), each.entity.id)
    )
    return [each.entity for each in nearest[:NEARBY]]
