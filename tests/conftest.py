"""States that tests start from: the samples loaded once with the hashed embedder, and a copy for a test that writes.

The hashed embedder keeps the suite fast; what depends on meaning is tested with the bundled model in `pipeline`.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.open import Knowledge, Views, open_knowledge, open_views
from graph.settings import Settings
from ingest.pipeline import ingest
from ingest.report import Report
from search_api.settings import ServiceSettings
from tests.services import Servers, started, what_is_missing

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples"
SHARED = ROOT.parent / "shared"


class Silent:
    """Progress that nobody watches."""

    def step(self, path: Path) -> None:
        """Does nothing."""


def settings_of(folder: Path) -> Settings:
    return Settings(data=folder, embedder="hashed")


def load(folder: Path, *paths: Path) -> Report:
    with open_knowledge(settings_of(folder)) as knowledge:
        return ingest(list(paths), knowledge, Silent())


@pytest.fixture(scope="session")
def seeded_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("seeded") / "data"
    report = load(folder, SAMPLES)
    assert not report.rejects
    return folder


@pytest.fixture
def own_folder(seeded_folder: Path, tmp_path: Path) -> Path:
    copied = tmp_path / "data"
    shutil.copytree(seeded_folder, copied)
    return copied


@pytest.fixture
def knowledge(own_folder: Path) -> Iterator[Knowledge]:
    with open_knowledge(settings_of(own_folder)) as opened:
        yield opened


@pytest.fixture(scope="session")
def seeded_views(seeded_folder: Path) -> Iterator[Views]:
    with open_views(settings_of(seeded_folder)) as views:
        yield views


@pytest.fixture(scope="session")
def shared() -> Path:
    if not SHARED.is_dir():
        pytest.skip("the annotated documents (../shared) are not beside this checkout")
    return SHARED


@pytest.fixture(autouse=True)
def no_settings_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for cls in (Settings, ServiceSettings):
        for name in cls.model_fields:
            monkeypatch.delenv(f"{cls.model_config['env_prefix']}{name.upper()}", raising=False)


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    """A real Neo4j and a real Elasticsearch, started for this run."""
    if missing := what_is_missing():
        # A run that is to judge a change must not pass over half of it.
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"the servers cannot be started: {missing}")
    with started(tmp_path_factory.mktemp("servers")) as running:
        yield running


@pytest.fixture
def server_settings(servers: Servers) -> Settings:
    """Settings of both servers, emptied."""
    servers.wipe()
    return servers.settings()


@pytest.fixture(params=["embedded", "servers"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Settings of empty stores, of each kind in turn."""
    if request.param == "embedded":
        return settings_of(tmp_path / "data")
    found: Settings = request.getfixturevalue("server_settings")
    return found
