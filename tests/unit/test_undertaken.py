"""What is carried out is a programme, what is gone by is a method; the texts are made up."""

import pytest

from ingest.extract import extract
from ingest.segment import outline


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("社区开展“亲邻夜话”，居民踊跃参加。", {"亲邻夜话": "programme"}),
        ("社区推行“三联包片”，党员带头认领。", {"三联包片": "method"}),
        ("“亲邻夜话”人气旺。社区去年起举办了“亲邻夜话”，党员带头参加。", {"亲邻夜话": "programme"}),
        ("社区开展“三联包片”工作法学习，党员带头参加。", {"三联包片工作法": "method"}),
        ("社区开展走访，推行“三联包片”，党员带头认领。", {"三联包片": "method"}),
    ],
    ids=["carried out", "gone by", "one mention of two", "its head noun tells", "another verb"],
)
def test_quoted_names_are_told_apart_by_their_verb(text: str, kinds: dict[str, str]) -> None:
    found = extract(text, outline(text)).named
    assert {finding.name: finding.kind.value for finding in found} == kinds
