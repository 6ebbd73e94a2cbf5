"""The legs: by words, by concept, by vector and by named entity, each the best hundred, within what the question fixes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.facets import OF_FIGURES, Facet
from graph.messages import Leg, Naming, Nearest, Scored, Search, Tally, Topics, Want, Words
from graph.open import Views
from search_api.search.beside import Beside
from search_api.search.fixed import DEPTH, HELD, WHOLE, Fixed, fixed_by, supposed
from search_api.search.meaning import Meaning
from search_api.search.understand import Mode, Question

Facets = tuple[tuple[Facet, ...], ...]
"""Groups of which a passage has to meet each, by one of its members."""


@dataclass(frozen=True, slots=True)
class Retrieved:
    """What a question fixed, and the ranked list of each leg that has something to say to it."""

    fixed: Fixed
    legs: Mapping[str, Sequence[Scored]]


def retrieve(
    question: Question,
    mode: Mode,
    facets: Facets,
    views: Views,
    meaning: Meaning | None,
    beside: Beside,
) -> Retrieved:
    """Gives what the legs find; `meaning` is wanted but in lexical mode.

    The legs that need no vector are asked while it is made, and in one journey, as if all that the question names and
    quotes were there; only where it is not are they asked again. Servers are asked by the vector as soon as it is made.
    """

    def by_vector(fixed: Fixed, meaning: Meaning) -> Mapping[str, Sequence[Scored]]:
        nearest = Nearest(meaning.vector())
        sized = _of_quantities(question, nearest, fixed, facets) if mode is Mode.HYBRID else {}
        best = views.passages.best(_searches({"vector": nearest}, fixed, want) | sized)
        # Of what is asked for by number, each passage counts as another.
        return {
            name: [Scored(each.passage_id, 1.0) for each in leg] if name in sized else leg
            for name, leg in best.items()
        }

    legs, want, fixed = _legs(question, mode), Want(DEPTH, facets), supposed(question)
    ahead = beside.begin(by_vector, fixed, meaning) if meaning is not None and beside.remote else None
    found = dict(views.passages.best(_searches(legs, fixed, want) | fixed.held()))
    held = found.pop(HELD, ())
    there = fixed.stands_in(held, views) if fixed.quoted else not fixed.places or any(found.values())
    if not there and (settled := fixed_by(question, views, held)) != fixed:
        fixed, ahead, found = settled, None, dict(views.passages.best(_searches(legs, settled, want)))
    if meaning is not None:
        found |= ahead.result() if ahead else by_vector(fixed, meaning)
    return Retrieved(fixed, {name: leg for name, leg in found.items() if leg})


def _searches(legs: Mapping[str, Leg], fixed: Fixed, want: Want) -> dict[str, Search]:
    within = fixed.within(want)
    return {name: (leg, within) for name, leg in legs.items()}


def _of_quantities(question: Question, nearest: Leg, fixed: Fixed, facets: Facets) -> dict[str, Search]:
    """Gives the searches for what is asked for by number: passages with figures of that size, and those of documents of that year, the nearest hundred."""
    groups = {
        "figures": tuple(facet for asked in question.figures for facet in asked.group),
        "years": tuple(f"year:{year}" for year in question.years),
    }
    return {
        name: (nearest, fixed.within(Want(DEPTH, (*facets, group))))
        for name, group in groups.items()
        if group
    }


def tallies(
    families: Sequence[str], fixed: Fixed, filters: Mapping[str, tuple[Facet, ...]], views: Views
) -> Mapping[str, Tally]:
    """Counts the passages that a question and its filters allow, by family of facets; a family's own filter is left aside,
    of figures the whole filter of figures.

    So each count is how many passages there would be with that value chosen. Of a quoted part, its words count.
    Where anything is counted, `WHOLE` tells how many passages all filters together allow.
    """
    if not families:
        return {}
    return views.passages.tally(
        {
            family: fixed.within(
                Want(0, tuple(group for name, group in filters.items() if name != _filter(family)))
            )
            for family in (*families, WHOLE)
        }
    )


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
