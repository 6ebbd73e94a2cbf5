"""The corrections file: YAML or CSV, one decision an entry; an entry that is wrong is told with its line, the others count."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from graph.errors import SettingsError, UnreadableDocument
from ingest.corrections.decision import KEYS, Correction, contradictions, decision

SEVERAL = "|"
"""Between several names in one cell of a CSV file."""
REMEDY = "correct the entry; the others are applied"


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
    wrong: list[UnreadableDocument] = []
    for line, row in reader(text, path):
        where = f"{path} line {line}"
        try:
            if isinstance(row, ValueError):
                raise row
            found.append(decision(row, where))
        except ValueError as error:
            wrong.append(UnreadableDocument(where, str(error), REMEDY))
    against = contradictions(found)
    wrong += [
        UnreadableDocument(where, f"it contradicts {', '.join(others)}", "keep one of them; none is applied")
        for where, others in against.items()
    ]
    return [each for each in found if each.where not in against], wrong


def _yaml_rows(text: str, path: Path) -> Iterator[tuple[int, Any]]:
    """Gives each entry by itself, so that one which YAML cannot read (a date such as 2023-13-45) is told alone."""
    loader = yaml.SafeLoader(text)
    try:
        root = loader.get_single_node()
    except (yaml.YAMLError, RecursionError) as error:
        raise SettingsError(
            f"the corrections file {str(path)!r} is no YAML: {error}; mind quotes and indentation"
        ) from error
    if root is None:
        return
    if not isinstance(root, yaml.SequenceNode):
        raise SettingsError(
            f"the corrections file {str(path)!r} holds no list; begin each entry with '- action: …'"
        )
    for node in root.value:
        yield node.start_mark.line + 1, _constructed(loader, node)


def _constructed(loader: yaml.SafeLoader, node: yaml.Node) -> Any:
    keys = [key.value for key, _ in node.value] if isinstance(node, yaml.MappingNode) else []
    if twice := next((key for key in keys if keys.count(key) > 1), None):
        return ValueError(f"the key {twice!r} stands twice")
    try:
        return loader.construct_document(node)
    except (yaml.YAMLError, ValueError, TypeError, RecursionError) as error:
        return ValueError(f"no YAML that can be read: {error}")


def _csv_rows(text: str, path: Path) -> Iterator[tuple[int, Any]]:
    rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        columns = list(rows.fieldnames or ())
        if "action" not in columns or len(set(columns)) < len(columns):
            raise SettingsError(
                f"the corrections file {str(path)!r} has the columns {columns}; wanted each once, of {','.join(KEYS)}"
            )
        line = rows.line_num + 1
        for row in rows:
            yield line, _separated(row)
            line = rows.line_num + 1
    except csv.Error as error:
        raise SettingsError(
            f"the corrections file {str(path)!r} is no CSV from line {line} on: {error}; close its quotation marks"
        ) from error


def _separated(row: dict[str | None, Any]) -> Any:
    if None in row:
        return ValueError(f"it has more cells than there are columns: {row[None]!r}")
    return {**row, **{key: (row.get(key) or "").split(SEVERAL) for key in ("name", "to")}}
