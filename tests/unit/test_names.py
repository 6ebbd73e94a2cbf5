import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.ids import content_id
from graph.names import bare, fold, simplify, tokens


@given(st.text())
def test_fold_keeps_every_character_in_its_place(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text())
def test_fold_twice_is_fold_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_simplify_keeps_the_length(text: str) -> None:
    assert len(simplify(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("黨組織", ["党", "党组", "组", "组织", "织"]),
        ("1+10长效", ["1+10", "长", "长效", "效"]),
        ("ＡＰＰ", ["app"]),
        ("", []),
        ("，。！", []),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


def test_two_scripts_have_the_same_tokens() -> None:
    assert tokens("後進村黨組織怎樣轉化升級") == tokens("后进村党组织怎样转化升级")


def test_bare_ignores_marks_but_not_plus_signs() -> None:
    assert bare("“1+10”，長效") == "1+10长效"


@given(st.lists(st.text(max_size=5), max_size=4), st.lists(st.text(max_size=5), max_size=4))
def test_ids_differ_where_parts_differ(one: list[str], other: list[str]) -> None:
    joined = any("\x1f" in part for part in one + other)
    assert joined or (content_id("x", *one) == content_id("x", *other)) == (
        one == other or {tuple(one), tuple(other)} == {(), ("",)}
    )
