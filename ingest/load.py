"""Loads documents into both stores, some documents in one unit of work, and never embeds the same text twice."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from graph.messages import PassageEntry, Vector
from graph.model import DocumentGraph, Passage
from graph.open import Knowledge
from graph.passages import telling_of
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


def embedded_text(passage: Passage) -> str:
    """Gives the text that the vector is made of: the nearest heading lends a passage its subject."""
    return f"{passage.path[-1]}\n{passage.text}" if passage.path else passage.text
