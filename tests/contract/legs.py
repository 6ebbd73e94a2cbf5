"""One leg at a time, for tests that ask a store directly."""

from collections.abc import Collection, Sequence

from graph.messages import Leg, Naming, Nearest, Scored, Vector, Want, Words
from graph.ports import PassageView


def _alone(passages: PassageView, leg: Leg, want: Want) -> Sequence[Scored]:
    return passages.best({"asked": (leg, want)})["asked"]


def by_words(passages: PassageView, words: Collection[str], want: Want) -> Sequence[Scored]:
    return _alone(passages, Words(tuple(words)), want)


def by_vector(passages: PassageView, vector: Vector, want: Want) -> Sequence[Scored]:
    return _alone(passages, Nearest(vector), want)


def by_entities(passages: PassageView, entity_ids: Collection[str], want: Want) -> Sequence[Scored]:
    return _alone(passages, Naming(tuple(entity_ids)), want)
