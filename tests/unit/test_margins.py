"""What stands around a text and is no part of it, as whole lines and at the ends of one-line articles; the texts are made up."""

import pytest

from graph.schema import Kind, Role
from ingest.metadata import said_of_itself
from ingest.segment import outline
from tests.unit.test_extract import graph_of

BODY = "柳河镇党委推行“院坝说事”机制,党员干部进院入户,解决群众难题,居民纷纷点赞,邻里关系更加和睦。" * 3


def body(text: str) -> str:
    return "".join(text[s.start : s.end] for part in outline(text).parts for s, _ in part.paragraphs)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("2023-08-17 18:42，正文：", "返回搜狐，查看更多责任编辑：王某"),
        ("，正文：来源：某某网－某省频道 原创稿", "(王某某)"),
        ("8-14，正文：柳河日报记者 王小明 ", "（王某某 李某某）返回搜狐，查看更多"),
        ("2023-08-01，正文：某某网8月1日讯（记者 王小明 通讯员 李大海）", "（完）"),
        (
            "，正文：",
            "编辑：王某某责任编辑：李某某声明：转载此文是出于传递更多信息之目的。若有错误，请与本网联系。",
        ),
        ("", "来源：柳河发布"),
    ],
)
def test_a_one_line_article_loses_its_margins(before: str, after: str) -> None:
    assert body(before + BODY + after) == BODY


def test_a_title_that_the_body_repeats_is_a_margin() -> None:
    title = "柳河镇：院坝说事解民忧"
    assert body(f"2023-08-17，正文：原标题：{title}{title}{BODY}") == title + BODY


def test_words_in_parentheses_within_the_body_stay() -> None:
    text = BODY + "全镇各村(社区)都建立了说事点,由党员(干部)轮流值守。"
    assert body(text) == text


def test_the_date_of_a_feed_is_the_documents_date() -> None:
    text = f"2023-08-17 18:42，正文：{BODY}"
    assert said_of_itself(text, outline(text)).date == "2023-08-17"


def test_a_sentence_that_looks_ahead_is_a_next_step_wherever_it_stands() -> None:
    text = BODY + "镇党委书记表示，下一步，柳河镇将继续深化院坝说事。还将建立说事台账。目前全镇有说事点20个。"
    roles = [(text[s.start : s.end], role) for part in outline(text).parts for s, role in part.paragraphs]
    assert [role for _, role in roles] == [Role.PRACTICE, Role.NEXT_STEPS, Role.PRACTICE]
    assert "说事台账" in roles[1][0]


def test_a_bibliography_is_no_part_of_the_text() -> None:
    text = "柳河村推行“春雨”工作法，小事不出村。\n[1] 李某. “甲乙经验”研究[M]. 北京: 某某出版社, 2018.\n参考文献：\n张某. “丙丁模式”初探. 天津.\n"
    assert [e.name for e in graph_of(text).entities if e.kind is Kind.METHOD] == ["春雨工作法"]
    assert [text[each.start : each.start + 4] for each in outline(text).boilerplate] == [
        "[1] ",
        "参考文献",
        "张某. ",
    ]


@pytest.mark.parametrize("ends", ["一、主要做法", "（一）主要做法", "附录", "# 主要做法", BODY])
def test_a_table_of_contents_and_what_follows_a_bibliography_are_text(ends: str) -> None:
    text = f"柳河镇工作\n{BODY}\n参考文献\n张某. “丙丁模式”初探. 天津.\n{ends}\n该镇另推行“春雨”工作法，小事不出村。\n"
    assert "春雨" in body(text)
    assert "丙丁" not in body(text)
