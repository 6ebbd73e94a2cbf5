"""Laws of every answer, over questions and filters that nobody thought of, on both engines."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from opencc import OpenCC

from graph.facets import COUNTED, ONE_EACH, Facet
from graph.names import bare, is_han
from graph.open import Views, open_knowledge, open_views
from graph.settings import Settings
from ingest.pipeline import ingest
from search_api.search.answer import Answer, Hit, answer
from search_api.search.practices import answer_in_practices
from search_api.search.ranking import Asked
from search_api.search.understand import Mode
from tests.conftest import Silent

ALL = 100
"""More than the samples have passages, so an answer holds all that is allowed."""

CHINESE = [
    "空壳村", "村集体经济", "流动党员", "软弱涣散党组织", "网格", "骑手", "红色物业", "第一书记", "充电桩", "党群服务中心", "汉阳区", "吴起县",
    "怎样整顿", "如何服务群众", "怎么管", "有哪些做法", "2016年", "103个", "1+10", "停车难", "积分",
]  # fmt: skip
ENGLISH = [
    "empty-shell villages", "floating Party members", "first secretary", "grid management", "couriers", "how to rectify", "what was done in",
    "Wuqi County", "collective economy", "property management", "2016", "village",
]  # fmt: skip
chinese = st.lists(st.sampled_from(CHINESE), min_size=1, max_size=3, unique=True).map("".join)
english = st.lists(st.sampled_from(ENGLISH), min_size=1, max_size=3, unique=True).map(" ".join)
questions = st.one_of(chinese, english)
modes = st.sampled_from(list(Mode))
laws = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@st.composite
def filtered(draw: st.DrawFn) -> Mapping[str, tuple[Facet, ...]]:
    pool = {
        "role": ["role:practice", "role:problems", "role:next_steps"],
        "genre": ["genre:news", "genre:report", "genre:article", "genre:interview"],
        "kind": ["kind:method", "kind:programme", "kind:problem", "kind:outcome"],
        "problem": ["problem:weak_organisation", "problem:poverty", "problem:funding_and_venues"],
        "figure_role": ["figure_role:outcome", "figure_role:target", "figure_role:input"],
    }
    names = draw(st.lists(st.sampled_from(sorted(pool)), max_size=2, unique=True))
    return {
        name: tuple(draw(st.lists(st.sampled_from(pool[name]), min_size=1, max_size=2, unique=True)))
        for name in names
    }


def ids(told: Answer[Hit]) -> list[str]:
    return [hit.passage.id for hit in told.hits]


@laws
@given(text=questions, mode=modes, filters=filtered(), more=filtered())
def test_a_filter_never_adds(
    text: str,
    mode: Mode,
    filters: Mapping[str, tuple[Facet, ...]],
    more: Mapping[str, tuple[Facet, ...]],
    loaded: Views,
) -> None:
    assert loaded.passages.count() <= ALL
    wide = Asked(text, ALL, mode, filters)
    narrow = replace(wide, filters={**more, **filters})
    assert set(ids(answer(narrow, loaded))) <= set(ids(answer(wide, loaded)))


@laws
@given(text=questions, filters=filtered())
def test_counts_of_what_each_passage_has_once_sum_to_the_total(
    text: str, filters: Mapping[str, tuple[Facet, ...]], loaded: Views
) -> None:
    told = answer(Asked(text, ALL, Mode.SEMANTIC, filters, counted=COUNTED), loaded)
    assert told.total == len(told.hits)
    for family in ONE_EACH:
        if family not in filters:
            assert sum(told.tallies[family].values.values()) == told.total


@laws
@given(text=questions, mode=modes, filters=filtered(), page=st.integers(1, 13))
def test_pages_put_together_are_the_list_whatever_is_asked(
    text: str, mode: Mode, filters: Mapping[str, tuple[Facet, ...]], page: int, loaded: Views
) -> None:
    for ask in (answer, answer_in_practices):
        asked = Asked(text, 26, mode, filters)
        whole = ask(asked, loaded).hits
        pages = [ask(replace(asked, limit=page, offset=at), loaded).hits for at in range(0, 26, page)]
        assert [hit for part in pages for hit in part][:26] == list(whole)


@cache
def traditional() -> OpenCC:
    return OpenCC("s2t")


def variants(text: str) -> Iterator[str]:
    yield traditional().convert(text)
    yield "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)
    yield text.upper()
    yield f"  {text}？ "


@laws
@given(text=chinese)
def test_script_width_and_case_agree(text: str, loaded: Views) -> None:
    expected = ids(answer(Asked(text), loaded))
    for variant in variants(text):
        assert ids(answer(Asked(variant), loaded)) == expected, variant


@laws
@given(data=st.data(), text=chinese, mode=modes)
def test_a_quoted_part_is_in_every_hit(data: st.DataObject, text: str, mode: Mode, loaded: Views) -> None:
    passage = answer(Asked(text, ALL), loaded).hits[0].passage
    start = data.draw(st.integers(0, max(0, len(passage.text) - 8)))
    part = passage.text[start : start + data.draw(st.integers(2, 8))]
    # A number or a Latin word is a word as a whole; cut through, it stands nowhere.
    assume(len(bare(part)) > 1 and all(is_han(c) or not c.isalnum() for c in part))
    assume(not set(part) & set("“”\"'‘’"))
    told = answer(Asked(f"{text}“{part}”", ALL, mode), loaded)
    assert told.quoted
    assert passage.id in ids(told)
    for hit in told.hits:
        assert bare(part) in bare(" ".join((*hit.passage.path[-1:], hit.passage.text)))


UNRELATED = (
    "The recipe asks for flour, butter and sugar; bake the cake at a moderate heat, let it cool.\n" * 3
)
CLOSE = 0.03
"""Scores nearer than that may change places: one more document changes the statistics of all words a little."""


@pytest.mark.parametrize("mode", list(Mode))
def test_an_unrelated_document_leaves_the_order_of_others(
    mode: Mode, settings: Settings, loaded: Views, tmp_path: Path
) -> None:
    texts = [
        *CHINESE,
        "如何消除空壳村",
        "流动党员怎么管",
        "如何整顿软弱涣散党组织",
        "汉阳区红色物业有哪些做法",
    ]
    before = {text: answer(Asked(text, 20, mode), loaded).hits for text in texts}
    (tmp_path / "cake.txt").write_text(UNRELATED, encoding="utf-8")
    with open_knowledge(settings) as knowledge:
        ingest([tmp_path / "cake.txt"], knowledge, Silent())
    compared = Counter[str]()
    with open_views(settings) as views:
        for text, hits in before.items():
            place = {each: rank for rank, each in enumerate(ids(answer(Asked(text, ALL, mode), views)))}
            for one, two in combinations(hits, 2):
                if one.score - two.score > CLOSE and one.passage.document_id != two.passage.document_id:
                    assert place[one.passage.id] < place[two.passage.id], (text, one.score, two.score)
                    compared[text] += 1
    # Of a name that only one document tells, no two hits are of different documents.
    assert 2 * len(compared) > len(before)
