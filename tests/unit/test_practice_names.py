"""Which words are the name of a programme or method, and which are not; the texts are made up."""

import pytest

from graph.model import DocumentGraph, Entity
from graph.schema import PRACTICE_KINDS, Kind
from ingest.pipeline import understand
from ingest.readers import SourceFile


def practices(text: str) -> dict[str, Entity]:
    graph: DocumentGraph = understand(SourceFile("text", "text", text))
    return {e.name: e for e in graph.entities if e.kind in PRACTICE_KINDS}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("采取定点走访、夜间恳谈的方式,听取意见。", {"定点走访、夜间恳谈"}),
        ("推行村账双签、月月晒单,群众放心。", {"村账双签、月月晒单"}),
        ("形成“支部+果园+农户”的发展模式,带动增收。", {"支部+果园+农户发展模式"}),
        ("一是倡导“干部往村里走”。选派干部驻村。", {"干部往村里走"}),
        ("涌现出柳河镇“田埂课堂”、青山镇“板凳会”等一批做法。", {"田埂课堂", "板凳会做法"}),
        ("着力打造“红船领航”“蓝海先锋”“绿谷卫士”等党建特色品牌。", {"红船领航品牌", "蓝海先锋品牌", "绿谷卫士品牌", "党建特色品牌"}),
        ("实施“强根、固本、育才”三大工程。", {"三大工程", "强根工程", "固本工程", "育才工程"}),
        ("推动“支部建在网格、党员沉到楼栋、服务送到家门”,居民满意。", {"支部建在网格、党员沉到楼栋、服务送到家门"}),
        ("开展以“邻里守望”为主题的关爱活动,慰问老人。", {"邻里守望关爱活动"}),
        ("建立流动党员联络制度、支部结对制度,抓好落实。", {"流动党员联络制度", "支部结对制度"}),
        ("建立民情走访、民事代办、民意反馈等制度。", {"民情走访、民事代办、民意反馈制度"}),
        ("推广柳河模式、青山经验。", {"柳河模式", "青山经验"}),
        ("选聘“乡村振兴领航员”50名。", {"乡村振兴领航员"}),
        ("沿街商户成立党建联盟,共商共治。", {"党建联盟"}),
        ("把今年作为全市基层治理攻坚年,倒排工期。", {"全市基层治理攻坚年"}),
        ("制发《柳河镇包联企业实施方案》,派员驻企。", {"《柳河镇包联企业实施方案》"}),
        ("采取“田间工作”法,当晚议当晚办。", {"田间工作法"}),
        ("严格落实“三会一课”制度和主题党日。", {"三会一课制度", "主题党日"}),
        ("开展了 “阿婆说家风”“老街讲古今”“河边故事多”童声诵读等活动,老人叫好。", {"阿婆说家风活动", "老街讲古今活动", "河边故事多童声诵读活动"}),
        ("举办“围炉夜话”党员志愿服务活动,送去温暖。", {"围炉夜话党员志愿服务活动"}),
        ("成立“老街坊”党员志愿服务队,上门服务。", {"老街坊党员志愿服务队"}),
        ("“红旗”党支部举办读书活动。", {"红旗党支部"}),
        ("将架空线入地项目打造成党建联建样板工程。", {"党建联建样板工程"}),
        ("大家用好用活社校联动志愿服务机制。", {"社校联动志愿服务机制"}),
        ("依托柳河学院生物与化学工程学院党支部开展服务。", set()),
        ("借鉴外地的探索实践和成功经验,就产业发展等方面进行深度经验交流。", set()),
        ("为医联体单位提供管理经验,完善执法办案机制。", set()),
        ("刚开始推行垃圾分类时,大家不习惯。", set()),
        ("树立“无欠薪项目”榜样,表扬32名“三乘”人员,查找“六个如何始终”的表现。", set()),
        ("“美育新天地”板块重点发挥一批名家工作室资源优势。", set()),
        ("开展“五好”党员家庭评选活动。", {"五好党员家庭评选活动"}),
        ("“春雨”走进了校园等活动,“好邻居”是社区等项目的骨干。", set()),
        ("把“飞线充电”作为治理的突破口,把“停车难”作为工作的抓手。", set()),
        ("推进“两进两送”惠农服务项目创建行动,成效明显。", {"两进两送惠农服务项目创建行动"}),
        ("村里将“小果廊”打造作为改善环境的重要抓手,动员村民。", {"小果廊"}),
        ("建成便民驿站,再添服务“新阵地”,共绘乡村“美丽画卷”。", set()),
        ("对村边的小菜园、小果园进行规划,扮靓家园。", set()),
        ("聚焦“一核多元”目标,努力前行。", set()),
        ("秉持“共建共享、互利共赢”的原则开展合作。", set()),
        ("他说“一方有难、八方支援”是传统。", set()),
        ("荣获“五星支部”称号,居民点赞。", set()),
        ("问题一直“困扰”着居民文娱活动正常开展。", set()),
        ("打通服务群众“最后一公里”,织密“一张网”。", set()),
        ("作为新时代青年,要努力学习。", set()),
        ("全力打造“软环境”,探索“新路径”,开展“最美家庭”评比。", set()),
        ("拨打“119”火警电话,推行“一个电话”办事。", set()),
        ("村里成立“柳河市花卉保护协会”,护花爱花。", set()),
        ("不断探索乡村治理新模式,完善共建新机制。", set()),
        ("其中一半人都有过抗洪救灾经验,他们在消杀方面比较有经验。", set()),
        ("通过“清风”评议新进展,“暖心”奋斗路上广大党员受到鼓舞。", set()),
        ("推出就业帮扶攻坚行动,搭建在线服务预约平台。", {"就业帮扶攻坚行动", "在线服务预约平台"}),
        ("实施“环境大提升行动”“品质大改善行动”等行动。", {"环境大提升行动", "品质大改善行动"}),
        ("贯彻《某省农村扶贫条例》,抓好落实。", set()),
        ("柳河支行举办党务骨干能力提升培训班,全行参加。", {"党务骨干能力提升培训班"}),
        ("社区开展新业态群体关爱系列主题活动近日,骑手点赞。", {"新业态群体关爱系列主题活动"}),
        ("村里开展宣传、文化墙绘活动,支部组织党员听党课活动。", set()),
        ("社区组织各类活动,居民参加读书活动,党员开展志愿服务活动。", set()),
        ("2022年以来教育乱收费问题专项整治期间,查处案件多起。", {"教育乱收费问题专项整治"}),
        ("落实“五级包保责任制”,推行“一线办公法”,讲清“宪法”,现身“说法”。", {"五级包保责任制", "一线办公法"}),
        ("确定每月5日为“民情接待日”,开展“大走访”活动。", {"民情接待日", "大走访活动"}),
        ("创新服务群体系列讲座,贴近居民。", set()),
    ],
)  # fmt: skip
def test_names(text: str, expected: set[str]) -> None:
    assert set(practices(text)) == expected


def test_in_a_list_of_problems_quoted_words_are_figures_of_speech() -> None:
    text = "抓实组织建设\n各级认真开展工作,群众反映良好,效果不错。\n存在的问题:党建“灯下黑”,“三会一课”制度执行不严,有的村“有心办事、无钱办事”。\n"
    assert practices(text) == {}


@pytest.mark.parametrize(
    ("text", "name", "components"),
    [
        ("坚持把问题、任务、责任“三个清单”作为抓手。", "三个清单", ["问题", "任务", "责任"]),
        ("实施“强根、固本、育才”三大工程。", "三大工程", ["强根", "固本", "育才"]),
        ("开展支书讲理论、老兵讲传统、能人讲致富“三讲”活动。", "三讲活动", ["支书讲理论", "老兵讲传统", "能人讲致富"]),
        ("推行“四联四促”工作法,成效明显。", "四联四促工作法", None),
        ("与市、县、镇单位推行“五微”工作法。", "五微工作法", None),
    ],
)  # fmt: skip
def test_components_are_those_that_the_text_spells_out(
    text: str, name: str, components: list[str] | None
) -> None:
    assert practices(text)[name].properties.get("components") == (tuple(components) if components else None)


def test_a_name_of_three_phrases_and_its_initials_are_one_thing() -> None:
    found = practices("全县开展“走基层、找问题、想办法”活动。“走找想”活动开展以来,干部下沉。")
    assert len(found) == 1


def test_kinds_subtypes_and_scope() -> None:
    found = practices("某县实施“头雁”工程,推行“五步”工作法,落实河长制。")
    assert {name: (e.kind, e.properties["scope"]) for name, e in found.items()} == {
        "头雁工程": (Kind.PROGRAMME, "local"),
        "五步工作法": (Kind.METHOD, "local"),
        "河长制": (Kind.METHOD, "national"),
    }


def test_a_bare_form_of_organisation_is_the_one_that_the_text_names_in_full() -> None:
    found = practices("沿江单位成立“江畔红”党建联盟。各方成立党建联盟,共商共治。")
    assert {name: e.aliases for name, e in found.items()} == {"江畔红党建联盟": ("党建联盟", "江畔红")}


def test_a_text_of_another_field_gives_no_practices() -> None:
    text = "该公司推出“星火”计划,构建云端协同体系,投入研发资金3亿元,发布新车12款,销量增长20%。" * 6
    assert practices(text) == {}


@pytest.mark.parametrize(
    "text",
    [
        "“小长廊”撬动“大服务”。",
        "书记提出“提高站位，充分认识学习的重要性”“聚焦难点，切实增强培训的针对性”等两方面意见。",
        "学校通过规范建设、制定计划、精准设置课程等举措，坚持线上线下结合。",
        "大家通过培训进一步统一思想、提高认识、理清思路、明确举措。",
    ],
)
def test_figures_of_speech_opinions_and_lists_of_deeds_are_no_names(text: str) -> None:
    assert practices(text) == {}


def test_a_name_begins_behind_the_way_there() -> None:
    assert list(practices("家长可以将孩子送到晨曦楼宇党群服务中心参加活动。")) == ["晨曦楼宇党群服务中心"]


def test_small_and_great_names_in_a_list_are_names() -> None:
    found = practices("建立“小巷管家”制度和“大党委”制度。推行“小哥驿站”服务、“大爷帮帮团”服务。")
    assert {"小巷管家制度", "大党委制度", "小哥驿站"} <= {*found}
