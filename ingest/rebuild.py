"""Makes the index anew from the graph, or both from the texts that the graph keeps, while readers go on reading."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from graph.errors import DocumentError
from graph.messages import Loaded, Vector
from graph.open import Knowledge
from ingest.load import LEAST_AT_ONCE, Pending, Unit, entries_of, texts_of
from ingest.pipeline import understand
from ingest.readers import SourceFile
from ingest.reading import Reading
from ingest.report import Report

Step = Callable[[], None]
"""Hears of each document."""


def rebuild_index(knowledge: Knowledge, step: Step) -> int:
    """Writes a fresh index from the graph and moves readers to it; gives how many documents it holds.

    Vectors of the index before are taken over where the embedder and the schema are the same.

    Raises:
        StoreError: a store let us down; readers go on with the index of before.
    """
    known = {document_id for document_id, _ in knowledge.graph.holdings()}
    with knowledge.passage_writer.anew():
        for document_id in {held for held, _ in knowledge.passages.holdings()} - known:
            knowledge.passage_writer.forget(document_id)
        for batch in _batches(knowledge):
            vectors = vectors_of(batch, knowledge)
            for loaded in batch:
                entries = entries_of(loaded.graph, vectors)
                knowledge.passage_writer.load(loaded.graph.document, entries, loaded.rules)
                step()
    return len(known)


def _batches(knowledge: Knowledge) -> Iterator[list[Loaded]]:
    batch: list[Loaded] = []
    for document_id, _ in knowledge.graph.holdings():
        loaded = knowledge.graph.loaded(document_id)
        if loaded is None:
            continue
        batch.append(loaded)
        if sum(len(each.graph.passages) for each in batch) >= LEAST_AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def vectors_of(batch: list[Loaded], knowledge: Knowledge) -> dict[str, Vector]:
    """Gives a vector for every text of these documents; only those that the index lacks are computed."""
    texts = {text: None for each in batch for text in texts_of(each.graph)}
    found = dict(knowledge.persistently(lambda: knowledge.passages.vectors(texts)))
    missing = [text for text in texts if text not in found]
    return found | dict(zip(missing, knowledge.embedder.passages(missing), strict=True))


def reread(knowledge: Knowledge, reading: Reading, step: Step) -> Report:
    """Reads every text that the graph keeps again, by the rules of now; each document is replaced whole, where they say something else or
    a passage was lost."""
    report = Report()
    unit = Unit(knowledge, report)
    for document_id in [document_id for document_id, _ in knowledge.graph.holdings()]:
        step()
        loaded = knowledge.graph.loaded(document_id)
        if loaded is None:
            continue
        names = {origin.name for origin in loaded.origins}
        rules = reading.version(names)
        if rules == loaded.rules and not loaded.graph.lacking():
            report.unchanged += 1
            continue
        document, first = loaded.graph.document, loaded.origins[0]
        source = SourceFile(first.origin, first.name, document.raw, dict(first.metadata))
        try:
            graph = understand(source, reading, names)
        except DocumentError as error:
            report.rejects.append(error)
            continue
        graph = replace(graph, document=replace(graph.document, metadata=first.metadata))
        unit.add(Pending(graph, first.origin, rules, known=True))
    unit.load()
    knowledge.persistently(knowledge.passage_writer.flush)
    return report
