"""Whose a practice is, and that a place is one thing; the texts are made up for the purpose."""

from graph.schema import Kind, Relation
from tests.unit.test_extract import graph_of


def test_a_township_of_the_gazetteer_and_its_name_alone_are_one_place() -> None:
    graph = graph_of("黄冈市麻城市三河口镇推进治理。学校联合三河口镇举办讲座。")
    assert [e.name for e in graph.entities if e.kind is Kind.LOCALITY].count("三河口镇") == 1


def test_a_place_from_which_a_time_is_told_acts_and_one_that_something_comes_from_does_not() -> None:
    for told, place in (
        ("推出“小管家”行动以来,居民点赞。", "长白新村街道"),
        ("引进“小管家”行动,居民点赞。", "杨浦区"),
    ):
        graph = graph_of(f"上海市杨浦区推进治理。自长白新村街道{told}")
        names = {e.id: e.name for e in graph.entities}
        held = [names[c.object] for c in graph.claims if c.relation is Relation.IMPLEMENTED_IN]
        assert held == [place], told


def test_a_rule_with_a_place_in_its_title_is_that_places() -> None:
    graph = graph_of("南京市鼓楼区介绍,浙江省印发《浙江省网格治理办法》。")
    names = {e.id: e.name for e in graph.entities}
    held = [
        (names[c.subject], names[c.object]) for c in graph.claims if c.relation is Relation.IMPLEMENTED_IN
    ]
    assert held == [("《浙江省网格治理办法》", "浙江省")]
    learnt = graph_of("南阳市印发《关于学习推广浙江省农村改革经验的实施意见》。")
    names = {e.id: e.name for e in learnt.entities}
    assert [names[c.object] for c in learnt.claims if c.relation is Relation.IMPLEMENTED_IN] == ["南阳市"]
