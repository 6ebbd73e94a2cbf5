"""Records by ID, and listings by kind."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query

from graph.errors import NotKnown, QuestionError
from graph.messages import Known, Page
from graph.open import Views
from graph.schema import PRACTICE_KINDS, Kind
from graph.vocabulary.concepts import concepts
from search_api import wire
from search_api.deps import LimitsDep, ViewsDep
from search_api.search.coverage import coverage
from search_api.search.expand import account_of
from search_api.settings import ServiceSettings

router = APIRouter(tags=["knowledge"])

Offset = Annotated[int, Query(ge=0, le=10_000_000, description="Records to pass over")]
Limit = Annotated[int | None, Query(ge=1, le=1000, description="Records wanted; 20 where nothing is said")]
Name = Annotated[str, Query(max_length=100, description="Part of a name or alias")]
Identity = Annotated[str, Path(max_length=100, description="ID of the record")]

LISTINGS = {
    "localities": Kind.LOCALITY, "methods": Kind.METHOD, "programs": Kind.PROGRAMME, "problems": Kind.PROBLEM, "outcomes": Kind.OUTCOME,
    "measures": Kind.MEASURE, "plans": Kind.PLAN,
}  # fmt: skip


def _page(offset: int, limit: int | None, limits: ServiceSettings) -> Page:
    if limit is None:
        return Page(offset, min(20, limits.page_limit))
    if limit > limits.page_limit:
        raise QuestionError(
            "limit",
            f"{limit} is more than the {limits.page_limit} that this service gives; ask for fewer and go on with offset",
        )
    return Page(offset, limit)


def _listing(kind: Kind) -> Callable[..., dict[str, Any]]:
    def listing(
        views: ViewsDep, limits: LimitsDep, offset: Offset = 0, limit: Limit = None, name: Name = ""
    ) -> dict[str, Any]:
        page = _page(offset, limit, limits)
        found = views.graph.entities(kind, page, name)
        return {
            "kind": kind.value,
            "offset": offset,
            "total": None if name else views.graph.counts()[kind.value],
            "items": [wire.known(each) for each in found],
        }

    return listing


for _name, _kind in LISTINGS.items():
    router.add_api_route(
        f"/{_name}", _listing(_kind), methods=["GET"], name=_name, summary=f"List {_name} by name"
    )


@router.get("/practices/{practice_id}")
def practice(practice_id: Identity, views: ViewsDep) -> dict[str, Any]:
    """Gives a programme or method in its place: problems, measures, reported outcomes, parts, each with its evidence."""
    return wire.account(account_of(practice_of(practice_id, views), views.graph))


def practice_of(practice_id: str, views: Views) -> Known:
    """Gives a practice by its ID.

    Raises:
        NotKnown: there is none.
    """
    known = views.graph.entity(practice_id)
    if known is None or known.entity.kind not in PRACTICE_KINDS:
        raise NotKnown(
            f"no practice has the ID {practice_id!r}; find one with /api/v1/search or /api/v1/methods"
        )
    return known


@router.get("/localities/{locality_id}")
def locality(locality_id: Identity, views: ViewsDep) -> dict[str, Any]:
    """Gives a place with the practices that sources place there."""
    known = views.graph.entity(locality_id)
    if known is None or known.entity.kind is not Kind.LOCALITY:
        raise NotKnown(f"no locality has the ID {locality_id!r}; list them at /api/v1/localities")
    return wire.account(account_of(known, views.graph))


@router.get("/documents")
def documents(views: ViewsDep, limits: LimitsDep, offset: Offset = 0, limit: Limit = None) -> dict[str, Any]:
    """Lists documents by name."""
    page = _page(offset, limit, limits)
    return {
        "offset": offset,
        "total": views.graph.counts()["documents"],
        "items": [wire.document(d, whole=False) for d in views.graph.documents(page)],
    }


@router.get("/documents/{document_id}")
def document(document_id: Identity, views: ViewsDep) -> dict[str, Any]:
    """Gives a document with its raw and its settled text."""
    return wire.document(_document(document_id, views), whole=True)


def _document(document_id: str, views: Views) -> Any:
    found = views.graph.document(document_id)
    if found is None:
        raise NotKnown(f"no document has the ID or name {document_id!r}; list them at /api/v1/documents")
    return found


@router.get("/coverage")
def covered(views: ViewsDep) -> dict[str, Any]:
    """Gives of which problems and provinces the collection tells, and of which there is no evidence yet (0 passages)."""
    return wire.coverage(coverage(views))


@router.get("/vocabulary")
def vocabulary() -> dict[str, Any]:
    """Gives kinds and concepts with their Chinese and English labels."""
    return {
        "kinds": wire.kinds(),
        "concepts": [{"id": c.id, "zh": c.zh, "en": c.en, "problem": c.problem} for c in concepts()],
    }
