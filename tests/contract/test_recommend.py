"""What is recommended for a situation fits it, says why, and leaves out what was tried."""

import pytest

from graph.errors import NotKnown, QuestionError
from graph.messages import Page
from graph.names import core
from graph.open import Views
from graph.schema import Kind
from search_api.search.profiles import Reason, Similar, Switches
from search_api.search.similar import Situation, recommended

EMPTY_SHELL = Situation("村里没有集体收入,办不成事", ("collective_economy_empty_shell",))


def names(told: tuple[Similar, ...]) -> list[str]:
    return [each.practice.entity.name for each in told]


def place(views: Views, name: str) -> str:
    return next(
        k.entity.id for k in views.graph.entities(Kind.LOCALITY, Page(0, 100), name) if k.entity.name == name
    )


def test_a_situation_gets_practices_that_address_its_problem(loaded: Views) -> None:
    told = recommended(EMPTY_SHELL, loaded, limit=10)
    assert "村集体经济建设集中推进年活动" in names(told)[:3]
    assert told == recommended(EMPTY_SHELL, loaded, limit=10)
    assert told[:3] == recommended(EMPTY_SHELL, loaded, limit=3)
    assert len({each.practice.entity.id for each in told}) == len(told)
    for each in told:
        assert sum(each.reasons.values()) == pytest.approx(each.score, abs=1e-5)
    assert Reason.SAME_PROBLEM in told[0].reasons


def test_what_was_tried_is_left_out_under_its_name_anywhere(loaded: Views) -> None:
    first = recommended(EMPTY_SHELL, loaded)[0].practice.entity
    told = recommended(Situation(EMPTY_SHELL.text, EMPTY_SHELL.problems, tried=(first.id,)), loaded, limit=20)
    assert told
    assert core(first.name) not in {core(name) for name in names(told)}


def test_switches_keep_to_other_provinces_and_to_places_of_the_same_rank(loaded: Views) -> None:
    county = place(loaded, "麻江县")
    asked = Situation("发展村集体经济", place=county)
    whole = recommended(asked, loaded, limit=50)
    away = recommended(asked, loaded, limit=50, switches=Switches(elsewhere=True))
    alike = recommended(asked, loaded, limit=50, switches=Switches(alike=True))
    assert 0 < len(away) < len(whole)
    assert 0 < len(alike) < len(whole)
    for each in away:
        full_names = [str(p.properties.get("full_name")) for p in each.practice.localities]
        assert full_names
        assert not any(name.startswith("贵州省") for name in full_names)
    for each in alike:
        assert "county" in {p.properties.get("level") for p in each.practice.localities}
        assert Reason.SIMILAR_PLACE in each.reasons
    nowhere = Situation("发展村集体经济")
    assert recommended(nowhere, loaded, switches=Switches(elsewhere=True)) == ()


@pytest.mark.parametrize(
    ("situation", "error", "says"),
    [
        (Situation(), QuestionError, "situation"),
        (Situation("  "), QuestionError, "situation"),
        (Situation("x", ("no_such_problem",)), QuestionError, "collective_economy_empty_shell"),
        (Situation("x", place="locality-0"), NotKnown, "locality-0"),
        (Situation("x", tried=("practice-0",)), NotKnown, "practice-0"),
    ],
)
def test_a_situation_that_cannot_be_read_is_told(
    situation: Situation, error: type[Exception], says: str, loaded: Views
) -> None:
    with pytest.raises(error, match=says):
        recommended(situation, loaded)
