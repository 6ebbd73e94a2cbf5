"""What a question fixes of its answer: a place that it names fixes where the passages lie, if any lie there; a part in
quotation marks fixes what they hold, if any passage does. What was fixed, and what could not be, is told.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from graph.messages import Found, Scored, Search, Want, Words
from graph.names import bare, tokens
from graph.open import Views
from search_api.search.understand import Question

DEPTH = 100
"""Passages of a search."""

FIRST_READ = 5
"""Passages in which a quoted part is looked for before the others are read."""

WHOLE = "whole"
"""No family of facets: what is counted under it are passages alone."""

HELD = "held"
"""Name of the search that looks for a quoted part."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """What a question fixes of its answer, whatever else a person filters by."""

    places: tuple[str, ...] = ()
    """IDs of the places that all passages lie in."""
    lacking: tuple[str, ...] = ()
    """IDs of the places that the question names and no passage of the collection lies in."""
    quoted: tuple[str, ...] = ()
    """Parts of which each passage holds one."""

    def holds(self, one: Found) -> bool:
        """Tells whether a passage, or its nearest heading, holds one of the quoted parts as it stands."""
        if not self.quoted:
            return True
        text = bare(" ".join((*one.passage.path[-1:], one.passage.text)))
        return any(bare(part) in text for part in self.quoted)

    def within(self, want: Want) -> Want:
        """Narrows what is wanted to what is fixed; of a quoted part, to its words."""
        holding = tuple(words for part in self.quoted if (words := tuple(dict.fromkeys(tokens(part)))))
        place = (tuple(f"place:{place}" for place in self.places),) if self.places else ()
        return replace(want, facets=(*want.facets, *place), holding=holding)

    def held(self, depth: int = FIRST_READ) -> dict[str, Search]:
        """Gives the search for the passages that hold most of the words of the quoted parts; none where nothing is quoted."""
        words = tuple(dict.fromkeys(token for part in self.quoted for token in tokens(part)))
        return {HELD: (Words(words), self.within(Want(depth)))} if self.quoted else {}

    def stands_in(self, held: Sequence[Scored], views: Views) -> bool:
        """Reads passages; tells whether a quoted part stands in one of them."""
        read = views.passages.found([scored.passage_id for scored in held])
        return any(self.holds(one) for one in read.values())


def supposed(question: Question) -> Fixed:
    """Gives what a question fixes if all that it names and quotes is there."""
    return Fixed(_places(question), quoted=question.quoted)


def fixed_by(question: Question, views: Views, read: Sequence[Scored] = ()) -> Fixed:
    """Gives what a question fixes, asked of the whole collection: a filter leaves less of an answer and never lets more in.

    Where the place and the quoted part are not found together, the quoted part counts. `read` are the passages in which
    the quoted part was looked for, and did not stand, where all is there that is named.
    """
    places = _places(question)
    there = bool(places) and _any(Fixed(places), views)
    for within in (places, ()) if there else ((),):
        fixed = Fixed(within, quoted=question.quoted)
        if question.quoted and _any(fixed, views, read if within == places else None):
            return replace(fixed, lacking=() if there else places)
    return Fixed(places) if there else Fixed(lacking=places)


def _places(question: Question) -> tuple[str, ...]:
    return tuple(sorted({named.entity_id for named in question.places}))


def _any(fixed: Fixed, views: Views, read: Sequence[Scored] | None = None) -> bool:
    if not fixed.quoted:
        return views.passages.tally({WHOLE: fixed.within(Want(0))})[WHOLE].total > 0
    # The words may stand here and there and be the quoted part nowhere; where it stands, the first passages mostly show it.
    if read is None:
        read = views.passages.best(fixed.held())[HELD]
        if fixed.stands_in(read, views):
            return True
    return len(read) == FIRST_READ and fixed.stands_in(views.passages.best(fixed.held(DEPTH))[HELD], views)
