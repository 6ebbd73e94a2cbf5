"""The command line as a person uses it: exit codes, and what goes to which stream."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT


def atlas(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    given = {**os.environ, "ATLAS_EMBEDDER": "hashed", **environment}
    return subprocess.run(
        [sys.executable, str(ROOT / "atlas.py"), *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=given,
        cwd=ROOT,
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["ingest", "nowhere"], "nowhere"),
        (["search", "党建", "--data", "nowhere"], "atlas ingest"),
        (["search"], "QUERY"),
        (["export", "--data", "nowhere"], "atlas ingest"),
    ],
)
def test_a_command_that_fails_says_what_to_do_and_exits_with_two(words: list[str], said: str) -> None:
    done = atlas(*words)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_reject_makes_the_exit_code_one_and_the_rest_is_loaded(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.txt").write_text("凤阳县开展“春雨”行动,走访党员120名。", encoding="utf-8")
    (tmp_path / "in" / "bad.txt").write_bytes(b"")
    data = str(tmp_path / "data")
    done = atlas("ingest", str(tmp_path / "in"), "--data", data, "--json")
    assert done.returncode == 1
    report = json.loads(done.stdout)
    assert (report["read"], report["accepted"], report["rejected"]) == (2, 1, 1)
    assert report["rejects"][0]["file"].endswith("bad.txt")
    quiet = atlas("ingest", str(tmp_path / "in"), "--data", data, "--quiet")
    assert (quiet.returncode, quiet.stdout) == (1, "")
    assert "bad.txt" in quiet.stderr
    assert atlas("forget", "good", "--data", data).returncode == 0
    assert atlas("export", "--canonical", "--data", data).stdout == ""
    assert "good" in atlas("forget", "good", "--data", data).stderr


def test_a_wrong_setting_is_named() -> None:
    done = atlas("search", "党建", ATLAS_WORKERS="many")
    assert done.returncode == 2
    assert "ATLAS_WORKERS" in done.stderr


def test_an_unknown_embedder_is_named(tmp_path: Path) -> None:
    assert "magic" in atlas("ingest", "samples", "--data", str(tmp_path), ATLAS_EMBEDDER="magic").stderr


def test_a_service_with_a_wrong_setting_does_not_start(seeded_folder: Path) -> None:
    data = str(seeded_folder)
    for name, value in (("ATLAS_RERANKER", "magic"), ("ATLAS_EMBEDDER", "magic")):
        done = atlas("serve", "--data", data, "--port", "0", **{name: value})
        assert done.returncode == 2
        assert f"{name} is 'magic'" in done.stderr
        assert "http://" not in done.stderr


def test_questions_of_a_file_keep_their_ids(seeded_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "q.tsv").write_bytes("\ufeffquery_id\tquery\r\nA\t合作社\r\nB\t网格\r\n".encode())
    done = atlas(
        "search",
        "--queries",
        str(tmp_path / "q.tsv"),
        "--jsonl",
        "--limit",
        "2",
        "--mode",
        "lexical",
        "--data",
        str(seeded_folder),
    )
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(row["query_id"], row["rank"]) for row in rows] == [("A", 1), ("A", 2), ("B", 1), ("B", 2)]
    assert set(rows[0]) == {
        "query_id",
        "rank",
        "document",
        "passage_id",
        "start",
        "end",
        "text",
        "score",
        "entities",
    }


def test_lines_of_json_leave_it_to_standard_error_that_nothing_answers(seeded_folder: Path) -> None:
    done = atlas("search", "钢琴考级曲目", "--jsonl", "--limit", "1", "--data", str(seeded_folder))
    assert all(json.loads(line)["rank"] == 1 for line in done.stdout.splitlines())
    assert "钢琴考级曲目: Nothing in this collection answers this" in done.stderr
    refused = atlas("search", "合作社", "--jsonl", "--group", "practice", "--data", str(seeded_folder))
    assert refused.returncode == 2
    assert "--jsonl prints passages" in refused.stderr


def test_questions_without_a_header_are_refused(tmp_path: Path, seeded_folder: Path) -> None:
    (tmp_path / "q.tsv").write_text("合作社\n", encoding="utf-8")
    done = atlas("search", "--queries", str(tmp_path / "q.tsv"), "--jsonl", "--data", str(seeded_folder))
    assert done.returncode == 2
    assert "query_id" in done.stderr


def test_a_question_that_cannot_be_answered_does_not_end_the_file(
    tmp_path: Path, seeded_folder: Path
) -> None:
    (tmp_path / "q.tsv").write_text("query_id\tquery\nA\nB\t合作社\n", encoding="utf-8")
    done = atlas(
        "search",
        "--queries",
        str(tmp_path / "q.tsv"),
        "--jsonl",
        "--limit",
        "1",
        "--mode",
        "lexical",
        "--data",
        str(seeded_folder),
    )
    assert done.returncode == 1
    assert [json.loads(line)["query_id"] for line in done.stdout.splitlines()] == ["B"]
    assert "A: q:" in done.stderr


def test_questions_in_another_encoding_are_refused(tmp_path: Path, seeded_folder: Path) -> None:
    (tmp_path / "q.tsv").write_bytes("query_id\tquery\nA\t合作社\n".encode("gb18030"))
    done = atlas("search", "--queries", str(tmp_path / "q.tsv"), "--jsonl", "--data", str(seeded_folder))
    assert done.returncode == 2
    assert "UTF-8" in done.stderr
