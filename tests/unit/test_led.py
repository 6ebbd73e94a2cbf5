"""Points that the items of a practice lead, and what is told in their course; the texts are made up for the purpose."""

import pytest

from graph.schema import Relation
from tests.unit.test_being import parts
from tests.unit.test_extract import graph_of
from tests.unit.test_report_structure import REPORT, names

OPENING = (
    "某县组织部门坚持大抓基层,队伍建设成效明显,群众反映良好,各项工作有序推进,全县面貌一新。"
    "近年来,县里念好“引、练、督、暖”四字经,打造过硬队伍。"
)
BY_PARAGRAPHS = "\n".join((
    OPENING,
    "“引”字当头,配强领路人。实施“群雁回巢”工程,回引能人62名。",
    "“练”字为要,锻造硬脊梁。开办“金穗讲堂”,培训干部。",
    "“督”字从严,拧紧责任链。推行“亮灯”制度,对账销号。",
    "“暖”字破题,做强共同体。组织慰问,干部安心。",
))  # fmt: skip
WITHIN = (
    OPENING
    + "引,就是实施“群雁回巢”工程,回引能人62名;练,就是开办“金穗讲堂”,培训干部;督,就是推行“亮灯”制度;暖,就是组织慰问。"
)
COUNTED = (
    "某厂坚持“四到位”抓实安全工作,全力保障职工健康。思想认识到位。该厂开展“清晨一课”活动,职工参加。隐患排查到位。该厂检查设备。"
    "应急处置到位。该厂推行“双岗”值班制度。后勤保障到位。该厂送去清凉。"
)


@pytest.mark.parametrize("told", [BY_PARAGRAPHS, WITHIN])
def test_what_an_items_point_tells_is_part_of_the_practice_that_lists_it(told: str) -> None:
    held = {part for part, whole in parts(told) if whole.startswith("引、练、督、暖")}
    assert {"群雁回巢工程", "亮灯制度"} <= held


def test_an_item_that_leads_no_point_leaves_all_of_them_alone() -> None:
    told = BY_PARAGRAPHS.replace("“督”字从严,", "")
    assert not {part for part, whole in parts(told) if whole.startswith("引、练、督、暖")}


def test_short_sentences_that_close_as_a_counted_name_does_are_its_points() -> None:
    held = {part for part, whole in parts(COUNTED) if whole.startswith("四到位")}
    assert {"清晨一课活动", "双岗值班制度"} <= held
    fewer = COUNTED.replace("后勤保障到位。", "")
    assert not {part for part, whole in parts(fewer) if whole.startswith("四到位")}


def test_names_that_lead_points_and_close_as_a_counted_one_are_its_parts() -> None:
    told = REPORT.format(
        first="县里实施强穗、护穗、领穗“三穗行动”,效果明显。\n(一)强穗行动,把支部建在田间。设立“田埂驿站”,服务农户。\n"
        "(二)护穗行动,让党员动起来。推行“双岗”值班制度,守护庄稼。\n(三)领穗行动,把服务送到家。开展“送技上门”活动,农户受益。"
    )
    assert {"强穗行动", "护穗行动", "领穗行动"} <= names(told)
    assert {("强穗行动", "三穗行动"), ("田埂驿站", "强穗行动"), ("双岗值班制度", "护穗行动"), ("送技上门活动", "领穗行动")} <= parts(told)  # fmt: skip
    assert "护穗行动" not in names(told.replace("(三)领穗行动", "(三)服务到家").replace("领穗“三", "“三"))


def test_what_is_set_up_so_many_times_is_the_result_of_what_it_is_set_up_for() -> None:
    graph = graph_of("某县开展“同心共富”行动,设立“红帮手”服务点11个,群众满意。")
    named = {entity.id: entity.name for entity in graph.entities}
    told = {
        named[claim.subject]
        for claim in graph.claims
        if claim.relation is Relation.REPORTED_OUTCOME and "11" in named[claim.object]
    }
    assert told == {"红帮手服务点", "同心共富行动"}


@pytest.mark.parametrize(
    "named", ["念好“引、练、督、暖”四字经,落实“四到位”要求", "落实“四到位”要求,念好“引、练、督、暖”四字经"]
)
def test_two_practices_lead_each_its_own_points_in_whatever_order_they_are_named(named: str) -> None:
    told = (
        f"近年来,县里{named}。思想认识到位。该厂开展“清晨一课”活动。隐患排查到位。该厂检查设备。应急处置到位。该厂推行“双岗”值班制度。"
        "后勤保障到位。该厂送去清凉。\n“引”字当头,配强领路人。实施“群雁回巢”工程。\n“练”字为要,锻造硬脊梁。开办“金穗讲堂”。\n"
        "“督”字从严,拧紧责任链。推行“亮灯”制度。\n“暖”字破题,做强共同体。"
    )
    found = parts(told)
    of_four = {part for part, whole in found if whole.startswith("四到位")}
    assert not {"群雁回巢工程", "亮灯制度"} & of_four
    assert {"群雁回巢工程", "亮灯制度"} <= {p for p, whole in found if whole.startswith("引、练、督、暖")}


def test_what_comes_behind_the_last_point_of_a_sentence_is_no_part_of_it() -> None:
    told = WITHIN + "县纪委同步开展“清风护航”行动,查处案件12件。"
    assert "清风护航行动" not in {part for part, whole in parts(told) if whole.startswith("引、练、督、暖")}


def test_sentences_elsewhere_that_close_as_a_counted_name_does_are_no_points_of_it() -> None:
    told = "全县要求“三到位”。某镇开展“清晨一课”活动。现场秩序维护到位。某街道实施“暖巷”工程。物资保障供应到位。某社区推行“双岗”值班制度。资金全部拨付到位。某企业送去清凉。"
    assert not {part for part, whole in parts(told) if whole.startswith("三到位")}


def test_what_is_pointed_at_is_no_member_of_a_family() -> None:
    told = (
        OPENING
        + "县里推行“三项机制”,激励干部。这项机制,让干部有了劲头。各项机制,相互衔接。该项机制,运行顺畅。"
    )
    assert not {"这项机制", "各项机制", "该项机制"} & names(told)


@pytest.mark.parametrize(
    "told",
    ["某县“银龄安康”行动由民政局牵头,“红帮手”工程2023年新建养老院11个。", "某县继打造“红色驿站”之后,又建成“暖心驿站”11个,服务骑手。"],
)  # fmt: skip
def test_what_another_practice_counts_is_not_the_result_of_the_one_named_before(told: str) -> None:
    graph = graph_of(told)
    named = {entity.id: entity.name for entity in graph.entities}
    subjects = {
        named[c.subject]
        for c in graph.claims
        if c.relation is Relation.REPORTED_OUTCOME and "11" in named[c.object]
    }
    assert not subjects & {"银龄安康行动", "红色驿站"}
