"""A stretch of the settled text, the coin of all segmenting."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the settled text."""

    start: int
    end: int
