"""Opens Neo4j and Elasticsearch as one truth: the index is written first, the graph's transaction decides, the old goes last."""

import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import Any, TypeAlias

from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_delay, wait_random_exponential

from graph.embedders.stamp import stamp_of
from graph.errors import SettingsError, StoreHeld, StoreUnavailable
from graph.passages.cluster import Cluster
from graph.passages.elastic import ElasticPassages
from graph.ports import Atomic, Embedder, Persistently, Result
from graph.settings import Settings
from graph.stores.bolt import Bolt
from graph.stores.neo4j import Neo4jGraph
from graph.stores.versions import Versions
from graph.vocabulary.concepts import version

_log = logging.getLogger(__name__)

PATIENT = 60.0
"""Seconds that a call may last where no one waits at a page."""

Opened: TypeAlias = tuple[Neo4jGraph, ElasticPassages, Embedder, Atomic, Persistently]


def _bolt(settings: Settings, *, timeout: float, patience: float) -> Bolt:
    password = settings.neo4j_password
    auth = (settings.neo4j_user, password.get_secret_value()) if password else None
    return Bolt(settings.neo4j_uri, auth, timeout=timeout, patience=patience)


def cluster_of(settings: Settings, *, timeout: float, patient: bool) -> Cluster:
    """Gives the client of the Elasticsearch that the settings name; it connects at the first call."""
    access: dict[str, Any] = {}
    if settings.elastic_api_key:
        access["api_key"] = settings.elastic_api_key.get_secret_value()
    elif settings.elastic_password:
        access["basic_auth"] = (settings.elastic_user, settings.elastic_password.get_secret_value())
    if settings.elastic_ca:
        if not settings.elastic_ca.is_file():
            raise SettingsError(
                f"ATLAS_ELASTIC_CA is {str(settings.elastic_ca)!r}, and there is no such file; give the authority's certificate"
            )
        access["ca_certs"] = str(settings.elastic_ca)
    return Cluster(settings.elastic_url, settings.elastic_index, access, timeout=timeout, patient=patient)


def _stamp(embedder: Embedder) -> dict[str, str]:
    # Elasticsearch holds the topics of passages; the embedded word index makes them anew by itself.
    return stamp_of(embedder) | {"vocabulary": version()}


@contextmanager
def reading(
    settings: Settings, embedder: Embedder, *, service: bool
) -> Iterator[tuple[Neo4jGraph, ElasticPassages, Embedder]]:
    """Opens for reading. A graph that is away is no hindrance: search answers without it, and says so."""
    with ExitStack() as opened:
        timeout = settings.store_timeout if service else PATIENT
        bolt = _bolt(settings, timeout=timeout, patience=0 if service else 5)
        opened.callback(bolt.close)
        cluster = cluster_of(settings, timeout=timeout, patient=not service)
        opened.callback(cluster.close)
        graph = Neo4jGraph(bolt)
        passages = ElasticPassages(cluster, _stamp(embedder), embedder.dimension, Versions(bolt))
        passages.agree()
        with suppress(StoreUnavailable):
            bolt.agree()
        yield graph, passages, embedder


@contextmanager
def writing(settings: Settings, embedder: Embedder, *, rebuilding: bool) -> Iterator[Opened]:
    """Opens for writing, as the only writer."""
    with ExitStack() as opened:
        bolt = _bolt(settings, timeout=PATIENT, patience=settings.store_patience)
        opened.callback(bolt.close)
        cluster = cluster_of(settings, timeout=PATIENT, patient=True)
        opened.callback(cluster.close)
        graph = Neo4jGraph(bolt)
        passages = ElasticPassages(cluster, _stamp(embedder), embedder.dimension, graph.versions)
        again = _again(settings.store_patience)
        again(bolt.prepare)
        again(lambda: passages.prepare(any_stamp=rebuilding))

        @contextmanager
        def both() -> Iterator[None]:
            with passages.unit(), graph.unit(passages.publish):
                yield

        yield graph, passages, embedder, both, again


def _again(patience: float) -> Persistently:
    """Repeats what fails because a server is away, later and later; another writer is not waited for."""
    away = retry_if_exception(lambda e: isinstance(e, StoreUnavailable) and not isinstance(e, StoreHeld))

    def told(state: RetryCallState) -> None:
        if state.outcome and state.outcome.failed:
            _log.warning("%s; trying again", str(state.outcome.exception()).splitlines()[0])

    retrying = Retrying(
        retry=away, stop=stop_after_delay(patience), wait=wait_random_exponential(multiplier=0.5, max=10), reraise=True, before_sleep=told,
    )  # fmt: skip

    def again(work: Callable[[], Result]) -> Result:
        return retrying(work)

    return again
