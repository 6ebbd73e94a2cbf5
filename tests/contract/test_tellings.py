"""What sources tell of practices has vectors of its own, kept as long as a passage tells it, alike in each kind of stores."""

from dataclasses import replace

import numpy as np

from graph.ids import text_key
from graph.open import Knowledge
from graph.passages import embedded_text
from ingest.load import entries_of, texts_of
from tests.contract.test_stores import graph_of, stores

__all__ = ["stores"]


def test_what_is_told_of_practices_is_kept_as_long_as_a_passage_tells_it(stores: Knowledge) -> None:
    graph = graph_of("one")
    texts = texts_of(graph)
    told = set(texts) - {embedded_text(p) for p in graph.passages}
    assert told
    vectors = dict(zip(texts, stores.embedder.passages(texts), strict=True))

    def load(*, telling: bool) -> None:
        entries = entries_of(graph, vectors)
        if not telling:
            entries = [replace(entry, tellings={}) for entry in entries]
        with stores.atomic():
            stores.passage_writer.load(graph.document, entries, "rules")
            stores.graph_writer.load(graph, "one", "rules")
        stores.passage_writer.flush()

    load(telling=True)
    kept = stores.passages.vectors(texts)
    assert set(kept) == set(texts)
    for text, vector in kept.items():
        np.testing.assert_array_equal(vector, np.asarray(vectors[text], dtype=np.float32))
    held = stores.passages.held(graph.document.id)
    assert {key for each in held for key in each.telling_keys} == {text_key(text) for text in told}
    load(telling=False)
    assert not set(stores.passages.vectors(texts)) & told
    stores.passage_writer.forget(graph.document.id)
    stores.graph_writer.forget(graph.document.id)
    stores.passage_writer.flush()
    assert not stores.passages.vectors(texts)
