"""The second extractor against a stub of the endpoint on this machine: what is believed, what is refused, and that a run repeats."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graph.errors import StoreUnavailable, UnreadableDocument
from graph.schema import Kind
from ingest.llm import LanguageModel
from ingest.llm.endpoint import LARGEST_ANSWER, Endpoint
from ingest.pipeline import understand
from ingest.readers import SourceFile
from ingest.reading import Reading
from tests.contract.endpoint import Stub, serving

TEXT = "西昌市每月请居民来说事,叫作夜话会,一年办了三百场,解决停车难。共有党员群众20人参加。"
SAID = [
    {"kind": "method", "quote": "叫作夜话会", "name": "夜话会", "category": "", "role": ""},
    {"kind": "problem", "quote": "停车难", "name": "", "category": "community_governance", "role": ""},
    {"kind": "outcome", "quote": "共有党员群众20人参加", "name": "", "category": "", "role": "outcome"},
]
REFUSED = [
    ({"kind": "method", "quote": "叫作晨话会", "name": "晨话会"}, "do not stand in the text"),
    ({"kind": "method", "quote": "叫作夜话会", "name": "别的会"}, "is not in it"),
    ({"kind": "hero", "quote": "居民", "name": ""}, "no kind"),
    ({"kind": "problem", "quote": "停车难", "category": "traffic"}, "no category"),
    ({"kind": "outcome", "quote": "叫作夜话会", "role": "outcome"}, "no figure"),
    ({"kind": "outcome", "quote": "共有党员群众20人参加", "role": "miracle"}, "no role"),
    ("words", "is no fact"),
    ({"kind": "measure", "quote": "。"}, "some words of one sentence"),
    ({"kind": "problem", "quote": "的", "category": "community_governance"}, "do not stand in the text"),
    ({"kind": "plan", "quote": "解决停车难。共有党员"}, "some words of one sentence"),
    ({"kind": "method", "quote": "夜话会,一年", "name": "夜话会一年"}, "is not in it"),
    ({"kind": "method", "quote": "夜话会", "name": ["夜话会"]}, "must be words"),
    ({"kind": "method", "quote": 5, "name": "夜话会"}, "must be words"),
]


@pytest.fixture
def stub() -> Iterator[Stub]:
    with serving() as stub:
        stub.facts = list(SAID)
        yield stub


def model(stub: Stub, tmp_path: Path) -> LanguageModel:
    return LanguageModel("m", Endpoint(stub.url, "m", "secret", 5).ask, tmp_path / "cache")


def read(extractor: LanguageModel, *, rules: bool = False) -> set[tuple[Kind, str]]:
    graph = understand(SourceFile("one.txt", "one", TEXT), Reading((), extractor, rules, extractor.stamp))
    assert all(
        graph.document.raw[q.span.raw_start : q.span.raw_end] == q.quote for q in graph.quotes.values()
    )
    return {(e.kind, e.name) for e in graph.entities if e.kind is not Kind.LOCALITY}


def test_facts_whose_words_stand_in_the_text_are_believed(stub: Stub, tmp_path: Path) -> None:
    extractor = model(stub, tmp_path)
    assert read(extractor) == {
        (Kind.METHOD, "夜话会"),
        (Kind.PROBLEM, "停车难"),
        (Kind.OUTCOME, "共有党员群众20人参加"),
    }
    assert (extractor.accepted, extractor.refused) == (3, [])
    assert stub.asked[0]["response_format"]["type"] == "json_schema"
    assert stub.asked[0]["temperature"] == 0


@pytest.mark.parametrize(("fact", "why"), REFUSED)
def test_other_facts_are_refused_with_the_reason(stub: Stub, tmp_path: Path, fact: Any, why: str) -> None:
    stub.facts = [fact]
    extractor = model(stub, tmp_path)
    assert read(extractor) == set()
    assert len(extractor.refused) == 1
    assert why in extractor.refused[0]


def test_the_same_fact_said_twice_counts_once_and_a_flood_is_cut(stub: Stub, tmp_path: Path) -> None:
    stub.facts = SAID[:1] * 300
    extractor = model(stub, tmp_path)
    assert read(extractor) == {(Kind.METHOD, "夜话会")}
    assert (extractor.accepted, len(extractor.refused)) == (1, 1)
    assert "100 facts more" in extractor.refused[0]


def test_an_answer_that_comes_in_drops_is_given_up(stub: Stub, tmp_path: Path) -> None:
    stub.drops = True
    extractor = LanguageModel("m", Endpoint(stub.url, "m", "", 0.3).ask, tmp_path)
    with pytest.raises(StoreUnavailable, match="ATLAS_LLM_TIMEOUT"):
        read(extractor)


def test_an_answer_without_end_is_given_up(stub: Stub, tmp_path: Path) -> None:
    stub.body = b" " * (LARGEST_ANSWER + 1)
    with pytest.raises(UnreadableDocument, match="more than"):
        read(model(stub, tmp_path))


def test_a_run_repeats_without_the_model(stub: Stub, tmp_path: Path) -> None:
    first = read(model(stub, tmp_path))
    stub.status, stub.body = 500, b"{}"
    asked = len(stub.asked)
    assert read(model(stub, tmp_path)) == first
    assert len(stub.asked) == asked


def test_beside_the_rules_the_model_only_adds(stub: Stub, tmp_path: Path) -> None:
    alone = {
        (e.kind, e.name)
        for e in understand(SourceFile("one.txt", "one", TEXT)).entities
        if e.kind is not Kind.LOCALITY
    }
    assert alone <= read(model(stub, tmp_path), rules=True)


@pytest.mark.parametrize(
    "body",
    [
        b"no json",
        json.dumps({"choices": []}).encode(),
        b'{"choices": [{"message": {"content": "words"}}]}',
        b'{"choices": [{"message": {"content": "[]"}}]}',
        b'{"choices": [{"message": {"content": "{\\"facts\\": null}"}}]}',
        b'{"choices": [{"message": null}]}',
        b"{}",
        b"[1]",
    ],
)
def test_an_answer_that_is_none_says_so(stub: Stub, tmp_path: Path, body: bytes) -> None:
    stub.body = body
    with pytest.raises(UnreadableDocument, match="language model"):
        read(model(stub, tmp_path))


def test_a_damaged_answer_in_the_cache_is_asked_for_again(stub: Stub, tmp_path: Path) -> None:
    first = read(model(stub, tmp_path))
    for file in tmp_path.rglob("*.json"):
        file.write_text('{"fa', encoding="utf-8")
    assert read(model(stub, tmp_path)) == first


def test_an_endpoint_that_is_away_says_so(tmp_path: Path) -> None:
    extractor = LanguageModel("m", Endpoint("http://127.0.0.1:9/v1", "m", "", 1).ask, tmp_path)
    with pytest.raises(StoreUnavailable, match="start it, or set ATLAS_EXTRACTOR=rules"):
        read(extractor)
