"""What reports say beside their practices, problems and places, and is none; the texts are made up for the purpose."""

import pytest

from graph.schema import Kind
from tests.unit.test_being import parts
from tests.unit.test_extract import graph_of
from tests.unit.test_report_structure import REPORT, names
from tests.unit.test_whose_practice import held_in


def of_kind(text: str, kind: Kind) -> list[str]:
    return [e.name for e in graph_of(text).entities if e.kind is kind]


@pytest.mark.parametrize(
    "told",
    [
        "有问题找网格员:凤阳县推行“网格通”管理模式,化解矛盾。",
        "凤阳县发现问题及时处理:推行“街乡吹哨”机制。",
        "凤阳县成效比较突出的,一是推行“周调度”机制;二是实施“领航”计划。",
        "凤阳县聚焦存在的短板不足:一是推行“上门服务”工作法;二是实施“暖冬”工程。",
    ],
)
def test_what_is_done_about_a_problem_is_none(told: str) -> None:
    assert not [name for name in of_kind(told, Kind.PROBLEM) if "行“" in name or "施“" in name]


def test_what_was_done_this_year_is_no_plan() -> None:
    assert of_kind("今年将党建工作纳入考核后,凤阳县实施“先锋”工程,建成驿站12个。", Kind.PLAN) == []


@pytest.mark.parametrize(
    "told",
    [
        "“春雨”行动开展以来,凤阳县推行“桥头议事”工作法。",
        "“管家”工程建立后,凤阳县又推行“桥头议事”工作法。",
        "“领航”计划开展过程中,“头雁”工程同步推进。",
        "凤阳县深入实施“春雨”行动,在此之前已经开展“暖冬”行动。",
        "某区在“政策找不到”“服务看不到”“心意想不到”问题上推行“三到”工作法。",
        "某县推行“五心”工作法,村民有“责任心”“爱国心”“平常心”“上进心”“好胜心”。",
    ],
)
def test_what_only_stands_beside_a_practice_is_no_part_of_it(told: str) -> None:
    assert parts(told) == set()


def test_the_last_name_of_a_list_is_not_what_its_sum_is_called() -> None:
    told = "凤阳县全面实施“春雨行动”“暖冬行动”“两大行动”,其中“暖冬行动”惠及120户。"
    assert {"春雨行动", "暖冬行动", "两大行动"} <= names(told)


def test_a_short_sentence_with_a_date_is_no_heading() -> None:
    told = REPORT.format(first="2022年启动“春雨”行动。2023年又实施“暖冬”行动,群众反映良好。")
    assert ("暖冬行动", "春雨行动") not in parts(told)


@pytest.mark.parametrize(
    "told",
    [
        "推进重点领域党建。",
        "抓好村级党建。",
        "拓展各项党建。",
        "开展“两个月”集中攻坚。",
        "获评“文明村”创建先进单位。",
    ],
)
def test_everyday_words_of_the_field_are_no_names(told: str) -> None:
    assert names(told + "党员参加。") == set()


@pytest.mark.parametrize(
    "told",
    [
        "涌现出以王大妈、李大爷为代表的120多个村民。",
        "以王安石、李商隐等为代表的乡贤回村。",
        "以草莓、葡萄为代表的12个村集体经济项目。",
    ],
)
def test_those_who_are_named_for_many_are_no_places(told: str) -> None:
    assert of_kind(told, Kind.LOCALITY) == []


def test_a_report_of_a_county_is_not_its_prefectures() -> None:
    section = "{heading}\n滁州市{county}推进党建工作,实施“{name}”行动,群众反映良好。\n存在的问题:压力传导不到位。\n下一步,全县将开展整治。\n"
    told = "".join(
        section.format(heading=heading, county=county, name=name)
        for heading, county, name in (
            ("夯实基础", "凤阳县", "暖冬"),
            ("服务群众", "定远县", "微心愿"),
            ("建强队伍", "来安县", "领航"),
        )
    )
    assert {s.locality_basis for s in graph_of(told).document.sections} == {""}


def test_a_sentence_behind_two_dashes_is_no_title() -> None:
    told = "凤阳县召开推进会\n——会议强调,要推行“桥头议事”工作法。\n凤阳县推行“暖冬”行动,各级党组织认真工作,群众反映良好,成绩突出。"
    assert "桥头议事工作法" in names(told)


def test_what_is_not_set_up_in_an_area_is_not_carried_out_there() -> None:
    told = "凤阳县推进党建。没有在青泥岗产业园区打造“三色”阵地。"
    assert held_in(told) == {("三色阵地", "凤阳县")}
