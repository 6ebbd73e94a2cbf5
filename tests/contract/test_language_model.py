"""The second extractor against a stub of the endpoint on this machine: what is believed, what is refused, and that a run repeats."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from graph.errors import StoreUnavailable
from graph.schema import Kind
from ingest.llm import LanguageModel
from ingest.llm.endpoint import Endpoint
from ingest.pipeline import understand
from ingest.readers import SourceFile
from ingest.reading import Reading

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
]


class Stub:
    """An OpenAI-compatible endpoint that says what it is told to."""

    def __init__(self) -> None:
        self.facts: list[Any] = list(SAID)
        self.body: bytes | None = None
        self.status = 200
        self.asked: list[dict[str, Any]] = []
        stub = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:  # noqa: N802
                stub.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                content = json.dumps({"facts": stub.facts}, ensure_ascii=False)
                message = {"role": "assistant", "content": content}
                answer = {
                    "id": "1",
                    "object": "chat.completion",
                    "created": 0,
                    "model": "m",
                    "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
                }
                body = json.dumps(answer).encode() if stub.body is None else stub.body
                self.send_response(stub.status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/v1"


@pytest.fixture
def stub() -> Iterator[Stub]:
    running = Stub()
    thread = threading.Thread(target=running.server.serve_forever)
    thread.start()
    yield running
    running.server.shutdown()
    thread.join()
    running.server.server_close()


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
    with pytest.raises(StoreUnavailable, match="language model"):
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
