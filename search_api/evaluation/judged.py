"""Reads judged questions in the forms that retrieval sets come in: tab-separated or JSON Lines."""

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

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


HIGHEST = 20
"""Grade; a gain is 2 to its power."""

GROUPS = ("script", "lang", "kind", "set")


def judged(queries: Path, qrels: Path) -> list[Judged]:
    """Gives the questions that have a judgement, in the order of the file.

    `queries`: .tsv with query_id and query, or .jsonl with id and text; `qrels`: a header, then query_id, doc_id, quote and
    grade, or query-id, corpus-id and score; a grade of 0 judges a document as no answer.

    Raises:
        SettingsError: a file has another form.
    """
    grades: dict[str, dict[str, int]] = {}
    quotes: dict[str, list[tuple[str, str]]] = {}
    for row in _table(qrels):
        query = row.get("query_id") or row.get("query-id")
        document = row.get("doc_id") or row.get("corpus-id")
        told = row.get("grade") or row.get("score") or "1"
        try:
            grade = int(float(told))
        except ValueError as error:
            raise SettingsError(
                f"{qrels}: the grade {told!r} of {query!r} is no number; correct it"
            ) from error
        if not query or not document:
            raise SettingsError(
                f"{qrels}: the header is {list(row)}, wanted query_id and doc_id, or query-id and corpus-id; correct the first line"
            )
        if grade > 0:
            of_query = grades.setdefault(query, {})
            of_query[document] = max(grade, of_query.get(document, 0))
            if quote := row.get("quote"):
                quotes.setdefault(query, []).append((document, quote))
    return [
        Judged(identity, text, groups, grades[identity], tuple(quotes.get(identity, ())))
        for identity, text, groups in _questions(queries)
        if identity in grades
    ]


def _grade(told: str, where: str) -> int:
    try:
        grade = float(told)
    except ValueError as error:
        raise SettingsError(f"{where}: the grade {told!r} is no number; correct it") from error
    if not 0 <= grade <= HIGHEST or grade != int(grade):
        raise SettingsError(f"{where}: the grade {told!r} is no whole number of 0 to {HIGHEST}; correct it")
    return int(grade)


def _questions(path: Path) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    rows = _lines(path) if path.suffix == ".jsonl" else _table(path)
    for row in rows:
        identity, text = row.get("query_id") or row.get("id"), row.get("query") or row.get("text")
        if not identity or not text:
            raise SettingsError(
                f"{path}: a question has the fields {list(row)}, wanted query_id and query, or id and text; correct the file"
            )
        yield identity, text, tuple(f"{name}={row[name]}" for name in GROUPS if row.get(name))


def _lines(path: Path) -> Iterator[dict[str, str]]:
    for number, line in enumerate(_text(path).split("\n"), start=1):
        if line.strip():
            try:
                row = json.loads(line)
            except ValueError as error:
                raise SettingsError(f"{path}: line {number} is no JSON: {error}; correct it") from error
            if not isinstance(row, dict):
                raise SettingsError(f"{path}: line {number} is no JSON object; correct it")
            yield {key: str(value) for key, value in row.items() if value is not None}


def _table(path: Path) -> Iterator[dict[str, str]]:
    try:
        lines = _text(path).split("\n")
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield {key: value for key, value in row.items() if key and isinstance(value, str) and value}
    except csv.Error as error:
        raise SettingsError(f"{path}: it cannot be read as a table: {error}; correct it") from error


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path}: it is not UTF-8: {error}; save it as UTF-8 text") from error
