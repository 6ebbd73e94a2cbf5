"""Errors as RFC 9457 problem details; the one table from our errors to HTTP numbers."""

import logging
from collections.abc import Sequence
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from graph.errors import KnowledgeError, NotKnown, QuestionError, StoreNotReady, StoreUnavailable

STATUS: dict[type[KnowledgeError], int] = {
    NotKnown: 404,
    QuestionError: 422,
    StoreUnavailable: 503,
    StoreNotReady: 503,
    KnowledgeError: 500,
}
TITLES = {
    404: "Not known",
    405: "Method not allowed",
    422: "The question cannot be answered as put",
    500: "Internal error",
    503: "The stores are not ready",
}
ADDRESSES = "what can be asked is in /api/v1/openapi.json"
DETAILS = {404: f"there is nothing at this address; {ADDRESSES}", 405: f"the service only reads; {ADDRESSES}"}
"""What to do where no route answers."""
RETRY_AFTER = "5"
_log = logging.getLogger(__name__)


def status_of(error: KnowledgeError) -> int:
    """Gives the HTTP number of an error: of the nearest class in the table."""
    return next(STATUS[cls] for cls in type(error).__mro__ if cls in STATUS)


def problem(
    request: Request, status: int, detail: str, errors: Sequence[dict[str, str]] = ()
) -> JSONResponse:
    """Gives the reply: title, status, detail, the path asked, and which parameters were wrong."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": TITLES.get(status, "Error"),
        "status": status,
        "detail": detail,
        "instance": request.url.path,
    }
    if errors:
        body["errors"] = list(errors)
    headers = {"Retry-After": RETRY_AFTER} if status == 503 else None
    return JSONResponse(body, status, headers, media_type="application/problem+json")


def install(app: FastAPI) -> None:
    """Makes every error of the app a problem detail."""

    def ours(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, KnowledgeError)
        status = status_of(error)
        parameters = (
            [{"parameter": error.parameter, "detail": str(error)}] if isinstance(error, QuestionError) else []
        )
        return problem(
            request,
            status,
            str(error) if status != 500 else "the service failed; its log says why",
            parameters,
        )

    def malformed(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, RequestValidationError)
        errors = [
            {"parameter": str(e["loc"][1] if len(e["loc"]) > 1 else e["loc"][0]), "detail": str(e["msg"])}
            for e in error.errors()
        ]
        named = "; ".join(f"{e['parameter']}: {e['detail']}" for e in errors)
        return problem(request, 422, f"{named}; see /api/v1/openapi.json", errors)

    def http(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, HTTPException)
        return problem(request, error.status_code, DETAILS.get(error.status_code, str(error.detail)))

    def defect(request: Request, error: Exception) -> JSONResponse:
        _log.error("defect at %s", request.url.path, exc_info=error)
        return problem(request, 500, "the service failed; its log says why")

    app.add_exception_handler(KnowledgeError, ours)
    app.add_exception_handler(RequestValidationError, malformed)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(Exception, defect)
