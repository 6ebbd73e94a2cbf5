"""The facts of the samples, line by line; a rule that changes them shows in the diff (`make golden` renews the file)."""

import json

from graph.model import DocumentGraph
from ingest.facts import facts
from ingest.pipeline import understand
from ingest.readers import SourceFile, files_in, read
from tests.conftest import ROOT, SAMPLES


def graphs() -> list[DocumentGraph]:
    sources = [source for path in files_in([SAMPLES]) for source in read(path)]
    assert all(isinstance(source, SourceFile) for source in sources)
    return [understand(source) for source in sources if isinstance(source, SourceFile)]


def test_the_samples_give_the_facts_they_gave() -> None:
    golden = (ROOT / "tests" / "pipeline" / "golden.jsonl").read_text(encoding="utf-8").splitlines()
    now = [json.dumps(fact, ensure_ascii=False) for graph in graphs() for fact in facts(graph)]
    assert now == golden


def test_every_fact_stands_verbatim_in_its_source() -> None:
    checked = 0
    for graph in graphs():
        for fact in facts(graph):
            if "quote" in fact:
                assert graph.document.raw[fact["start"] : fact["end"]] == fact["quote"]
                checked += 1
    assert checked > 200


def test_every_sample_names_its_source_and_has_a_practice() -> None:
    for graph in graphs():
        assert "来源" in graph.document.raw or "Source" in graph.document.raw, graph.document.name
        assert any(entity.kind in {"programme", "method"} for entity in graph.entities), graph.document.name
