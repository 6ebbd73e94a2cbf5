"""The legs: by words, by concept, by vector and by named entity, each the best hundred, within what the question fixes.

A place that the question names fixes where the passages lie, if any lie there; a part in quotation marks fixes what they
hold, if any passage does. What was fixed, and what could not be, is told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from graph.facets import OF_FIGURES, Facet
from graph.messages import Found, Leg, Naming, Nearest, Scored, Tally, Topics, Want, Words
from graph.names import bare, tokens
from graph.open import Views
from search_api.search.meaning import Meaning
from search_api.search.understand import Mode, Question

DEPTH = 100

FIRST_READ = 5
"""Passages in which a quoted part is looked for before the others are read."""

WHOLE = "whole"
"""No family of facets: what is counted under it are passages alone."""


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


def fixed_by(question: Question, views: Views) -> Fixed:
    """Gives what a question fixes, asked of the whole collection: a filter leaves less of an answer and never lets more in.

    Where the place and the quoted part are not found together, the quoted part counts.
    """
    places = tuple(sorted({named.entity_id for named in question.places}))
    there = bool(places) and _any(Fixed(places), views)
    for within in (places, ()) if there else ((),):
        if question.quoted and _any(fixed := Fixed(within, quoted=question.quoted), views):
            return replace(fixed, lacking=() if there else places)
    return Fixed(places) if there else Fixed(lacking=places)


def _any(fixed: Fixed, views: Views) -> bool:
    if not fixed.quoted:
        return views.passages.tally({WHOLE: _within(fixed, Want(0))})[WHOLE].total > 0
    words = Words(tuple(dict.fromkeys(token for part in fixed.quoted for token in tokens(part))))
    # The words may stand here and there and be the quoted part nowhere; where it stands, the first passages mostly show it.
    for depth in (FIRST_READ, DEPTH):
        held = views.passages.best({"held": words}, _within(fixed, Want(depth)))["held"]
        read = views.passages.found([scored.passage_id for scored in held])
        if any(fixed.holds(one) for one in read.values()):
            return True
        if len(held) < depth:
            return False
    return False


def _within(fixed: Fixed, want: Want) -> Want:
    holding = tuple(words for part in fixed.quoted if (words := tuple(dict.fromkeys(tokens(part)))))
    place = (tuple(f"place:{place}" for place in fixed.places),) if fixed.places else ()
    return replace(want, facets=(*want.facets, *place), holding=holding)


def retrieve(
    question: Question,
    fixed: Fixed,
    mode: Mode,
    facets: tuple[tuple[Facet, ...], ...],
    views: Views,
    meaning: Meaning | None,
) -> Mapping[str, Sequence[Scored]]:
    """Gives the ranked list of each leg that has something to say to this question; `meaning` is wanted but in lexical mode.

    The legs that need no vector are asked while it is made.
    """
    want, legs = _within(fixed, Want(DEPTH, facets)), _legs(question, mode)
    found = dict(views.passages.best(legs, want)) if legs else {}
    if meaning is not None:
        nearest = Nearest(meaning.vector())
        found |= views.passages.best({"vector": nearest}, want)
        if mode is Mode.HYBRID:
            found |= _of_quantities(question, nearest, fixed, facets, views)
    return {name: leg for name, leg in found.items() if leg}


def _of_quantities(
    question: Question, nearest: Leg, fixed: Fixed, facets: tuple[tuple[Facet, ...], ...], views: Views
) -> Mapping[str, Sequence[Scored]]:
    """Gives the legs of what is asked for by number: passages with figures of that size, and those of documents of that year.

    Each counts as another; the nearest hundred are given.
    """
    groups = {
        "figures": tuple(facet for asked in question.figures for facet in asked.group),
        "years": tuple(f"year:{year}" for year in question.years),
    }
    legs: dict[str, Sequence[Scored]] = {}
    for name, group in groups.items():
        if group:
            best = views.passages.best({name: nearest}, _within(fixed, Want(DEPTH, (*facets, group))))[name]
            legs[name] = [Scored(each.passage_id, 1.0) for each in best]
    return legs


def tallies(
    families: Sequence[str], fixed: Fixed, filters: Mapping[str, tuple[Facet, ...]], views: Views
) -> Mapping[str, Tally]:
    """Counts the passages that a question and its filters allow, by family of facets; a family's own filter is left aside,
    of figures the whole filter of figures.

    So each count is how many passages there would be with that value chosen. Of a quoted part, its words count.
    Where anything is counted, `WHOLE` tells how many passages all filters together allow.
    """
    wanted = {
        family: _within(
            fixed, Want(0, tuple(group for name, group in filters.items() if name != _filter(family)))
        )
        for family in (*families, *((WHOLE,) if families else ()))
    }
    return views.passages.tally(wanted)


def _filter(family: str) -> str:
    return "figure" if family in OF_FIGURES else family


def _legs(question: Question, mode: Mode) -> Mapping[str, Leg]:
    """Gives the legs that need no vector."""
    legs: dict[str, Leg] = {}
    if mode is not Mode.SEMANTIC:
        # Where words alone are asked for, all of the question's own are.
        own = question.words if mode is Mode.LEXICAL else ()
        words = tuple(dict.fromkeys([*own, *question.asked_words]))
        if words:
            legs["words"] = Words(words)
        if question.concepts:
            legs["concepts"] = Topics(tuple(sorted({asked.concept.id for asked in question.concepts})))
    if mode is Mode.HYBRID and question.named:
        legs["named"] = Naming(tuple(sorted({n.entity_id for n in question.named})))
    return legs
