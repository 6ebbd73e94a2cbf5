"""Search."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from graph.errors import QuestionError
from graph.schema import Kind, Role
from search_api import wire
from search_api.deps import LimitsDep, ViewsDep
from search_api.search.answer import Asked, answer
from search_api.search.understand import Mode

router = APIRouter(tags=["search"])


@router.get("/search")
def find(
    views: ViewsDep,
    limits: LimitsDep,
    q: Annotated[
        str,
        Query(description="The question, in Simplified, Traditional or English", examples=["如何消除空壳村"]),
    ],
    limit: Annotated[
        int | None, Query(ge=1, le=100, description="Hits wanted; 10 where nothing is said")
    ] = None,
    mode: Annotated[Mode, Query(description="Which legs are asked")] = Mode.HYBRID,
    place: Annotated[
        list[str] | None, Query(description="IDs of localities; what lies in them counts too")
    ] = None,
    kind: Annotated[list[Kind] | None, Query(description="Only passages that speak of this kind")] = None,
    role: Annotated[list[Role] | None, Query(description="What the passage is for in its report")] = None,
    problem: Annotated[list[str] | None, Query(description="Categories of the problem taxonomy")] = None,
    document: Annotated[list[str] | None, Query(description="IDs of documents")] = None,
) -> dict[str, Any]:
    """Gives the passages that answer best, with their practices, places, quotes and reasons."""
    wanted = min(10, limits.search_limit) if limit is None else limit
    if wanted > limits.search_limit:
        raise QuestionError(
            "limit", f"{limit} is more than the {limits.search_limit} that this service gives; ask for fewer"
        )
    chosen = {
        "place": place, "kind": [k.value for k in kind or ()], "role": [r.value for r in role or ()], "problem": problem, "document": document,
    }  # fmt: skip
    facets = tuple(tuple(f"{name}:{value}" for value in values) for name, values in chosen.items() if values)
    return wire.answer(answer(Asked(q, wanted, mode, facets), views))
