"""What is carried out is a programme, what is gone by is a method; the texts are made up."""

import re

import pytest

from graph.schema import Role
from ingest.extract import extract
from ingest.extract.findings import Block
from ingest.extract.naming import named_finding
from ingest.extract.undertaken import tell_programmes
from ingest.segment import outline


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("社区开展“亲邻夜话”，居民踊跃参加。", {"亲邻夜话": "programme"}),
        ("社区推行“三联包片”，党员带头认领。", {"三联包片": "method"}),
        ("“亲邻夜话”人气旺。社区去年起举办了“亲邻夜话”，党员带头参加。", {"亲邻夜话": "programme"}),
        ("社区开展“三联包片”工作法学习，党员带头参加。", {"三联包片工作法": "method"}),
        ("社区开展走访，推行“三联包片”，党员带头认领。", {"三联包片": "method"}),
        ("社区推进“四议两公开”，居民满意。", {"四议两公开": "method"}),
        ("社区实施“支部+果园+农户”，农户增收。", {"支部+果园+农户": "method"}),
        ("社区过去没有开展“邻里串门”，今年推行“邻里串门”。", {"邻里串门": "method"}),
    ],
    ids=["carried out", "gone by", "one mention of two", "its head noun tells", "another verb", "of the whole country", "its build tells", "denied"],
)  # fmt: skip
def test_quoted_names_are_told_apart_by_their_verb(text: str, kinds: dict[str, str]) -> None:
    found = extract(text, outline(text)).named
    assert {finding.name: finding.kind.value for finding in found} == kinds


def test_what_is_implemented_is_a_project() -> None:
    text = "社区实施“亲邻夜话”，居民踊跃参加。"
    assert extract(text, outline(text)).named[0].properties["subtype"] == "project"


def test_a_verb_carries_out_all_of_its_list() -> None:
    text = "社区举办了“亲邻夜话”“银龄微课”和“七彩小厨”，推行“三联包片”。"
    block = Block(0, len(text), 0, Role.PRACTICE)
    found = [
        named_finding(None, match.span(), match[1], "quoted", block)
        for match in re.finditer("“([^”]+)”", text)
    ]
    tell_programmes(text, found)
    assert [one.kind.value for one in found] == ["programme", "programme", "programme", "method"]
