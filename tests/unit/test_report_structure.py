"""How reports name and nest their practices; the texts are made up for the purpose."""

import pytest

from graph.schema import Kind, Relation
from graph.vocabulary.places import gazetteer
from ingest.link.settled import from_gazetteer
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
        ("某县以“三个最”推进工作。", "三个最"),
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
        ("某县推广“幸福楼道工作法”示范小区创建。", "幸福楼道工作法示范小区创建"),
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
        ("某县实施“夺旗争星”行动,印发《某县“夺旗争星”三年行动方案》,压实责任。", ("《某县“夺旗争星”三年行动方案》", "夺旗争星行动")),
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
        ("针对部分乡镇压力不够的问题,推行社区党组织联建。", set()),
        ("像柳西镇以渡新村为龙头,带头联系冶溪镇。", {"柳西镇", "渡新村", "冶溪镇"}),
        ("在浙江义乌设立站点。", {"浙江省", "义乌市"}),
    ],
)  # fmt: skip
def test_words_that_lead_to_a_place_are_no_part_of_its_name(told: str, places: set[str]) -> None:
    assert {e.name for e in graph_of(told).entities if e.kind is Kind.LOCALITY} == places


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("某镇探索毗邻党建,三村联合。", "毗邻党建"),
        ("某县实行“2+4”导师帮带制,老书记带新书记。", "2+4导师帮带制"),
        ("某县开展“看现场、学经验”现场教学,干部参加。", "看现场、学经验现场教学"),
        ("某县在务工集中的城市成立流动党员党支部5个。", "流动党员党支部"),
        ("对后进党组织实行“三个一”整顿法,成效明显。", "三个一整顿法"),
        ("某镇办起“檐下夜谈会”,化解矛盾。", "檐下夜谈会"),
        ("县委印发《关于压实责任的十条措施》,抓好落实。", "《关于压实责任的十条措施》"),
    ],
)  # fmt: skip
def test_further_names_of_reports(told: str, name: str) -> None:
    assert name in names(told)


@pytest.mark.parametrize(
    "told",
    [
        "党员抓好党建工作,党支部加强基层党建。",
        "县委把党建作为“一把手”工程。",
        "党群服务中心成为群众愿意来的“知心家园”。",
        "该镇先后两次在全县组织工作会议上作经验交流。",
        "村干部“一肩挑”人员参加培训。",
        "不少村“守着山头没钱花”。",
        "推行“先带后、老带新”的办法。",
    ],
)
def test_what_is_only_said_in_reports_is_no_name(told: str) -> None:
    assert names(told) == set()


def test_what_is_wrong_and_what_comes_next_within_a_paragraph() -> None:
    told = (
        "某县开展党建工作,群众反映良好。我们也看到,工作中还有不少短板:村集体经济“造血”能力不强;农村党员老龄化问题突出。"
        "今年我们将实施“青苗”计划,培养干部;继续推广“桥头议事”工作法。"
    )
    graph = graph_of(told)
    told_of = {kind: [e.name for e in graph.entities if e.kind is kind] for kind in (Kind.PROBLEM, Kind.PLAN)}
    counted = graph_of(
        "某县推进党建工作。问题不少。一是流动党员多,管理难;二是会议多、报表多。下一步有什么打算?我们从两个方面推进。"
    )
    assert len([e for e in counted.entities if e.kind is Kind.PROBLEM]) == 2
    assert [e for e in counted.entities if e.kind is Kind.PLAN] == []
    assert told_of[Kind.PROBLEM] == ["村集体经济“造血”能力不强", "农村党员老龄化问题突出"]
    assert len(told_of[Kind.PLAN]) == 2


def test_a_title_may_go_on_in_a_second_line_and_name_its_writers() -> None:
    told = (
        "让支部活起来\n——凤阳县党建工作实践\n中共凤阳县委组织部\n"
        "凤阳县开展“春雨”行动,各级党组织认真工作,群众反映良好,成绩突出,干部担当。\n一、建强组织\n凤阳县推行“桥头议事”工作法。"
    )
    document = graph_of(told).document
    assert document.title == "让支部活起来——凤阳县党建工作实践"
    assert [told[s.start : s.end] for s in document.boilerplate] == ["中共凤阳县委组织部"]


def test_a_heading_that_names_a_place_is_no_signature() -> None:
    told = "让支部活起来\n——党建工作实践\n凤阳县\n凤阳县开展“春雨”行动,各级党组织认真工作,群众反映良好,成绩突出,干部担当。"
    document = graph_of(told).document
    assert not document.boilerplate
    assert [section.heading for section in document.sections] == ["凤阳县"]


def test_the_sections_of_a_report_carry_out_the_programme_of_its_opening() -> None:
    told = "\n".join(
        (
            "近年来,某县深入实施“党建引航”行动,各级党组织认真开展工作,群众反映良好。",
            "一、建强组织",
            "一是推行“一业一支部”模式。党员参加,群众反映良好。",
            "二、带好队伍",
            "一是实施“雁归”计划。能人回村,群众反映良好。",
            "三、服务群众",
            "下一步,某县将继续深化“党建引航”行动,群众反映良好。",
        )
    )
    assert {("一业一支部模式", "党建引航行动"), ("雁归计划", "党建引航行动")} <= parts(told)


def test_a_report_of_several_places_takes_the_prefecture_that_holds_what_a_section_names() -> None:
    section = "{heading}\n{told}\n存在的问题:少数党组织抓党建用力不够,压力传导不到位。\n下一步,全市将开展整治,压实责任。\n"
    told = "".join(
        (
            section.format(
                heading="夯实基础", told="全市推行“会客厅”项目,在应县、怀仁市建成一批,群众反映良好。"
            ),
            section.format(heading="服务群众", told="全市推行“微心愿”行动,学习朔州经验,群众反映良好。"),
            section.format(heading="建强队伍", told="全市推行“领航”工程,干部参加,群众反映良好,队伍建强。"),
        )
    )
    graph = graph_of(told)
    shuozhou = gazetteer().by_code["140600"]
    assert [s.locality_basis for s in graph.document.sections] == ["inferred", "", ""]
    assert graph.document.sections[0].locality_id == from_gazetteer(shuozhou).id


def test_parts_that_the_marks_of_a_counted_whole_hold_are_programmes_of_their_own() -> None:
    found = names("平阳县实施“强苗、强干、强根”三强工程,推进“铸基、领航”两项行动。")
    assert found >= {"三强工程", "强苗工程", "强干工程", "强根工程", "铸基行动", "领航行动"}
    assert "强链工程" not in names("平阳县实施“稳链、强链”两强工程。")


def test_a_place_under_whose_guidance_something_is_done_does_not_act() -> None:
    graph = graph_of("桐柏县推进治理。在南阳市委坚强领导下,桐柏县推行“淮源红”工作法。")
    place = {e.id: e.name for e in graph.entities}
    held = [place[c.object] for c in graph.claims if c.relation is Relation.IMPLEMENTED_IN]
    assert held == ["桐柏县"]


def test_a_place_that_a_heading_begins_with_is_the_place_of_its_report() -> None:
    body = "推行“稻香”工作法,走访党员230名,各项任务全部完成,群众反映良好。"
    reports = "\n".join(
        f"{head}\n{body}\n存在的问题:有的党员作用发挥不够。\n下一步,加强培训。"
        for head in ("五常市:田里种出党建红", "绥棱县:林下点亮先锋灯", "饶河县:江畔筑牢堡垒")
    )
    sections = graph_of(f"书记抓基层党建述职摘登\n{reports}").document.sections
    assert [section.locality_basis for section in sections if section.locality_id] == ["stated"] * 3


def test_a_heading_with_subheadings_alone_below_it_is_read() -> None:
    text = (
        "柳河镇党建工作总结\n"
        + "全镇党员干部坚持问题导向,深入村组听取意见,一件一件办好群众身边的小事,取得了较好成效。" * 2
        + "\n一、实施“春雨领航”工程\n(一)建强组织\n全镇新建党支部12个,覆盖全部村民小组。\n(二)带好队伍\n全镇培训党员320人次。\n"
        + "二、推行“五步议事”工作法\n(一)广泛提议\n村民代表收集意见86条。\n"
    )
    graph = graph_of(text)
    named = {e.name: e.id for e in graph.entities if e.kind in {Kind.PROGRAMME, Kind.METHOD}}
    assert named.keys() == {"春雨领航工程", "五步议事工作法"}
    placed = {c.subject for c in graph.claims if c.relation is Relation.IMPLEMENTED_IN}
    assert placed == set(named.values())
