"""Practices like one, and practices for a situation, with their reasons."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query

from search_api import wire
from search_api.deps import ViewsDep
from search_api.routes.knowledge import Identity, practice_of
from search_api.search.profiles import Switches
from search_api.search.similar import Situation, recommended, similar

router = APIRouter(tags=["recommend"])

Limit = Annotated[int, Query(ge=1, le=50, description="Practices wanted")]


def switches(
    elsewhere: Annotated[
        bool, Query(description="Only what sources place in other provinces; nothing where the own one is not known")
    ] = False,
    alike: Annotated[
        bool, Query(description="Only what sources place in places of the same rank, such as counties")
    ] = False,
) -> Switches:  # fmt: skip
    """Gives which practices are allowed."""
    return Switches(elsewhere, alike)


Allowed = Annotated[Switches, Depends(switches)]


@router.get("/practices/{practice_id}/similar")
def similar_practices(
    practice_id: Identity, views: ViewsDep, allowed: Allowed, limit: Limit = 5
) -> dict[str, Any]:
    """Gives the practices most like one, with the reasons: same problem, same method elsewhere, shared measures, similar text."""
    known = practice_of(practice_id, views)
    found = similar(known.entity, views, limit=limit, switches=allowed)
    return {"practice": wire.entity(known.entity), "items": [wire.similar(each) for each in found]}


@router.get("/recommendations")
def recommendations(
    views: ViewsDep,
    allowed: Allowed,
    q: Annotated[
        str, Query(max_length=1000, description="The situation in your own words", examples=["年轻人外出,村里没有收入"])
    ] = "",
    problem: Annotated[list[str] | None, Query(description="Problems of the taxonomy: see /api/v1/vocabulary")] = None,
    place: Annotated[str | None, Query(max_length=100, description="ID of the locality it is in")] = None,
    tried: Annotated[list[str] | None, Query(description="IDs of practices that were tried already; they are left out")] = None,
    limit: Limit = 5,
) -> dict[str, Any]:  # fmt: skip
    """Gives the practices that fit a situation best, with the reasons; what was tried already is left out."""
    situation = Situation(q, tuple(problem or ()), place, tuple(tried or ()))
    return {
        "items": [wire.similar(each) for each in recommended(situation, views, limit=limit, switches=allowed)]
    }
