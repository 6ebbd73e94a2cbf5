"""Relations that follow from how a report is built; the texts are made up."""

import pytest

from graph.model import DocumentGraph
from graph.schema import Relation
from ingest.pipeline import understand
from ingest.readers import SourceFile

FILLER = "各级党组织认真谋划,党员干部主动作为,群众反映良好。"


def graph_of(text: str) -> DocumentGraph:
    return understand(SourceFile("text", "text", text))


def related(text: str, relation: Relation) -> set[tuple[str, str, str]]:
    graph = graph_of(text)
    name = {e.id: e.name for e in graph.entities}
    return {(name[c.subject], name[c.object], c.basis) for c in graph.claims if c.relation is relation}


def test_a_figure_without_a_practice_belongs_to_the_point_that_it_stands_in() -> None:
    text = f"柳河县推行“三级联动”工作法,重点抓三方面。一是开展“春雨”行动。{FILLER}走访党员230名。二是建强阵地。新建站点20个。"
    assert related(text, Relation.REPORTED_OUTCOME) == {
        ("春雨行动", "走访党员230名", "structural"),
        ("三级联动工作法", "新建站点20个", "structural"),
    }
    assert related(text, Relation.PART_OF) == {("春雨行动", "三级联动工作法", "structural")}


def test_within_a_sentence_the_last_named_practice_governs_and_a_list_governs_together() -> None:
    text = "深入开展“百点提升”“百强示范”行动,整改问题103件。推行“一线”工作法,实施“暖阳”行动,慰问老人40名。"
    assert {(s, o) for s, o, _ in related(text, Relation.REPORTED_OUTCOME)} == {
        ("百点提升行动", "整改问题103件"),
        ("百强示范行动", "整改问题103件"),
        ("暖阳行动", "慰问老人40名"),
    }


def test_a_practice_that_is_only_counted_governs_nothing_behind_it() -> None:
    text = "建立11个“红色驿站”,新发展党员30名。"
    assert {s for s, o, _ in related(text, Relation.REPORTED_OUTCOME) if o == "新发展党员30名"} == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("实施“强根”“固本”“育才”三大工程。", {("强根工程", "三大工程"), ("固本工程", "三大工程"), ("育才工程", "三大工程")}),
        ("以“五星争创”活动为抓手,实施“堡垒”工程。", {("堡垒工程", "五星争创活动")}),
        ("出台《柳河县党群服务管理办法》等“1+5”系列文件。", {("《柳河县党群服务管理办法》", "1+5系列文件")}),
        ("健全“五项工作制度”:建立民情走访制度,推行“三公开”制度。", {("民情走访制度", "五项工作制度"), ("三公开制度", "五项工作制度")}),
        ("结合主题党日,开展“河边捡一捡”志愿服务活动。", {("河边捡一捡志愿服务活动", "主题党日")}),
        ("为进一步推动“两进两送”行动,党支部开展“灯下问诊”活动。", {("灯下问诊活动", "两进两送行动")}),
        ("实施“两进两送”行动,党支部开展“灯下问诊”活动。", set()),
        ("居民可以报名“春雨”活动,街道党工委还组织“暖阳”活动。", set()),
        ("为推进“春雨”行动,党支部把组织建设放在首位,“暖阳”行动也很好。", set()),
        ("开展“暖阳”“春雨”行动,让居民暖起来。推进“灯塔”“红帆”行动,让党员动起来。", set()),
        ("为深化“邻里和”行动,增进感情。周末,社区举办“百家宴”活动。", {("百家宴活动", "邻里和行动")}),
        ("为深化“邻里和”行动,社区走访居民。居民参加“百家宴”活动。", set()),
        ("举办“幸福邻里”系列活动之“百家宴”活动。", {("百家宴活动", "幸福邻里系列活动")}),
        ("推进“两个工程”,实施“红星工程”“蓝海工程”。", {("红星工程", "两个工程"), ("蓝海工程", "两个工程")}),
        ("推进“两个工程”,实施“红星工程”“蓝海工程”“绿谷工程”。", set()),
        ("结合主题教育,推行“支部+”模式。“支部+庭院”,让家园靓起来。", {("支部+庭院", "支部+模式")}),
        ("创新“支部+”工作模式,开展“支部+护林”专项行动。", {("支部+护林专项行动", "支部+工作模式")}),
        ("推行领学、帮办“两进”工作法。实施“帮办”行动,实施“领学”行动。", {("领学行动", "两进工作法"), ("帮办行动", "两进工作法")}),
    ],
)  # fmt: skip
def test_parts_of_a_whole(text: str, expected: set[tuple[str, str]]) -> None:
    assert {(s, o) for s, o, _ in related(text, Relation.PART_OF)} == expected


def test_an_open_name_is_the_whole_of_those_that_fill_it_in_and_each_heads_what_follows() -> None:
    text = (
        "柳河县青山镇探索“支部+”模式,服务居民。"
        f"“支部+学堂”,让课堂热起来。{FILLER}组建讲师队伍120人。"
        f"“支部+庭院”,让家园靓起来。{FILLER}修缮围墙30处。"
    )
    assert {(s, o) for s, o, _ in related(text, Relation.PART_OF)} == {
        ("支部+学堂", "支部+模式"),
        ("支部+庭院", "支部+模式"),
    }
    assert {(s, o) for s, o, _ in related(text, Relation.REPORTED_OUTCOME)} == {
        ("支部+学堂", "组建讲师队伍120人"),
        ("支部+庭院", "修缮围墙30处"),
    }


def test_an_open_name_of_one_place_is_no_whole_of_names_elsewhere() -> None:
    text = "".join(
        f"{heading}\n{place}{practice}。{FILLER * 2}\n存在的问题:一些支部活动不多,经费不足。\n下一步,继续抓好落实,补齐短板。\n"
        for heading, place, practice in (
            ("抓组织", "吴起县", "探索“党建+”模式"),
            ("抓队伍", "梁山县", "实施“党建+网格”行动"),
            ("抓服务", "敦煌市", "推行“三抓”工作法"),
        )
    )
    assert related(text, Relation.IMPLEMENTED_IN)
    assert related(text, Relation.PART_OF) == set()


def test_sections_are_parts_of_the_practice_that_counts_them() -> None:
    sections = "".join(
        f"\n{heading}\n一是开展“{name}”行动。{FILLER}二是强化保障。{FILLER}\n"
        for heading, name in (("抓组织", "强基"), ("抓队伍", "领雁"), ("抓服务", "暖心"))
    )
    found = related(f"柳河县推行“三抓”工作法,全面加强基层党建。{FILLER * 2}{sections}", Relation.PART_OF)
    assert {(s, o) for s, o, _ in found} == {
        ("强基行动", "三抓工作法"),
        ("领雁行动", "三抓工作法"),
        ("暖心行动", "三抓工作法"),
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("通过“四必访”工作法,有效化解邻里纠纷。", {("四必访工作法", "邻里纠纷")}),
        ("针对停车难问题,推行“错时共享”机制。", {("错时共享机制", "停车难问题")}),
        ("开展“庸懒散”专项整治,效果明显。", {("庸懒散专项整治", "“庸懒散”")}),
    ],
)  # fmt: skip
def test_problems_are_addressed(text: str, expected: set[tuple[str, str]]) -> None:
    assert {(s, o) for s, o, _ in related(text, Relation.ADDRESSES)} >= expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("吴起县庙沟镇推行“院坝说事”机制。全县推行“五微”工作法。", {("院坝说事机制", "庙沟镇", "stated")}),
        ("在甲子村、乙丑村开展了积分制试点。", {("积分制", "甲子村", "stated"), ("积分制", "乙丑村", "stated")}),
        ("总结推广红安经验,学习红安经验。", {("红安经验", "红安县", "stated")}),
        ("吴起县庙沟镇“院坝行”义诊活动在甲子村顺利举行。", {("院坝行义诊活动", "甲子村", "stated")}),
        ("吴起县庙沟镇以“主题党日”为载体,开展“河边捡一捡”志愿活动。", {("河边捡一捡志愿活动", "庙沟镇", "stated")}),
    ],
)  # fmt: skip
def test_a_practice_stands_where_its_sentence_acts(text: str, expected: set[tuple[str, str, str]]) -> None:
    assert related(text, Relation.IMPLEMENTED_IN) >= expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("成立“江畔红”党建联盟。党建联盟将帮扶家庭15户。", {("江畔红党建联盟", "党建联盟将帮扶家庭15户")}),
        ("为落实“先锋”行动,优化服务。周一,街道在“红驿”服务站举办税费政策宣讲辅导活动。企业代表40名参加。", {("税费政策宣讲辅导活动", "企业代表40名参加")}),
        ("柳河县发展“一村一品”。“一村一品”让村民增收。全县新增农户300户。", {("一村一品", "全县新增农户300户")}),
        ("义诊当天天气炎热。居民300名前来。社区举办“暖夏”义诊活动。", {("暖夏义诊活动", "居民300名前来")}),
    ],
)  # fmt: skip
def test_what_a_text_tells_of_governs_its_figures(text: str, expected: set[tuple[str, str]]) -> None:
    assert {(s, o) for s, o, _ in related(text, Relation.REPORTED_OUTCOME)} == expected


def test_points_go_by_their_order_where_a_caption_has_run_into_one() -> None:
    text = (
        f"柳河县围绕“三线”,服务车主:一是守住主线。{FILLER}工作人员发放卡片二是深入一线。开展“大走访”活动。"
        "客户现场观摩三是开通热线。设立“说事室”。"
    )
    assert {(s, o) for s, o, _ in related(text, Relation.PART_OF)} == {
        ("大走访活动", "三线"),
        ("说事室", "三线"),
    }


def test_villages_of_a_list_lie_where_its_first_does_and_a_township_in_the_area_named_before_it() -> None:
    listed = related(
        "麻江县坝芒乡水城村办学堂,对坝芒乡水城村、石桥村、白塔村的老人义诊。", Relation.LOCATED_IN
    )
    assert {(s, o) for s, o, _ in listed} >= {("石桥村", "坝芒布依族乡"), ("白塔村", "坝芒布依族乡")}
    area = related("四川天府新区华阳街道开展活动。", Relation.LOCATED_IN)
    assert {(s, o) for s, o, _ in area} >= {("华阳街道", "四川天府新区")}


def test_every_claim_has_a_quote_that_stands_in_the_raw_text() -> None:
    graph = graph_of(
        f"柳河县推行“三级联动”工作法,解决停车难问题。一是开展“春雨”行动,走访党员230名。二是建强阵地。{FILLER}"
    )
    assert graph.claims
    for claim in graph.claims:
        for evidence in claim.evidence:
            assert graph.document.raw[evidence.span.raw_start : evidence.span.raw_end] == evidence.quote
