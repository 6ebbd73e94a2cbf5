"""The spine of DOCUMENT IN: read, normalise, segment, extract, link, load; the only module that knows the order."""

import hashlib
import time
from functools import cache
from pathlib import Path
from typing import Protocol

from graph.errors import DocumentError
from graph.ids import content_id
from graph.model import Document, DocumentGraph, Json
from graph.open import Knowledge
from ingest.extract import extract
from ingest.link import link
from ingest.load import Pending, forget, load
from ingest.metadata import said_of_itself
from ingest.normalise import settle
from ingest.readers import SourceFile, files_in, read
from ingest.report import Report
from ingest.segment import outline


class Progress(Protocol):
    """Hears of each document as it is read."""

    def step(self, path: Path) -> None:
        """Is told the file that the document stands in."""


def understand(source: SourceFile) -> DocumentGraph:
    """Gives all that a document says; a pure function of its text and the rules."""
    settled = settle(source.raw)
    parts = outline(settled.text)
    said = said_of_itself(settled.text, parts)
    document = Document(
        content_id("document", source.raw), source.name, source.raw, settled.text, said.title, said.date, said.author, said.source, parts.genre,
        metadata=_kept(source),
    )  # fmt: skip
    return link(document, settled, parts, extract(settled.text, parts))


def _kept(source: SourceFile) -> dict[str, Json]:
    """Gives the fields of a JSON line beside id, title and text."""
    return {key: value for key, value in sorted(source.metadata.items()) if key != "title"}


RULES = (
    "ingest/**/*.py",
    "graph/vocabulary/*",
    "graph/names.py",
    "graph/schema.py",
    "graph/ids.py",
    "graph/model.py",
)
"""What decides what a document says."""


@cache
def rules_version() -> str:
    """Gives a hash of all rules and vocabularies: a document read by others is read again."""
    root = Path(__file__).parent.parent
    digest = hashlib.sha256()
    for file in sorted({path for pattern in RULES for path in root.glob(pattern) if path.is_file()}):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


PASSAGES_AT_ONCE = 64
"""Passages embedded together: enough for every core to have work, few enough that a kill loses seconds."""

DOCUMENTS_A_FLUSH = 200


def ingest(paths: list[Path], knowledge: Knowledge, progress: Progress) -> Report:
    """Takes in every document under the paths and gives the report; one that cannot be read is told there, the others go on.

    Raises:
        UnreadableDocument: a path does not exist.
        StoreError: a store let us down.
    """
    report = Report()
    started = time.perf_counter()
    rules = rules_version()
    pending: list[Pending] = []
    waiting: set[str] = set()
    unflushed = 0
    for path in files_in(paths):
        for source in read(path):
            progress.step(path)
            if isinstance(source, DocumentError):
                report.rejects.append(source)
                continue
            document_id = content_id("document", source.raw)
            if document_id in waiting:
                _load(pending, waiting, knowledge, rules, report)
            known = knowledge.graph_writer.rules_of(document_id)
            if known == rules:
                _note(source, document_id, knowledge, report)
                continue
            pending.append(Pending(understand(source), source.origin, known is not None))
            waiting.add(document_id)
            if sum(len(each.graph.passages) for each in pending) >= PASSAGES_AT_ONCE:
                unflushed += len(pending)
                _load(pending, waiting, knowledge, rules, report)
                if unflushed >= DOCUMENTS_A_FLUSH:
                    knowledge.passage_writer.flush()
                    unflushed = 0
    _load(pending, waiting, knowledge, rules, report)
    knowledge.passage_writer.flush()
    report.seconds = time.perf_counter() - started
    return report


def _load(
    pending: list[Pending], waiting: set[str], knowledge: Knowledge, rules: str, report: Report
) -> None:
    load(pending, knowledge, rules, report)
    pending.clear()
    waiting.clear()


def _note(source: SourceFile, document_id: str, knowledge: Knowledge, report: Report) -> None:
    """Counts a known text; where its file said something else before, that is forgotten."""
    with knowledge.atomic():
        replaced = knowledge.graph_writer.release(source.origin, document_id)
        for old in replaced:
            forget(old, knowledge)
        knowledge.graph_writer.claim_origin(source.origin, document_id, source.name, _kept(source))
    if replaced:
        report.changed += 1
    else:
        report.unchanged += 1
