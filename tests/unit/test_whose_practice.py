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


def held_in(text: str) -> set[tuple[str, str]]:
    graph = graph_of(text)
    names = {e.id: e.name for e in graph.entities}
    return {
        (names[c.subject], names[c.object]) for c in graph.claims if c.relation is Relation.IMPLEMENTED_IN
    }


def test_a_headline_that_ran_into_the_sentence_does_not_act() -> None:
    told = "宣城绩溪:打好治理牌(记者 某某 通讯员 某某)自去年以来,绩溪县长安镇推行“桥头议事”工作法,居民参与。"
    assert held_in(told) == {("桥头议事工作法", "长安镇")}


def test_a_place_within_another_name_does_not_act() -> None:
    told = "武汉市汉阳区推进党建。在以武汉摩尔城为代表的楼宇建立“枢轴型”楼宇党支部。"
    assert held_in(told) == {("枢轴型楼宇党支部", "汉阳区")}


def test_what_is_set_up_in_an_area_is_carried_out_there_too() -> None:
    told = "武汉市汉阳区推进党建。在青泥岗工业园区建立“三色”阵地,服务企业。"
    assert held_in(told) == {("三色阵地", "汉阳区"), ("三色阵地", "青泥岗工业园区")}


def figures_of_places(text: str) -> set[tuple[str, str, str]]:
    graph = graph_of(text)
    entities = {e.id: e for e in graph.entities}
    return {
        (entities[c.subject].name, entities[c.object].name, c.basis)
        for c in graph.claims
        if c.relation is Relation.REPORTED_OUTCOME and entities[c.subject].kind is Kind.LOCALITY
    }


def test_background_of_a_report_is_told_of_its_place() -> None:
    told = "南陵县现有人口54.2万人,辖8个镇。近年来,全县党员干部认真谋划。"
    points = (
        "\n一、抓队伍\n实施“春雨”工程,培训干部230名。\n二、抓阵地\n新建站点20个。\n三、抓服务\n走访群众。"
    )
    found = figures_of_places(f"安徽省芜湖市南陵县抓党建促振兴\n{told}{points}")
    assert found == {("南陵县", "南陵县现有人口54.2万人", "stated"), ("南陵县", "辖8个镇", "stated")}
    township = "工山镇现有党员2000名,全县共有党组织1200个。许镇镇、三里镇共有留守老人3000名。\n"
    found = figures_of_places(f"安徽省芜湖市南陵县抓党建促振兴\n{township}{points[1:]}")
    assert not {place for place, figure, _ in found if "1200" in figure} - {"南陵县"}
    assert not [figure for _, figure, _ in found if "3000" in figure]
    assert not figures_of_places(f"安徽省芜湖市{told}干部实施“春雨”工程。")  # a running story


def test_a_figure_that_a_chain_of_places_leads_into_is_the_last_ones() -> None:
    points = "一、抓队伍\n实施“春雨”工程,培训干部230名。\n二、抓阵地\n新建站点20个。\n三、抓服务\n走访群众。"
    found = figures_of_places(f"西昌市抓党建促振兴\n四川省凉山彝族自治州西昌市下辖37个乡镇。\n{points}")
    assert {place for place, figure, _ in found if "37" in figure} == {"西昌市"}


def test_an_area_with_a_government_of_its_own_acts() -> None:
    told = "安徽省滁州市推进党建。近日,滁州经济技术开发区深化“支部领项目”行动,党员参加。"
    assert ("支部领项目行动", "滁州经济技术开发区") in held_in(told)
    assert ("支部领项目行动", "柳河森林公园") not in held_in(
        told.replace("滁州经济技术开发区", "柳河森林公园")
    )
