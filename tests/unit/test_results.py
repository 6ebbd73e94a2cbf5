"""Results without a figure, and what belongs to the occasion of a story."""

import pytest

from graph.schema import Kind, Relation
from ingest.extract import extract
from ingest.extract.findings import Finding, Findings
from ingest.segment import outline

STORY = (
    "临溪县柳河街道金桥社区党委近日开展“金桥暖风”志愿服务活动，组织志愿者为独居老人理发、测量血压，送去48份爱心餐。"
    "在社区广场，志愿者向居民讲解防范电信诈骗的知识，发放宣传册200余份，并解答大家的疑问。"
    "居民李阿姨说，这样的日子很热闹，孩子们也跟着跑前跑后，广场上一直坐满了人，直到天色暗下来才慢慢散去。"
    "{told}。广场上的灯光亮起，大家三三两两走回家，一路上还在聊着白天的事，说着下一个周末的打算，笑声一直传到巷口。"
)


def _read(told: str) -> Findings:
    text = STORY.format(told=told)
    return extract(text, outline(text))


def _results(found: Findings) -> list[Finding]:
    return [f for f in found.outcomes if f.rule == "result"]


@pytest.mark.parametrize(
    ("told", "indicators"),
    [
        ("活动提高了居民的防范意识", ["居民的防范意识"]),
        ("活动得到了居民的一致好评", ["得到了居民的一致好评"]),
        ("社区荣获全县先进党组织称号", ["荣获全县先进党组织称号"]),
        ("活动增进了邻里感情，营造了和谐的氛围", ["邻里感情"]),
        ("社区希望活动提高了大家的兴趣", []),
        ("社区将力争获得先进称号", []),
        ("活动让人很高兴", []),
        ("活动没有得到居民的认可", []),
        ("此前从没受到居民的认可", []),
        ("社区即将获评全县先进党组织称号", []),
        ("社区将获得全县先进党组织称号", []),
        ("他们申报入选全县示范点", []),
        ("居民获得精美奖品", []),
        ("活动不仅改善了小区环境", ["小区环境"]),
        ("社区形成了“金桥”品牌", ["“金桥”品牌"]),
    ],
)
def test_a_story_tells_results_without_a_figure(told: str, indicators: list[str]) -> None:
    found = _results(_read(told))
    assert [f.properties["indicator"] for f in found] == indicators
    assert all(f.properties["values"] == [] and f.properties["role"] == "outcome" for f in found)


def test_a_report_in_parts_praises_itself_and_only_its_figures_count() -> None:
    text = (
        "一、强化组织建设\n" + STORY.format(told="活动提高了居民的防范意识") + "\n二、强化队伍建设\n" + STORY
    )
    assert _results(extract(text, outline(text))) == []


def test_what_a_story_tells_belongs_to_the_occasion_that_was_held() -> None:
    brand = "柳河街道打造“红帆领航”党建品牌，多年来深入人心。"
    text = brand + STORY.format(told="活动提高了居民的防范意识")
    owners = {
        link.subject.name
        for link in extract(text, outline(text)).links
        if link.object.kind is Kind.MEASURE and "讲解防范电信诈骗" in link.object.name
    }
    assert owners == {"金桥暖风志愿服务活动"}


def test_a_deed_has_the_figure_that_stands_in_it_as_its_result_too() -> None:
    found = _read("活动提高了居民的防范意识")
    achieved = [link for link in found.links if link.relation is Relation.REPORTED_OUTCOME]
    by_deed = {link.object.name for link in achieved if link.subject.kind is Kind.MEASURE}
    assert any("48份" in name for name in by_deed)
    assert by_deed <= {link.object.name for link in achieved if link.subject.kind is not Kind.MEASURE}
