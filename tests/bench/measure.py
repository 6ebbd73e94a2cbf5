"""Measures what the README states: `make bench`. Needs the annotated documents; prints one JSON object a figure."""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ATLAS = [sys.executable, str(Path(__file__).parents[2] / "atlas.py")]


def say(name: str, **figures: Any) -> None:
    """Prints a figure."""
    sys.stdout.write(json.dumps({"measured": name, **figures}, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def atlas(*words: str, out: Path | None = None) -> str:
    """Runs a command and gives what it printed."""
    done = subprocess.run([*ATLAS, *words], check=True, capture_output=True, text=True, encoding="utf-8")
    if out:
        out.write_text(done.stdout, encoding="utf-8")
    return done.stdout


def scored(script: Path, *words: str, report: Path) -> dict[str, Any]:
    """Runs a scorer and gives its report."""
    subprocess.run(
        [sys.executable, str(script), *words, "--json", str(report)], check=True, capture_output=True
    )
    found: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    return found


def extraction(shared: Path, folder: Path) -> None:
    """Measures extraction on the annotated documents, and its speed on news."""
    facts = folder / "facts.jsonl"
    atlas("extract", str(shared / "seeds"), "--quiet", out=facts)
    words = ["--gold", str(shared / "eval/gold"), "--raw", str(shared / "seeds"), "--pred", str(facts)]
    report = scored(shared / "eval/score_extraction.py", *words, report=folder / "extraction.json")
    for kind, row in report.items():
        say(f"extraction {kind}", **row)
    started = time.perf_counter()
    atlas("extract", str(shared / "corpus/practice_news.jsonl.gz"), "--quiet")
    say("extract 600 articles", seconds=round(time.perf_counter() - started, 2))


def search(shared: Path, folder: Path) -> None:
    """Measures search on the questions, in all three modes."""
    data = str(folder / "seeds")
    atlas("ingest", str(shared / "seeds"), "--data", data, "--quiet")
    questions = shared / "eval/questions"
    for mode in ("lexical", "semantic", "hybrid"):
        run = folder / f"{mode}.jsonl"
        started = time.perf_counter()
        atlas(
            "search",
            "--queries",
            str(questions / "queries.tsv"),
            "--jsonl",
            "--limit",
            "50",
            "--mode",
            mode,
            "--data",
            data,
            out=run,
        )
        seconds = time.perf_counter() - started
        words = [
            "--qrels",
            str(questions / "qrels.tsv"),
            "--run",
            str(run),
            "--queries",
            str(questions / "queries.tsv"),
        ]
        report = scored(shared / "eval/score_search.py", *words, report=folder / "search.json")
        groups = {group: report["groups"][group] for group in ("all", "script=hans", "script=en")}
        say(f"search {mode}", milliseconds_a_question=round(1000 * seconds / groups["all"]["n"], 1), **groups)


def loading(shared: Path, folder: Path) -> None:
    """Measures ingest of 600 articles."""
    report = json.loads(
        atlas(
            "ingest", str(shared / "corpus/practice_news.jsonl.gz"), "--data", str(folder / "news"), "--json"
        )
    )
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    say(
        "ingest 600 articles", seconds=report["seconds"], documents_a_second=round(report["read"] / report["seconds"], 1),
        passages_a_second=round(report["passages"] / report["seconds"], 1), peak_megabytes=peak,
        embedding_share=round(report["embedding_seconds"] / report["seconds"], 3), cores=os.cpu_count(),
    )  # fmt: skip


def main() -> None:
    """Runs all measurements; says so where the documents are absent."""
    shared = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[3] / "shared"
    if not (shared / "eval").is_dir():
        sys.exit(
            f"nothing measured: the annotated documents are not at {shared}; give their folder: make bench SHARED=FOLDER"
        )
    with tempfile.TemporaryDirectory() as folder:
        for measure in (extraction, search, loading):
            measure(shared, Path(folder))


if __name__ == "__main__":
    main()
