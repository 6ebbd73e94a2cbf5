"""How reports name and nest their practices; the texts are made up for the purpose."""

import pytest

from graph.schema import Kind
from tests.unit.test_being import parts
from tests.unit.test_extract import graph_of

REPORT = "\n".join(
    (
        "某县以“三个更”推进工作。",
        "建强组织,以更实的举措压实责任",
        "全县党组织认真开展工作,群众反映良好,各项工作有序推进。",
        "{first}",
        "带好队伍,以更严的要求管好干部",
        "全县干部认真开展工作,群众反映良好,各项工作有序推进,队伍面貌一新。",
        "服务群众,以更暖的服务惠及居民",
        "全县社区认真开展工作,居民反映良好,各项工作有序推进,服务质量提升。",
    )
)


def names(text: str) -> set[str]:
    return {e.name for e in graph_of(text).entities if e.kind in {Kind.PROGRAMME, Kind.METHOD}}


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("某街道推行“六和”工作法。通过“议事促和”化解矛盾,“睦邻亲和”“家风育和”“法治守和”“文化润和”“服务聚和”各有所长。", "睦邻亲和"),
        ("某县实行个人申报—支部初评—镇级复核三级审核制度,效果明显。", "个人申报—支部初评—镇级复核三级审核制度"),
        ("某区开展“四美”创建,居民参与。", "四美创建"),
        ("某街道在楼宇建立“枢轴型”商务楼宇党组织,服务企业。", "枢轴型商务楼宇党组织"),
        ("某区对“双优”项目审查机制进行完善。", "双优项目审查机制"),
        ("某街道打造“五邻融合”“文旅党建”等党建品牌。", "文旅党建品牌"),
        ("某县以“三个更”推进工作。", "三个更"),
    ],
)  # fmt: skip
def test_names_of_reports(told: str, name: str) -> None:
    assert name in names(told)


@pytest.mark.parametrize(
    ("told", "no_name"),
    [
        ("某街道推行“六和”工作法。“议事促和”“睦邻亲和”各有所长。", "睦邻亲和"),
        ("某县实行个人申报—支部初评四级审核制度。", "个人申报—支部初评四级审核制度"),
        ("某区把“雁阵先行”精神融入党员管理,成效明显。", "雁阵先行精神融入党员管理"),
        ("某县打造以“健全组织体系、完善服务体系、强化保障体系”为内容的指标体系。", "健全组织体系、完善服务体系、强化保障体系"),
        ("某县全面实施“大起底大体检大储备”“三大行动”。", "大起底大体检大储备"),
        ("某县推广“幸福楼道工作法”示范社区创建。", "幸福楼道工作法示范社区创建"),
    ],
)  # fmt: skip
def test_what_reports_say_beside_names(told: str, no_name: str) -> None:
    assert no_name not in names(told)


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ("“六和”工作法见效,“议事促和”“睦邻亲和”“家风育和”“法治守和”“文化润和”“服务聚和”各有所长。", ("睦邻亲和", "六和工作法")),
        ("某社区着力打造“邻里港”党建载体,以“移动办公桌”“便民直通车”等服务品牌为抓手,服务居民。", ("移动办公桌服务品牌", "邻里港党建载体")),
        ("“沿江红链”党建联盟将通过课堂同上、活动同办等“三同两互”主题活动,共建品牌。", ("三同两互主题活动", "沿江红链党建联盟")),
        ("某区(记者 某某)为加强治理,深入实施“聚力”工程,积极推进创新,某街道某社区于7月25日下午举办“邻里同乐”文化节活动。", ("邻里同乐文化节活动", "聚力工程")),
    ],
)  # fmt: skip
def test_what_carries_a_practice_out_is_part_of_it(told: str, found: tuple[str, str]) -> None:
    assert found in parts(told)


@pytest.mark.parametrize(
    ("paragraph", "found"),
    [
        ("推行“暖心党日”。在落实“三单”模式基础上,开展“微讲堂”征集活动,党员反映良好。", {("微讲堂征集活动", "暖心党日"), ("三单模式", "暖心党日")}),
        ("一是健全责任体系。建立“县—镇—村”三级责任体系,推行“晒单”机制,压实责任。", {("晒单机制", "县—镇—村三级责任体系")}),
    ],
)  # fmt: skip
def test_what_a_paragraph_tells_is_part_of_what_its_heading_names(
    paragraph: str, found: set[tuple[str, str]]
) -> None:
    assert found <= parts(REPORT.format(first=paragraph))


def test_a_list_of_practices_before_the_points_holds_none_of_them() -> None:
    told = REPORT.format(
        first="某县打造“五邻融合”“文旅党建”等党建品牌,推动发展。\n一是开展“进企解难”活动。党员入企。\n二是推行“轮值”机制。党员轮值。"
    )
    assert not {part for part, whole in parts(told) if whole in {"五邻融合党建品牌", "文旅党建品牌"}}


@pytest.mark.parametrize(
    ("told", "places"),
    [
        ("选派社区党组织书记参加培训,理顺社区职能,当好社区管家。", set()),
        ("以先进党组织柳荫苑社区党委为样本推广。", {"柳荫苑社区"}),
        ("打造以柳荫苑、渡头、葛家店等为代表的25个社区服务中心。", {"柳荫苑社区", "渡头社区", "葛家店社区"}),
        ("在青泥岗工业园区建立党组织,共同守护,服务企业。", {"青泥岗工业园区"}),
        ("慰问派驻柳泉乡的工作队,派驻柳泉乡葛店村。", {"柳泉乡", "葛店村"}),
        ("解决老旧小区停车难问题。", set()),
    ],
)  # fmt: skip
def test_words_that_lead_to_a_place_are_no_part_of_its_name(told: str, places: set[str]) -> None:
    assert {e.name for e in graph_of(told).entities if e.kind is Kind.LOCALITY} == places
