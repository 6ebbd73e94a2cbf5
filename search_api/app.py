"""Builds the service: routes, problem details, security headers, and the page as it lies."""

from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from fastapi import Depends, FastAPI
from fastapi.staticfiles import StaticFiles

from graph.open import Views
from graph.settings import Settings
from search_api import problems
from search_api.deps import API, Opened, only_known
from search_api.routes import health, knowledge, recommend, search
from search_api.settings import service_settings

PAGE = Path(__file__).parent.parent / "ui_static"

HEADERS = (
    (
        b"content-security-policy",
        b"default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'",
    ),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
)

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


class SecurityHeaders:
    """Adds the security headers to every reply, and answers HEAD as GET without its body."""

    def __init__(self, app: Callable[[Scope, Receive, Send], Awaitable[None]]) -> None:
        """Takes the app that it wraps."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on and its reply back."""

        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        head = scope["method"] == "HEAD"

        async def with_headers(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *HEADERS]
            elif head:
                message = {**message, "body": b""}
            await send(message)

        await self._app({**scope, "method": "GET"} if head else scope, receive, with_headers)


def create_app(settings: Settings, views: Views | None = None) -> FastAPI:
    """Gives the service over the stores that the settings name, or over `views` that are open already."""
    opened = Opened(settings, views)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        opened.close()

    app = FastAPI(
        title="Practice Atlas", version="1", lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=f"{API}/openapi.json",
        description="Chinese grassroots party-building practices: what sources report, each fact with its quote. Reads only.",
    )  # fmt: skip
    app.state.opened = opened
    app.state.limits = service_settings()
    problems.install(app)
    app.include_router(health.router)
    for router in search.router, knowledge.router, recommend.router:
        app.include_router(router, prefix=API, dependencies=[Depends(only_known)])
    app.mount("/", StaticFiles(directory=PAGE, html=True), name="page")
    app.add_middleware(SecurityHeaders)
    return app
