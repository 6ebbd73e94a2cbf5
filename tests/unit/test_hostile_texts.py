"""Texts made to break the rules: each is read, in bounded steps."""

import sys

import pytest

from graph.schema import Kind
from tests.unit.test_extract import graph_of

FIELD = "# 党员党支部\n"
"""A title by which a text passes as one of the field, so that every rule reads it."""


@pytest.mark.parametrize(
    "hostile",
    [
        "\n" * 300_000 + "党建",
        "\r" * 300_000 + "党建",
        "党 " * 100_000,
        "党建引领基层治理提升\n" * 20_000,
        "柳溪村" * 50_000,
        "将以党建" * 40_000,
        "社区将通过党建" * 30_000,
        "党建+" * 50_000,
        "“" * 100_000,
        "“”" * 50_000,
        "(" * 100_000,
        "1" * 100_000,
        "党" * 300_000,
        "“春雨”、" * 20_000,
        "1万" * 50_000,
        "“甲、乙和丙”等制度" * 5_000,
        "‘甲乙’" * 25_000,
        "解决老旧小区停车难问题," * 8_000,
        "推行甲乙丙丁、" * 14_000,
        "一是" * 50_000,
        "北京市" * 33_000,
        "《》" * 50_000,
        "的\n" * 50_000,
        FIELD * 5_000,
        "党建?" * 30_000,
        "“党建+”模式,“党建+甲乙”行动。" * 5_000,
        "结合“春雨”活动,开展“暖阳”活动," * 5_000,
        "“暖阳”行动,让家园靓起来。" * 6_000,
        "柳河村" + "1、" * 40_000,
        "结合“春雨”活动" * 20_000,
        "利用职务“春雨”" * 20_000,
        "以甲乙、" * 25_000,
        "甲乙丙—" * 25_000,
        "甲乙产业园区," * 15_000,
        "（记者 " * 25_000,
        "".join(f"“三{chr(at)}”“红色党{chr(at)}”" for at in range(0x4E00, 0x4E00 + 10_000)),
        "".join(f"在{chr(at)}{chr(at + 1)}产业园区," for at in range(0x5000, 0x5000 + 12_000)),
        " " * 300_000,
    ],
    ids=lambda h: h[:3],
)
def test_hostile_text_is_read_in_bounded_steps(hostile: str) -> None:
    """Four times the text may cost some four times the work, counted in calls, so that a busy machine does not decide."""
    graph_of("党员党支部")  # what is read once does not count
    quarter, whole = (_calls(FIELD + hostile[: COUNTED * part]) for part in (1, 4))
    assert whole < 8 * quarter + 50_000


COUNTED = 4_000
"""Characters of the smaller text: a paragraph of the greatest length."""


def _calls(text: str) -> int:
    calls = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal calls
        calls += 1

    sys.setprofile(count)
    try:
        graph_of(text)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize(
    "end",
    [
        "“三会一课",
        "‘三会一课",
        "投入" + "9" * 400 + "元",
        "投资一" + "亿" * 600 + "元",
        "群众一" + "亿" * 600 + "余人",
    ],
)
def test_what_breaks_off_or_runs_together_is_no_failure(end: str) -> None:
    talk = "村里的事村民商量着办。" * 60
    graph = graph_of(f"该村推行“春雨”工作法,群众参与议事,小事不出村。{talk}{end}")
    assert "春雨工作法" in {e.name for e in graph.entities}
    assert not [e for e in graph.entities if e.kind is Kind.OUTCOME]
