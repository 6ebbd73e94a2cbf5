"""Check, rebuild, backup and restore do the same over every kind of stores."""

import gzip
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from graph import embedders
from graph.embedders.hashed import HashedEmbedder
from graph.errors import SettingsError, StoreNotReady, UnreadableDocument
from graph.messages import Want
from graph.open import Knowledge, open_knowledge, open_views
from graph.passages.embedded import EmbeddedPassages
from graph.settings import Settings
from ingest.backup import back_up, restore
from ingest.check import disagreements
from ingest.load import entries_of, forget
from ingest.pipeline import ingest
from ingest.reading import Reading
from ingest.rebuild import rebuild_index, reread, vectors_of
from tests.conftest import SAMPLES, Silent, settings_of
from tests.contract.legs import by_vector, by_words


def nothing() -> None:
    pass


@pytest.fixture
def filled(settings: Settings) -> Settings:
    with open_knowledge(settings) as knowledge:
        ingest([SAMPLES], knowledge, Silent())
    return settings


@pytest.fixture
def opened(filled: Settings) -> Iterator[Knowledge]:
    with open_knowledge(filled) as knowledge:
        yield knowledge


def exported(settings: Settings) -> list[object]:
    with open_views(settings) as views:
        return list(views.graph.export())


def found(knowledge: Knowledge) -> Counter[str]:
    return Counter(each.what for each in disagreements(knowledge))


def test_what_was_loaded_agrees(opened: Knowledge) -> None:
    assert list(disagreements(opened)) == []


def test_every_disagreement_is_found_and_healed(server_settings: Settings) -> None:
    with open_knowledge(server_settings) as opened:
        ingest([SAMPLES], opened, Silent())
        rows = sorted(opened.graph.holdings())
        lost, orphan, changed = (opened.graph.loaded(document_id) for document_id, _ in rows[:3])
        assert lost
        assert orphan
        assert changed
        opened.passage_writer.forget(lost.graph.document.id)
        opened.graph_writer.forget(orphan.graph.document.id)
        whole = entries_of(changed.graph, vectors_of([changed], opened))
        assert any(entry.tellings for entry in whole[1:])
        entries = [
            replace(entry, tellings={}) if entry.tellings else replace(entry, facets=("role:problems",))
            for entry in whole[1:]
        ]
        opened.passage_writer.load(changed.graph.document, entries, changed.rules)
        opened.passage_writer.flush()
        told = found(opened)
        assert told == {
            "orphaned": 1,
            "missing": len(lost.graph.passages) + 1,
            "different": len(entries),
        }
        rebuild_index(opened, nothing)
        assert found(opened) == {}
        assert len(rows) - 1 == len(list(opened.graph.holdings()))


def test_a_lost_passage_is_found_and_read_again(tmp_path: Path) -> None:
    settings = settings_of(tmp_path / "own")
    with open_knowledge(settings) as opened:
        ingest([SAMPLES], opened, Silent())
        before = list(opened.graph.export())
        document_id, _ = next(iter(opened.graph.holdings()))
        opened.passage_writer.forget(document_id)
        assert set(found(opened)) == {"lost"}
        assert reread(opened, Reading(), nothing).reread == 1
        assert found(opened) == {}
        assert list(opened.graph.export()) == before


def test_what_another_version_left_is_stale(opened: Knowledge) -> None:
    document_id, _ = next(iter(opened.graph.holdings()))
    loaded = opened.graph.loaded(document_id)
    assert loaded
    opened.graph_writer.load(loaded.graph, loaded.origins[0].origin, "other rules")
    # Embedded, the version stands once, for both halves: they have no way to differ.
    embedded = isinstance(opened.passages, EmbeddedPassages)
    assert found(opened) == ({} if embedded else {"stale": 1, "missing": len(loaded.graph.passages)})
    rebuild_index(opened, nothing)
    assert found(opened) == {}


def test_a_rebuild_changes_no_answer(opened: Knowledge) -> None:
    asked = ["空壳", "村"]
    before = list(opened.graph.export()), by_words(opened.passages, asked, Want())
    assert before[1]
    rebuild_index(opened, nothing)
    assert (list(opened.graph.export()), by_words(opened.passages, asked, Want())) == before


def test_reading_again_by_the_same_rules_changes_nothing(opened: Knowledge) -> None:
    before = list(opened.graph.export())
    report = reread(opened, Reading(), nothing)
    assert (report.reread, report.unchanged) == (0, len(list(opened.graph.holdings())))
    assert list(opened.graph.export()) == before


def test_reading_again_heals_what_older_rules_said(opened: Knowledge) -> None:
    before = list(opened.graph.export())
    document_id, _ = next(iter(opened.graph.holdings()))
    loaded = opened.graph.loaded(document_id)
    assert loaded
    poorer = replace(loaded.graph, claims=(), mentions=())
    opened.graph_writer.load(poorer, loaded.origins[0].origin, "old rules")
    assert list(opened.graph.export()) != before
    assert reread(opened, Reading(), nothing).reread == 1
    assert list(opened.graph.export()) == before
    assert found(opened) == {}


def test_a_backup_brings_everything_back(filled: Settings, tmp_path: Path) -> None:
    before = exported(filled)
    file = tmp_path / "backup.jsonl.gz"
    with open_views(filled) as views:
        count = back_up(views, file, nothing)
    with open_knowledge(filled) as knowledge:
        for document_id in [document_id for document_id, _ in knowledge.graph.holdings()]:
            forget(document_id, knowledge)
        knowledge.passage_writer.flush()
    assert exported(filled) == []
    with open_knowledge(filled) as knowledge:
        assert restore(file, knowledge, nothing, replacing=False) == count
        assert list(disagreements(knowledge)) == []
        again = tmp_path / "again.jsonl.gz"
        back_up(knowledge, again, nothing)
    assert exported(filled) == before
    assert again.read_bytes() == file.read_bytes()


def test_a_backup_can_be_made_while_others_search(filled: Settings, tmp_path: Path) -> None:
    asked, ended = ["空壳", "村"], threading.Event()
    with open_views(filled) as views, ThreadPoolExecutor(2) as pool:
        expected = by_words(views.passages, asked, Want())

        def read() -> int:
            times = 0
            while not ended.is_set():
                assert by_words(views.passages, asked, Want()) == expected
                times += 1
            return times

        readers = [pool.submit(read) for _ in range(2)]
        try:
            assert back_up(views, tmp_path / "backup.jsonl.gz", nothing) == views.graph.counts()["documents"]
        finally:
            ended.set()
        assert all(reader.result() for reader in readers)


def test_a_backup_moves_from_one_kind_of_stores_to_another(filled: Settings, tmp_path: Path) -> None:
    file = tmp_path / "backup.jsonl.gz"
    with open_views(filled) as views:
        back_up(views, file, nothing)
    other = settings_of(tmp_path / "other")
    with open_knowledge(other) as knowledge:
        restore(file, knowledge, nothing, replacing=False)
    assert exported(other) == exported(filled)


def test_a_backup_that_cannot_be_written_is_told_and_leaves_no_part(tmp_path: Path) -> None:
    own = settings_of(tmp_path / "own")
    with open_knowledge(own) as knowledge:
        ingest([SAMPLES / "majiang-jitijingji.md"], knowledge, Silent())
        with pytest.raises(SettingsError, match="cannot write"):
            back_up(knowledge, tmp_path / "no folder" / "backup.jsonl.gz", nothing)
        with pytest.raises(RuntimeError):
            back_up(knowledge, tmp_path / "backup.jsonl.gz", broken)
    assert not list(tmp_path.glob("backup*"))


def broken() -> None:
    raise RuntimeError


def test_a_damaged_backup_changes_nothing(filled: Settings, tmp_path: Path) -> None:
    file = tmp_path / "backup.jsonl.gz"
    with open_views(filled) as views:
        back_up(views, file, nothing)
    whole = gzip.decompress(file.read_bytes())
    lines = whole.splitlines(keepends=True)
    before = exported(filled)
    damaged = {
        "cut": b"".join(lines[:-1]),
        "shorter": b"".join([*lines[:3], *lines[4:]]),
        "changed": whole.replace("空壳".encode(), "满壳".encode()),
        "foreign": b'{"format": "something else"}\n',
        "text": b"no json\n",
        "empty": b"",
    }
    with open_knowledge(filled) as knowledge:
        for name, content in damaged.items():
            bad = tmp_path / f"{name}.jsonl.gz"
            bad.write_bytes(gzip.compress(content))
            with pytest.raises(UnreadableDocument, match=name):
                restore(bad, knowledge, nothing, replacing=True)
        (tmp_path / "plain").write_bytes(whole)
        with pytest.raises(UnreadableDocument, match="plain"):
            restore(tmp_path / "plain", knowledge, nothing, replacing=True)
    assert exported(filled) == before


def test_a_restore_forgets_nothing_unless_told(filled: Settings, tmp_path: Path) -> None:
    small, file = settings_of(tmp_path / "small"), tmp_path / "small.jsonl.gz"
    with open_knowledge(small) as knowledge:
        ingest([SAMPLES / "majiang-jitijingji.md"], knowledge, Silent())
        back_up(knowledge, file, nothing)
    with open_knowledge(filled) as knowledge:
        with pytest.raises(SettingsError, match="--replace"):
            restore(file, knowledge, nothing, replacing=False)
        restore(file, knowledge, nothing, replacing=True)
        assert list(disagreements(knowledge)) == []
    assert [row for row in exported(filled) if row["is"] == "document"] == [  # type: ignore[index]
        row for row in exported(small) if row["is"] == "document"  # type: ignore[index]
    ]  # fmt: skip


class Wider(HashedEmbedder):
    """Another model: another name, and twice as many numbers."""

    name = "hashed-other"
    dimension = 2 * HashedEmbedder.dimension


class Other(HashedEmbedder):
    """Another model with as many numbers: only its name tells."""

    name = "hashed-other"


@pytest.mark.parametrize("model", [Wider, Other])
def test_another_model_is_refused_until_the_index_is_made_anew(
    filled: Settings, monkeypatch: pytest.MonkeyPatch, model: type[HashedEmbedder]
) -> None:
    with open_views(filled) as running:
        monkeypatch.setattr(embedders.hashed, "HashedEmbedder", model)
        for opening in (open_views, open_knowledge):
            with pytest.raises(StoreNotReady, match="hashed-other"), opening(filled):
                pass
        with open_knowledge(filled, rebuilding=True) as knowledge:
            rebuild_index(knowledge, nothing)
        with open_views(filled) as views:
            assert by_vector(views.passages, views.embedder.question("空壳村"), Want())
            assert list(disagreements(views)) == []
        with pytest.raises(StoreNotReady, match="embedder of .* is 'hashed-other', wanted 'hashed-64'"):
            by_vector(running.passages, running.embedder.question("空壳村"), Want())
