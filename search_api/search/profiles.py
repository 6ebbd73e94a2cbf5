"""What practices are compared by: problems, measures, topics, places and text, as sources tell them.

Nothing is learned from clicks; each reason is a share of a score that a person can check against the sources.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from graph.messages import Leg, Vector, Want
from graph.model import Entity
from graph.names import core, tokens
from graph.open import Views
from graph.passages import topics_of
from graph.schema import PRACTICE_KINDS, Kind, Relation
from graph.vocabulary.places import counties
from search_api.search.expand import Practice
from search_api.search.recall import Recall
from search_api.search.tellings import nearness, tellings_of, without_the_plain

DEPTH = 60
"""Passages of each leg that candidates are taken from."""

RARE = 10
"""Passages up to which a problem is rare; what every second place speaks of (service to residents) says little."""

TOLD_BY = (Relation.IMPLEMENTED_IN, Relation.ADDRESSES, Relation.HAS_MEASURE)
"""The relations that a profile is made of; its figures are not compared."""

SHORTEST_METHOD = 3
"""Characters of a name's core that two practices must share to be one method in two places."""


class Reason(StrEnum):
    """Why a practice is like another, or fits a situation."""

    SAME_PROBLEM = "same_problem"
    SAME_METHOD = "same_method"
    SHARED_MEASURES = "shared_measures"
    SAME_TOPICS = "same_topics"
    SIMILAR_PLACE = "similar_place"
    SIMILAR_TEXT = "similar_text"


WEIGHTS = {
    Reason.SIMILAR_TEXT: 0.5, Reason.SAME_METHOD: 0.2, Reason.SAME_TOPICS: 0.15, Reason.SAME_PROBLEM: 0.05, Reason.SHARED_MEASURES: 0.05,
    Reason.SIMILAR_PLACE: 0.02,
}  # fmt: skip
"""What sources tell decides; of thirty practices with their nearest, judged one by one, it told alike from unlike best."""

FAR = 0.5
"""Cosine of two practices that have nothing in common, with a model whose `alike` was measured."""


@dataclass(frozen=True, slots=True)
class Similar:
    """A practice that is like the one asked for, and each reason's share of its score."""

    practice: Practice
    score: float
    reasons: Mapping[Reason, float]

    @property
    def said(self) -> float:
        """The score without what any two places share."""
        return self.score - self.reasons.get(Reason.SIMILAR_PLACE, 0.0)


@dataclass(frozen=True, slots=True)
class Switches:
    """Which practices are allowed, by where sources place them."""

    elsewhere: bool = False
    """Only in other provinces; nothing where the own one is not known."""
    alike: bool = False
    """Only in places of the same rank, such as counties; nothing where the own one is not known."""


EVERYWHERE = Switches()


@dataclass(slots=True)
class Profile:
    """What sources tell of a practice, or what a person tells of a situation."""

    names: tuple[str, ...] = ()
    """Names of the methods; of a situation, none."""
    entity: Entity | None = None
    places: dict[str, Entity] = field(default_factory=dict)
    problems: set[str] = field(default_factory=set)
    """Categories of the taxonomy."""
    rarity: dict[str, float] = field(default_factory=dict)
    """Of what is asked for: how much it says to share a problem, 1 where few passages speak of it."""
    measures: set[str] = field(default_factory=set)
    """Words of two characters and more."""
    topics: set[str] = field(default_factory=set)
    """IDs of concepts."""
    near: float | None = None
    """Cosine of what sources tell of it and of what is asked; None where that is not known."""
    text: float = 0.0
    """How near that is, 0 to 1."""

    @property
    def regions(self) -> set[str]:
        """The provinces that it is in."""
        lineages = map(counties().by_prefix, self._full_names())
        return {lineage[0].code for lineage in lineages if lineage}

    def lies_with(self, other: "Profile") -> bool:
        """Tells whether it is in a place of the other's, in what that lies in, or within it; a province is too wide to say so."""
        own, others = self._full_names(wide=False), other._full_names(wide=False)
        return any(one.startswith(two) or two.startswith(one) for one in own for two in others)

    def _full_names(self, *, wide: bool = True) -> set[str]:
        return {
            str(place.properties.get("full_name", place.name))
            for place in self.places.values()
            if wide or place.properties.get("level") != "province"
        }

    @property
    def ranks(self) -> set[str]:
        """The ranks of its places."""
        return {str(place.properties.get("level")) for place in self.places.values()}

    @property
    def commonness(self) -> float:
        """1 for what is done in one place; what is done in every place (主题党日) stands near everything and says little."""
        return 1 + math.log(max(1, len(self.places)))


def profiles_of(practices: Sequence[Entity], graph: Recall) -> dict[str, Profile]:
    """Gives, by ID, what is claimed of practices."""
    profiles = {practice.id: Profile((core(practice.name),), practice) for practice in practices}
    claims = graph.claims_about(profiles, TOLD_BY)
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
            profile.measures |= {
                token for token in tokens(str(other.properties.get("action", other.name))) if len(token) > 1
            }
    return profiles


def candidates(
    asked: Profile,
    legs: Mapping[str, Leg],
    told: Sequence[Vector],
    views: Views,
    graph: Recall,
    *,
    without: Iterable[str] = (),
    alike: float | None = None,
) -> list[Profile]:
    """Gives the practices that the best passages of the legs name; `without` are passages to pass over.

    The leg `text` is also asked of the passages that speak of the same problems; what sources tell of each practice is
    held against `told`; how near it lies is told on the model's own scale, where `alike` was measured, else among the candidates.
    """
    searches = {name: (leg, Want(DEPTH)) for name, leg in legs.items()}
    if asked.problems:
        facets = (tuple(f"problem:{category}" for category in sorted(asked.problems)),)
        searches["problem"] = legs["text"], Want(DEPTH, facets)
    ranked = views.passages.best(searches)
    kept = {s.passage_id for leg in ranked.values() for s in leg} - set(without)
    found = views.passages.found(kept)
    entities = graph.entities({each for one in found.values() for each in one.entity_ids})
    practices = [e for e in entities.values() if e.kind in PRACTICE_KINDS]
    profiles = profiles_of(sorted(practices, key=lambda e: e.id), graph)
    spoken_of = views.passages.tally({"problem": Want(0)})["problem"].values if asked.problems else {}
    asked.rarity = {
        each: 1 / (1 + math.log(max(1, spoken_of.get(each, 0) / RARE))) for each in asked.problems
    }
    for _, one in sorted(found.items()):
        topics = set(topics_of(one.passage).split())
        for each in (profiles[e] for e in one.entity_ids if e in profiles):
            each.topics |= topics
    tellings = tellings_of(graph.known(sorted(profiles)), views)
    if alike is not None:
        told = without_the_plain(told, views.embedder)
    for identity, profile in profiles.items():
        own = tellings.get(identity, [])
        profile.near = nearness(told, own if alike is None else without_the_plain(own, views.embedder))
    known = [profile.near for profile in profiles.values() if profile.near is not None]
    low, high = (min(known, default=0.0), max(known, default=0.0)) if alike is None else (FAR, 1.0)
    for profile in profiles.values():
        if profile.near is not None and high > low:
            profile.text = max(0.0, (profile.near - low) / (high - low))
    return list(profiles.values())


def ranked(
    asked: Profile, others: Iterable[Profile], switches: Switches, alike: float | None = None
) -> list[Similar]:
    """Gives the practices that the switches allow, best first: of each place one before the second of any, never the same thing twice.

    Where `alike` was measured, one that is no nearer than that in text and topics, and shares no more, is none of them.
    """
    least = 0.0 if alike is None else WEIGHTS[Reason.SIMILAR_TEXT] * (alike - FAR) / (1 - FAR)
    allowed = [
        other
        for other in others
        if (not switches.elsewhere or (asked.regions and other.regions and not asked.regions & other.regions))
        and (not switches.alike or asked.ranks & other.ranks)
    ]
    told = [each for other in allowed if (each := compared(asked, other)).score > 0 and each.said >= least]
    return _spread(sorted(told, key=lambda s: (-s.score, s.practice.entity.id)))


def compared(asked: Profile, other: Profile) -> Similar:
    """Gives how far a practice is like what is asked for."""
    if other.entity is None:
        raise ValueError("a situation is no practice that could be recommended")
    degree = {
        Reason.SAME_METHOD: float(any(same_method(one, two) for one in asked.names for two in other.names)),
        Reason.SAME_PROBLEM: max(
            (asked.rarity[each] for each in asked.problems & other.problems), default=0.0
        ),
        Reason.SIMILAR_TEXT: other.text / other.commonness,
        Reason.SAME_TOPICS: _overlap(asked.topics, other.topics) / other.commonness,
        Reason.SHARED_MEASURES: _overlap(asked.measures, other.measures),
        Reason.SIMILAR_PLACE: float(bool(asked.ranks & other.ranks)),
    }
    shares = {reason: round(WEIGHTS[reason] * value, 6) for reason, value in degree.items() if value > 0}
    places = tuple(other.places[place] for place in sorted(other.places))
    return Similar(Practice(other.entity, places), round(sum(shares.values()), 6), shares)


def same_method(one: str, two: str) -> bool:
    """Tells whether two cores of names are one method's: the same, or one the greater part of the other.

    >>> same_method("便民服务", "420便民服务"), same_method("党建联盟", "党建联盟助健康夏日送清凉")
    (True, False)
    """
    short, long = sorted((one, two), key=len)
    return one == two or (len(short) >= max(SHORTEST_METHOD, len(long) / 2) and short in long)


def _overlap(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0


def _spread(told: Iterable[Similar]) -> list[Similar]:
    first: list[Similar] = []
    later: list[Similar] = []
    seen: set[tuple[str, ...]] = set()
    places: set[tuple[str, ...]] = set()
    for each in told:
        place = tuple(entity.id for entity in each.practice.localities)
        thing = (core(each.practice.entity.name), *place)
        if thing in seen:
            continue
        seen.add(thing)
        (later if place in places else first).append(each)
        places.add(place)
    return first + later
