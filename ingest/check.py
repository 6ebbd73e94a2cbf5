"""Holds the index against the graph: what every passage of the graph should be found by, and what is really there."""

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import merge
from itertools import groupby

import numpy as np

from graph.ids import text_key
from graph.messages import Held, Loaded, PassageEntry
from graph.open import Views
from ingest.load import entries_of, texts_of

NO_VECTOR = np.zeros(0, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One thing in which the two stores differ."""

    what: str
    """`missing` or `different` in the index, `orphaned` there, `stale` (of another version), `unfindable`; in the graph, `lost` or without origin (`untold`)."""
    document_id: str
    passage_id: str | None = None

    def line(self) -> str:
        """Gives it for a terminal."""
        return f"{self.what}: {self.document_id}" + (f", {self.passage_id}" if self.passage_id else "")


def disagreements(views: Views) -> Iterator[Disagreement]:
    """Gives every difference, by document; holds one document at a time."""
    told = ((document_id, "graph", version) for document_id, version in views.graph.holdings())
    held = ((document_id, "index", version) for document_id, version in views.passages.holdings())
    for document_id, group in groupby(merge(told, held), key=lambda row: row[0]):
        rows = list(group)
        graph = [version for _, where, version in rows if where == "graph"]
        index = [version for _, where, version in rows if where == "index"]
        if not graph:
            yield Disagreement("orphaned", document_id)
            continue
        for version in index:
            if version != graph[0]:
                yield Disagreement("stale", document_id)
        loaded = views.graph.loaded(document_id)
        if loaded is not None:  # it may be forgotten while the check runs
            yield from _within(loaded, [h for h in views.passages.held(document_id) if h.version == graph[0]])


def _within(loaded: Loaded, held: list[Held]) -> Iterator[Disagreement]:
    document_id = loaded.graph.document.id
    if not loaded.origins:
        yield Disagreement("untold", document_id)
    for passage_id in loaded.graph.lacking():
        yield Disagreement("lost", document_id, passage_id)
    by_id = {each.passage.id: each for each in held}
    texts = dict.fromkeys(texts_of(loaded.graph), NO_VECTOR)
    for entry in sorted(entries_of(loaded.graph, texts), key=lambda e: e.passage.id):
        found = by_id.pop(entry.passage.id, None)
        if found is None:
            yield Disagreement("missing", document_id, entry.passage.id)
        elif not found.findable:
            yield Disagreement("unfindable", document_id, entry.passage.id)
        elif not _alike(entry, found):
            yield Disagreement("different", document_id, entry.passage.id)
    for passage_id in sorted(by_id):
        yield Disagreement("orphaned", document_id, passage_id)


def _alike(entry: PassageEntry, held: Held) -> bool:
    return (
        entry.passage == held.passage
        and text_key(entry.embedded_text) == held.text_key
        and tuple(sorted(set(entry.entity_ids))) == held.entity_ids
        and tuple(sorted(set(entry.facets))) == held.facets
        and tuple(sorted({text_key(text) for text in entry.tellings})) == held.telling_keys
    )
