"""What holds of the embedded stores alone: files that are damaged or gone."""

import shutil
from pathlib import Path

import pytest

from graph.errors import StoreUnavailable
from graph.messages import Want
from graph.open import open_knowledge, open_views
from tests.conftest import settings_of
from tests.contract.legs import by_words
from tests.contract.test_stores import write


def test_a_damaged_store_is_told_and_not_a_crash(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with open_knowledge(settings_of(folder)) as knowledge:
        write(knowledge, "one")
    for file in folder.glob("atlas.db*"):
        file.write_bytes(b"garbage" * 1000)
    with pytest.raises(StoreUnavailable, match="--data"), open_knowledge(settings_of(folder)):
        pass


def test_a_lost_word_index_is_made_again_and_seen_by_a_running_reader(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with open_knowledge(settings_of(folder)) as knowledge:
        write(knowledge, "one")
    shutil.rmtree(next(folder.glob("words-*")))
    with open_views(settings_of(folder)) as views:
        assert by_words(views.passages, ["春雨"], Want()) == []
        with open_knowledge(settings_of(folder)):
            pass
        assert len(by_words(views.passages, ["春雨"], Want())) == 1
