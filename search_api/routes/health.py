"""Whether the process lives, and whether it can answer."""

from typing import Any

from fastapi import APIRouter

from graph.errors import StoreUnavailable
from search_api.deps import ViewsDep

router = APIRouter(tags=["health"])


@router.get("/healthz")
def alive() -> dict[str, str]:
    """Tells that the process lives; looks at no store."""
    return {"status": "ok"}


@router.get("/readyz")
def ready(views: ViewsDep) -> dict[str, Any]:
    """Tells that the stores answer, and how much they hold; `degraded` where only the index does; 503 where it does not."""
    models = {"embedder": views.embedder.name}
    if views.reranker:
        models["reranker"] = views.reranker.name
    passages = views.passages.count()
    try:
        counts = dict(views.graph.counts())
    except StoreUnavailable:
        return {"status": "degraded", **models, "counts": {"passages": passages}}
    return {"status": "ready", **models, "counts": counts}
