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
