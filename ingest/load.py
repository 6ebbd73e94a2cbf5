"""Loads documents into both stores, some documents in one unit of work, and never embeds the same text twice."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from graph.messages import PassageEntry, Vector
from graph.model import DocumentGraph
from graph.open import Knowledge
from graph.passages import embedded_text, telling_of
from graph.schema import PRACTICE_KINDS
from ingest.link.facets import facets_of
from ingest.report import Report


@dataclass(frozen=True, slots=True)
class Pending:
    """A document that is understood and waits to be loaded."""

    graph: DocumentGraph
    origin: str
    rules: str
    """The version of all that decides what it says."""
    known: bool = False
    """Its text is known, read by other rules."""


def load(pending: Sequence[Pending], knowledge: Knowledge, report: Report) -> None:
    """Embeds what is new in these documents together, then writes each document whole."""
    texts = {text: None for each in pending for text in texts_of(each.graph)}
    vectors = dict(knowledge.persistently(lambda: knowledge.passages.vectors(texts)))
    missing = [text for text in texts if text not in vectors]
    started = time.perf_counter()
    vectors |= dict(zip(missing, knowledge.embedder.passages(missing), strict=True))
    report.embedding_seconds += time.perf_counter() - started
    report.embedded += len(missing)
    report.reused += len(texts) - len(missing)
    written = knowledge.persistently(lambda: _write(pending, vectors, knowledge))
    for each, replaced in zip(pending, written, strict=True):
        report.took_in(each.graph)
        if replaced:
            report.changed += 1
        elif each.known:
            report.reread += 1
        else:
            report.new += 1


LEAST_AT_ONCE, MOST_AT_ONCE = 256, 1_024
"""Passages that are embedded and written together: enough that servers are not asked for trifles."""

QUICK = 10.0
"""Seconds that this may take: so much of the work a kill loses. Where vectors are at hand a unit grows, where a model works it stays small."""

DOCUMENTS_A_FLUSH = 200


class Unit:
    """Documents that are understood and wait to be loaded together."""

    def __init__(self, knowledge: Knowledge, report: Report) -> None:
        """Takes where they go, and the report that counts them."""
        self._knowledge = knowledge
        self._report = report
        self._pending: dict[str, Pending] = {}
        self._passages = 0
        self._room = LEAST_AT_ONCE
        self._unflushed = 0

    def __contains__(self, document_id: str) -> bool:
        """Tells whether a document waits."""
        return document_id in self._pending

    def add(self, pending: Pending) -> None:
        """Lets a document wait, which does not wait yet, and loads all that do where they are enough."""
        self._pending[pending.graph.document.id] = pending
        self._passages += len(pending.graph.passages)
        if self._passages >= self._room:
            self.load()

    def load(self) -> None:
        """Loads what waits."""
        if not self._pending:
            return
        started = time.perf_counter()
        load(list(self._pending.values()), self._knowledge, self._report)
        rate = self._passages / max(time.perf_counter() - started, 1e-3)
        self._room = min(MOST_AT_ONCE, max(LEAST_AT_ONCE, int(rate * QUICK)))
        self._unflushed += len(self._pending)
        self._pending, self._passages = {}, 0
        if self._unflushed >= DOCUMENTS_A_FLUSH:
            self._knowledge.persistently(lambda: self._knowledge.passage_writer.flush(last=False))
            self._unflushed = 0


def _write(pending: Sequence[Pending], vectors: Mapping[str, Vector], knowledge: Knowledge) -> list[bool]:
    """Writes documents in one unit of work; tells of each whether its file said something else before."""
    with knowledge.atomic():
        former = knowledge.graph_writer.release({each.origin: each.graph.document.id for each in pending})
        for document_id in sorted({each for formers in former.values() for each in formers}):
            forget(document_id, knowledge)
        for each in pending:
            knowledge.passage_writer.load(each.graph.document, entries_of(each.graph, vectors), each.rules)
            knowledge.graph_writer.load(each.graph, each.origin, each.rules)
    return [each.origin in former for each in pending]


def entries_of(graph: DocumentGraph, vectors: Mapping[str, Vector]) -> list[PassageEntry]:
    """Gives the passages of a document as they are indexed; `vectors` holds one for each text that is embedded."""
    named = graph.entities_by_passage()
    told = _tellings(graph)
    entries = []
    for passage in graph.passages:
        entity_ids = named[passage.id]
        text = embedded_text(passage)
        entries.append(
            PassageEntry(
                passage, text, entity_ids, facets_of(graph, passage, entity_ids), vectors[text],
                {telling: vectors[telling] for telling in told.get(passage.id, ())},
            )
        )  # fmt: skip
    return entries


def forget(document_id: str, knowledge: Knowledge) -> None:
    """Removes a document from both stores."""
    with knowledge.atomic():
        knowledge.passage_writer.forget(document_id)
        knowledge.graph_writer.forget(document_id)


def texts_of(graph: DocumentGraph) -> list[str]:
    """Gives all texts of a document that a vector is made of: its passages, and what they tell of its practices."""
    passages = [embedded_text(passage) for passage in graph.passages]
    return list(dict.fromkeys([*passages, *chain.from_iterable(_tellings(graph).values())]))


def _tellings(graph: DocumentGraph) -> dict[str, list[str]]:
    """Gives what each passage tells of the practices that the document names there first."""
    passages = {passage.id: passage for passage in graph.passages}
    told: dict[str, list[str]] = {}
    for entity in graph.entities:
        quote = graph.quotes[entity.id]
        if entity.kind in PRACTICE_KINDS and quote.passage_id in passages:
            told.setdefault(quote.passage_id, []).append(telling_of(passages[quote.passage_id], quote))
    return told
