import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.schema import Role
from ingest.segment import Stretch, outline, passages
from ingest.segment.passages import LONGEST_PASSAGE, cut
from ingest.segment.roles import by_role


def paths(text: str) -> list[tuple[str, ...]]:
    return [part.path for part in outline(text).parts]


LONG = "各村党支部按照计划开展工作,每个月召开一次会议,并向群众公开。"


def test_a_ladder_of_headings_gives_nested_paths() -> None:
    text = f"某县工作总结\n{LONG}\n一、主要做法\n(一)抓组织\n{LONG}\n(二)抓队伍\n{LONG}\n二、存在的问题\n{LONG}\n"
    assert ("一、主要做法", "(二)抓队伍") in paths(text)
    assert outline(text).parts[-1].paragraphs[0][1] is Role.PROBLEMS


def test_markdown_headings_are_headings() -> None:
    parts = outline(f"# 题目\n\n{LONG}\n\n## 主要做法\n{LONG}\n\n## 下一步\n{LONG}\n").parts
    assert [part.path[-1] for part in parts[1:]] == ["主要做法", "下一步"]
    assert parts[-1].paragraphs[0][1] is Role.NEXT_STEPS


def test_an_interview_is_cut_at_the_questions() -> None:
    text = f"导语说明来意。{LONG}\n记者:请介绍做法。\n王某:{LONG}\n记者:成效怎样?\n王某:{LONG}\n"
    found = outline(text)
    assert found.genre == "interview"
    assert [part.kind for part in found.parts] == ["turn"] * 3


def test_one_report_after_another_is_told_from_one_document() -> None:
    one = f"抓实组织建设\n{LONG}\n存在的问题:个别村支部不够规范。\n下一步,推进规范化建设。\n"
    assert outline(one * 3).several_places
    assert not outline(one).several_places


def test_a_blank_before_a_sentence_does_not_hide_what_it_is_for() -> None:
    words = "居民满意度有了提升。  下一步,某社区将加大巡查力度。"
    found = by_role(Stretch(0, len(words)), words)
    assert [role for _, role in found] == [Role.PRACTICE, Role.NEXT_STEPS]


def test_bylines_and_related_news_are_boilerplate() -> None:
    text = f"题目在这里\n{LONG}{LONG}\n本报记者王某某李某某\n相关新闻\n- 2017-12-25某县举办文化节\n- 2017-12-22某市召开会议\n"
    found = outline(text)
    assert [text[s.start : s.end][:4] for s in found.boilerplate] == ["本报记者", "相关新闻", "- 20", "- 20"]


@given(st.text(st.sampled_from("党建工作一是二,。;!? "), max_size=900))
def test_passages_cover_their_paragraph_without_overlap(text: str) -> None:
    pieces = list(cut(Stretch(0, len(text)), text))
    assert all(a.end <= b.start for a, b in zip(pieces, pieces[1:], strict=False))
    covered = "".join(text[p.start : p.end] for p in pieces)
    assert covered == text


def stretches(*texts: str) -> tuple[str, list[tuple[Stretch, Role]]]:
    text, found = "", []
    for each in texts:
        found.append((Stretch(len(text), len(text) + len(each)), Role.PRACTICE))
        text += each + "\n"
    return text, found


def test_short_paragraphs_stand_together_where_there_is_room() -> None:
    short, long = "党员进网格。", "支部建在产业链上。" * 29
    text, paragraphs = stretches(short, short, long, short, long)
    shown = [text[piece.start : piece.end] for piece, _ in passages(paragraphs, text)]
    assert shown == [f"{short}\n{short}\n{long}", f"{short}\n{long}"]
    assert all(len(piece) <= LONGEST_PASSAGE for piece in shown)


def test_paragraphs_are_not_joined_across_a_role_or_other_text() -> None:
    text, paragraphs = stretches("党员进网格。", "一条广告", "存在的问题:人手不足。", "再招人。")
    apart = [paragraphs[0], (paragraphs[2][0], Role.PROBLEMS), (paragraphs[3][0], Role.NEXT_STEPS)]
    assert list(passages(apart, text)) == apart
    around = [paragraphs[0], paragraphs[2]]
    assert list(passages(around, text)) == around


def test_points_of_one_paragraph_are_not_joined_again() -> None:
    text = "".join(f"{number}是{'建强基层党组织' * 8}。" for number in "一二三四")
    paragraph = [(Stretch(0, len(text)), Role.PRACTICE)]
    assert [piece for piece, _ in passages(paragraph, text)] == list(cut(paragraph[0][0], text))


def test_what_stands_right_above_the_first_heading_is_the_title() -> None:
    text = f"某县党建工作总结\n一、主要做法\n{LONG}\n二、存在的问题\n{LONG}\n"
    found = outline(text).title
    assert found is not None
    assert text[found.start : found.end] == "某县党建工作总结"
    assert paths(text) == [("一、主要做法",), ("二、存在的问题",)]
    assert outline(f"抓组织\n(一)建强堡垒\n{LONG}\n抓队伍\n(一)选好干部\n{LONG}\n").title is None


@pytest.mark.parametrize("heading", ["一、目标任务", "（二）工作目标", "五、对策建议", "四、几点建议"])
def test_what_stands_under_aims_and_advice_is_still_to_be_done(heading: str) -> None:
    parts = outline(f"关于整顿工作的通知\n{heading}\n{LONG}\n").parts
    assert [role for part in parts for _, role in part.paragraphs] == [Role.NEXT_STEPS]
    assert outline(f"某县工作\n一、目标考核\n{LONG}\n").parts[0].paragraphs[0][1] is Role.PRACTICE


@pytest.mark.parametrize("heading", ["（一）征集群众的意见建议", "（二）采纳党员的建议"])
def test_advice_that_was_asked_for_is_no_plan(heading: str) -> None:
    parts = outline(f"某县工作\n{heading}\n{LONG}\n").parts
    assert [role for part in parts for _, role in part.paragraphs] == [Role.PRACTICE]


@pytest.mark.parametrize("line", ["各乡镇党委:", "我县主要做法如下："])
def test_a_line_that_leads_to_the_first_heading_is_no_title(line: str) -> None:
    assert outline(f"{line}\n一、总体要求\n{LONG}\n").title is None


def test_a_heading_keeps_what_only_looks_like_a_mark() -> None:
    parts = outline("一、用 C# 管台账\n社区用它记下来访,居民满意。\n## 二期安排\n社区接着办,干部省事。").parts
    assert [part.path[-1] for part in parts] == ["一、用 C# 管台账", "二期安排"]
