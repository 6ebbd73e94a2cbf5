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
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), start=1):
        if line.strip():
            try:
                row = json.loads(line)
            except ValueError as error:
                raise SettingsError(f"{path}: line {number} is no JSON: {error}; correct it") from error
            yield {key: str(value) for key, value in row.items()}


def _table(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield {key: value for key, value in row.items() if key and value}
