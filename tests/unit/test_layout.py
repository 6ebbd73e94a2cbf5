"""Texts broken at a width or with characters set apart read as the text itself does; the texts are made up."""

import pytest

from ingest.normalise import settle
from tests.unit.test_extract import graph_of

TOLD = (
    "近年来,吴起县针对流动党员教育管理难的问题,推行“红色驿站”工作法,在外出务工人员集中的地方建成驿站26个,覆盖流动党员1200名,"
    "每月组织一次集中学习,流动党员参学率达到95%,群众满意度明显提升,有关做法在全省推广。"
)
NEXT = "下一步,将进一步深化“红色驿站”工作法,力争到2030年建成驿站60个,覆盖所有外出务工党员,推动流动党员管理服务全覆盖。"
AFTER = "县委组织部有关负责人介绍,驿站由在外务工的老党员轮流值守,既办学习,也帮老乡找活、讨薪、看病,遇到难事就打电话回来,由县里的联络员接着办,办完再回话。"


def broken(text: str, width: int, end: str = "\n") -> str:
    return end.join(text[at : at + width] for at in range(0, len(text), width))


def facts(text: str) -> set[tuple[str, str]]:
    return {(entity.kind.value, entity.name) for entity in graph_of(text).entities}


def columns(text: str, width: int) -> str:
    """Breaks a text as a terminal does, where a Han character takes two columns."""
    lines, taken = [""], 0
    for character in text:
        size = 1 + (character > "\u2e7f" or character in "“”")
        if taken + size > width:
            lines.append("")
            taken = 0
        lines[-1] += character
        taken += size
    return "\n".join(lines)


@pytest.mark.parametrize("width", [36, 50, 76])
def test_lines_broken_at_a_number_of_columns_are_read_as_paragraphs(width: int) -> None:
    paragraphs = [TOLD, f"\u3000\u3000{NEXT}", f"\u3000\u3000{AFTER}"]
    assert settle("\n".join(columns(each, width) for each in paragraphs)).text == "\n".join(paragraphs)


@pytest.mark.parametrize("width", [18, 25, 40])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "  \n"])
def test_lines_broken_at_a_width_are_read_as_paragraphs(width: int, end: str) -> None:
    paragraphs = [TOLD, f"\u3000\u3000{NEXT}", f"\u3000\u3000{AFTER}"]
    whole = "\n".join(paragraphs)
    laid_out = end.join(broken(each, width, end) for each in paragraphs)
    assert settle(laid_out).text.replace(" ", "") == whole
    assert facts(laid_out) == facts(whole)


def test_characters_set_apart_are_read_together() -> None:
    assert settle(" ".join(TOLD)).text == TOLD
    assert facts(" ".join(TOLD)) == facts(TOLD)


def test_every_character_keeps_its_place_in_the_raw_text() -> None:
    raw = broken(TOLD, 25)
    settled = settle(raw)
    at = settled.text.index("“红色驿站”工作法")
    span = settled.span(at, at + len("“红色驿站”工作法"))
    assert settled.quote(span).replace("\n", "") == "“红色驿站”工作法"


@pytest.mark.parametrize(
    "text",
    [
        "一、强化组织建设提升治理能力\n二、强化队伍建设提升服务能力\n三、强化阵地建设提升保障能力\n四、强化机制建设提升创新能力\n五、强化作风建设提升执行能力",
        "吴起县开展党员教育培训工作。\n大冶市推进社区党建工作创新。\n昌吉市深化机关党建工作提质。\n德安县抓实国企党建工作任务。\n临泽县推动学校党建工作落实。",
        "短句一行\n又是一行\n再来一行",
        "吴起县推行“红色驿站”工作法管理党员\n临泽县探索“板桥夜话”工作法服务群众\n大冶市建立“五步议事”工作法解决难题\n德安县实施“网格先锋”工作法化解矛盾\n昌吉市推广“联村共富”工作法增收致富",
        "一是推行“红色驿站”工作法管理党员\n二是探索“板桥夜话”工作法服务群众\n三是建立“五步议事”工作法解决难题\n四是实施“网格先锋”工作法化解矛盾",
        "红星村 驿站2个 党员23人 覆盖率95%\n前进村 驿站3个 党员31人 覆盖率92%\n光明村 驿站1个 党员18人 覆盖率90%\n东风村 驿站4个 党员42人 覆盖率97%",
        "主持人:您怎么看这几年的变化呢\n李书记:变化是群众给我们打分的\n主持人:有没有遇到过什么难处呢\n李书记:难处是年轻人都出去打工了",
        "The village sets up a team of\nParty members, who visit the\nolder neighbours every week,\nand helps them with their way\nto the clinic in the county.",
        f"{TOLD}\n{NEXT}",
        "姓 名:张三\n职 务:书记",
    ],
)
def test_other_line_ends_and_blanks_stay(text: str) -> None:
    assert settle(text).text == text
