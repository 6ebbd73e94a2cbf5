"""What a person meets while a server is away, silent or slow, and when it is back."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

import httpx2 as httpx
import pytest
from fastapi.testclient import TestClient

from graph.open import open_knowledge
from graph.settings import Settings
from ingest.pipeline import ingest
from search_api.app import create_app
from tests.conftest import SAMPLES, Silent
from tests.services import Servers
from tests.services.proxy import PROXY, Proxy

BOUND = 2.0
"""Seconds that a server is waited for here; the default is 0.8, which a busy machine of two cores may need for itself."""

SLACK = 1.5
"""Seconds that such a machine may add."""


@dataclass
class Stand:
    client: TestClient
    servers: Servers
    graph: Proxy
    index: Proxy

    def ask(self, group: str = "practice") -> tuple[httpx.Response, float]:
        started = time.perf_counter()
        asked: dict[str, str | int | list[str]] = {
            "q": "如何消除空壳村",
            "limit": 3,
            "group": group,
            "facets": ["problem", "place"],
        }
        reply = self.client.get("/api/v1/search", params=asked)
        return reply, time.perf_counter() - started

    def until(self, wanted: Callable[[httpx.Response], bool]) -> None:
        deadline = time.monotonic() + 20
        while not wanted(self.ask()[0]):
            assert time.monotonic() < deadline, "it did not recover"
            time.sleep(0.2)


@pytest.fixture(scope="module")
def stand(servers: Servers) -> Iterator[Stand]:
    servers.wipe()
    with open_knowledge(servers.settings()) as knowledge:
        ingest([SAMPLES], knowledge, Silent())
    graph, index = Proxy(servers.neo4j.port), Proxy(servers.elasticsearch.port)
    settings: Settings = servers.settings(
        neo4j_uri=f"bolt://127.0.0.1:{graph.port}",
        elastic_url=f"https://127.0.0.1:{index.port}",
        store_timeout=BOUND,
    )
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        yield Stand(client, servers, graph, index)
    graph.close()
    index.close()


@contextmanager
def stopped(pid: int) -> Iterator[None]:
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


@contextmanager
def away(proxy: Proxy, _: int) -> Iterator[None]:
    proxy.away = True
    try:
        yield
    finally:
        proxy.away = False


@contextmanager
def silent(_: Proxy, pid: int) -> Iterator[None]:
    with stopped(pid):
        yield


@contextmanager
def slow(proxy: Proxy, _: int) -> Iterator[None]:
    proxy.delay = 5.0
    try:
        yield
    finally:
        proxy.delay = 0.0


TROUBLES = [away, silent, slow]


@pytest.mark.parametrize("trouble", TROUBLES)
def test_search_answers_without_the_graph_and_says_so(stand: Stand, trouble: Callable[..., object]) -> None:
    stand.until(lambda reply: reply.status_code == 200 and not reply.json()["degraded"])
    whole = stand.ask("passage")[0].json()
    with trouble(stand.graph, stand.servers.neo4j.pid()):  # type: ignore[attr-defined]
        for _ in range(3):
            reply, seconds = stand.ask("passage")
            assert reply.status_code == 200
            assert reply.json()["degraded"]
            assert seconds < BOUND + SLACK
        shown = reply.json()["hits"]
        assert [h["document"]["title"] for h in shown] == [h["document"]["title"] for h in whole["hits"]]
        assert all(h["practices"] == [] for h in shown)
        practices = stand.ask()[0].json()
        assert practices["degraded"]
        assert all(h["practice"] is None and h["passages"] for h in practices["hits"])
        assert stand.client.get("/readyz").json()["status"] == "degraded"
        nothing = stand.client.get("/api/v1/recommendations", params={"q": "空壳村"})
        assert nothing.status_code == 503
        gone = stand.client.get("/api/v1/methods")
        assert (gone.status_code, gone.headers["retry-after"]) == (503, "5")
    stand.until(lambda reply: reply.status_code == 200 and not reply.json()["degraded"])
    assert stand.ask("passage")[0].json() == whole


@pytest.mark.parametrize("trouble", TROUBLES)
def test_without_the_index_the_answer_is_a_problem_in_time(
    stand: Stand, trouble: Callable[..., object]
) -> None:
    stand.until(lambda reply: reply.status_code == 200)
    with trouble(stand.index, stand.servers.elasticsearch.pid()):  # type: ignore[attr-defined]
        for _ in range(3):
            reply, seconds = stand.ask()
            assert (reply.status_code, reply.headers["retry-after"]) == (503, "5")
            assert reply.headers["content-type"] == "application/problem+json"
            assert "Elasticsearch" in reply.json()["detail"]
            assert seconds < BOUND + SLACK
        assert stand.client.get("/readyz").status_code == 503
        assert stand.client.get("/api/v1/methods").status_code == 200
    stand.until(lambda reply: reply.status_code == 200)


@pytest.mark.parametrize("which", ["graph", "index"])
def test_threads_do_not_pile_up_behind_a_silent_server(stand: Stand, which: str) -> None:
    stand.until(lambda reply: reply.status_code == 200)
    server = stand.servers.neo4j if which == "graph" else stand.servers.elasticsearch
    with stopped(server.pid()), ThreadPoolExecutor(30) as pool:
        threads = []
        for _ in range(4):
            assert all(
                seconds < 3 * (BOUND + SLACK) for _, seconds in pool.map(lambda _: stand.ask(), range(30))
            )
            threads.append(len([t for t in threading.enumerate() if t.name != PROXY]))
        assert max(threads[2:]) <= max(threads[:2]) + 5
    stand.until(lambda reply: reply.status_code == 200 and not reply.json()["degraded"])
