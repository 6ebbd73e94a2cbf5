"""How long a person waits while a server is away, silent or slow, at the default time limit, with four people asking.

`python -m tests.bench.away PATH...` starts its own servers, loads the documents and prints one JSON object a line.
"""

import argparse
import json
import statistics
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from fastapi.testclient import TestClient

from graph.open import open_knowledge
from ingest.pipeline import ingest
from search_api.app import create_app
from tests.conftest import Silent
from tests.contract.test_away import TROUBLES, Stand
from tests.services import started
from tests.services.proxy import PROXY, Proxy

PEOPLE = 4
ANSWERS = 40


def told(**measured: object) -> None:
    sys.stdout.write(json.dumps(measured) + "\n")
    sys.stdout.flush()


def asked(stand: Stand, **measured: object) -> None:
    before = threading.active_count()
    most = before

    def one(_: int) -> tuple[int, bool, float]:
        nonlocal most
        reply, seconds = stand.ask()
        most = max(most, sum(thread.name != PROXY for thread in threading.enumerate()))
        return reply.status_code, bool(reply.json().get("degraded")), seconds

    with ThreadPoolExecutor(PEOPLE) as people:
        found = list(people.map(one, range(ANSWERS)))
    seconds = sorted(each[2] for each in found)
    kinds = {f"{code}{' degraded' if degraded else ''}" for code, degraded, _ in found}
    told(**measured, answers=len(found), kinds=sorted(kinds), p50=round(statistics.median(seconds), 3),
         first=round(max(each[2] for each in found[:PEOPLE]), 3), longest=round(seconds[-1], 3), threads=most)  # fmt: skip


def recovered(stand: Stand) -> float:
    began = time.perf_counter()
    stand.until(lambda reply: reply.status_code == 200 and not reply.json()["degraded"])
    return round(time.perf_counter() - began, 2)


def main() -> None:
    asked_for = argparse.ArgumentParser(description=__doc__)
    asked_for.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="documents, files or folders")
    paths = asked_for.parse_args().paths
    with tempfile.TemporaryDirectory() as folder, started(Path(folder)) as servers:
        with open_knowledge(servers.settings()) as knowledge:
            ingest(paths, knowledge, Silent())
        graph, index = Proxy(servers.neo4j.port), Proxy(servers.elasticsearch.port)
        settings = servers.settings(
            neo4j_uri=f"bolt://127.0.0.1:{graph.port}", elastic_url=f"https://127.0.0.1:{index.port}"
        )
        told(measured="time limit", seconds=settings.store_timeout)
        with TestClient(create_app(settings), raise_server_exceptions=False) as client:
            stand = Stand(client, servers, graph, index)
            recovered(stand)
            for _ in range(3):
                asked(stand, measured="both there")
            for name, proxy, server in (
                ("neo4j", graph, servers.neo4j),
                ("elasticsearch", index, servers.elasticsearch),
            ):
                for trouble in TROUBLES:
                    with trouble(proxy, server.pid()):
                        asked(stand, measured=f"{name} {trouble.__name__}")
                    told(measured=f"{name} back after {trouble.__name__}", seconds=recovered(stand))
        graph.close()
        index.close()


if __name__ == "__main__":
    main()
