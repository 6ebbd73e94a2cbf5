"""Names, parts and places as news tells them: nouns behind quoted words, joined ways, meetings, recurring villages; the texts are made up."""

import pytest

from graph.schema import Kind, Relation
from tests.unit.test_extract import graph_of

NAMED = {Kind.PROGRAMME, Kind.METHOD}


def names(text: str) -> set[str]:
    return {e.name for e in graph_of(text).entities if e.kind in NAMED}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("社区正式发布“云上柳溪”智慧党建系统。", "云上柳溪智慧党建系统"),
        ("三家单位共建“柳溪样本”消费维权示范区。", "柳溪样本消费维权示范区"),
        ("社区打造“平安伙伴”队伍,居民安心。", "平安伙伴队伍"),
        ("会上为骑手颁发“三员”志愿服务聘书。", "三员志愿服务"),
        ("街道深入推动“温暖街区”建设。", "温暖街区建设"),
        ("全校锚定“首问首办”标准。", "首问首办标准"),
        ("让“党建+消防+邻里”深度融合,为治理添力。", "党建+消防+邻里"),
        ("社区以“党建+乡贤”为主题,加强联系。", "党建+乡贤"),
        ("全力做好党建+文明实践,居民满意。", "党建+文明实践"),
        ("学员收获很多。点题培训+跟班实践,让内容更有料。", "点题培训+跟班实践"),
        ("物业支部依托党建联建,带动居民。", "党建联建"),
        ("党总支将进一步深化党建共建,整合资源。", "党建共建"),
        ("活动以党建联组学习为载体,邀请专家。", "党建联组学习"),
        ("设计院组建了社区规划师团队全力配合。", "社区规划师团队"),
        ("会上分享外桥街道15分钟生活圈规划案例。", "15分钟生活圈"),
        ("将“5分钟急救圈”理念覆盖到乡村。", "5分钟急救圈"),
        ("社区深入践行“五共”理念,居民参与。", "五共"),
        ("团委启动“小凉粉”志愿服务品牌。", "小凉粉志愿服务品牌"),
        ("县里成立“清风”普法志愿服务小分队。", "清风普法志愿服务小分队"),
        ("“迷彩魂”志愿队开设国防教育讲座。", "迷彩魂志愿队"),
        ("县里推行“甲乙”标准体系。", "甲乙标准体系"),
        ("社区组建“银发先锋”队伍化解邻里纠纷。", "银发先锋队伍"),
        ("公司的“枣乡红雁”系统自动派单。", "枣乡红雁系统"),
        ("镇里创建“五星”示范区,居民满意。", "五星示范区"),
        ("县里推行“甲乙”荣誉积分超市。", "甲乙荣誉积分超市"),
        ("社区多次召开楼道恳谈会,听取想法。", "楼道恳谈会"),
        ("社区先后召开7次小区联席会,确定办法。", "小区联席会"),
        ("用心把暖巢护航工程做到老人心坎上。", "暖巢护航工程"),
        ("律协认真落实《关于加强律师行业党建工作的意见》。", "《关于加强律师行业党建工作的意见》"),
    ],
)
def test_what_news_names(text: str, name: str) -> None:
    assert name in names(text)


@pytest.mark.parametrize(
    "text",
    [
        "“党建+”赋能发展,干部说好。",
        "延安双拥运动八十年了。",
        "社区把村民送到医院。",
        "协会荣获“先进社团”荣誉称号柳溪市首善基金会致谢。",
        "道路已列入《某省“十四五”公路网规划图》。",
        "社区参加党建联建单位座谈。",
        "双方签署党建共建协议。",
        "大家弘扬“奉献、友爱、进步”志愿服务精神。",
        "协会获评十佳志愿服务项目。",
        "社区以提升服务能力为方式,联系居民。",
        "他花了10分钟发朋友圈,居民点赞。",
        "全县以党建+为抓手,做党建+的文章。",
        "干部锚定“两个百年”目标,贯彻“新发展”理念。",
        "这个村不符合“三星级”标准,荣获“优秀”团队。",
        "全省参与“一带一路”建设,整治“四风”建设作风。",
        "县里召开专题恳谈会、座谈恳谈会。",
        "村里严禁组织封建迷信聚集活动,没有人参加。",
        "支部开展党建联建座谈会。",
        "县里组建志愿服务团队,上门服务。",
        "以志愿服务为载体,吸引居民。",
        "干部树立“小事大办”理念,居民满意。",
        "会上讨论了推动基层建设的办法。",
    ],
)
def test_what_news_does_not_name(text: str) -> None:
    assert names(text) == set()


def test_an_activity_told_farther_below_has_a_name_where_its_words_are_its_own() -> None:
    before = "社区网格员走访居民,听取意见。" * 24
    assert "夏夜送清凉活动" in names(f"{before}街道开展夏夜送清凉活动,居民称赞。")
    assert names(f"{before}街道开展志愿者招募活动,居民称赞。") == set()


def parts(text: str) -> set[tuple[str, str]]:
    graph = graph_of(text)
    name = {e.id: e.name for e in graph.entities}
    return {(name[c.subject], name[c.object]) for c in graph.claims if c.relation is Relation.PART_OF}


def test_a_running_story_tells_what_is_done_under_the_undertaking_it_opens_with() -> None:
    rest = "社区党组织召集居民商量,志愿者挨家走访,老人们说这样很好,孩子们也有了去处。" * 6
    story = f"柳溪社区开展“邻里共治”提升行动,居民纷纷参与。{rest}社区设立“民情驿站”,举办“百家茶会”活动。"
    assert parts(story) == {("民情驿站", "邻里共治提升行动"), ("百家茶会活动", "邻里共治提升行动")}
    assert ("暖屋工作法", "邻里共治提升行动") in parts(f"{story}社区推行“暖屋”工作法。")
    for elsewhere in ("隔壁的东湖社区推行", "三年前推行过", "这是全市“红色引擎”工程的缩影,推行"):
        assert not any("暖屋" in part for part, _ in parts(f"{story}{elsewhere}“暖屋”工作法。"))
    occasion = story.replace("提升行动", "主题党日活动")
    assert parts(occasion) == set()


def test_a_model_is_what_its_sentence_goes_on_to_set_up() -> None:
    text = "全镇推行“红网格”治理模式,构建“三级联动”体系,组建“银龄先锋”服务队;启动“清河”行动。"
    for aside in ("县里组建", "借鉴邻镇打造", "下一步将开展", "同时开展"):
        assert parts(f"全镇推行“红网格”治理模式,{aside}“银龄”服务队。") == set()
    assert parts(text) == {("三级联动体系", "红网格治理模式"), ("银龄先锋服务队", "红网格治理模式")}


def test_what_a_system_has_is_part_of_it() -> None:
    assert ("问题发现机制", "社区网格化党建工作体系") in parts(
        "党总支通过建立社区网格化党建工作体系的问题发现机制,及时处置。"
    )


def places(text: str) -> set[str]:
    return {e.name for e in graph_of(text).entities if e.kind is Kind.LOCALITY}


STORY = (
    "社工与上林苑社区签了协议。为上林苑社区揭牌那天,上林苑社区党委来了很多人,大家都说好。" + "居民讨论。" * 40
)


@pytest.mark.parametrize(
    "text", [STORY, f"军民共建谱新篇 上林苑里话双拥\n来源:某某日报\n{STORY}\n责任编辑:张三"]
)
def test_a_village_of_a_story_is_known_by_coming_again(text: str) -> None:
    assert places(text) == {"上林苑社区"}


@pytest.mark.parametrize(
    "text",
    [
        "一些边远村没有场地,有的边远村路远,边远村缺人。" * 3 + "居民讨论。" * 30,
        "志愿者走进无诈社区,居民很高兴。打造无诈社区是目标,无诈社区越来越多。" + "居民讨论。" * 30,
        f"一、主要做法\n{STORY}\n二、下一步打算\n{STORY}\n三、意见建议\n{STORY}",
    ],
)
def test_kinds_of_villages_and_what_reports_repeat_are_no_places(text: str) -> None:
    assert places(text) == set()


def test_what_only_holds_the_documents_place_does_not_act() -> None:
    def home(text: str) -> set[str]:
        graph = graph_of(text)
        name = {e.id: e.name for e in graph.entities}
        return {name[c.object] for c in graph.claims if c.relation is Relation.IMPLEMENTED_IN}

    for acts in ("苏州市将推行", "苏州市民政局今年推行", "苏州市委组织部制定", "近年来,苏州市统筹推进"):
        assert home(
            f"唯正社区党委牵头,唯亭街道唯正社区居民参与,苏州市唯亭街道唯正社区满意。{acts}“清河”行动。"
        ) == {"苏州市"}
    for told in ("在铁边城镇召开现场会,全县推行", "针对铁边城镇干旱问题,推行", "抽调铁边城镇干部,推行"):
        assert home(f"吴起县干部用心。吴起县群众满意。吴起县{told}“清河”工作法。") == {"吴起县"}
    for told in ("的土桥村推行", "北部土桥村推行", "下辖的土桥村党支部推行", "文联在土桥村开展"):
        assert home(f"临泽县干部用心,临泽县土桥村群众满意。临泽县{told}“枣乡红雁”工作法。") == {"土桥村"}
    lower = "唯亭街道开展便民服务。8月11日,唯亭街道唯正社区开展“清河”行动。唯亭街道满意。"
    assert home(lower) == {"唯正社区"}
    bracketed = "张家港高新区(塘桥镇)青龙村党委开展“清河”行动。塘桥镇群众参与,塘桥镇党委指导。"
    assert home(bracketed) == {"青龙村"}
    about = "崇川区钟秀街道很热闹。钟秀街道党工委牵头,钟秀街道居民参与。"
    assert home(f"{about}南通市某某大学的社团来了,开展“清河”行动。") == {"钟秀街道"}
    assert home(f"{about}近年来,南通市实施“清河”行动。") == {"南通市"}
