"""Parts that a text says to be parts: 此次活动是“甲”项目的有益尝试; the texts are made up for the purpose."""

import pytest

from graph.schema import Relation
from tests.unit.test_extract import graph_of

OPENING = "某社区党支部举办“晨光相伴”主题党日活动,居民踊跃参加。"


def parts(text: str) -> set[tuple[str, str]]:
    graph = graph_of(text)
    names = {entity.id: entity.name for entity in graph.entities}
    return {
        (names[claim.subject], names[claim.object])
        for claim in graph.claims
        if claim.relation is Relation.PART_OF
    }


@pytest.mark.parametrize(
    ("told", "wholes"),
    [
        ("此次活动是“邻里同行”服务项目的有益尝试。", {"邻里同行服务项目"}),
        ("此次党日活动是社区推进“邻里同行”服务项目的重要举措,更是打造“百家和”党建品牌的积极探索。", {"邻里同行服务项目", "百家和党建品牌"}),
        ("“晨光相伴”主题党日活动是“邻里同行”服务项目的重要组成部分。", {"邻里同行服务项目"}),
        ("居民说起“邻里同行”服务项目的好处。", set()),
        ("“晨光相伴”主题党日活动不是“邻里同行”服务项目的组成部分。", set()),
        ("此次活动不是结束,“邻里同行”服务项目还要推广。", set()),
    ],
)  # fmt: skip
def test_what_is_said_to_be_part_of_something_is_part_of_it(told: str, wholes: set[str]) -> None:
    assert parts(OPENING + told) == {("晨光相伴主题党日活动", whole) for whole in wholes}
