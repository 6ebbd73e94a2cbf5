"""The commands that read documents, with corrections, a language model and annotations: what they print, tell and exit with."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from atlas import main
from tests.contract.endpoint import Stub, serving

TEXT = "西昌市推行“三联三促”工作法,建成站点20个。全市开展“春雨”行动和“暖阳”行动,整顿软弱涣散党组织5个。党员群众常来夜话会。"


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "one.txt").write_text(TEXT, encoding="utf-8")
    return folder


@pytest.fixture
def stub(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Stub]:
    with serving() as stub:
        monkeypatch.setenv("ATLAS_LLM_URL", stub.url)
        monkeypatch.setenv("ATLAS_LLM_MODEL", "m")
        monkeypatch.setenv("ATLAS_DATA", str(tmp_path / "data"))
        yield stub


@pytest.fixture(autouse=True)
def hashed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_EMBEDDER", "hashed")


def atlas(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def corrections(tmp_path: Path, *entries: str) -> Path:
    file = tmp_path / "corrections.yaml"
    file.write_text("".join(f"- {{{entry}}}\n" for entry in entries), encoding="utf-8")
    return file


WANTED = "action: reject, kind: programme, name: 春雨行动"
IDLE = "action: reject, kind: programme, name: 秋收行动"
WRONG = "action: delete, kind: programme, name: 暖阳行动"


def test_extract_tells_idle_and_wrong_corrections_and_counts_documents_alone(
    documents: Path, tmp_path: Path
) -> None:
    done = atlas("extract", documents, "--corrections", corrections(tmp_path, WANTED, IDLE, WRONG))
    assert done.exit_code == 1
    assert "春雨" not in {row.get("name") for row in map(json.loads, done.stdout.splitlines())}
    assert "read 1 documents = 1 accepted + 0 rejected" in done.stderr
    assert "no longer applies, or never did" in done.stderr
    assert "line 2" in done.stderr
    assert "action is 'delete'" in done.stderr


def test_ingest_reads_only_the_documents_again_that_a_correction_concerns(
    documents: Path, tmp_path: Path
) -> None:
    (documents / "two.txt").write_text(TEXT.replace("西昌市", "凤阳县"), encoding="utf-8")
    data = tmp_path / "data"
    assert json.loads(atlas("ingest", documents, "--data", data, "--json").stdout)["new"] == 2
    file = corrections(tmp_path, f"{WANTED}, document: two")
    report = json.loads(atlas("ingest", documents, "--data", data, "--json", "--corrections", file).stdout)
    assert (report["reread"], report["unchanged"], report["corrections"]["not_applied"]) == (1, 1, [])


def test_many_idle_corrections_are_counted_not_listed(documents: Path, tmp_path: Path) -> None:
    entries = [f"action: reject, kind: programme, name: 第{number}行动" for number in range(50)]
    done = atlas("ingest", documents, "--data", tmp_path / "data", "--corrections", corrections(tmp_path, *entries))  # fmt: skip
    assert done.output.count("no longer applies") == 20
    assert "and 30 more" in done.output


def test_what_the_model_said_is_told(documents: Path, stub: Stub) -> None:
    stub.facts = [
        {"kind": "method", "quote": "常来夜话会", "name": "夜话会"},
        {"kind": "method", "quote": "常来晨话会", "name": "晨话会"},
    ]
    told = "the model said 2 facts = 1 accepted + 1 refused"
    done = atlas("extract", documents, "--extractor", "both")
    assert (done.exit_code, told in done.stderr) == (0, True)
    assert "“三联三促”工作法" in done.stdout
    assert "夜话会" in {row.get("name") for row in map(json.loads, done.stdout.splitlines())}
    assert told in atlas("ingest", documents, "--extractor", "both").stdout


def test_an_unusable_answer_rejects_its_document_and_the_others_go_on(documents: Path, stub: Stub) -> None:
    (documents / "short.txt").write_text("西昌市开展“春雨”行动。", encoding="utf-8")  # too short to ask about
    stub.body = b"no json"
    for command in ("extract", "ingest"):
        done = atlas(command, documents, "--extractor", "both")
        assert (done.exit_code, "1 accepted" in done.output, "+ 1 rejected" in done.output) == (1, True, True)
        assert "one.txt: the language model's answer cannot be used" in done.output


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ATLAS_LLM_URL", "http://127.0.0.1:abc"),
        ("ATLAS_LLM_URL", ""),
        ("ATLAS_LLM_KEY", "密钥"),
        ("ATLAS_LLM_MODEL", ""),
    ],
)
def test_a_setting_of_the_model_that_cannot_be_used_is_named(
    documents: Path, stub: Stub, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    done = atlas("extract", documents, "--extractor", "llm")
    assert (done.exit_code, name in done.stderr) == (2, True)


def test_agreement_counts_each_document_even_under_one_name(documents: Path, stub: Stub) -> None:
    other = documents / "folder" / "one.txt"
    other.parent.mkdir()
    other.write_text(TEXT, encoding="utf-8")
    stub.facts = [{"kind": "method", "quote": "“三联三促”工作法", "name": "三联三促工作法"}]
    row = json.loads(atlas("eval", "agreement", documents, "--json").stdout)["practice"]
    assert (row["first"], row["second"], row["both"]) == (6, 2, 2)
    table = atlas("eval", "agreement", documents)
    assert "practice" in table.stdout
    assert atlas("eval", "agreement", documents / "nothing").exit_code == 2


GOLD: list[dict[str, Any]] = [
    {"id": "1", "type": "method", "name": "三联三促工作法", "start": 5, "end": 14},
    {"id": "2", "type": "locality", "name": "西昌市"},
]


def annotation(tmp_path: Path, *lines: str) -> Path:
    gold = tmp_path / "gold"
    gold.mkdir()
    (gold / "one.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return gold


def test_eval_prints_a_table_and_tells_wrong_corrections(documents: Path, tmp_path: Path) -> None:
    gold = annotation(tmp_path, *(json.dumps(fact) for fact in GOLD), "", "  ")
    done = atlas(
        "eval",
        "extraction",
        "--gold",
        gold,
        "--raw",
        documents,
        "--corrections",
        corrections(tmp_path, WRONG),
    )
    assert done.exit_code == 1
    assert "action is 'delete'" in done.stderr
    practice = next(line for line in done.stdout.splitlines() if line.startswith("practice "))
    assert practice.split()[1:3] == ["0.333", "1.000"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('{"type":', "JSON"),
        ("[1]", "line 2"),
        ('{"id": "x"}', "type"),
        ('{"type": "method", "id": "x"}', "wants start, end"),
        ('{"type": "method", "id": "x", "start": "1", "end": null}', "wants end"),
        ('{"type": "relation", "id": "x", "object": "1"}', "wants subject, predicate"),
        ('{"type": "outcome", "id": "x", "start": 1, "end": 2, "role": "outcome", "indicator": "a", "values": [1]}', "values.0"),
        ('{"type": "method", "id": "x", "start": 1, "end": 2, "aliases": 5}', "aliases"),
    ],
)  # fmt: skip
def test_a_flaw_of_the_annotation_is_told_with_file_and_line(
    documents: Path, tmp_path: Path, line: str, told: str
) -> None:
    done = atlas(
        "eval", "extraction", "--gold", annotation(tmp_path, json.dumps(GOLD[0]), line), "--raw", documents
    )
    assert done.exit_code == 2
    assert "one.jsonl line 2" in done.stderr
    assert told in done.stderr


def test_a_line_separator_within_a_string_ends_no_line(documents: Path, tmp_path: Path) -> None:
    gold = annotation(tmp_path, json.dumps({**GOLD[0], "note": "a\u2028b\x85c"}, ensure_ascii=False))
    assert atlas("eval", "extraction", "--gold", gold, "--raw", documents).exit_code == 0


def test_an_annotation_without_its_text_is_told(documents: Path, tmp_path: Path) -> None:
    gold = annotation(tmp_path, json.dumps(GOLD[0]))
    (documents / "one.txt").write_bytes(b"")
    empty = atlas("eval", "extraction", "--gold", gold, "--raw", documents)
    assert (empty.exit_code, "one.txt" in empty.stderr) == (1, True)
    (documents / "one.txt").unlink()
    missing = atlas("eval", "extraction", "--gold", gold, "--raw", documents)
    assert (missing.exit_code, "one.txt" in missing.stderr) == (2, True)
