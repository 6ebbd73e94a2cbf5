"""What the real, annotated documents must give; skipped with that reason where they are absent."""

import difflib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from graph.open import open_knowledge, open_views
from graph.settings import Settings
from ingest.facts import facts
from ingest.normalise import settle
from ingest.pipeline import ingest, understand
from ingest.readers import SourceFile, files_in, read
from search_api.search.answer import answer
from search_api.search.ranking import Asked
from tests.conftest import Silent

FLOORS = {
    "locality": 0.93, "practice": 0.82, "outcome": 0.95, "problem": 0.75, "measure": 0.50, "plan": 0.80, "relation": 0.62,
}  # fmt: skip
"""F1 that extraction must reach on the annotated documents."""


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Settings:
    settings = Settings(data=tmp_path_factory.mktemp("real") / "data")
    with open_knowledge(settings) as knowledge:
        report = ingest([shared / "seeds"], knowledge, Silent())
    assert report.rejects == []
    assert report.embedded > 0
    return settings


def test_repaired_texts_agree_with_those_repaired_by_hand(shared: Path) -> None:
    wrong = total = 0
    for path in sorted((shared / "eval/norm").glob("*.txt")):
        raw = (shared / "seeds" / path.name).read_text(encoding="utf-8")
        gold = path.read_text(encoding="utf-8")
        moves = difflib.SequenceMatcher(None, gold, settle(raw).text, autojunk=False).get_opcodes()
        wrong += sum(max(b - a, d - c) for kind, a, b, c, d in moves if kind != "equal")
        total += len(gold)
    assert 1 - wrong / total >= 0.998


def test_extraction_reaches_its_floors_and_every_quote_is_verbatim(shared: Path, tmp_path: Path) -> None:
    rows = [
        fact
        for path in files_in([shared / "seeds"])
        for source in read(path)
        if isinstance(source, SourceFile)
        for fact in facts(understand(source))
    ]
    predicted, report = tmp_path / "facts.jsonl", tmp_path / "report.json"
    predicted.write_text(
        "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8"
    )
    words = [
        "--gold",
        str(shared / "eval/gold"),
        "--raw",
        str(shared / "seeds"),
        "--pred",
        str(predicted),
        "--json",
        str(report),
    ]
    subprocess.run(
        [sys.executable, str(shared / "eval/score_extraction.py"), *words], check=True, capture_output=True
    )
    figures = json.loads(report.read_text(encoding="utf-8"))
    assert figures["provenance"]["share"] == 1
    assert {kind: figures[kind]["f1"] >= floor for kind, floor in FLOORS.items()} == dict.fromkeys(
        FLOORS, True
    )


def test_a_method_from_elsewhere_does_not_move_a_report(shared: Path) -> None:
    path = next(path for path in files_in([shared / "seeds"]) if path.stem.startswith("003"))
    graph = understand(next(read(path)))  # type: ignore[arg-type]
    assert graph.document.locality_id is None
    places = {e.id: e.name for e in graph.entities}
    stated = [places[s.locality_id] for s in graph.document.sections if s.locality_id]
    assert "武汉市" not in stated
    assert "恩施土家族苗族自治州" in stated


@pytest.mark.parametrize("question", ["如何消除空壳村", "how to eliminate empty-shell villages"])
def test_the_first_five_answers_hold_a_practice_against_empty_shell_villages(
    real: Settings, question: str
) -> None:
    with open_views(real) as views:
        hits = answer(Asked(question, 5), views).hits
    assert any("空壳" in hit.passage.text for hit in hits)
    assert any(practice.entity.name for hit in hits for practice in hit.practices)
    assert any(hit.locality for hit in hits)


def test_a_question_in_traditional_script_is_answered_from_simplified_text_alike(real: Settings) -> None:
    with open_views(real) as views:
        one, other = (
            answer(Asked(text, 5), views).hits
            for text in ("後進村黨組織怎樣轉化升級", "后进村党组织怎样转化升级")
        )
    assert [hit.passage.id for hit in one] == [hit.passage.id for hit in other]
    assert any("后进" in hit.passage.text for hit in one)


def test_hybrid_search_is_no_worse_than_either_leg(real: Settings, shared: Path, tmp_path: Path) -> None:
    from search_api.search.understand import Mode

    lines = (shared / "eval/questions/queries.tsv").read_text(encoding="utf-8").splitlines()[1:]
    grades: dict[str, float] = {}
    for mode in Mode:
        run = tmp_path / f"{mode}.jsonl"
        with open_views(real) as views, run.open("w", encoding="utf-8") as out:
            for line in lines:
                query_id, _, _, query = line.split("\t")
                for hit in answer(Asked(query, 10, mode), views).hits:
                    row = {
                        "query_id": query_id,
                        "rank": hit.rank,
                        "document": hit.document.name,
                        "text": hit.passage.text,
                    }
                    out.write(json.dumps(row, ensure_ascii=False) + "\n")
        words = [
            "--qrels",
            str(shared / "eval/questions/qrels.tsv"),
            "--run",
            str(run),
            "--json",
            str(tmp_path / "report.json"),
        ]
        subprocess.run(
            [sys.executable, str(shared / "eval/score_search.py"), *words], check=True, capture_output=True
        )
        grades[mode] = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["groups"]["all"][
            "ndcg@10"
        ]
    assert grades["hybrid"] >= max(grades["lexical"], grades["semantic"]) - 0.005
