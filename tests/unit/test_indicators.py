"""What figures count, and what deeds are told without: the texts are made up for the purpose."""

import pytest

from graph.model import DocumentGraph
from graph.schema import Kind
from ingest.extract.indicators import counted
from ingest.pipeline import understand
from ingest.readers import SourceFile


def graph_of(text: str) -> DocumentGraph:
    return understand(SourceFile("text", "text", text))


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("5年来严肃查处发生在群众身边的“四风”和腐败问题88件。", "严肃查处发生在群众身边的“四风”和腐败问题"),
        (
            "选派203名机关干部到软弱涣散村和贫困村担任“第一书记”。",
            "选派机关干部到软弱涣散村和贫困村担任“第一书记”",
        ),
        ("医护人员对竹林村、雷屯村、章庄村、云山村的120名群众进行义诊。", "群众进行义诊"),
        (
            "全县集中整治形式主义官僚主义“四风”和腐败问题线索共计88件。",
            "“四风”和腐败问题线索共计",
        ),
        ("通过“金融网格”为农户发放贷款8亿元。", "“金融网格”为农户发放贷款"),
        ("营造“与邻为善,守望相助”的氛围,办节12次。", "营造“与邻为善,守望相助”的氛围办节"),
    ],
)
def test_a_long_indicator_is_cut_where_no_word_is(text: str, indicator: str) -> None:
    told = [e for e in graph_of(text).entities if e.kind is Kind.OUTCOME]
    assert [e.properties["indicator"] for e in told] == [indicator]


@pytest.mark.parametrize(
    ("words", "action"),
    [
        ("为老人送上48份爱心餐和20余箱牛奶", "为老人送上爱心餐和牛奶"),
        ("为3名10岁孩子提供急救培训", "为10岁孩子提供急救培训"),
        ("改造老旧小区12个", "改造老旧小区"),
        ("组织村民流转500亩土地", "组织村民流转500亩土地"),
        ("组织志愿者安排24小时值守", "组织志愿者安排24小时值守"),
        ("开展培训党员2万人次", "开展培训党员"),
        ("组织医院签约12名医生上门服务", "组织医院签约医生上门服务"),
    ],
)
def test_a_deed_stands_as_told_and_its_action_without_how_many(words: str, action: str) -> None:
    told = [e for e in graph_of(words + "。").entities if e.kind is Kind.MEASURE]
    assert [(e.name, e.properties["action"]) for e in told] == [(words, action)]


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("在村组建成议事点531个。", "建成议事点"),
        ("在校学生覆盖率达到98%。", "在校学生覆盖率"),
        ("辖区存在隐患86处。", "辖区存在隐患"),
        ("内河航道里程达到86公里。", "内河航道里程"),
        ("党建考核在乡镇考核中的权重由15%提高到30%。", "党建考核在乡镇考核中的权重"),
        ("全县60.4万人口。", "人口"),
        ("50万元以上的村占40%。", "50万元以上的村"),
        ("现在办结诉求2300件。", "办结诉求"),
    ],
)
def test_an_indicator_says_what_is_counted_not_where_or_when(text: str, indicator: str) -> None:
    told = [e for e in graph_of(text).entities if e.kind is Kind.OUTCOME]
    assert [e.properties["indicator"] for e in told] == [indicator]


def test_a_word_told_again_and_again_behind_a_number_costs_no_time() -> None:
    words = "全县" + "达到" * 2_000 + "甲乡镇"
    assert counted(words, 0, len(words), []) == words.removeprefix("全县")
