"""Search."""

from enum import StrEnum
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query

from graph.errors import QuestionError
from graph.facets import COUNTED, Facet
from search_api import wire
from search_api.deps import LimitsDep, ViewsDep
from search_api.facets import facets as labelled
from search_api.routes.filters import filters
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
