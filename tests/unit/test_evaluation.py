"""The evaluation, on facts small enough to count by hand; on the shared annotation it gives what the shared scorer gives."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from ingest.evaluation import agreement, evaluate

RAW = "甲村推行“三联”机制,建成站点20个。"


def fact(kind: str, identity: str, quote: str, **more: Any) -> dict[str, Any]:
    start = RAW.index(quote)
    return {"type": kind, "id": identity, "quote": quote, "start": start, "end": start + len(quote), **more}


GOLD = [
    fact("method", "g1", "“三联”机制", name="“三联”机制"),
    fact(
        "outcome",
        "g2",
        "建成站点20个",
        indicator="建成站点",
        role="outcome",
        values=[{"value": 20, "unit": "个"}],
    ),
    {
        "type": "relation",
        "id": "g3",
        "subject": "g1",
        "predicate": "REPORTED_OUTCOME",
        "object": "g2",
        "basis": "stated",
    },
]


def test_the_same_facts_score_one() -> None:
    table = evaluate({"a": GOLD}, {"a": GOLD}, {"a": RAW}).table()
    assert all(row.get("f1", row.get("share")) == 1 for row in table.values() if row.get("annotated") != 0)


def test_a_miss_costs_recall_and_a_false_alarm_precision() -> None:
    other = fact("method", "p9", "甲村", name="甲村法")
    table = evaluate({"a": GOLD}, {"a": [*GOLD[:1], other]}, {"a": RAW}).table()
    assert (table["practice"]["precision"], table["practice"]["recall"]) == (0.5, 1)
    assert table["outcome"]["recall"] == 0
    assert table["relation"]["recall"] == 0


def test_a_quote_that_does_not_stand_there_is_seen() -> None:
    wrong = {**GOLD[0], "start": 0}
    assert evaluate({"a": GOLD}, {"a": [wrong]}, {"a": RAW}).table()["provenance"]["share"] == 0


def test_agreement_is_the_same_either_way() -> None:
    one, two = {"a": GOLD}, {"a": GOLD[1:]}
    assert agreement(one, two)["practice"] == {"first": 1, "second": 0, "both": 0, "f1": 0.0}
    assert agreement(one, two)["outcome"]["f1"] == agreement(two, one)["outcome"]["f1"] == 1.0


def test_the_command_gives_what_the_shared_scorer_gives(shared: Path, tmp_path: Path) -> None:
    atlas = [sys.executable, str(Path(__file__).parents[2] / "atlas.py")]
    gold, raw = shared / "eval" / "gold", shared / "seeds"
    linked = tmp_path / "linked"
    linked.symlink_to(raw)
    ours = json.loads(
        subprocess.run(
            [*atlas, "eval", "extraction", "--gold", gold, "--raw", linked, "--json"],
            capture_output=True,
            check=True,
        ).stdout
    )
    facts, scored = tmp_path / "facts.jsonl", tmp_path / "scored.json"
    facts.write_bytes(
        subprocess.run([*atlas, "extract", raw, "--quiet"], capture_output=True, check=True).stdout
    )
    subprocess.run(
        [
            sys.executable,
            shared / "eval" / "score_extraction.py",
            "--gold",
            gold,
            "--raw",
            raw,
            "--pred",
            facts,
            "--json",
            scored,
        ],
        check=True,
    )
    theirs = json.loads(scored.read_text(encoding="utf-8"))
    assert {kind: row.get("f1", row.get("share")) for kind, row in ours.items()} == {
        kind: row.get("f1", row.get("share"))
        for kind, row in theirs.items()
        if row.get("gold") or row.get("predicted") or "share" in row
    }
