"""What one document says of an entity, and what several say, put together; the texts are made up."""

import json

from graph import records
from graph.stores.together import alone, row_of, together
from ingest.pipeline import understand
from ingest.readers import SourceFile

TEXT = (
    "柳河县青山镇实施“强根、固本、育才”三大工程,推行“四联四促”工作法。“四联四促”工作法实施以来,"
    "柳河县走访党员2.3万余人,投入资金30万元,整顿软弱涣散党组织12个。"
)


def test_an_entity_of_one_document_is_the_same_by_either_way() -> None:
    graph = understand(SourceFile("one", "one", TEXT))
    assert any(entity.aliases for entity in graph.entities)
    for entity in graph.entities:
        whole = together([json.loads(row_of(entity, graph.quotes[entity.id]))]).entity
        assert records.dumps(alone(entity)) == records.dumps(whole)
