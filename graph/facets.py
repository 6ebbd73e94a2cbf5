"""What passages can be filtered by: strings `family:value`, made so that figures and years sort as their numbers do.

Both engines keep them as plain terms; a filter of size or of time is a stretch of terms in the order of their code points.
"""

from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from os.path import commonprefix
from typing import TypeAlias

from graph.errors import QuestionError

ONE_EACH = ("role", "genre", "year")
"""Families of which every passage has exactly one value, so that their counts add up to the total."""

OF_FIGURES = ("figure_role", "unit")
"""Families that the filter of figures is made of; it is left aside where they are counted."""

COUNTED = (*ONE_EACH, "kind", "problem", "place", *OF_FIGURES)
"""Families whose values an answer can be asked to count."""

UNDATED = "undated"
"""The year of a passage whose document tells no date."""

VALUES = 10_000
"""Values of one family that are counted at most; the places of a collection are fewer."""

LARGEST = 1e300


class FigureRole(StrEnum):
    """What a figure is in its report."""

    OUTCOME = "outcome"
    INPUT = "input"
    TARGET = "target"
    CONTEXT = "context"


class Change(StrEnum):
    """What a figure says of its number: that something rose or fell by it, or stands at it."""

    UP = "up"
    DOWN = "down"
    AT = "at"


@dataclass(frozen=True, slots=True)
class Between:
    """All facets from `first` to `last`, both with, in the order of their code points."""

    first: str
    last: str

    @property
    def prefix(self) -> str:
        """What all of them begin with."""
        return commonprefix((self.first, self.last))

    def holds(self, facet: str) -> bool:
        """Tells whether a facet lies between."""
        return self.first <= facet <= self.last


Facet: TypeAlias = str | Between


def size_key(number: float) -> str:
    """Gives a number from 0 on as text that sorts as the number does; below 1e-300 it is 0.

    >>> sorted(map(size_key, (10, 9.5, 0, 120_000, 0.3))) == [size_key(n) for n in (0, 0.3, 9.5, 10, 120_000)]
    True
    """
    if number < 1 / LARGEST:
        return "000"
    mantissa, _, exponent = f"{min(number, LARGEST):.12e}".partition("e")
    return f"{int(exponent) + 500:03d}{mantissa}"


def figure(role: str, change: Change, unit: str, number: float) -> str:
    """Gives the facet of one figure."""
    return f"figure:{role}:{change.value}:{unit}:{size_key(number)}"


ACHIEVED = (FigureRole.OUTCOME, FigureRole.INPUT)
"""Roles that are asked for where none is named: what was done or spent, not what is meant to be."""


@dataclass(frozen=True, slots=True)
class FigureFilter:
    """Figures of a unit and a size, at least one of which a passage has to hold; nothing said means any."""

    roles: tuple[FigureRole, ...] = ()
    changes: tuple[Change, ...] = ()
    unit: str = ""
    least: float | None = None
    most: float | None = None

    @property
    def group(self) -> tuple[Facet, ...]:
        """The facets of which one has to be met; empty where nothing is said.

        Raises:
            QuestionError: a size without a unit, or one that no figure can have.
        """
        if self == FigureFilter():
            return ()
        for name, bound in (("figure_min", self.least), ("figure_max", self.most)):
            if bound is not None and not self.unit:
                raise QuestionError(name, "a size means nothing without its unit; add unit, such as % or 元")
            if bound is not None and not 0 <= bound <= LARGEST:
                raise QuestionError(name, f"{bound} is no size that a figure has; take a number from 0 on")
        if self.least is not None and self.most is not None and self.least > self.most:
            raise QuestionError("figure_min", f"{self.least} is above figure_max, {self.most}; swap them")
        roles = self.roles or ACHIEVED
        if not self.unit and not self.changes:
            return tuple(f"figure_role:{role.value}" for role in roles)
        return tuple(self._between(role, change) for role, change in product(roles, self.changes or Change))

    def _between(self, role: FigureRole, change: Change) -> Between:
        head = f"figure:{role.value}:{change.value}:"
        if not self.unit:
            return Between(head, f"{head}\U0010ffff")
        head += f"{self.unit}:"
        most = LARGEST if self.most is None else self.most
        return Between(head + size_key(self.least or 0), head + size_key(most))


def years(text: str) -> Facet:
    """Gives the facet of a year (`2021`), of years from one to another (`2019..2021`), or of no year (`undated`).

    Raises:
        QuestionError: it is neither.

    >>> years("2019..2021").holds("year:2020")
    True
    """
    first, dots, last = text.partition("..")
    sound = all(len(part) == 4 and part.isascii() and part.isdigit() for part in (first, last or first))
    if (not sound and text != UNDATED) or (dots and not (last and first <= last)):
        raise QuestionError("year", f"{text!r} is no year; take 2021, 2019..2021 or {UNDATED}")
    return Between(f"year:{first}", f"year:{last}") if dots else f"year:{text}"
