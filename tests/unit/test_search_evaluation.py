"""The figures by hand, the forms that are read, and a difference that is more than chance."""

import json
import math
from pathlib import Path

import pytest
from click.testing import CliRunner

from atlas import main
from graph.errors import SettingsError
from search_api.evaluation.comparison import difference
from search_api.evaluation.judged import Judged, judged
from search_api.evaluation.measures import measures
from tests.conftest import SAMPLES


def test_the_figures_are_those_computed_by_hand() -> None:
    question = Judged("q", "?", (), {"a": 2, "b": 1}, (("b", "村集体年收入突破十万元"),))
    found = measures(question, [("x", ""), ("a", ""), ("a", ""), ("b", "全村集体年收入突破十万元！")])
    best = 3 + 1 / math.log2(3)
    assert found["ndcg@10"] == pytest.approx((3 / math.log2(3) + 1 / math.log2(4)) / best)
    assert (found["success@1"], found["mrr@10"], found["recall@10"], found["passage@10"]) == (
        0.0,
        0.5,
        1.0,
        1.0,
    )


def test_nothing_found_is_nothing_gained() -> None:
    assert set(measures(Judged("q", "?", (), {"a": 1}), []).values()) == {0.0}


def test_a_difference_of_every_question_is_no_chance_and_none_is() -> None:
    apart = difference([0.9] * 40, [0.5] * 39 + [0.6])
    assert (apart.better, apart.worse) == (40, 0)
    assert apart.low > 0.3
    assert apart.p < 0.01
    assert difference([0.5, 0.7], [0.5, 0.7]).p == 1.0


QRELS = "query-id\tcorpus-id\tscore\nq1\td1\t1\nq1\td2\t0\nq9\td1\t1\n"


def test_questions_without_judgement_are_left_out(tmp_path: Path) -> None:
    queries, qrels = tmp_path / "q.jsonl", tmp_path / "r.tsv"
    rows = [{"id": "q1", "text": "甲", "lang": "zh-Hans"}, {"id": "q2", "text": "乙"}]
    queries.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    qrels.write_text(QRELS, encoding="utf-8")
    assert judged(queries, qrels) == [Judged("q1", "甲", ("lang=zh-Hans",), {"d1": 1})]


@pytest.mark.parametrize(
    ("queries", "qrels", "told"),
    [
        ('{"id": "q1", "text": "甲"', QRELS, "line 1 is no JSON"),
        ('{"name": "q1"}', QRELS, "wanted query_id and query"),
        ('{"id": "q1", "text": "甲"}', "a\tb\n1\t2\n", "wanted query_id and doc_id"),
        (
            '{"id": "q1", "text": "甲"}',
            "query-id\tcorpus-id\tscore\nq1\td1\tgood\n",
            "'good' of 'q1' is no number",
        ),
        (
            '{"id": "q1", "text": "甲"}',
            QRELS.replace("d1\t1\n", "d1\tinf\n", 1),
            "'inf' of 'q1' is no whole number of 0 to 20",
        ),
        (
            '{"id": "q1", "text": "甲"}',
            QRELS.replace("d1\t1\n", "d1\t0.5\n", 1),
            "'0.5' of 'q1' is no whole number",
        ),
        ("[1]", QRELS, "line 1 is no JSON object"),
        ('{"id": "q1", "text": null}', QRELS, "wanted query_id and query"),
        ('{"id": "q1", "text": "甲"}', "", "wanted query_id and doc_id"),
    ],
)
def test_a_file_of_another_form_is_told(tmp_path: Path, queries: str, qrels: str, told: str) -> None:
    (tmp_path / "q.jsonl").write_text(queries, encoding="utf-8")
    (tmp_path / "r.tsv").write_text(qrels, encoding="utf-8")
    with pytest.raises(SettingsError, match=told):
        judged(tmp_path / "q.jsonl", tmp_path / "r.tsv")


def test_a_question_that_cannot_be_asked_is_told_and_counts_as_not_answered(
    seeded_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATLAS_EMBEDDER", "hashed")
    (tmp_path / "q.tsv").write_text("query_id\tquery\nq1\t？\n", encoding="utf-8")
    (tmp_path / "r.tsv").write_text("query_id\tdoc_id\tquote\tgrade\nq1\td1\t\t1\n", encoding="utf-8")
    done = CliRunner().invoke(
        main,
        [
            "eval",
            "search",
            "--queries",
            str(tmp_path / "q.tsv"),
            "--qrels",
            str(tmp_path / "r.tsv"),
            "--data",
            str(seeded_folder),
            "--quiet",
            "--mode",
            "lexical",
            "--json",
        ],
    )
    assert json.loads(done.stdout)["groups"]["all"]["ndcg@10"] == 0
    assert "q1: q:" in done.stderr


def test_the_command_prints_a_table_and_compares_with_a_file_it_wrote(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATLAS_EMBEDDER", "hashed")
    data = str(tmp_path / "data")
    assert CliRunner().invoke(main, ["ingest", str(SAMPLES), "--data", data, "--quiet"]).exit_code == 0
    name = sorted(path.stem for path in SAMPLES.iterdir())[0]
    (tmp_path / "q.tsv").write_text("query_id\tquery\nq1\t党建\n", encoding="utf-8")
    (tmp_path / "r.tsv").write_text(f"query_id\tdoc_id\tquote\tgrade\nq1\t{name}\t\t1\n", encoding="utf-8")
    command = [
        "eval",
        "search",
        "--queries",
        str(tmp_path / "q.tsv"),
        "--qrels",
        str(tmp_path / "r.tsv"),
        "--data",
        data,
        "--quiet",
    ]
    written = CliRunner().invoke(main, [*command, "--json"])
    report = json.loads(written.stdout)
    assert report["groups"]["all"]["n"] == 1
    (tmp_path / "before.json").write_text(written.stdout, encoding="utf-8")
    compared = CliRunner().invoke(main, [*command, "--against", str(tmp_path / "before.json"), "--show", "1"])
    assert "+0.000 [+0.000, +0.000], p 1.000, 0 better, 0 worse" in compared.stdout
    assert "q1 党建" in compared.stdout
    assert CliRunner().invoke(main, [*command, "--against", "nothing"]).exit_code == 2
