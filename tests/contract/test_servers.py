"""What holds of the servers alone: moves under load, one writer at a time, refusals, and settings that contradict."""

import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from graph.errors import SettingsError, StoreNotReady, StoreUnavailable
from graph.messages import Want
from graph.open import open_knowledge, open_views
from graph.passages import generations, mapping
from graph.passages.cluster import Cluster
from graph.servers import cluster_of
from graph.settings import Settings
from graph.stores import cypher
from graph.stores.bolt import Bolt
from ingest.pipeline import ingest
from ingest.rebuild import rebuild_index
from search_api.search.answer import answer
from search_api.search.ranking import Asked
from tests.conftest import SAMPLES, Silent
from tests.contract.legs import by_words
from tests.services import Servers
from tests.services.faults import Bench

MOVES = 50
ASKED = ["空壳", "村"]


def nothing() -> None:
    pass


def test_readers_see_one_version_while_the_index_is_made_anew_again_and_again(
    server_settings: Settings,
) -> None:
    ended = threading.Event()
    with open_knowledge(server_settings) as knowledge:
        ingest([SAMPLES / "majiang-jitijingji.md", SAMPLES / "enshi-kongkecun.md"], knowledge, Silent())
        with open_views(server_settings) as views, ThreadPoolExecutor(4) as pool:
            expected = by_words(views.passages, ASKED, Want()), views.passages.count()
            assert expected[0]

            def read() -> int:
                times = 0
                while not ended.is_set():
                    assert (by_words(views.passages, ASKED, Want()), views.passages.count()) == expected
                    times += 1
                return times

            readers = [pool.submit(read) for _ in range(4)]
            try:
                for _ in range(MOVES):
                    rebuild_index(knowledge, nothing)
            finally:
                ended.set()
            assert all(reader.result() > MOVES for reader in readers)


@pytest.mark.parametrize(("share", "merged"), [(0.0, True), (9.0, False)])
def test_a_large_index_of_which_much_is_new_is_merged(
    server_settings: Settings, monkeypatch: pytest.MonkeyPatch, share: float, merged: bool
) -> None:
    monkeypatch.setattr(mapping, "EXACT_UP_TO", 0)
    for name, value in {"MANY": 1, "WORTH_MERGING": share}.items():
        monkeypatch.setattr(generations, name, value)
    with open_knowledge(server_settings) as knowledge:
        cluster = cluster_of(server_settings, timeout=10, patient=True)
        for sample in sorted(SAMPLES.glob("*.md")):
            ingest([sample], knowledge, Silent())
        until = time.monotonic() + 30
        while merged and cluster.segments()[0] > 1 and time.monotonic() < until:
            time.sleep(0.2)
        assert (cluster.segments()[0] == 1) is merged
        assert by_words(knowledge.passages, ASKED, Want())
        cluster.close()


def test_a_large_index_that_is_made_anew_is_merged(
    server_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    merged: list[tuple[str, int]] = []
    monkeypatch.setattr(generations, "MANY", 0)
    monkeypatch.setattr(Cluster, "merge", lambda _, index, segments: merged.append((index, segments)))
    with open_knowledge(server_settings) as knowledge:
        ingest([SAMPLES], knowledge, Silent())
        rebuild_index(knowledge, nothing)
        assert not merged
        monkeypatch.setattr(mapping, "EXACT_UP_TO", 0)
        rebuild_index(knowledge, nothing)
        assert merged == [("atlas", 1)]


def test_an_answer_asks_for_the_version_of_a_document_once(
    server_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    read = Bolt.read

    def counted(bolt: Bolt, statement: str, **values: Any) -> list[dict[str, Any]]:
        asked.extend(values["ids"] if statement == cypher.VERSIONS else ())
        return read(bolt, statement, **values)

    with open_knowledge(server_settings) as knowledge:
        ingest([SAMPLES], knowledge, Silent())
    monkeypatch.setattr(Bolt, "read", counted)
    with open_views(server_settings, service=True) as views:
        assert answer(Asked("如何消除空壳村"), views).hits
        assert asked
        assert len(asked) == len(set(asked))
        asked.clear()
        assert answer(Asked("如何消除空壳村"), views).hits
        assert not asked
    with open_views(server_settings, service=True) as views, views.passages.steady():
        with views.passages.steady():
            assert by_words(views.passages, ASKED, Want())
        assert by_words(views.passages, ASKED, Want())
        assert asked
        assert len(asked) == len(set(asked))


def test_a_reader_sees_at_once_that_a_document_has_another_version(server_settings: Settings) -> None:
    with open_knowledge(server_settings) as knowledge, open_views(server_settings, service=True) as views:
        ingest([SAMPLES], knowledge, Silent())
        before = by_words(views.passages, ASKED, Want())
        assert before == by_words(views.passages, ASKED, Want())
        of_document = {
            each: found.passage.document_id
            for each, found in views.passages.found([scored.passage_id for scored in before]).items()
        }
        changed = of_document[before[0].passage_id]
        loaded = knowledge.graph.loaded(changed)
        assert loaded
        # In the graph alone: what the index holds of it is of a version that is no longer current.
        knowledge.graph_writer.load(loaded.graph, loaded.origins[0].origin, "another")
        after = by_words(views.passages, ASKED, Want())
        assert after == [scored for scored in before if of_document[scored.passage_id] != changed]


def test_one_index_before_the_live_one_is_kept_and_can_be_gone_back_to(
    servers: Servers, server_settings: Settings
) -> None:
    def indexes() -> dict[str, bool]:
        rows = servers.ask("GET", "atlas*/_alias")
        return {name: "atlas" in row["aliases"] for name, row in rows.items()}

    with open_knowledge(server_settings) as knowledge:
        ingest([SAMPLES], knowledge, Silent())
        with pytest.raises(StoreNotReady, match="nothing to go back to"):
            knowledge.passage_writer.roll_back()
        for _ in range(3):
            rebuild_index(knowledge, nothing)
        assert indexes() == {"atlas-000003": False, "atlas-000004": True}
        assert knowledge.passage_writer.roll_back() == "atlas-000003"
        assert indexes() == {"atlas-000003": True, "atlas-000004": False}
        assert by_words(knowledge.passages, ASKED, Want())


def test_a_second_writer_is_told_so(server_settings: Settings) -> None:
    with (
        open_knowledge(server_settings),
        pytest.raises(StoreUnavailable, match="another process is writing"),
        open_knowledge(server_settings),
    ):
        pass
    with open_knowledge(server_settings):
        pass


def test_of_two_ingests_at_once_one_wins_and_the_other_says_so(servers: Servers) -> None:
    bench = Bench(servers, [SAMPLES], b"", 0.0)
    servers.wipe()
    assert bench.ingest().wait() == 0
    expected = bench.atlas("export")
    servers.wipe()
    both = [bench.ingest(stderr=subprocess.PIPE) for _ in range(2)]
    told = [each.communicate()[1].decode() for each in both]
    assert sorted(each.returncode for each in both) == [0, 2], told
    assert "another process is writing" in told[[each.returncode for each in both].index(2)]
    assert bench.atlas("export") == expected


def test_a_wrong_password_is_told_and_shown_nowhere(server_settings: Settings) -> None:
    wrong = server_settings.model_copy(update={"neo4j_password": SecretStr("entirely wrong")})
    with pytest.raises(StoreNotReady, match="ATLAS_NEO4J_PASSWORD") as told, open_knowledge(wrong):
        pass
    assert "entirely wrong" not in str(told.value)
    assert "entirely wrong" not in repr(wrong)


def test_elasticsearch_takes_a_user_or_a_key_over_tls_and_says_what_is_wrong(
    servers: Servers, server_settings: Settings
) -> None:
    with open_knowledge(server_settings) as knowledge:
        ingest([SAMPLES / "majiang-jitijingji.md"], knowledge, Silent())
    key = SecretStr(servers.ask("POST", "_security/api_key", json={"name": "for tests"})["encoded"])
    assert servers.ask("GET", "_license")["license"]["type"] == "basic"
    by_key = server_settings.model_copy(update={"elastic_password": None, "elastic_api_key": key})
    with open_views(by_key) as views:
        assert by_words(views.passages, ASKED, Want())
    wrong: dict[str, dict[str, object]] = {
        "ATLAS_ELASTIC_PASSWORD": {"elastic_password": SecretStr("entirely wrong")},
        "ATLAS_ELASTIC_CA": {"elastic_ca": None},
        "ATLAS_ELASTIC_API_KEY": {"elastic_password": None},
    }
    for told, change in wrong.items():
        with pytest.raises(StoreNotReady, match=told), open_views(server_settings.model_copy(update=change)):
            pass


def test_one_server_alone_is_refused() -> None:
    for given in ({"neo4j_uri": "bolt://127.0.0.1:1"}, {"elastic_url": "http://127.0.0.1:1"}):
        with pytest.raises(SettingsError, match="set both"), open_views(Settings(**given)):  # type: ignore[arg-type]
            pass


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"neo4j_uri": "foo"}, "ATLAS_NEO4J_URI is 'foo'"),
        ({"elastic_url": "foo"}, "ATLAS_ELASTIC_URL"),
        ({"elastic_url": "https://127.0.0.1:1", "elastic_ca": Path("/no/such/file")}, "ATLAS_ELASTIC_CA is '/no/such/file'"),
    ],
)  # fmt: skip
def test_an_address_that_is_none_is_told(wrong: dict[str, object], told: str) -> None:
    given = {
        "neo4j_uri": "bolt://127.0.0.1:1",
        "elastic_url": "http://127.0.0.1:1",
        "embedder": "hashed",
    } | wrong
    with pytest.raises(SettingsError, match=told), open_views(Settings(**given)):  # type: ignore[arg-type]
        pass


def test_servers_that_are_not_there_are_told_at_once() -> None:
    away = Settings(
        neo4j_uri="bolt://127.0.0.1:1", elastic_url="http://127.0.0.1:1", embedder="hashed", store_patience=0
    )
    for opening in (open_views, open_knowledge):
        with pytest.raises(StoreUnavailable, match="is away"), ExitStack() as stack:
            stack.enter_context(opening(away))


def test_an_empty_server_asks_for_documents(server_settings: Settings) -> None:
    with pytest.raises(StoreNotReady, match="atlas ingest"), open_views(server_settings):
        pass
