from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from graph.errors import KnowledgeError, SettingsError
from graph.open import Views
from graph.settings import Settings
from search_api.app import create_app
from search_api.problems import status_of
from tests.conftest import SAMPLES, load


@pytest.fixture
def client(seeded_folder: Path, seeded_views: Views) -> Iterator[TestClient]:
    with TestClient(
        create_app(Settings(data=seeded_folder), seeded_views), raise_server_exceptions=False
    ) as opened:
        yield opened


def subclasses(cls: type[KnowledgeError]) -> Iterator[type[KnowledgeError]]:
    yield cls
    for sub in cls.__subclasses__():
        yield from subclasses(sub)


def test_every_error_that_a_request_can_meet_has_a_status_of_its_own() -> None:
    # What only ingest or start-up raises, and a defect in our data, is an internal error here.
    internal = {
        "KnowledgeError",
        "SettingsError",
        "DocumentError",
        "UnsupportedDocument",
        "UnreadableDocument",
        "UnusableAnswer",
        "SchemaError",
        "StoreError",
    }
    assert {
        cls.__name__ for cls in subclasses(KnowledgeError) if status_of(cls.__new__(cls)) == 500
    } == internal


@pytest.mark.parametrize(
    "question", ["如何消除空壳村", "how to eliminate empty-shell villages", "怎樣消除空殼村"]
)
def test_a_question_in_any_script_finds_the_practice(client: TestClient, question: str) -> None:
    hits = client.get("/api/v1/search", params={"q": question, "limit": 5, "mode": "lexical"}).json()["hits"]
    names = {h["practice"]["name"] for h in hits if h["practice"]}
    passages = client.get(
        "/api/v1/search", params={"q": question, "limit": 5, "mode": "lexical", "group": "passage"}
    ).json()
    assert names & {p["name"] for h in passages["hits"] for p in h["practices"]}
    assert "村集体经济建设集中推进年活动" in names


def test_every_hit_shows_its_reasons_and_quotes_its_source_verbatim(client: TestClient) -> None:
    practices = client.get("/api/v1/search", params={"q": "流动党员怎么管"}).json()["hits"]
    passages = client.get("/api/v1/search", params={"q": "流动党员怎么管", "group": "passage"}).json()["hits"]
    for hit in (*practices, *passages):
        assert hit["score"] == pytest.approx(sum(reason["share"] for reason in hit["why"]), abs=1e-4)
    assert {h["passage"]["id"] for p in practices for h in p["passages"]} & {
        h["passage"]["id"] for h in passages
    }
    for hit in (*passages, *(passage for practice in practices for passage in practice["passages"])):
        document = client.get(f"/api/v1/documents/{hit['document']['id']}").json()
        passage = hit["passage"]
        assert document["text"][passage["text_start"] : passage["text_end"]] == passage["text"]
        quote = hit["quote"]
        assert passage["text"][quote["start"] : quote["end"]] == quote["text"]


def test_every_claim_of_a_practice_is_quoted_verbatim(client: TestClient) -> None:
    checked = 0
    for item in client.get("/api/v1/methods", params={"limit": 100}).json()["items"]:
        practice = client.get(f"/api/v1/practices/{item['id']}").json()
        for related in practice["related"]:
            for evidence in related["evidence"]:
                raw = client.get(f"/api/v1/documents/{evidence['document_id']}").json()["raw"]
                assert raw[evidence["start"] : evidence["end"]] == evidence["quote"]
                checked += 1
    assert checked >= 20


@pytest.mark.parametrize(
    "listing", ["localities", "methods", "programs", "problems", "outcomes", "measures", "plans", "documents"]
)
def test_listings_page_through_everything(client: TestClient, listing: str) -> None:
    first = client.get(f"/api/v1/{listing}", params={"limit": 3}).json()
    seen = [
        item["id"]
        for offset in range(0, first["total"], 3)
        for item in client.get(f"/api/v1/{listing}", params={"limit": 3, "offset": offset}).json()["items"]
    ]
    assert len(seen) == len(set(seen)) == first["total"]


def test_a_place_filters_what_lies_in_it(client: TestClient) -> None:
    places = {
        p["name"]: p["id"] for p in client.get("/api/v1/localities", params={"limit": 100}).json()["items"]
    }
    asked = {"q": "党建", "place": places["湖北省"], "group": "passage"}
    hits = client.get("/api/v1/search", params=asked).json()["hits"]
    assert hits
    assert all("湖北省" in (hit["locality"] or {}).get("full_name", "") for hit in hits)


def test_facets_are_counted_with_their_labels(client: TestClient) -> None:
    asked = {"q": "空壳村", "facets": ["problem", "place", "role"], "role": "problems"}
    told = client.get("/api/v1/search", params=asked).json()
    problems = {each["value"]: each for each in told["facets"]["problem"]["values"]}
    assert problems
    assert all(each["zh"] != each["value"] != each["en"] for each in problems.values())
    province = next(each for each in told["facets"]["place"]["values"] if each["level"] == "province")
    only = client.get("/api/v1/search", params=asked | {"place": province["value"]}).json()
    assert only["total"] == province["count"] <= told["total"]
    assert {each["value"] for each in told["facets"]["role"]["values"]} > {"problems"}
    assert all(each["en"] == each["zh"] != each["value"] for each in told["facets"]["place"]["values"])


def test_rises_are_found_by_their_size_however_the_unit_is_written(client: TestClient) -> None:
    asked: dict[str, str | int] = {"q": "收入", "change": "up", "figure_min": 10, "facets": "role"}
    plain, wide = (client.get("/api/v1/search", params=asked | {"unit": unit}).json() for unit in ("%", "％"))
    assert plain["total"] == wide["total"] > 0
    assert client.get("/api/v1/search", params=asked | {"unit": "%", "figure_min": 1000}).json()["total"] == 0


def test_roles_filter(client: TestClient) -> None:
    hits = client.get(
        "/api/v1/search", params={"q": "党建", "role": "next_steps", "group": "passage"}
    ).json()["hits"]
    assert hits
    assert {hit["passage"]["role"] for hit in hits} == {"next_steps"}


@pytest.mark.parametrize(
    ("path", "status", "word"),
    [
        ("/api/v1/search", 422, "q"),
        ("/api/v1/search?q=", 422, "q"),
        ("/api/v1/search?q=%3F%3F", 422, "q"),
        ("/api/v1/search?q=" + "a" * 1001, 422, "shorten"),
        ("/api/v1/search?q=a&limit=0", 422, "limit"),
        ("/api/v1/search?q=a&limit=99", 422, "limit"),
        ("/api/v1/search?q=a&mode=magic", 422, "mode"),
        ("/api/v1/search?q=a&role=x", 422, "role"),
        ("/api/v1/search?q=a&place=%E6%B5%99%E6%B1%9F%E7%9C%81", 422, "place"),
        ("/api/v1/search?q=a&document=nope", 422, "/api/v1/documents"),
        ("/api/v1/search?q=a&place=practice-0123456789abcdef", 422, "locality-"),
        ("/api/v1/search?q=a&place=locality-nope", 422, "/api/v1/localities"),
        ("/api/v1/search?q=a&palce=x", 422, "did you mean place?"),
        ("/api/v1/recommendations?q=a&mode=lexical", 422, "problem"),
        ("/api/v1/coverage?q=a", 422, "none"),
        ("/api/v1/search?q=a&problem=abc", 422, "problem"),
        ("/api/v1/search?q=a&year=20", 422, "year"),
        ("/api/v1/search?q=a&year=2021..", 422, "year"),
        ("/api/v1/search?q=a&year=2021..2019", 422, "year"),
        ("/api/v1/search?q=a&figure_min=3", 422, "unit"),
        ("/api/v1/search?q=a&unit=%25&figure_min=-3", 422, "figure_min"),
        ("/api/v1/search?q=a&unit=%25&figure_min=nan", 422, "figure_min"),
        ("/api/v1/search?q=a&unit=%25&figure_min=9&figure_max=3", 422, "figure_max"),
        ("/api/v1/search?q=a&facets=magic", 422, "facets"),
        ("/api/v1/search?q=a&group=magic", 422, "group"),
        ("/api/v1/search?q=a&offset=1001", 422, "offset"),
        ("/api/v1/methods?limit=101", 422, "limit"),
        ("/api/v1/methods?offset=-1", 422, "offset"),
        ("/api/v1/practices/nothing", 404, "nothing"),
        ("/api/v1/practices/nothing/similar", 404, "nothing"),
        ("/api/v1/localities/nothing", 404, "nothing"),
        ("/api/v1/documents/nothing", 404, "nothing"),
        ("/api/v1/nothing", 404, ""),
    ],
)
def test_wrong_questions_get_problem_details(client: TestClient, path: str, status: int, word: str) -> None:
    reply = client.get(path)
    assert reply.status_code == status
    assert reply.headers["content-type"] == "application/problem+json"
    body = reply.json()
    assert body["status"] == status
    assert word in body["detail"]
    assert body["title"]


def test_the_service_only_reads(client: TestClient) -> None:
    for method in ("post", "put", "patch", "delete"):
        reply = getattr(client, method)("/api/v1/search")
        assert reply.status_code == 405
        assert "only reads" in reply.json()["detail"]


def test_an_unknown_address_says_where_the_known_ones_stand(client: TestClient) -> None:
    reply = client.get("/api/v1/nothing")
    assert reply.status_code == 404
    assert reply.json()["instance"] == "/api/v1/nothing"
    told = reply.json()["detail"].rpartition(" ")[2]
    assert client.get(told).json()["paths"]


def test_every_reply_carries_the_security_headers(client: TestClient) -> None:
    for path in ("/", "/healthz", "/api/v1/nothing", "/app.js"):
        headers = client.get(path).headers
        assert headers["content-security-policy"].startswith("default-src 'self'")
        assert headers["x-content-type-options"] == "nosniff"


def test_a_service_started_before_the_first_ingest_becomes_ready(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with TestClient(create_app(Settings(data=folder, embedder="hashed"))) as client:
        assert client.get("/healthz").status_code == 200
        away = client.get("/readyz")
        assert (away.status_code, away.headers["retry-after"]) == (503, "5")
        assert "atlas ingest" in away.json()["detail"]
        load(folder, SAMPLES / "majiang-jitijingji.md")
        assert client.get("/readyz").json()["counts"]["documents"] == 1
        load(folder, SAMPLES / "enshi-kongkecun.md")
        assert client.get("/readyz").json()["counts"]["documents"] == 2
        assert {
            h["document"]["name"] for h in client.get("/api/v1/search?group=passage&q=集体").json()["hits"]
        } == {
            "majiang-jitijingji",
            "enshi-kongkecun",
        }


def test_the_description_of_the_api_names_every_route(client: TestClient) -> None:
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    for path in (
        "search",
        "practices/{practice_id}",
        "localities",
        "methods",
        "programs",
        "problems",
        "outcomes",
        "documents/{document_id}",
    ):
        assert f"/api/v1/{path}" in paths
    assert {"/healthz", "/readyz"} <= paths.keys()


def test_head_is_answered_as_get_without_a_body(client: TestClient) -> None:
    for path in ("/healthz", "/api/v1/documents", "/api/v1/search?q=党建"):
        reply = client.head(path)
        assert (reply.status_code, reply.content) == (200, b"")


def test_a_lower_limit_lowers_the_default_too(
    seeded_folder: Path, seeded_views: Views, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATLAS_API_SEARCH_LIMIT", "2")
    monkeypatch.setenv("ATLAS_API_PAGE_LIMIT", "3")
    with TestClient(create_app(Settings(data=seeded_folder), seeded_views)) as client:
        assert len(client.get("/api/v1/search?q=党建").json()["hits"]) == 2
        assert len(client.get("/api/v1/documents").json()["items"]) == 3


def test_a_wrong_limit_is_named(seeded_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_API_PAGE_LIMIT", "many")
    with pytest.raises(SettingsError, match="ATLAS_API_PAGE_LIMIT"):
        create_app(Settings(data=seeded_folder))


def test_coverage_tells_what_there_is_and_what_there_is_not(client: TestClient) -> None:
    told = client.get("/api/v1/coverage").json()
    assert told["passages"] > 0
    assert {row["passages"] > 0 for row in told["problems"]} == {True, False}
    assert {row["passages"] > 0 for row in told["provinces"]} == {True, False}
    assert all(row["zh"] and row["en"] for row in (*told["problems"], *told["provinces"]))
