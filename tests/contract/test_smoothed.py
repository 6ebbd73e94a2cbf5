"""A passage lies some of the way towards its section, in both kinds of stores and however vectors are compared."""

import pytest

from graph.messages import Want
from graph.open import open_knowledge
from graph.passages import mapping
from graph.passages.smoothing import SHARE
from graph.settings import Settings
from ingest.load import entries_of, texts_of
from ingest.pipeline import understand
from ingest.readers import SourceFile
from tests.contract.legs import by_vector

FILLER = "大家边学边干,互相帮衬,把难事一件件办好,邻里之间也更熟络," * 4
TEXT = "\n".join(
    f"{what},{FILLER}这是当地的做法。" for what in ("村里开办夜校", "街上开办食堂", "厂里开办书屋")
)


@pytest.mark.parametrize("compared", ["each", "by the vector index"])
def test_a_passage_lies_some_of_the_way_towards_its_section(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, compared: str
) -> None:
    if compared == "by the vector index":
        monkeypatch.setattr(mapping, "EXACT_UP_TO", 0)
    graph = understand(SourceFile("long", "long", TEXT))
    assert len(graph.passages) == 3
    with open_knowledge(settings) as knowledge:
        texts = texts_of(graph)
        vectors = dict(zip(texts, knowledge.embedder.passages(texts), strict=True))
        with knowledge.atomic():
            knowledge.passage_writer.load(graph.document, entries_of(graph, vectors), "rules")
            knowledge.graph_writer.load(graph, "long", "rules")
        knowledge.passage_writer.flush()
        for text in ("夜校", "与此无关的事"):
            asked = knowledge.embedder.question(text)
            own = [float(vectors[passage.text] @ asked) for passage in graph.passages]
            found = {s.passage_id: s.score for s in by_vector(knowledge.passages, asked, Want())}
            expected = [(1 - SHARE) * each + SHARE * sum(own) / len(own) for each in own]
            assert [found[p.id] for p in graph.passages] == pytest.approx(expected, abs=1e-4)
