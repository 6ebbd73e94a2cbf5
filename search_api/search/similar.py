"""Practices like one: the same problem, the same method elsewhere, shared measures, a place of the same rank, similar text.

Nothing is learned from clicks; each reason is a share of the score that a person can check against the sources.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from graph.messages import Found, Leg, Naming, Nearest, Topics, Want, Words
from graph.model import Entity
from graph.names import core, tokens
from graph.open import Views
from graph.passages import topics_of
from graph.schema import PRACTICE_KINDS, Kind, Relation
from graph.vocabulary.places import counties
from search_api.search.expand import Practice
from search_api.search.recall import Recall

DEPTH = 60
"""Passages of each leg that candidates are taken from."""

OWN = 20
"""Passages that name the practice itself."""

CONTEXT = 300
"""Characters of its first passage that tell a practice's text."""

SHORTEST_METHOD = 3
"""Characters of a name's core that two practices must share to be one method in two places."""


class Reason(StrEnum):
    """Why a practice is like another."""

    SAME_PROBLEM = "same_problem"
    SAME_METHOD = "same_method"
    SHARED_MEASURES = "shared_measures"
    SAME_TOPICS = "same_topics"
    SIMILAR_PLACE = "similar_place"
    SIMILAR_TEXT = "similar_text"


WEIGHTS = {
    Reason.SAME_METHOD: 0.3, Reason.SAME_PROBLEM: 0.25, Reason.SIMILAR_TEXT: 0.25, Reason.SAME_TOPICS: 0.15, Reason.SHARED_MEASURES: 0.1,
    Reason.SIMILAR_PLACE: 0.05,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Similar:
    """A practice that is like the one asked for, and each reason's share of its score."""

    practice: Practice
    score: float
    reasons: Mapping[Reason, float]


@dataclass(slots=True)
class _Profile:
    entity: Entity
    places: dict[str, Entity] = field(default_factory=dict)
    problems: set[str] = field(default_factory=set)
    measures: set[str] = field(default_factory=set)
    topics: set[str] = field(default_factory=set)
    text: float = 0.0

    @property
    def regions(self) -> set[str]:
        """The provinces that it is in."""
        lineages = (
            counties().by_prefix(str(p.properties.get("full_name", ""))) for p in self.places.values()
        )
        return {lineage[0].code for lineage in lineages if lineage}

    @property
    def commonness(self) -> float:
        """1 for what is done in one place; what is done in every place (主题党日) stands near everything and says little."""
        return 1 + math.log(max(1, len(self.places)))

    @property
    def ranks(self) -> set[str]:
        return {str(place.properties.get("level")) for place in self.places.values()}


def similar(
    practice: Entity, views: Views, *, limit: int = 5, elsewhere: bool = False
) -> tuple[Similar, ...]:
    """Gives the practices most like one, best first: of each place one before the second of any, never the same thing twice.

    With `elsewhere`, only those that sources place in other provinces; none where its own is not known.
    """
    graph = Recall(views.graph)
    own = list(
        views.passages.found(
            [s.passage_id for s in views.passages.best({"own": Naming((practice.id,))}, Want(OWN))["own"]]
        ).values()
    )
    asked = _profiles([practice], graph)[practice.id]
    asked.topics = {topic for one in own for topic in topics_of(one.passage).split()}
    candidates = _candidates(asked, own, views, graph)
    told = sorted(
        (_compared(asked, each) for each in candidates), key=lambda s: (-s.score, s.practice.entity.id)
    )
    if elsewhere:
        away = {
            c.entity.id for c in candidates if c.regions and asked.regions and not c.regions & asked.regions
        }
        told = [each for each in told if each.practice.entity.id in away]
    return tuple(_spread(each for each in told if each.score > 0)[:limit])


def _candidates(asked: _Profile, own: Sequence[Found], views: Views, graph: Recall) -> list[_Profile]:
    text = "\n".join((asked.entity.name, *(one.passage.text[:CONTEXT] for one in own[:1])))
    legs: dict[str, Leg] = {
        "text": Nearest(views.embedder.question(text)),
        "name": Words(tuple(tokens(core(asked.entity.name)))),
    }
    if asked.topics:
        legs["topics"] = Topics(tuple(sorted(asked.topics)))
    ranked = dict(views.passages.best(legs, Want(DEPTH)))
    if asked.problems:
        facets = (tuple(f"problem:{category}" for category in sorted(asked.problems)),)
        ranked["problem"] = views.passages.best({"problem": legs["text"]}, Want(DEPTH, facets))["problem"]
    near = {s.passage_id: s.score for name in ("problem", "text") for s in ranked.get(name, ())}
    # What the practice's own passages name stands beside it, which is not to be like it.
    found = views.passages.found(
        {s.passage_id for leg in ranked.values() for s in leg} - {one.passage.id for one in own}
    )
    entities = graph.entities({each for one in found.values() for each in one.entity_ids})
    practices = {e.id: e for e in entities.values() if e.kind in PRACTICE_KINDS and e.id != asked.entity.id}
    profiles = _profiles(list(practices.values()), graph)
    low = min(near.values(), default=0.0)
    span = max(near.values(), default=0.0) - low
    for passage_id, one in sorted(found.items()):
        share = (near.get(passage_id, low) - low) / span if span else 0.0
        topics = set(topics_of(one.passage).split())
        for each in (profiles[e] for e in one.entity_ids if e in profiles):
            each.text = max(each.text, share)
            each.topics |= topics
    return list(profiles.values())


def _profiles(practices: Sequence[Entity], graph: Recall) -> dict[str, _Profile]:
    profiles = {practice.id: _Profile(practice) for practice in practices}
    claims = graph.claims_about(sorted(profiles))
    others = graph.entities({end for claim in claims for end in (claim.subject, claim.object)})
    for claim in claims:
        profile, other = profiles.get(claim.subject), others.get(claim.object)
        if profile is None or other is None:
            continue
        if claim.relation is Relation.IMPLEMENTED_IN and other.kind is Kind.LOCALITY:
            profile.places[other.id] = other
        elif claim.relation is Relation.ADDRESSES:
            profile.problems.add(str(other.properties["category"]))
        elif claim.relation is Relation.HAS_MEASURE:
            profile.measures |= {token for token in tokens(other.name) if len(token) > 1}
    return profiles


def _compared(asked: _Profile, other: _Profile) -> Similar:
    one, two = core(asked.entity.name), core(other.entity.name)
    same = one == two or (min(len(one), len(two)) >= SHORTEST_METHOD and (one in two or two in one))
    degree = {
        Reason.SAME_METHOD: float(same),
        Reason.SAME_PROBLEM: float(bool(asked.problems & other.problems)),
        Reason.SIMILAR_TEXT: other.text / other.commonness,
        Reason.SAME_TOPICS: _overlap(asked.topics, other.topics) / other.commonness,
        Reason.SHARED_MEASURES: _overlap(asked.measures, other.measures),
        Reason.SIMILAR_PLACE: float(bool(asked.ranks & other.ranks)),
    }
    shares = {reason: round(WEIGHTS[reason] * value, 6) for reason, value in degree.items() if value > 0}
    places = tuple(other.places[place] for place in sorted(other.places))
    return Similar(Practice(other.entity, places), round(sum(shares.values()), 6), shares)


def _overlap(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0


def _spread(ranked: Iterable[Similar]) -> list[Similar]:
    first: list[Similar] = []
    later: list[Similar] = []
    seen: set[tuple[str, ...]] = set()
    places: set[tuple[str, ...]] = set()
    for each in ranked:
        place = tuple(entity.id for entity in each.practice.localities)
        thing = (core(each.practice.entity.name), *place)
        if thing in seen:
            continue
        seen.add(thing)
        (later if place in places else first).append(each)
        places.add(place)
    return first + later
