"""The corrections file: YAML or CSV, one decision an entry; an entry that is wrong is told with its line, the others count."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml

from graph.errors import SettingsError, UnreadableDocument
from graph.ids import content_id
from graph.names import bare
from graph.schema import PRACTICE_KINDS, Kind

SEVERAL = "|"
"""Between several names in one cell of a CSV file."""


class Action(StrEnum):
    """What a person may decide."""

    ACCEPT = "accept"
    REJECT = "reject"
    MERGE = "merge"
    SPLIT = "split"
    RENAME = "rename"


KEYS = ("action", "document", "kind", "name", "to", "quote", "reason")
"""What an entry may say."""
NAMING = frozenset({Action.MERGE, Action.SPLIT, Action.RENAME})
"""Actions that change names; statements (problems, measures …) have none."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One decision: on which facts (`kind`, `names`, in one document or in all), and what they are instead (`to`)."""

    action: Action
    kind: Kind
    names: tuple[str, ...]
    to: tuple[str, ...] = ()
    document: str = ""
    quote: str = ""
    reason: str = ""
    where: str = ""
    """File and line, for telling a person which entry is meant."""

    @property
    def id(self) -> str:
        """Gives an ID from what is decided, so that moving an entry in the file changes nothing."""
        return content_id(
            "correction", self.action, self.kind, *self.names, "→", *self.to, self.document, self.quote
        )


def read_corrections(path: Path) -> tuple[list[Correction], list[UnreadableDocument]]:
    """Gives the decisions of a file and the entries that cannot be understood, each with what to do.

    Raises:
        SettingsError: the file is missing, or neither YAML nor CSV.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"the corrections file {str(path)!r} cannot be read: {error}; name a UTF-8 file or none"
        ) from error
    readers = {".csv": _csv_rows, ".yaml": _yaml_rows, ".yml": _yaml_rows}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise SettingsError(f"the corrections file {str(path)!r} is neither .yaml nor .csv; rename it")
    found: list[Correction] = []
    rejects: list[UnreadableDocument] = []
    for line, row in reader(text, path):
        where = f"{path} line {line}"
        try:
            found.append(_correction(row, where))
        except ValueError as error:
            rejects.append(UnreadableDocument(where, str(error), "correct the entry; the others are applied"))
    return found, rejects


def _yaml_rows(text: str, path: Path) -> Iterator[tuple[int, Any]]:
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        rows = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:  # a date such as 2023-13-45 is a ValueError
        raise SettingsError(
            f"the corrections file {str(path)!r} is no YAML: {error}; mind quotes and indentation"
        ) from error
    if rows is None:
        return
    if not isinstance(rows, list):
        raise SettingsError(
            f"the corrections file {str(path)!r} holds no list; begin each entry with '- action: …'"
        )
    marks = [node.start_mark.line + 1 for node in root.value] if root is not None else []
    yield from zip(marks, rows, strict=True)


def _csv_rows(text: str, path: Path) -> Iterator[tuple[int, Any]]:
    rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    if "action" not in (rows.fieldnames or ()):
        raise SettingsError(
            f"the corrections file {str(path)!r} has no column 'action'; wanted: {','.join(KEYS)}"
        )
    try:
        for row in rows:
            several = {key: (row.get(key) or "").split(SEVERAL) for key in ("name", "to")}
            yield (
                rows.line_num,
                {**row, **{key: [v for v in map(str.strip, values) if v] for key, values in several.items()}},
            )
    except csv.Error as error:
        raise SettingsError(
            f"the corrections file {str(path)!r} is no CSV from line {rows.line_num} on: {error}; close its quotation marks"
        ) from error


def _correction(row: Any, where: str) -> Correction:
    if not isinstance(row, Mapping):
        raise ValueError(f"an entry is {row!r}, wanted keys and values")
    if unknown := [key for key in row if key not in KEYS]:
        raise ValueError(f"unknown key {unknown[0]!r}, wanted {', '.join(KEYS)}")
    action = _one_of(Action, row.get("action"), "action")
    kind = _one_of(Kind, row.get("kind"), "kind")
    document, quote, reason = (str(row.get(key) or "").strip() for key in ("document", "quote", "reason"))
    correction = Correction(
        action, kind, _names(row.get("name")), _names(row.get("to")), document, quote, reason, where
    )
    if problem := _problem(correction):
        raise ValueError(problem)
    return correction


def _one_of(options: type[Action] | type[Kind], value: object, key: str) -> Any:
    try:
        return options(str(value or "").strip().lower())
    except ValueError:
        raise ValueError(f"{key} is {value!r}, wanted one of {', '.join(options)}") from None


def _names(value: object) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    return tuple(str(v).strip() for v in values if v is not None and str(v).strip())


def _problem(row: Correction) -> str:
    """Gives what an entry lacks, or nothing."""
    for word in (*row.names, *row.to, *([row.quote] if row.quote else [])):
        if not bare(word) or not word.replace("\u3000", " ").isprintable():
            return f"{word!r} is no name or quote; write its words, without control characters"
    if (
        row.action in NAMING
        and row.kind not in PRACTICE_KINDS
        and not (row.action is Action.RENAME and row.kind is Kind.LOCALITY)
    ):
        return f"{row.action} is for programmes and methods, not for {row.kind}"
    wants = {
        Action.ACCEPT: (bool(row.quote), "accept wants 'quote': the words that say it"),
        Action.REJECT: (bool(row.names or row.quote), "reject wants 'name'"),
        Action.RENAME: (len(row.names) == 1 and len(row.to) == 1, "rename wants one 'name' and one 'to'"),
        Action.MERGE: (
            len(row.names) > 1 and len(row.to) <= 1,
            "merge wants several names in 'name', and in 'to' the one to keep",
        ),
        Action.SPLIT: (len(row.names) == 1 and len(row.to) > 1, "split wants one 'name' and several in 'to'"),
    }
    complete, message = wants[row.action]
    return "" if complete else message
