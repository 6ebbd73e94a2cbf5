"""Every adapter of a port behaves the same; `settings` names each kind of stores in turn."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from graph.errors import QuestionError
from graph.messages import Page, PassageEntry, Want
from graph.model import DocumentGraph
from graph.names import tokens
from graph.open import Knowledge, open_knowledge
from graph.schema import Kind
from graph.settings import Settings
from ingest.pipeline import understand
from ingest.readers import SourceFile
from tests.conftest import settings_of
from tests.contract.legs import by_entities, by_vector, by_words

TEXTS = {
    "one": "凤阳县开展“春雨”行动,走访党员120名,整顿软弱涣散党组织3个。",
    "two": "吴起县推行“春雨”行动。安塞区推行“三联三促”工作法,建成站点20个。",
    "three": "天气很好,适合出门散步。村口的大树下坐满了人。",
}


@pytest.fixture
def stores(settings: Settings) -> Iterator[Knowledge]:
    with open_knowledge(settings) as knowledge:
        yield knowledge


def graph_of(name: str) -> DocumentGraph:
    return understand(SourceFile(name, name, TEXTS[name]))


def write(knowledge: Knowledge, *names: str) -> None:
    for name in names:
        graph = graph_of(name)
        texts = [p.text for p in graph.passages]
        vectors = knowledge.embedder.passages(texts)
        ids = tuple(e.id for e in graph.entities)
        entries = [
            PassageEntry(p, t, ids, (f"document:{graph.document.id}", f"name:{name}"), v)
            for p, t, v in zip(graph.passages, texts, vectors, strict=True)
        ]
        with knowledge.atomic():
            knowledge.passage_writer.load(graph.document, entries, "rules")
            knowledge.graph_writer.load(graph, name, "rules")
    knowledge.passage_writer.flush()


def test_what_is_loaded_can_be_read(stores: Knowledge) -> None:
    write(stores, "one")
    graph = graph_of("one")
    document = stores.graph.document(graph.document.id)
    assert document == replace(graph.document, name="one")
    for entity in graph.entities:
        known = stores.graph.entity(entity.id)
        assert known is not None
        assert known.entity == entity
        assert [q.quote for q in known.quotes] == [graph.quotes[entity.id].quote]
    assert sorted(c.id for c in stores.graph.claims_about([e.id for e in graph.entities], 100)) == sorted(
        c.id for c in graph.claims
    )
    assert [
        stores.passages.found([p.id for p in graph.passages])[p.id].passage for p in graph.passages
    ] == list(graph.passages)


def test_an_entity_is_shown_as_all_its_documents_tell_it_whatever_comes_and_goes(stores: Knowledge) -> None:
    def agree(*names: str) -> None:
        ids = {entity.id for name in TEXTS for entity in graph_of(name).entities}
        known = stores.graph.known(ids)
        assert stores.graph.shown(ids) == {entity_id: told.entity for entity_id, told in known.items()}
        assert set(known) == {entity.id for name in names for entity in graph_of(name).entities}

    def forget(name: str) -> None:
        with stores.atomic():
            stores.graph_writer.forget(graph_of(name).document.id)

    write(stores, "one", "two")
    agree("one", "two")
    write(stores, "one", "three")
    agree("one", "two", "three")
    forget("one")
    agree("two", "three")
    write(stores, "one")
    forget("two")
    agree("one", "three")


def test_loading_twice_changes_nothing(stores: Knowledge) -> None:
    write(stores, "one", "two")
    before = list(stores.graph.export()), by_words(stores.passages, ["春雨"], Want())
    write(stores, "two", "one")
    assert (list(stores.graph.export()), by_words(stores.passages, ["春雨"], Want())) == before


def test_forgetting_leaves_nothing(stores: Knowledge) -> None:
    empty = list(stores.graph.export())
    write(stores, "one")
    document = graph_of("one").document
    stores.passage_writer.forget(document.id)
    stores.graph_writer.forget(document.id)
    stores.passage_writer.flush()
    assert list(stores.graph.export()) == empty
    assert by_words(stores.passages, ["春雨"], Want()) == []
    assert by_vector(stores.passages, stores.embedder.question("春雨"), Want()) == []
    assert not stores.passages.vectors([p.text for p in graph_of("one").passages])


def test_a_shared_entity_survives_the_document_that_also_named_it(stores: Knowledge) -> None:
    write(stores, "one", "two")
    national = [k.entity for k in stores.graph.entities(Kind.LOCALITY, Page())]
    assert {e.name for e in national} == {"凤阳县", "吴起县", "安塞区"}
    stores.graph_writer.forget(graph_of("one").document.id)
    assert {k.entity.name for k in stores.graph.entities(Kind.LOCALITY, Page())} == {"吴起县", "安塞区"}


def test_words_find_by_score_then_id(stores: Knowledge) -> None:
    write(stores, "one", "two", "three")
    found = by_words(stores.passages, tokens("春雨行动"), Want())
    assert {
        each.passage.document_id for each in stores.passages.found([s.passage_id for s in found]).values()
    } >= {
        graph_of("one").document.id,
        graph_of("two").document.id,
    }
    assert found == sorted(found, key=lambda s: (-s.score, s.passage_id))


def test_vectors_find_the_same_text_first_with_cosine_one(stores: Knowledge) -> None:
    write(stores, "one", "two", "three")
    text = graph_of("three").passages[0]
    found = by_vector(stores.passages, stores.embedder.passages([text.text])[0], Want(limit=2))
    assert found[0].passage_id == text.id
    assert found[0].score == pytest.approx(1, abs=1e-4)
    assert len(found) == 2


def test_facets_hold_for_every_leg(stores: Knowledge) -> None:
    write(stores, "one", "two", "three")
    only = Want(facets=(("name:two", "name:three"), (f"document:{graph_of('two').document.id}",)))
    inside = {p.id for p in graph_of("two").passages}
    ids = [e.id for e in graph_of("two").entities]
    for found in (
        by_words(stores.passages, tokens("春雨行动"), only),
        by_vector(stores.passages, stores.embedder.question("春雨"), only),
        by_entities(stores.passages, ids, only),
    ):
        assert found
        assert {s.passage_id for s in found} <= inside


def test_a_steady_reading_gives_a_document_as_it_first_saw_it_or_not_at_all(stores: Knowledge) -> None:
    write(stores, "one", "two")
    gone = graph_of("one").document.id
    with stores.passages.steady():
        ids = [s.passage_id for s in by_words(stores.passages, ["春雨"], Want())]
        before = stores.passages.found(ids)
        with stores.atomic():
            stores.passage_writer.forget(gone)
            stores.graph_writer.forget(gone)
        stores.passage_writer.flush()
        assert stores.passages.found(ids).items() <= before.items()
    left = {each: one for each, one in before.items() if one.passage.document_id != gone}
    assert before != stores.passages.found(ids) == left != {}


def test_entities_are_known_by_their_names_their_sound_and_their_numbers(stores: Knowledge) -> None:
    write(stores, "two")
    named = stores.graph.named(["吴起县", "三联三促工作法", "wuqi", "#3#3", "nothing"])
    assert set(named) == {"吴起县", "三联三促工作法", "wuqi", "#3#3"}
    assert (named["吴起县"], named["三联三促工作法"]) == (named["wuqi"], named["#3#3"])
    shown = stores.graph.shown([each for ids in named.values() for each in ids])
    assert {entity.name for entity in shown.values()} == {"吴起县", "三联三促工作法"}


def test_a_failed_unit_of_work_leaves_nothing(stores: Knowledge) -> None:
    graph = graph_of("one")
    with pytest.raises(RuntimeError), stores.atomic():
        stores.graph_writer.load(graph, "one", "rules")
        raise RuntimeError
    assert stores.graph.document(graph.document.id) is None


def test_text_of_a_person_is_never_read_as_a_query(stores: Knowledge) -> None:
    write(stores, "one")
    hostile = ["' OR 1=1 --", '"', "*", "words:春雨", "a AND (b", "%", "\x00", "春雨~2", "\\"]
    for words in hostile:
        assert by_words(stores.passages, [words], Want()) == []
        assert stores.graph.entities(Kind.LOCALITY, Page(), words) == []
        assert stores.graph.document(words) is None
        assert by_vector(stores.passages, stores.embedder.question("春"), Want(facets=((words,),))) == []


def test_pages_together_are_the_whole_listing(stores: Knowledge) -> None:
    write(stores, "one", "two")
    whole = [k.entity.id for k in stores.graph.entities(Kind.LOCALITY, Page(0, 100))]
    assert [
        k.entity.id
        for offset in range(len(whole))
        for k in stores.graph.entities(Kind.LOCALITY, Page(offset, 1))
    ] == whole


def test_threads_read_while_another_writes(stores: Knowledge) -> None:
    from concurrent.futures import ThreadPoolExecutor

    write(stores, "one")
    with ThreadPoolExecutor(4) as pool:
        readers = [
            pool.submit(lambda: (by_words(stores.passages, ["春雨"], Want()), stores.graph.counts()))
            for _ in range(50)
        ]
        write(stores, "two", "three")
        assert all(reader.result()[0] for reader in readers)


def test_a_vector_is_of_unit_length(stores: Knowledge) -> None:
    for vector in stores.embedder.passages(["春雨", "", "\x00", "\ud800", "a" * 3000]):
        assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-3)


def test_ties_go_by_id_and_not_by_the_order_of_loading(tmp_path: Path) -> None:
    found = []
    for order in (1, -1):
        with open_knowledge(settings_of(tmp_path / str(order))) as knowledge:
            graph = graph_of("one")
            passage = graph.passages[0]
            for number in range(150)[::order]:
                copy = replace(passage, id=f"passage-{number:04}", document_id=f"document-{number}")
                vector = knowledge.embedder.passages([copy.text])[0]
                source = replace(graph.document, id=copy.document_id)
                knowledge.passage_writer.load(source, [PassageEntry(copy, copy.text, (), (), vector)], "")
                if number % 40 == 0:
                    knowledge.passage_writer.flush()
            knowledge.passage_writer.flush()
            found.append(
                (
                    by_words(knowledge.passages, ["春雨"], Want(20)),
                    by_vector(knowledge.passages, vector, Want(20)),
                )
            )
    assert found[0] == found[1]
    assert [s.passage_id for s in found[0][0]] == [f"passage-{number:04}" for number in range(20)]


def test_connections_of_ended_threads_are_closed(stores: Knowledge) -> None:
    import os
    import threading

    write(stores, "one")
    before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208
    for _ in range(40):
        thread = threading.Thread(target=stores.graph.counts)
        thread.start()
        thread.join()
    assert len(os.listdir("/proc/self/fd")) < before + 20  # noqa: PTH208


def test_a_name_of_several_documents_is_not_guessed(stores: Knowledge) -> None:
    for text in (TEXTS["one"], TEXTS["two"]):
        graph = understand(SourceFile("x", "same", text))
        stores.graph_writer.load(graph, text, "rules")
    with pytest.raises(QuestionError, match="several documents"):
        stores.graph.document("same")


def test_metadata_does_not_depend_on_the_order_of_origins(stores: Knowledge) -> None:
    exports = []
    for order in (("a", "b"), ("b", "a")):
        graph = graph_of("one")
        stores.graph_writer.load(
            replace(graph, document=replace(graph.document, metadata={"url": order[0]})), order[0], "rules"
        )
        stores.graph_writer.claim_origin(order[1], graph.document.id, graph.document.name, {"url": order[1]})
        exports.append(list(stores.graph.export()))
        stores.graph_writer.forget(graph.document.id)
    assert exports[0] == exports[1]
