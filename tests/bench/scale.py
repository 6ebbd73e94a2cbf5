"""Latency and memory of answers as the collection grows: `python -m tests.bench.scale QUESTIONS.tsv NEWS.jsonl.gz 10000 100000`.

Loads real articles until there are so many passages, asks every question thrice, and prints one JSON object a size and mode:
milliseconds of whole answers, and of those the time in the embedder, in the engines (graph and index; partly beside the embedder)
and in our own code, which is what neither takes.
Vectors of passages are generated from their text, since embedding them would take hours; those of questions are real.
`--servers` asks Neo4j and Elasticsearch, started for it, instead of the embedded stores.
"""

import argparse
import gzip
import json
import resource
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from graph.embedders.paired import PairedEmbedder
from graph.messages import Vector
from graph.open import Views, open_knowledge, open_views
from graph.servers import cluster_of
from graph.settings import Settings
from ingest.pipeline import ingest
from search_api.evaluation.judged import questions
from search_api.search.answer import answer
from search_api.search.practices import answer_in_practices
from search_api.search.ranking import Asked
from search_api.search.understand import Mode
from tests.bench import unremembered
from tests.conftest import Silent
from tests.services import started

PART = 2_000
"""Articles that are loaded at once."""

WARMING, ROUNDS = 6, 3
"""How often every question is asked before it counts, and while it does: servers compile what they do often, and were a half slower in the first round than in the fourth."""


class Generated(PairedEmbedder):
    """Vectors of passages out of a generator seeded with their text; questions are embedded."""

    def passages(self, texts: Sequence[str]) -> Sequence[Vector]:
        """Gives a vector a text."""
        return [self._drawn(text) for text in texts]

    def _drawn(self, text: str) -> Vector:
        row = np.random.default_rng(zlib.crc32(text.encode())).standard_normal(
            self.dimension, dtype=np.float32
        )
        unit: Vector = row / np.linalg.norm(row)
        return unit


Stretch = tuple[float, float]


class Timed:
    """An object whose calls are noted, each from when to when: some run beside each other."""

    def __init__(self, of: Any) -> None:
        """Takes the object."""
        self._of = of
        self.stretches: list[Stretch] = []

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._of, name)
        return self._timed(found) if callable(found) else found

    def _timed(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*words: Any, **named: Any) -> Any:
            started_at = time.perf_counter()
            try:
                return call(*words, **named)
            finally:
                self.stretches.append((started_at, time.perf_counter()))

        return timed


def spent(stretches: Sequence[Stretch]) -> float:
    """Gives the seconds that lie in any of the stretches, each once."""
    seconds, until = 0.0, 0.0
    for start, end in sorted(stretches):
        seconds += max(0.0, end - max(start, until))
        until = max(until, end)
    return seconds


@contextmanager
def generated() -> Iterator[None]:
    """Puts the generated vectors in the place of embedded ones."""
    import graph.open

    kept = graph.open.open_embedder
    setattr(graph.open, "open_embedder", lambda _: Generated())  # noqa: B010 (mypy lets no other be assigned)
    try:
        yield
    finally:
        setattr(graph.open, "open_embedder", kept)  # noqa: B010


def parts(news: Path, folder: Path) -> Iterator[Path]:
    """Gives the articles in files of `PART` each."""
    with gzip.open(news, "rt", encoding="utf-8") as lines:
        for number in range(10_000):
            part = list(islice(lines, PART))
            if not part:
                return
            path = folder / f"part-{number:04}.jsonl"
            path.write_text("".join(part), encoding="utf-8")
            yield path


def ask(texts: Sequence[str], views: Views, mode: Mode, *, practices: bool) -> dict[str, float]:
    """Gives milliseconds of answers, and of their parts, at the median and at the 95th of 100."""
    views = unremembered(views)
    embedder, graph, passages = Timed(views.embedder), Timed(views.graph), Timed(views.passages)
    timed = replace(views, embedder=embedder, graph=graph, passages=passages)
    give = answer_in_practices if practices else answer
    rows = []
    for turn in range(WARMING + ROUNDS):
        for text in texts:
            for each in (embedder, graph, passages):
                each.stretches.clear()
            started_at = time.perf_counter()
            give(Asked(text, 10, mode), timed)
            whole = time.perf_counter() - started_at
            engines = [*graph.stretches, *passages.stretches]
            waited = spent([*embedder.stretches, *engines])
            if turn >= WARMING:
                rows.append((whole, spent(embedder.stretches), spent(engines), whole - waited))
    names = ("whole", "embedding", "engines", "ours")
    figures: dict[str, float] = {}
    for name, column in zip(names, 1000 * np.array(rows).T, strict=True):
        figures |= {
            f"{name}_p50": round(float(np.median(column)), 1),
            f"{name}_p95": round(float(np.percentile(column, 95)), 1),
        }
    return figures


def merged(settings: Settings) -> int:
    """Waits until Elasticsearch has merged what was loaded; gives of how many segments the index is then."""
    cluster = cluster_of(settings, timeout=60, patient=True)
    while cluster.call(lambda client: client.indices.stats(metric="merge"))["_all"]["total"]["merges"][
        "current"
    ]:
        time.sleep(1)
    cluster.refresh(cluster.alias)
    segments, _ = cluster.segments()
    cluster.close()
    return segments


def main() -> None:
    """Loads and asks."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument(
        "questions", type=Path, metavar="QUESTIONS", help="tab-separated, with query_id and query"
    )
    asked.add_argument("news", type=Path, metavar="NEWS", help="the articles, a .jsonl.gz file")
    asked.add_argument(
        "sizes", nargs="+", type=int, metavar="SIZE", help="passages at which to measure, rising"
    )
    asked.add_argument("--servers", action="store_true", help="ask Neo4j and Elasticsearch")
    given = asked.parse_args()
    texts = [text for _, text, _ in questions(given.questions)]
    with tempfile.TemporaryDirectory() as name, generated():
        folder = Path(name)
        on_servers = given.servers
        with started(folder) if on_servers else nullcontext() as servers:
            settings = servers.settings(store_timeout=10.0) if servers else Settings(data=folder / "data")
            files, loading = parts(given.news, folder), time.perf_counter()
            for size in given.sizes:
                count, some = 0, list(islice(files, 1))
                while some:
                    with open_knowledge(settings) as knowledge:
                        before = knowledge.passages.count()
                        ingest(some, knowledge, Silent())
                        count = knowledge.passages.count()
                    for path in some:
                        path.unlink()
                    # What is still wanting is loaded at once, as one would.
                    each = max(1, (count - before) // len(some))
                    some = list(islice(files, max(0, -(-(size - count) // each))))
                segments = merged(settings) if on_servers else None
                seconds, loading = time.perf_counter() - loading, time.perf_counter()
                with open_views(settings, service=True) as views:
                    documents = views.graph.counts()["documents"]
                    for mode, practices in ((Mode.LEXICAL, False), (Mode.HYBRID, False), (Mode.HYBRID, True)):
                        figures = ask(texts, views, mode, practices=practices)
                        told = {
                            "passages": count,
                            "documents": documents,
                            "servers": on_servers,
                            "segments": segments,
                            "mode": mode.value,
                            "practices": practices,
                        }
                        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
                        sys.stdout.write(
                            json.dumps(told | figures | {"peak_mb": memory, "loading_s": round(seconds, 1)})
                            + "\n"
                        )
                        sys.stdout.flush()


if __name__ == "__main__":
    main()
