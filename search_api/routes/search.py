"""Search."""

from collections.abc import Callable
from enum import StrEnum
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query

from graph.errors import QuestionError
from graph.facets import COUNTED, Change, Facet, FigureFilter, FigureRole, years
from graph.names import simplify
from graph.schema import Kind, Role
from graph.vocabulary.concepts import by_id
from search_api import wire
from search_api.deps import LimitsDep, ViewsDep
from search_api.facets import facets as labelled
from search_api.search.answer import answer
from search_api.search.practices import answer_in_practices
from search_api.search.ranking import Asked
from search_api.search.recall import Recall
from search_api.search.understand import Mode

router = APIRouter(tags=["search"])

Counted = StrEnum("Counted", {family.upper(): family for family in COUNTED})  # type: ignore[misc]

FARTHEST = 1_000
"""Hits that can be passed over; who wants more filters."""


class Group(StrEnum):
    """What a hit is."""

    PRACTICE = "practice"
    PASSAGE = "passage"


def figures(
    figure_role: Annotated[
        list[FigureRole] | None,
        Query(description="What the figure is in its report; `outcome` and `input` where another filter of figures is set; money counts as input"),
    ] = None,
    change: Annotated[
        list[Change] | None, Query(description="That something rose or fell by the figure, or stands at it")
    ] = None,
    unit: Annotated[str, Query(max_length=20, description="Unit of the figure, as in the text", examples=["%", "元"])] = "",
    figure_min: Annotated[float | None, Query(description="Least size, in the unit, written out (10万元 is 100000 元)")] = None,
    figure_max: Annotated[float | None, Query(description="Greatest size")] = None,
) -> tuple[Facet, ...]:  # fmt: skip
    """Gives the filter of figures: “rose by more than 10 %” is `change=up&unit=%&figure_min=10`."""
    return FigureFilter(
        tuple(figure_role or ()),
        tuple(change or ()),
        simplify(unit.strip()).replace("％", "%"),
        figure_min,
        figure_max,
    ).group


def filters(
    figure: Annotated[tuple[Facet, ...], Depends(figures)],
    place: Annotated[
        list[str] | None, Query(description="IDs of localities; what lies in them counts too")
    ] = None,
    kind: Annotated[list[Kind] | None, Query(description="Only passages that speak of this kind")] = None,
    role: Annotated[list[Role] | None, Query(description="What the passage is for in its report")] = None,
    problem: Annotated[list[str] | None, Query(description="Categories of the problem taxonomy")] = None,
    genre: Annotated[list[str] | None, Query(description="Genres of documents")] = None,
    year: Annotated[
        list[str] | None,
        Query(description="Years of documents: `2021`, `2019..2021`, `undated`", examples=[["2019..2021"]]),
    ] = None,
    document: Annotated[list[str] | None, Query(description="IDs of documents")] = None,
) -> dict[str, tuple[Facet, ...]]:
    """Gives all filters by name: values of one are alternatives, different ones are met together."""
    _known("place", place, lambda value: value.startswith("locality-"), "the ID of a locality (locality-…)")
    _known(
        "document", document, lambda value: value.startswith("document-"), "the ID of a document (document-…)"
    )
    _known("problem", problem, _is_problem, "a category of the taxonomy, as /api/v1/vocabulary lists them")
    chosen = {
        "place": place,
        "kind": kind,
        "role": role,
        "problem": problem,
        "genre": genre,
        "document": document,
    }
    groups: dict[str, tuple[Facet, ...]] = {
        name: tuple(f"{name}:{value}" for value in values) for name, values in chosen.items() if values
    }
    if year:
        groups["year"] = tuple(years(text) for text in year)
    return groups | ({"figure": figure} if figure else {})


def _known(name: str, values: list[str] | None, fits: Callable[[str], bool], wanted: str) -> None:
    """Refuses what no passage can bear, so that a slip is no answer of nothing."""
    for value in values or ():
        if not fits(value):
            raise QuestionError(name, f"{value!r} is none; give {wanted}")


def _is_problem(value: str) -> bool:
    concept = by_id().get(value)
    return concept is not None and concept.problem


@router.get("/search")
def find(
    views: ViewsDep,
    limits: LimitsDep,
    chosen: Annotated[dict[str, tuple[Facet, ...]], Depends(filters)],
    q: Annotated[
        str,
        Query(description="The question, in Simplified, Traditional or English", examples=["如何消除空壳村"]),
    ],
    limit: Annotated[
        int | None, Query(ge=1, le=100, description="Hits wanted; 10 where nothing is said")
    ] = None,
    offset: Annotated[int, Query(ge=0, le=FARTHEST, description="Hits to pass over")] = 0,
    mode: Annotated[
        Mode,
        Query(description="`lexical` where exact words count, `semantic` where only the sense does; `hybrid` is both"),
    ] = Mode.HYBRID,
    group: Annotated[
        Group, Query(description="Whether a hit is a practice with its passages, or a passage with its practices")
    ] = Group.PRACTICE,
    facets: Annotated[
        list[Counted] | None,
        Query(description="Families of facets to count: how many passages there are with each value, other filters kept"),
    ] = None,
) -> dict[str, Any]:  # fmt: skip
    """Gives the practices, or the passages, that answer best, with places, quotes and reasons."""
    wanted = min(10, limits.search_limit) if limit is None else limit
    if wanted > limits.search_limit:
        raise QuestionError(
            "limit",
            f"{limit} is more than the {limits.search_limit} that this service gives; ask for fewer and go on with offset",
        )
    counted = tuple(dict.fromkeys(str(family.value) for family in facets or ()))
    asked = Asked(q, wanted, mode, chosen, offset, counted)
    found = answer_in_practices(asked, views) if group is Group.PRACTICE else answer(asked, views)
    return wire.answer(found, labelled(found.tallies, Recall(views.graph)))
