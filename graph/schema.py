"""What kinds of things are known and how they may be joined: one table that every layer reads."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The kinds of entities (类别)."""

    LOCALITY = "locality"
    PROGRAMME = "programme"
    METHOD = "method"
    MEASURE = "measure"
    PROBLEM = "problem"
    OUTCOME = "outcome"
    PLAN = "plan"


class Relation(StrEnum):
    """The relations between entities (关系)."""

    LOCATED_IN = "LOCATED_IN"
    IMPLEMENTED_IN = "IMPLEMENTED_IN"
    PART_OF = "PART_OF"
    ADDRESSES = "ADDRESSES"
    HAS_MEASURE = "HAS_MEASURE"
    REPORTED_OUTCOME = "REPORTED_OUTCOME"


class Role(StrEnum):
    """What a passage is for within a report: its practice, its problems, or its next steps."""

    PRACTICE = "practice"
    PROBLEMS = "problems"
    NEXT_STEPS = "next_steps"


PRACTICE_KINDS = frozenset({Kind.PROGRAMME, Kind.METHOD})
"""The kinds that are practices (做法) once they stand in a place."""


@dataclass(frozen=True, slots=True)
class Joins:
    """The kinds that a relation joins, and its two labels."""

    subjects: frozenset[Kind]
    objects: frozenset[Kind]
    zh: str
    en: str


RELATIONS: dict[Relation, Joins] = {
    Relation.LOCATED_IN: Joins(frozenset({Kind.LOCALITY}), frozenset({Kind.LOCALITY}), "位于", "located in"),
    Relation.IMPLEMENTED_IN: Joins(PRACTICE_KINDS, frozenset({Kind.LOCALITY}), "实施于", "implemented in"),
    Relation.PART_OF: Joins(PRACTICE_KINDS, PRACTICE_KINDS, "属于", "part of"),
    Relation.ADDRESSES: Joins(
        PRACTICE_KINDS | {Kind.MEASURE}, frozenset({Kind.PROBLEM}), "针对", "addresses"
    ),
    Relation.HAS_MEASURE: Joins(PRACTICE_KINDS, frozenset({Kind.MEASURE}), "举措", "has measure"),
    Relation.REPORTED_OUTCOME: Joins(
        PRACTICE_KINDS | {Kind.MEASURE, Kind.LOCALITY},
        frozenset({Kind.OUTCOME}),
        "报告成效",
        "reported outcome",
    ),
}

LABELS: dict[Kind, tuple[str, str]] = {
    Kind.LOCALITY: ("地方", "Locality"),
    Kind.PROGRAMME: ("项目", "Programme"),
    Kind.METHOD: ("工作法", "Method"),
    Kind.MEASURE: ("举措", "Measure"),
    Kind.PROBLEM: ("问题", "Problem"),
    Kind.OUTCOME: ("成效", "Outcome"),
    Kind.PLAN: ("下一步", "Plan"),
}
"""Chinese and English label of each kind."""


def may_join(subject: Kind, relation: Relation, other: Kind) -> bool:
    """Tells whether the schema lets this relation join these two kinds.

    >>> may_join(Kind.METHOD, Relation.IMPLEMENTED_IN, Kind.LOCALITY)
    True
    >>> may_join(Kind.OUTCOME, Relation.LOCATED_IN, Kind.LOCALITY)
    False
    """
    joins = RELATIONS[relation]
    return subject in joins.subjects and other in joins.objects
