"""An annotated document: one fact a line, checked before anything is compared."""

from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from graph.errors import SettingsError
from ingest.evaluation.matching import Fact

_UNPLACED = frozenset({"relation", "section", "document"})
"""Types that need no span of their own."""


class _Annotated(BaseModel):
    """The fields that the comparison reads; others are left alone."""

    model_config = ConfigDict(extra="allow")
    id: str
    type: str
    start: int | None = None
    end: int | None = None
    aliases: list[str] | None = None
    surface_forms: list[str] | None = None
    values: list[dict[str, Any]] | None = None
    role: str | None = None
    indicator: str | None = None
    secondary: list[str] | None = None
    subject: str | None = None
    predicate: str | None = None
    object: str | None = None
    explicit: bool | None = None
    optional: bool | None = None

    @model_validator(mode="after")
    def _complete(self) -> "_Annotated":
        wanted: tuple[Literal["subject", "predicate", "object", "start", "end", "role", "indicator"], ...] = (
            ("subject", "predicate", "object") if self.type == "relation"
            else () if self.type in _UNPLACED | {"locality"}
            else ("start", "end", "role", "indicator") if self.type == "outcome"
            else ("start", "end")
        )  # fmt: skip
        if lacking := [key for key in wanted if getattr(self, key) is None]:
            raise ValueError(f"a fact of type {self.type!r} wants {', '.join(lacking)}")
        return self


def annotated(path: Path) -> list[Fact]:
    """Gives the facts of a JSON Lines file.

    Raises:
        SettingsError: it cannot be read, or a line is no fact; the message names file and line.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"the annotation {str(path)!r} cannot be read: {error}; save it in UTF-8"
        ) from error
    return [_fact(line, f"{path} line {number}") for number, line in enumerate(lines, 1) if line.strip()]


def _fact(line: str, where: str) -> dict[str, Any]:
    try:
        return _Annotated.model_validate_json(line).model_dump(exclude_unset=True)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        at = ".".join(map(str, first["loc"]))
        raise SettingsError(
            f"{where}: {at + ': ' if at else ''}{first['msg']}; correct the annotation"
        ) from error
