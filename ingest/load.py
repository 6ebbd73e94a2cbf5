"""Loads documents into both stores, a document in one unit of work, and never embeds the same text twice."""

import time
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from graph.model import DocumentGraph, Passage
from graph.open import Knowledge
from graph.ports import PassageEntry
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
    texts = {_embedded(passage): None for each in pending for passage in each.graph.passages}
    vectors = dict(knowledge.passage_writer.vectors(texts))
    missing = [text for text in texts if text not in vectors]
    started = time.perf_counter()
    vectors |= dict(zip(missing, knowledge.embedder.passages(missing), strict=True))
    report.embedding_seconds += time.perf_counter() - started
    report.embedded += len(missing)
    report.reused += len(texts) - len(missing)
    for each in pending:
        graph = each.graph
        named = _entities_in(graph)
        entries = []
        for passage in graph.passages:
            entity_ids = named.get(passage.id, ())
            text = _embedded(passage)
            entries.append(
                PassageEntry(passage, text, entity_ids, facets_of(graph, passage, entity_ids), vectors[text])
            )
        with knowledge.atomic():
            replaced = knowledge.graph_writer.release(each.origin, graph.document.id)
            for document_id in replaced:
                forget(document_id, knowledge)
            knowledge.passage_writer.load(graph.document.id, entries)
            knowledge.graph_writer.load(graph, each.origin, each.rules)
        report.took_in(graph)
        if replaced:
            report.changed += 1
        elif each.known:
            report.reread += 1
        else:
            report.new += 1


def forget(document_id: str, knowledge: Knowledge) -> None:
    """Removes a document from both stores."""
    with knowledge.atomic():
        knowledge.passage_writer.forget(document_id)
        knowledge.graph_writer.forget(document_id)


def _embedded(passage: Passage) -> str:
    """Gives the text that the vector is made of: the nearest heading lends a passage its subject."""
    return f"{passage.path[-1]}\n{passage.text}" if passage.path else passage.text


def _entities_in(graph: DocumentGraph) -> dict[str, tuple[str, ...]]:
    """Gives the entities that each passage names, or holds the quote of."""
    starts = [passage.span.start for passage in graph.passages]
    found: dict[str, set[str]] = {passage.id: set() for passage in graph.passages}
    for mention in graph.mentions:
        at = bisect_right(starts, mention.span.start) - 1
        if mention.entity_id and at >= 0 and mention.span.start < graph.passages[at].span.end:
            found[graph.passages[at].id].add(mention.entity_id)
    for entity_id, evidence in graph.quotes.items():
        if evidence.passage_id:
            found[evidence.passage_id].add(entity_id)
    return {key: tuple(sorted(ids)) for key, ids in found.items()}
