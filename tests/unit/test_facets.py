"""What a figure says of its number, told by the words before it, and how sizes sort."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.facets import Change, size_key
from ingest.link.changes import change_of


@pytest.mark.parametrize(
    ("quote", "raw", "change"),
    [
        ("村均收入比上年增长10%以上", "10%以上", Change.UP),
        ("人均收入增长超过15%", "15%", Change.UP),
        ("满意率提高20%", "20%", Change.UP),
        ("集体收入增加了30%", "30%", Change.UP),
        ("收入比上年增長13%", "13%", Change.UP),
        ("信访量下降40%", "40%", Change.DOWN),
        ("矛盾纠纷同比减少近三成", "近三成", Change.DOWN),
        ("工作经费增长至8万元", "8万元", Change.AT),
        ("覆盖率提高到95%", "95%", Change.AT),
        ("覆盖率达到95%", "95%", Change.AT),
        ("另有5户", "7户", Change.AT),
    ],
)
def test_a_change_is_told_by_the_words_right_before(quote: str, raw: str, change: Change) -> None:
    assert change_of(quote, raw) is change


sizes = st.floats(1e-6, 1e12) | st.integers(0, 10**12)


@given(sizes, sizes)
def test_sizes_sort_as_their_numbers_do(one: float, other: float) -> None:
    if float(f"{one:.12e}") < float(f"{other:.12e}"):
        assert size_key(one) < size_key(other)
