"""Reads judged questions in the forms that retrieval sets come in: tab-separated or JSON Lines."""

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from graph.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Judged:
    """A question with the documents that answer it, and the words in them that do."""

    id: str
    text: str
    groups: tuple[str, ...] = ()
    """What it counts to beside `all`: its script, language, kind or set."""
    grades: Mapping[str, int] = field(default_factory=dict)
    """Document name → grade, 1 or more."""
    quotes: tuple[tuple[str, str], ...] = ()
    """(document name, quote)."""


Fields: TypeAlias = tuple[tuple[str, str], tuple[str, str]]
QUERIES: Fields = (("query_id", "query"), ("id", "text"))
QRELS: Fields = (("query_id", "doc_id"), ("query-id", "corpus-id"))
"""The columns that a file must have, in either of two forms."""

HIGHEST = 20
"""Grade; a gain is 2 to its power."""

GROUPS = ("script", "lang", "kind", "set")


def judged(queries: Path, qrels: Path) -> list[Judged]:
    """Gives the questions that have a judgement, in the order of the file.

    `qrels`: a header, then query_id, doc_id, quote and grade, or query-id, corpus-id and score; a grade of 0 judges a document
    as no answer.

    Raises:
        SettingsError: a file has another form.
    """
    grades: dict[str, dict[str, int]] = {}
    quotes: dict[str, list[tuple[str, str]]] = {}
    for row in _table(qrels, QRELS):
        query, document = (row.get(one) or row.get(other, "") for one, other in zip(*QRELS, strict=True))
        told = row.get("grade") or row.get("score") or "1"
        grade = _grade(told, f"{qrels}: the grade {told!r} of {query!r}")
        if grade > 0:
            of_query = grades.setdefault(query, {})
            of_query[document] = max(grade, of_query.get(document, 0))
            if quote := row.get("quote"):
                quotes.setdefault(query, []).append((document, quote))
    return [
        Judged(identity, text, groups, grades[identity], tuple(quotes.get(identity, ())))
        for identity, text, groups in questions(queries)
        if identity in grades
    ]


def questions(path: Path) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Gives ID, text and groups of the questions in a file: .tsv with query_id and query, or .jsonl with id and text.

    Raises:
        SettingsError: the file has another form.
    """
    for row in _lines(path, QUERIES) if path.suffix == ".jsonl" else _table(path, QUERIES):
        identity, text = (row.get(one) or row.get(other, "") for one, other in zip(*QUERIES, strict=True))
        yield identity, text, tuple(f"{name}={row[name]}" for name in GROUPS if row.get(name))


def _grade(told: str, where: str) -> int:
    try:
        grade = float(told)
    except ValueError as error:
        raise SettingsError(f"{where} is no number; correct it") from error
    if not 0 <= grade <= HIGHEST or grade != int(grade):
        raise SettingsError(f"{where} is no whole number of 0 to {HIGHEST}; correct it")
    return int(grade)


def _lines(path: Path, wanted: Fields) -> Iterator[dict[str, str]]:
    for number, line in enumerate(_text(path).split("\n"), start=1):
        if line.strip():
            where = f"{path}: line {number}"
            try:
                row = json.loads(line)
            except ValueError as error:
                raise SettingsError(f"{where} is no JSON: {error}; correct it") from error
            if not isinstance(row, dict):
                raise SettingsError(f"{where} is no JSON object; correct it")
            told = {key: str(value) for key, value in row.items() if value is not None}
            _agree(where, list(told), wanted)
            yield told


def _table(path: Path, wanted: Fields) -> Iterator[dict[str, str]]:
    rows = csv.DictReader(_text(path).split("\n"), delimiter="\t", quoting=csv.QUOTE_NONE)
    try:
        _agree(f"{path}: the header", list(rows.fieldnames or ()), wanted)
        for row in rows:
            yield {key: value for key, value in row.items() if isinstance(value, str)}
    except csv.Error as error:
        raise SettingsError(
            f"{path}: line {rows.line_num + 1} cannot be read: {error}; correct it"
        ) from error


def _agree(where: str, fields: list[str], wanted: Fields) -> None:
    if not any(set(names) <= set(fields) for names in wanted):
        told = ", or ".join(" and ".join(names) for names in wanted)
        raise SettingsError(f"{where} has {fields}, wanted {told}; correct the file")


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path}: it is not UTF-8: {error}; save it as UTF-8 text") from error
