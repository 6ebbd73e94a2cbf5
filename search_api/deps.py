"""What routes need, by type: the reading halves of the stores, opened at the first request that finds them ready."""

import threading
import time
from contextlib import AbstractContextManager, ExitStack
from difflib import get_close_matches
from typing import Annotated

from fastapi import Depends, Request

from graph.errors import QuestionError, StoreUnavailable
from graph.open import Views, open_views
from graph.settings import Settings
from search_api.settings import ServiceSettings

API = "/api/v1"
"""What the paths of the routes begin with."""

REST = 0.5
"""Seconds for which a failure to open is remembered."""


class Opened:
    """The views, opened once; a service that starts before the first ingest becomes ready with it, without a restart."""

    def __init__(self, settings: Settings, views: Views | None = None) -> None:
        """Takes the settings, or views that are open already (for tests and embedding)."""
        self._settings = settings
        self._views = views
        self._stack = ExitStack()
        self._guard = threading.Lock()
        self._failed: tuple[float, StoreUnavailable] | None = None

    def views(self) -> Views:
        """Gives the views.

        Raises:
            StoreNotReady: nothing was loaded yet, or another embedder made the index.
            StoreUnavailable: the index is away, or was away a moment ago.
        """
        if self._views is None:
            with self._guard:
                if self._views is None:
                    self._views = self._open()
        return self._views

    def _open(self) -> Views:
        # Those who wait here while a server is away are told at once what the first one found.
        if self._failed and time.monotonic() - self._failed[0] < REST:
            raise self._failed[1]
        try:
            opening: AbstractContextManager[Views] = open_views(self._settings, service=True)
            return self._stack.enter_context(opening)
        except StoreUnavailable as error:
            self._failed = time.monotonic(), error
            raise

    def close(self) -> None:
        """Closes what was opened here."""
        self._stack.close()
        self._views = None


def only_known(request: Request) -> None:
    """Refuses a query parameter that the route does not take: a filter misspelt would else be a filter forgotten.

    Raises:
        QuestionError: for the first such parameter, with the one it is nearest to, or all there are.
    """
    path = API + request.scope["route"].path.removeprefix(API)
    described = request.app.openapi()["paths"][path]["get"].get("parameters", ())
    taken = [each["name"] for each in described if each["in"] == "query"]
    for name in request.query_params:
        if name not in taken:
            near = get_close_matches(name, taken, 1)
            hint = f"did you mean {near[0]}?" if near else f"it takes {', '.join(taken) or 'none'}"
            raise QuestionError(name, f"no parameter of {path}; {hint}")


def _views(request: Request) -> Views:
    opened: Opened = request.app.state.opened
    return opened.views()


def _limits(request: Request) -> ServiceSettings:
    limits: ServiceSettings = request.app.state.limits
    return limits


ViewsDep = Annotated[Views, Depends(_views)]
"""`def route(views: ViewsDep)`: the stores, for reading."""

LimitsDep = Annotated[ServiceSettings, Depends(_limits)]
"""`def route(limits: LimitsDep)`: how much one reply may hold."""
