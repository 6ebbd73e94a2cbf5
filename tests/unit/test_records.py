"""Model objects as JSON: whichever writer takes them, the text is the same."""

import json
from types import MappingProxyType

import pytest

from graph import records
from graph.model import Claim, Entity, Evidence, Span
from graph.schema import Kind, Relation

QUOTE = Evidence("d", "p", Span(1, 2, 3, 4), "甲")


def entity(value: object) -> Entity:
    return Entity(
        "e", Kind.OUTCOME, "乙", ("丁", "丙"), {"values": [{"value": value, "unit": "人"}], "a": None}
    )


@pytest.mark.parametrize("value", [7, 2.5, 1e-7, 2**70, "\ud800"])
def test_a_number_or_text_that_the_fast_writer_refuses_is_written_like_the_others(value: object) -> None:
    text = records.dumps(records.shallow(entity(value)) | {"quote": QUOTE})
    told = json.loads(text)
    assert text == json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).replace(
        "1e-07", "1e-7"
    )
    assert told["properties"]["values"][0]["value"] == value
    assert told["quote"]["span"] == [1, 2, 3, 4]


@pytest.mark.parametrize("value", [7, 2.5, 2**70, "\ud800", "甲"])
def test_what_the_fast_reader_refuses_is_read_like_the_others(value: object) -> None:
    assert records.loads(records.dumps({"a": value})) == {"a": value}


def test_what_is_written_is_read_back_equal() -> None:
    claim = Claim("c", "s", Relation.ADDRESSES, "o", "stated", (QUOTE,))
    assert records.claim(records.record(claim)) == claim
    assert records.entity(records.record(entity(7))) == entity(7)


def test_properties_of_any_mapping_are_written() -> None:
    frozen = Entity("e", Kind.OUTCOME, "乙", (), MappingProxyType({"b": 1, "a": MappingProxyType({})}))
    assert records.record(frozen)["properties"] == {"a": {}, "b": 1}


def test_what_is_no_json_is_refused() -> None:
    with pytest.raises(TypeError):
        records.dumps({"a": object()})
