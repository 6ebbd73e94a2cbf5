"""What a text says is wrong, and what it does not; the texts are made up."""

import pytest

from graph.schema import Kind
from tests.unit.test_extract import graph_of


def test_problems_carry_their_category() -> None:
    graph = graph_of("凤阳县开展专项整顿,集中整顿软弱涣散党组织,破解集体经济薄弱难题。")
    assert sorted(e.properties["category"] for e in graph.entities if e.kind is Kind.PROBLEM) == [
        "collective_economy_empty_shell",
        "weak_organisation",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("着力破解“停车难”、就医难问题。", {"停车难", "就医难"}),
        ("解决群众急难愁盼问题。", {"急难愁盼"}),
        ("对履职不力的支部书记进行约谈。", {"履职不力的支部书记"}),
        ("在财政极为紧张的情况下,保障经费。", {"财政极为紧张"}),
        ("存在资源分散、各自为战的现象。", {"资源分散"}),
        (
            "针对路面破损、电线散落、6号楼前积水频发等问题,听取意见。",
            {"路面破损", "电线散落", "6号楼前积水频发"},
        ),
        ("院墙年久失修怎么办?如何治理楼道堆物?支部有办法。", {"院墙年久失修", "楼道堆物"}),
        (
            "老李发现村里的水果销售渠道比较单一,一改宅边空地杂乱无章的面貌。",
            {"村里的水果销售渠道比较单一", "宅边空地杂乱无章"},
        ),
        ("查摆出的8个方面问题已经整改。", set()),
        ("车辆日益增多,小区停车难问题尤为突出。", {"小区停车难问题"}),
        ("从根本上治理楼院乱象。", {"楼院乱象"}),
        ("“小朋友们,捡到钱包怎么办?”大家抢着回答。", set()),
        ("如何管理老党员?党建引领作用依旧突出。", set()),
        ("积极帮助党员解决实际问题。", set()),
        ("坚持问题导向,聚焦中心工作。", set()),
        ("柳河公园存在垃圾乱扔、路灯不亮的问题。", {"垃圾乱扔", "路灯不亮的问题"}),
        ("发现问题、研究问题,面临新情况、新问题,整改了存在的主要问题。", set()),
        ("针对业主提出的充电、停车、绿化等问题逐一答复。", {"业主提出的充电、停车、绿化等问题"}),
        ("开展民生领域突出问题专项整治,为期一年。", {"民生领域突出问题"}),
        ("梳理党务工作的薄弱环节,讲清垃圾分类的误区。", {"党务工作的薄弱环节"}),
        ("推进社区治理和物业服务。", set()),
        ("党员志愿者对小区卫生死角进行清理,开展消防隐患检查。", {"卫生死角", "消防隐患"}),
        ("公司党支部推动党建与业务深度融合。", {"推动党建与业务深度融合"}),
        ("实现安全隐患零增长,安全隐患大排查已经结束,楼道零消防隐患。", set()),
        ("检查中没有安全隐患,不存在消防隐患,安全隐患动态清零。", set()),
        ("公司已促进党建和业务融合,推动党建与业务培训有机融合。", set()),
    ],
)
def test_problems_that_running_text_names(text: str, expected: set[str]) -> None:
    found = [e.name for e in graph_of(text).entities if e.kind is Kind.PROBLEM]
    assert all(any(words in name for name in found) for words in expected)
    assert bool(found) == bool(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("党员们多方筹资帮助村里解决活动场地不足的问题。", ["活动场地不足的问题"]),
        ("党支部筹集资金修缮年久失修的村道。", []),
        ("社区协调物业对年久失修的外墙进行维修。", []),
        ("村里不再车位紧张,社区告别杂乱无章。", []),
        ("老李发现村里的水果销售渠道比较单一,卖不上价。", ["村里的水果销售渠道比较单一"]),
        ("柳河再生资源有限公司支持,居民都来参加。", []),
        ("把租户的烦心事办成暖心事,着力破解摊贩急难愁盼问题。", ["摊贩急难愁盼问题", "租户的烦心事"]),
        ("针对工作中存在的问题,逐一破解难点问题,解决了大问题。", []),
        ("小区不存在漏水问题,没有出现拥堵现象。", []),
        ("代表商定,对严重违反村规民约的村民取消资格。交警整治严重违法行为。", []),
        ("楼长联系物业上门,“一方有难、八方支援”,整改后屋面不会出现渗水的情况。", []),
    ],
)
def test_what_is_done_about_a_problem_is_no_part_of_it(text: str, expected: list[str]) -> None:
    assert [e.name for e in graph_of(text).entities if e.kind is Kind.PROBLEM] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("某县稳妥处置不合格党员23名,清退2名长期不履职的村干部。", ["不合格党员", "长期不履职的村干部"]),
        ("某县清退烟叶保证金,约谈新任书记。", []),
        ("书记:过去一段时间,部分村各干各的,资源统不起来。我们推行片区联建。", ["部分村各干各的,资源统不起来"]),
        ("“以前这里坑坑洼洼的,下雨天不好走。”居民说。", ["这里坑坑洼洼的,下雨天不好走"]),
        ("以前不懂电脑,现在样样都会。过去五年,全县发展不断加快。", []),
        ("居民可以前往党群服务中心办理手续,不用再跑县城。", []),
        ("党员们听到呼救声,过去一看,老人倒在地上没有反应。", []),
        ("过去,村里主要种植杂交水稻和油菜。以前,他出差路过村里总要看望老党员。", []),
        ("过去难办的事,今年都办成了。过去三十多年,他没有离开过大山。", []),
        ("以前村里环境脏乱差,村党支部组织党员清理垃圾120吨,村容村貌焕然一新。", ["村里环境脏乱差"]),
        ("村民们也看到,党员干部冲在抗洪一线,连夜转移群众320人,没有一人掉队。", []),
        ("书记:我们也看到,党支部建起了文化广场,组织党员帮助老人120名。", []),
        ("县里对连续三年考核优秀的村干部给予奖励,对长期不懈坚守岗位的老党员走访慰问。", []),
        ("某县清退不履职的村干部3名,对连续两次考核靠后的村党组织书记约谈提醒。", ["不履职的村干部", "连续两次考核靠后的村党组织书记"]),
        ("存在的问题:一是党员教育管理不严,支部活动开展不够;二是集体经济收入偏低,发展路径不够清晰。", ["党员教育管理不严,支部活动开展不够", "集体经济收入偏低,发展路径不够清晰"]),
        ("书记:工作中我们也看到:片区之间发展不平衡;年轻党员偏少,后劲不足。", ["片区之间发展不平衡", "年轻党员偏少,后劲不足"]),
        ("书记:工作中我们也看到,片区之间发展不平衡;年轻党员少,35岁以下的不到两成;手段用得还不够。", ["片区之间发展不平衡", "年轻党员少,35岁以下的不到两成", "手段用得还不够"]),
        ("当前,基层党建还面临一些困难:一是队伍老龄化,后备力量不足;二是增收路径单一,仍有9个村没有收入。", ["队伍老龄化,后备力量不足", "增收路径单一,仍有9个村没有收入"]),
        ("存在的问题:党员活动经费不足,人均不到80元。个别单位责任传导不够,年底考核流于形式。", ["党员活动经费不足,人均不到80元", "个别单位责任传导不够", "年底考核流于形式"]),
    ],
)  # fmt: skip
def test_where_one_problem_ends_and_another_begins(text: str, expected: list[str]) -> None:
    found = [e for e in graph_of(text).entities if e.kind is Kind.PROBLEM]
    assert sorted(e.name for e in found) == sorted(expected)


def test_a_section_of_a_report_may_tell_what_is_wrong_by_its_heading() -> None:
    told = "\n".join(
        (
            "某市以江岸引领治理的实践",
            "某市地处三江交汇处,近年来各项工作有序推进,群众反映良好。",
            "一、沿江城市治理的现实考题",
            "(一)组织有形不够有力。摸排发现,有97个村党组织不够活跃,活动停在纸上。",
            "二、破解治理难题",
            "(一)建强组织。在船队设立党支部17个,党员带头服务。",
            "三、几点思考",
            "(一)清醒看到差距。少数乡镇抓党建时紧时松;船队支部活动不够正常。",
        )
    )
    found = {e.name for e in graph_of(told).entities if e.kind is Kind.PROBLEM}
    assert {"少数乡镇抓党建时紧时松", "船队支部活动不够正常"} < found
    assert any("97个村党组织不够活跃" in name for name in found)
    assert not any("党员带头服务" in name or "清醒看到" in name for name in found)


REPORT = "\n".join(
    (
        "某县抓党建促发展的实践",
        "某县地处三江交汇处,近年来各项工作有序推进,群众反映良好。",
        "一、建强组织",
        "各支部按月开展组织生活,党员带头服务,群众反映良好。",
        "{heading}",
        "{told}",
        "三、几点思考",
        "要把组织建强,把队伍带好,把群众服务好。",
    )
)
DEEDS = "推行“红色合伙人”模式,组织党员干部走访农户1200户,建立产业台账。开展“送技下乡”活动,培训农民800人次。"


@pytest.mark.parametrize(
    "heading",
    ["强弱项、补短板", "盯住薄弱村补短板", "打通产业发展瓶颈", "走出集体经济空壳困境",
     "啃下信访积案难题", "“红管家”巧解停车难题", "迎接乡村振兴新挑战", "缩小城乡差距",
     "交出基层治理新考题", "破解基层治理的难题"],
)  # fmt: skip
def test_a_heading_that_announces_what_is_done_makes_no_problem_of_it(heading: str) -> None:
    graph = graph_of(REPORT.format(heading=f"二、{heading}", told=DEEDS))
    assert not [e.name for e in graph.entities if e.kind is Kind.PROBLEM and "走访农户" in e.name]


@pytest.mark.parametrize(
    "told",
    ["(二)查找不足。各支部召开专题组织生活会,征求群众意见120条。", "(二)直面问题。县委抽调党员干部组建工作专班12个,走访农户1200户。"],
)  # fmt: skip
def test_to_look_for_shortcomings_is_a_deed(told: str) -> None:
    assert not [e for e in graph_of(told).entities if e.kind is Kind.PROBLEM]


def test_a_numbered_heading_may_be_the_problem() -> None:
    told = "(一)党员队伍老龄化严重。35岁以下党员仅占一成。\n(二)集体经济薄弱。九成村没有经营收入。\n(三)村干部报酬偏低。"
    graph = graph_of(REPORT.format(heading="二、存在的问题", told=told))
    found = [e.name for e in graph.entities if e.kind is Kind.PROBLEM]
    assert {"党员队伍老龄化严重", "集体经济薄弱", "村干部报酬偏低"} <= set(found)


def test_where_a_problem_lies_is_no_part_of_it() -> None:
    graph = graph_of("针对矛盾多发,从实际出发。安徽省滁州市凤阳县居民小区服务资源不足,群众有意见。")
    assert [e.name for e in graph.entities if e.kind is Kind.PROBLEM] == ["居民小区服务资源不足"]


def test_a_problem_named_twice_is_one() -> None:
    graph = graph_of("着力破解“停车难”问题。居民说“停车难”得到缓解,仍要破解“停车难”问题。")
    assert len([e for e in graph.entities if e.kind is Kind.PROBLEM]) == 1


def test_a_notice_of_discipline_tells_each_offence_between_semicolons() -> None:
    graph = graph_of(
        "县纪委对某公司原经理甲某某严重违纪违法问题进行了审查。经查,甲某某身为党员干部,丧失理想信念,与他人串供;"
        "违规收受礼金;爱好书法;利用职务便利为他人谋取利益。甲某某严重违反党的廉洁纪律,性质严重,应予严肃处理。"
    )
    found = [e for e in graph.entities if e.kind is Kind.PROBLEM]
    assert {e.name for e in found} == {
        "严重违纪违法问题",
        "丧失理想信念,与他人串供",
        "违规收受礼金",
        "利用职务便利为他人谋取利益",
        "严重违反党的廉洁纪律,性质严重",
    }
    assert {e.properties["category"] for e in found} == {"work_style_corruption"}


def test_a_long_offence_is_cut_at_a_comma() -> None:
    graph = graph_of(f"县纪委和街道党委、村党支部通报了党员甲某某。经查,{'违规收受礼品,' * 60}数额巨大。")
    longest = max(len(e.name) for e in graph.entities if e.kind is Kind.PROBLEM)
    assert 150 < longest <= 200
