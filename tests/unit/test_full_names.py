"""Where a place lies is told by what stands around its name."""

import pytest

from graph.schema import Kind
from tests.unit.test_extract import graph_of


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [
        ("道路位于麻城市,途经三河口镇。", "三河口镇", "湖北省黄冈市麻城市三河口镇"),
        ("鞍山高新区:小区变了样。沙河街道组织党员巡查。", "沙河街道", "辽宁省鞍山市立山区沙河街道"),
        ("鞍山高新区:小区变了样。沙河街道组织党员巡查。", "鞍山高新区", "辽宁省鞍山市鞍山高新区"),
        ("中共湟中区委书记在述职会上作报告。", "湟中区", "青海省西宁市湟中区"),
        ("小区变了样。沙河街道组织党员巡查。", "沙河街道", "沙河街道"),
    ],
)
def test_a_place_lies_in_what_the_text_names(text: str, place: str, expected: str) -> None:
    told = {
        e.name: e.properties.get("full_name", e.name)
        for e in graph_of(text).entities
        if e.kind is Kind.LOCALITY
    }
    assert told[place] == expected
