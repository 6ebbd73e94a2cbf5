"""The spine of DOCUMENT IN: read, normalise, segment, extract, link, load; the only module that knows the order."""

import logging
import time
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Protocol

from graph.errors import DocumentError, KnowledgeError, SchemaError, UnreadableDocument, UnusableAnswer
from graph.ids import content_id
from graph.messages import Page
from graph.model import Document, DocumentGraph, Json
from graph.open import Knowledge
from ingest.corrections import Corrector
from ingest.extract import extract
from ingest.link import link
from ingest.load import Pending, Unit, forget
from ingest.metadata import said_of_itself
from ingest.normalise import settle
from ingest.readers import SourceFile, files_in, read
from ingest.reading import Reading
from ingest.report import Report
from ingest.segment import outline

_log = logging.getLogger(__name__)


class Progress(Protocol):
    """Hears of each document as it is read."""

    def step(self, path: Path) -> None:
        """Is told the file that the document stands in."""


RULES_ALONE = Reading()


def understand(
    source: SourceFile, reading: Reading = RULES_ALONE, names: Collection[str] = ()
) -> DocumentGraph:
    """Gives all that a document says; a pure function of its text, the way it is read, and the other `names` that it came under.

    Raises:
        UnreadableDocument: the second extractor gave nothing that can be used, or the rules failed on this text.
    """
    try:
        return _understood(source, reading, names)
    except KnowledgeError as error:
        if not isinstance(error, SchemaError):
            raise
        failure: Exception = error
    except Exception as error:  # noqa: BLE001 (a text that nobody thought of costs itself, not those read with it)
        failure = error
    _log.error("the rules failed on %s", source.origin, exc_info=failure)
    raise UnreadableDocument(
        source.origin, f"the rules failed on its text ({type(failure).__name__}: {str(failure)[:80]})",
        "leave it out for now, and report it with this message",
    ) from failure  # fmt: skip


def _understood(source: SourceFile, reading: Reading, names: Collection[str]) -> DocumentGraph:
    settled = settle(source.raw)
    parts = outline(settled.text)
    said = said_of_itself(settled.text, parts)
    corrections = reading.concerning({source.name, *names})
    corrector = Corrector(corrections) if corrections else None
    try:
        findings = extract(settled.text, parts, corrector, reading.second, rules=reading.rules)
    except UnusableAnswer as error:
        raise UnreadableDocument(
            source.origin, f"the language model's answer cannot be used: {error}", "take one with structured output, or the rules"
        ) from error  # fmt: skip
    document = Document(
        content_id("document", source.raw), source.name, source.raw, settled.text, said.title, said.date, said.author, said.source, parts.genre,
        corrections=tuple(sorted(corrector.applied)) if corrector else (), metadata=_kept(source),
    )  # fmt: skip
    return link(document, settled, parts, findings)


def _kept(source: SourceFile) -> dict[str, Json]:
    """Gives the fields of a JSON line beside id, title and text."""
    return {key: value for key, value in sorted(source.metadata.items()) if key != "title"}


def ingest(
    paths: list[Path], knowledge: Knowledge, progress: Progress, reading: Reading = RULES_ALONE
) -> Report:
    """Takes in every document under the paths and gives the report; one that cannot be read is told there, the others go on.

    Raises:
        UnreadableDocument: a path does not exist.
        StoreError: a store let us down.
    """
    report = Report()
    started = time.perf_counter()
    unit = Unit(knowledge, report)
    for path in files_in(paths):
        for source in read(path):
            progress.step(path)
            try:
                if isinstance(source, DocumentError):
                    raise source
                document_id = content_id("document", source.raw)
                if document_id in unit:
                    unit.load()
                new = _read_anew(source, document_id, reading, knowledge, report)
            except DocumentError as error:
                report.rejects.append(error)
                continue
            if new:
                unit.add(new)
    unit.load()
    knowledge.persistently(knowledge.passage_writer.flush)
    _told_of_corrections(reading, knowledge, report)
    report.seconds = time.perf_counter() - started
    return report


def _read_anew(
    source: SourceFile, document_id: str, reading: Reading, knowledge: Knowledge, report: Report
) -> Pending | None:
    """Gives the document to load, or None where its text is known and would be read as it was, which is noted."""
    writer = knowledge.graph_writer
    held, known = knowledge.persistently(lambda: (writer.names_of(document_id), writer.rules_of(document_id)))
    names = {source.name, *held}
    rules = reading.version(names)
    if known == rules:
        _note(source, document_id, knowledge, report)
        return None
    return Pending(understand(source, reading, names), source.origin, rules, known is not None)


DOCUMENTS_A_PAGE = 100


def _told_of_corrections(reading: Reading, knowledge: Knowledge, report: Report) -> None:
    """Says which of people's decisions change something in what is known, and which no longer apply to any document."""
    if not reading.corrections:
        return
    applied: set[str] = set()
    offset = 0

    def page_at(start: int) -> Sequence[Document]:
        return knowledge.persistently(lambda: knowledge.graph.documents(Page(start, DOCUMENTS_A_PAGE)))

    while page := page_at(offset):
        applied.update(*(document.corrections for document in page))
        offset += len(page)
    report.corrections = len(reading.corrections)
    report.not_applied = [c.where for c in reading.corrections if c.id not in applied]


def _note(source: SourceFile, document_id: str, knowledge: Knowledge, report: Report) -> None:
    """Counts a known text; where its file said something else before, that is forgotten."""
    if knowledge.persistently(lambda: _claimed(source, document_id, knowledge)):
        report.changed += 1
    else:
        report.unchanged += 1


def _claimed(source: SourceFile, document_id: str, knowledge: Knowledge) -> tuple[str, ...]:
    with knowledge.atomic():
        former = knowledge.graph_writer.release({source.origin: document_id})
        replaced = former.get(source.origin, ())
        for old in replaced:
            forget(old, knowledge)
        knowledge.graph_writer.claim_origin(source.origin, document_id, source.name, _kept(source))
    return replaced
