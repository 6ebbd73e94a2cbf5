import pytest

from ingest.metadata import Said, said_of_itself
from ingest.segment import outline

BODY = "各村党支部按照计划开展工作,每个月召开一次会议,并向群众公开。" * 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f"县里的新做法\n{BODY}\n本报记者 王小明 李大海",
            Said("县里的新做法", None, ("王小明", "李大海"), None),
        ),
        (f"县里的新做法\n来源:某某日报\n{BODY}", Said("县里的新做法", None, (), "某某日报")),
        (f"2023-08-04 18:16,正文:{BODY}", Said(None, "2023-08-04", (), None)),
        (f"{BODY}\n{BODY}\n(某市委组织部 张三丰)", Said(None, None, ("张三丰",), None)),
        (f"{BODY}\n2020年5月3日发生的事不是发表日期。{BODY}", Said(None, None, (), None)),
    ],
)
def test_a_document_says_of_itself(text: str, expected: Said) -> None:
    assert said_of_itself(text, outline(text)) == expected


@pytest.mark.parametrize(
    ("line", "date", "author", "source"),
    [
        ("2024-03-15 09:21 来源：日照日报", "2024-03-15", (), "日照日报"),
        ("发布时间：2024-03-15", "2024-03-15", (), None),
        ("2024年03月15日 09:21 | 来源：某某网 | 浏览次数：12", "2024-03-15", (), "某某网"),
        ("作者：王晓明 时间：2024.3.15", "2024-03-15", ("王晓明",), None),
        ("（2024年3月15日）", "2024-03-15", (), None),
    ],
)
def test_a_line_under_the_title_says_when_from_where_and_by_whom(
    line: str, date: str | None, author: tuple[str, ...], source: str | None
) -> None:
    body = "柳河镇党委推行“院坝说事”机制,党员干部进院入户,解决群众难题,居民纷纷点赞,邻里关系更加和睦。" * 2
    text = f"柳河镇推行院坝说事\n{line}\n{body}\n（责任编辑：赵强）"
    parts = outline(text)
    said = said_of_itself(text, parts)
    assert (said.title, said.date, said.author, said.source) == ("柳河镇推行院坝说事", date, author, source)
    assert len(parts.boilerplate) == 2
