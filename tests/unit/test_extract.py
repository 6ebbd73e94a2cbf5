"""Tables of text and what the rules find in it; the texts are made up for the purpose."""

import pytest

from graph.model import DocumentGraph
from graph.schema import Kind, Relation
from ingest.pipeline import understand
from ingest.readers import SourceFile


def graph_of(text: str) -> DocumentGraph:
    return understand(SourceFile("text", "text", text))


def names(text: str, *kinds: Kind) -> list[str]:
    return sorted(e.name for e in graph_of(text).entities if e.kind in kinds)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("县里深入开展“两访三问”活动,推动干部下沉。", ["两访三问活动"]),
        ("全市推行“一线三色”工作法,效果明显。", ["一线三色工作法"]),
        ("深化“春雨”“暖阳”两项行动。各村实施“春雨”“暖阳”行动。", ["春雨行动", "暖阳行动"]),
        ("全镇实施乡村振兴领雁工程,选出带头人。", ["乡村振兴领雁工程"]),
        ("各支部建立无职党员积分考评制度。", ["无职党员积分考评制度"]),
        ("出台《村级事务公开管理办法》,全面执行。", ["《村级事务公开管理办法》"]),
        ("他说:“我们一定把工作做好。”", []),
        ("选优配强村“两委”班子,打通“最后一公里”。", []),
        ("加强党建工作,完善工作机制。", []),
    ],
)
def test_programmes_and_methods(text: str, expected: list[str]) -> None:
    assert names(text, Kind.PROGRAMME, Kind.METHOD) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("安徽省滁州市凤阳县小岗村开展试点。", ["凤阳县", "安徽省", "小岗村", "滁州市"]),
        ("理顺城区、街道职能,整顿软弱涣散村。", []),
        ("投入真金白银建设示范村和标准化社区。", []),
        ("鼓楼区推进治理。", []),
        ("南京市鼓楼区推进治理。", ["南京市", "鼓楼区"]),
        ("黄冈市总结红安经验。", ["红安县", "黄冈市"]),
    ],
)
def test_places(text: str, expected: list[str]) -> None:
    assert names(text, Kind.LOCALITY) == sorted(expected)


def test_the_same_name_in_two_places_is_two_things() -> None:
    one, other = (graph_of(f"{place}推行“三级联动”工作机制。") for place in ("凤阳县", "吴起县"))
    method = [[e.id for e in g.entities if e.kind is Kind.METHOD] for g in (one, other)]
    assert len(method[0]) == len(method[1]) == 1
    assert method[0] != method[1]


def test_a_short_form_and_its_whole_name_are_one_thing() -> None:
    graph = graph_of("凤阳县开展“督导落实年”活动。“督导落实年”活动分四步。参加“督导落实年”的干部很多。")
    assert len([e for e in graph.entities if e.kind is Kind.PROGRAMME]) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("建成示范点346个。", [(346, "个", "=", "outcome")]),
        ("投入资金7.36亿元。", [(736_000_000, "元", "=", "input")]),
        ("发放贷款2万余户。", [(20_000, "户", ">", "outcome")]),
        ("覆盖率达到56%。", [(56, "%", "=", "outcome")]),
        ("力争三年内新建100个站点。", [(100, "个", "=", "target")]),
        ("2016年5月12日召开大会。", []),
        ("推行“1+10”机制和“551”工程。", []),
        ("标准为1.5至2.5倍。", [(1.5, "倍", "range", "input")]),
        ("仍有不到70%的企业没有组织。", [(70, "%", "<", "context")]),
    ],
)
def test_figures(text: str, expected: list[tuple[float, str, str, str]]) -> None:
    found = [
        (v["value"], v["unit"], v["op"], e.properties["role"])
        for e in graph_of(text).entities
        if e.kind is Kind.OUTCOME
        for v in e.properties["values"]
    ]
    assert found == expected


def test_a_figure_in_the_next_steps_is_a_target() -> None:
    graph = graph_of("凤阳县抓好组织建设工作,各项任务全部完成,群众反映良好。\n下一步,新建村级活动场所20个。")
    assert [e.properties["role"] for e in graph.entities if e.kind is Kind.OUTCOME] == ["target"]


def test_problems_carry_their_category() -> None:
    graph = graph_of("凤阳县开展专项整顿,集中整顿软弱涣散党组织,破解集体经济薄弱难题。")
    assert sorted(e.properties["category"] for e in graph.entities if e.kind is Kind.PROBLEM) == [
        "collective_economy_empty_shell",
        "weak_organisation",
    ]


def test_what_is_reported_belongs_to_the_practice_of_its_sentence() -> None:
    graph = graph_of("凤阳县开展“暖心”行动,慰问困难党员230名。")
    assert {c.relation for c in graph.claims} >= {Relation.IMPLEMENTED_IN, Relation.REPORTED_OUTCOME}


def test_nothing_is_taken_from_boilerplate() -> None:
    text = (
        "凤阳县党建工作综述\n"
        + "全县各级党组织认真开展工作,群众反映良好,成绩突出。" * 3
        + "\n相关新闻\n- 2017-12-25某县开展“春雨”行动建成站点30个\n"
    )
    assert not [e for e in graph_of(text).entities if e.kind in {Kind.PROGRAMME, Kind.OUTCOME}]


@pytest.mark.parametrize(
    "hostile",
    [
        "“" * 100_000,
        "“”" * 50_000,
        "(" * 100_000,
        "1" * 100_000,
        "党" * 300_000,
        "“春雨”、" * 20_000,
        "1万" * 50_000,
    ],
    ids=lambda h: h[:2],
)
def test_hostile_text_is_read_in_bounded_time(hostile: str) -> None:
    graph_of(hostile)
