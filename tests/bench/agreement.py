"""The main job in both kinds of stores, side by side: the same graph, and the same answers.

`python -m tests.bench.agreement QUESTIONS.tsv PATH...` loads the documents into an embedded store and into servers of its own,
by the bundled embedder, and prints one JSON object a line: seconds, what `atlas check` finds, whether the canonical exports
are equal byte for byte, and for how many questions the first ten passages are the same, in order, in each mode.
"""

import argparse
import csv
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from graph.open import Views, open_knowledge, open_views
from graph.records import dumps
from graph.settings import Settings
from ingest.check import disagreements
from ingest.pipeline import ingest
from search_api.search.answer import Answer, Hit, answer
from search_api.search.ranking import Asked
from search_api.search.understand import Mode
from tests.services import started


class Silent:
    def step(self, path: Path) -> None:
        pass


def told(**measured: object) -> None:
    sys.stdout.write(json.dumps(measured, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def load(name: str, settings: Settings, paths: Sequence[Path]) -> None:
    started_at = time.perf_counter()
    with open_knowledge(settings) as knowledge:
        report = ingest(list(paths), knowledge, Silent())
    told(measured="ingest", stores=name, seconds=round(time.perf_counter() - started_at, 1), embedding=round(report.embedding_seconds, 1),
         accepted=report.accepted, rejected=len(report.rejects))  # fmt: skip


def ask(questions: Sequence[str], mode: Mode, views: Views) -> tuple[list[Answer[Hit]], list[float]]:
    answers, times = [], []
    for question in questions:
        started_at = time.perf_counter()
        answers.append(answer(Asked(question, 10, mode), views))
        times.append(1000 * (time.perf_counter() - started_at))
    return answers, times


def passages(found: Answer[Hit]) -> list[str]:
    return [hit.passage.id for hit in found.hits]


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("questions", type=Path, help="tab-separated, with a column `query`")
    given.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="documents, files or folders")
    asked = given.parse_args()
    with asked.questions.open(encoding="utf-8", newline="") as lines:
        questions = [row["query"] for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]
    paths = asked.paths
    with tempfile.TemporaryDirectory() as folder, started(Path(folder)) as servers:
        embedded = Settings(data=Path(folder) / "data")
        served = servers.settings(embedder=embedded.embedder)
        load("embedded", embedded, paths)
        load("servers", served, paths)
        with open_views(embedded) as one, open_views(served, service=True) as other:
            exports = [[dumps(row) for row in views.graph.export()] for views in (one, other)]
            told(measured="export", equal=exports[0] == exports[1], records=len(exports[0]))
            told(
                measured="check",
                embedded=len(list(disagreements(one))),
                servers=len(list(disagreements(other))),
            )
            for mode in (Mode.LEXICAL, Mode.SEMANTIC, Mode.HYBRID, Mode.HYBRID):
                (left, quick), (right, slow) = ask(questions, mode, one), ask(questions, mode, other)
                pairs = list(zip(left, right, strict=True))
                same = [passages(a) == passages(b) for a, b in pairs]
                # Rank by rank, also where two near ties stand the other way round.
                apart = [
                    abs(x.score - y.score) for a, b in pairs for x, y in zip(a.hits, b.hits, strict=False)
                ]
                told(measured="answers", mode=mode.value, questions=len(questions), same=sum(same), scores_within=round(max(apart, default=0), 6),
                     ms_embedded=round(statistics.median(quick), 1), ms_servers=round(statistics.median(slow), 1),
                     differing=[q for q, alike in zip(questions, same, strict=True) if not alike])  # fmt: skip


if __name__ == "__main__":
    main()
