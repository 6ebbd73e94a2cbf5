"""Whether the process lives, and whether it can answer."""

from typing import Any

from fastapi import APIRouter

from search_api.deps import ViewsDep

router = APIRouter(tags=["health"])


@router.get("/healthz")
def alive() -> dict[str, str]:
    """Tells that the process lives; looks at no store."""
    return {"status": "ok"}


@router.get("/readyz")
def ready(views: ViewsDep) -> dict[str, Any]:
    """Tells that the stores answer, and how much they hold; 503 where they do not."""
    return {"status": "ready", "embedder": views.embedder.name, "counts": dict(views.graph.counts())}
