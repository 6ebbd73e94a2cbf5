"""What is meant to be done, which place a text is about, who carries a practice out, and what an activity reports; the texts are made up."""

import pytest

from graph.schema import Kind, Relation
from tests.unit.test_extract import graph_of


@pytest.mark.parametrize(
    ("text", "plans"),
    [
        ("社区开展义诊,居民称赞。社区还计划将凉亭改造成书吧。", ["社区还计划将凉亭改造成书吧。"]),
        ("街道召开会议。张主任强调,要把排查做细,要守住底线。", ["张主任强调,要把排查做细,要守住底线。"]),
        ("会议提出要求。一是要摸清底数;二是要压实责任。", ["一是要摸清底数;", "二是要压实责任。"]),
        ("接下来的文艺演出精彩纷呈。", []),
        ("医院团队将分三次为村民筛查。将旧仓库改造成书屋。", ["医院团队将分三次为村民筛查。"]),
        ("镇里授旗。旧宫镇将以授旗为契机,办好慰问。", ["旧宫镇将以授旗为契机,办好慰问。"]),
        ("街道将通过宣讲、走访,推进共建。大楼将以先生之名命名。", ["街道将通过宣讲、走访,推进共建。"]),
        (
            "局长总结了成绩,并对下阶段工作进行了部署:一是抓规划,完成专项编制;推进片区转型。二是抓服务,优化登记。大家鼓掌。",
            ["一是抓规划,完成专项编制;", "推进片区转型。", "二是抓服务,优化登记。"],
        ),
        ("村党支部将以前闲置的校舍改造成服务中心。将发挥作用好的党员评为先锋,共评选35名。", []),
        ("县里将以奖代补资金发放到12个村。台风将以每小时30公里的速度移动。", []),
        (
            "对下步工作作了安排:一要抓学习;二要抓落实。全县成效明显。板桥镇统一思想,第一要务抓得紧。",
            ["对下步工作作了安排:一要抓学习;", "二要抓落实。"],
        ),
        ("后续还有家长来居委会咨询。后期将在凉亭里布置书架。", ["后期将在凉亭里布置书架。"]),
        ("未来产品需要推广,村里希望有更光明的未来。", []),
        (
            "书记提出三点要求。一要摸清底数。二要压实责任。居民需要服务。",
            ["一要摸清底数。", "二要压实责任。"],
        ),
        ("头雁培训计划通过选拔确定学员。虚拟建设中心建成。", []),
        ("书记强调,要抓好党建。为此,社区把支部建在网格上,取得重要成效。", ["书记强调,要抓好党建。"]),
    ],
)
def test_plans_are_what_is_meant_to_be_done(text: str, plans: list[str]) -> None:
    assert sorted(e.name for e in graph_of(text).entities if e.kind is Kind.PLAN) == sorted(plans)


def test_a_text_is_about_the_place_that_acts_not_about_bodies_that_bear_a_name() -> None:
    def about(text: str) -> str | None:
        graph = graph_of(text)
        return next((e.name for e in graph.entities if e.id == graph.document.locality_id), None)

    acts = "宝山区大场镇金梅社区举办邻里节。大场镇司法所到场。大场镇志愿者帮忙。社区还为老人义诊,社区将继续办下去。"
    assert about(acts) == "金梅社区"
    bodies = "青云居民区党总支向上海市普陀区白银协会、上海某某公司致谢。上海银行也来了。居民区将继续努力。"
    assert about(bodies) == "青云居民区"
    assert about("红星新闻记者获悉,酒泉日报也有报道,吴起县开展整治。") == "吴起县"


def test_who_acts_is_no_speaker_and_goes_on_over_quoted_names() -> None:
    def places(text: str) -> set[tuple[str, str]]:
        graph = graph_of(text)
        name = {e.id: e.name for e in graph.entities}
        return {
            (name[c.subject], name[c.object]) for c in graph.claims if c.relation is Relation.IMPLEMENTED_IN
        }

    text = "麻江县坝芒乡蔬菜基地。据介绍,近年来,麻江县实施“富民”行动,深化“邻里+邻居”的服务模式。"
    assert {place for _, place in places(text)} == {"麻江县"}
    text = "大场镇金梅社区举办邻里节。大场镇党委书记李某讲话。社区推行“三色积分”制度。社区将继续努力。"
    assert ("三色积分制度", "金梅社区") in places(text)


def test_what_an_activity_reports_belongs_to_it_where_only_its_noun_stands() -> None:
    graph = graph_of("街道举办“邻里同乐”文化节活动,推行“三色积分”制度。此次活动慰问老人30名。")
    name = {e.id: e.name for e in graph.entities}
    told = {
        (name[c.subject], name[c.object]) for c in graph.claims if c.relation is Relation.REPORTED_OUTCOME
    }
    assert told == {("邻里同乐文化节活动", "此次活动慰问老人30名")}


def test_news_in_brief_tell_of_one_place_after_the_other() -> None:
    graph = graph_of("山东省泗水县圣水峪镇举办“田头讲堂”。\n近日,广西柳州市融水县杆洞乡开展“红旗引路”行动。")
    names = {e.id: e.name for e in graph.entities}
    where = {names[c.subject]: names[c.object] for c in graph.claims if c.relation is Relation.IMPLEMENTED_IN}
    assert where == {"田头讲堂": "圣水峪镇", "红旗引路行动": "杆洞乡"}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("山东日报记者 王红。省委党校机关党支部推行“一课三问”工作法。省委党校党员轮流讲课。", "山东省"),
        (
            "来源：山东日报  |  2023年07月20日 10:16:36，正文：本报青岛7月3日讯,党员都来听课。\n省政协推行“一课三问”工作法,省委表示肯定。",
            "山东省",
        ),
        ("山东日报记者 王红。青岛市李沧区推行“一课三问”工作法,落实省委部署,省委肯定。", "山东省青岛市李沧区"),
        ("山东日报记者 王红。机关党支部推行“一课三问”工作法,落实省委部署。", None),
        ("山东日报记者 王红。青岛电商党支部推行“一课三问”工作法,省委肯定,跨省直接结算。", "山东省青岛市"),
        ("山东日报、山西日报联合报道。省委党校推行“一课三问”工作法,省委肯定。", None),
    ],
    ids=["its paper", "a dateline", "a place of its own", "said in passing", "no dateline", "two papers"],
)
def test_a_province_may_be_named_by_its_paper_alone(text: str, place: str | None) -> None:
    graph = graph_of(text)
    names = {entity.id: entity.properties.get("full_name") for entity in graph.entities}
    homes = [names[c.object] for c in graph.claims if c.relation is Relation.IMPLEMENTED_IN]
    assert homes == ([place] if place else [])
