"""The samples in each kind of stores in turn."""

from collections.abc import Iterator

import pytest

from graph.open import Views, open_knowledge, open_views
from graph.settings import Settings
from ingest.pipeline import ingest
from tests.conftest import SAMPLES, Silent


@pytest.fixture
def loaded(settings: Settings) -> Iterator[Views]:
    with open_knowledge(settings) as knowledge:
        ingest([SAMPLES], knowledge, Silent())
    with open_views(settings) as views:
        yield views
