"""Filters, counts and pages hold alike on both engines: exact, and the same whatever the mode."""

from dataclasses import replace

import pytest

from graph.facets import COUNTED, ONE_EACH, Change, FigureFilter, FigureRole, years
from graph.messages import Tally
from graph.open import Views
from ingest.link.changes import change_of
from search_api.search.answer import answer
from search_api.search.practices import SORTS, answer_in_practices
from search_api.search.ranking import Asked
from search_api.search.understand import Mode

ASKED = Asked("党组织怎样服务群众", 100, Mode.SEMANTIC, counted=COUNTED)
QUESTIONS = [
    "如何消除空壳村",
    "流动党员怎么管",
    "How are floating Party members managed?",
    "汉阳区有哪些做法",
    "“第一书记”怎样选派",
]


def passages(asked: Asked, views: Views) -> set[str]:
    return {hit.passage.id for hit in answer(asked, views).hits}


def tallies(asked: Asked, views: Views) -> dict[str, Tally]:
    return dict(answer(asked, views).tallies)


def test_counts_are_what_a_filter_gives(loaded: Views) -> None:
    told = tallies(ASKED, loaded)
    total = loaded.passages.count()
    assert {tally.total for tally in told.values()} == {total}
    assert set(told) == set(COUNTED)
    for family, tally in told.items():
        assert tally.values
        for value, count in sorted(tally.values.items())[:12]:
            only = replace(ASKED, filters={family: (f"{family}:{value}",)})
            assert len(passages(only, loaded)) == count, (family, value)
        if family in ONE_EACH:
            assert sum(tally.values.values()) == total


def test_a_family_is_counted_without_its_own_filter_and_with_the_others(loaded: Views) -> None:
    whole = tallies(ASKED, loaded)
    role = {"role": ("role:problems",)}
    some = tallies(replace(ASKED, filters=role), loaded)
    assert some["role"] == whole["role"]
    assert some["genre"].total == whole["role"].values["problems"]
    both = replace(ASKED, filters=role | {"kind": ("kind:problem",)})
    assert answer(both, loaded).total == some["kind"].values["problem"]
    assert len(passages(both, loaded)) == some["kind"].values["problem"]


def test_the_filter_of_figures_is_left_aside_where_they_are_counted(loaded: Views) -> None:
    whole = tallies(ASKED, loaded)
    some = tallies(replace(ASKED, filters={"figure": FigureFilter((FigureRole.TARGET,)).group}), loaded)
    assert (some["figure_role"], some["unit"]) == (whole["figure_role"], whole["unit"])
    assert some["role"].total == whole["figure_role"].values["target"] < whole["role"].total


def test_counts_do_not_depend_on_the_mode(loaded: Views) -> None:
    assert len({str(tallies(replace(ASKED, mode=mode), loaded)) for mode in Mode}) == 1


def test_counts_are_kept_to_a_place_that_is_named(loaded: Views) -> None:
    told = answer(replace(ASKED, text="汉阳区有哪些做法"), loaded)
    within = passages(
        replace(ASKED, filters={"place": tuple(f"place:{place}" for place in told.places)}), loaded
    )
    assert told.tallies["role"].total == len(within) > 0


@pytest.mark.parametrize(
    "figures",
    [
        FigureFilter(unit="元", least=100_000),
        FigureFilter(unit="元", most=99_999),
        FigureFilter((FigureRole.INPUT, FigureRole.TARGET, FigureRole.OUTCOME), unit="元", least=1_000_000),
        FigureFilter(unit="%", changes=(Change.UP,), least=10),
        FigureFilter(changes=(Change.UP,)),
        FigureFilter((FigureRole.TARGET,)),
        FigureFilter(tuple(FigureRole), unit="个", least=11, most=11),
        FigureFilter(unit="光年"),
    ],
    ids=str,
)
def test_figures_are_filtered_as_they_are_known(figures: FigureFilter, loaded: Views) -> None:
    def meets(passage_id: str) -> bool:
        known = loaded.graph.shown(loaded.passages.found([passage_id])[passage_id].entity_ids)
        return any(
            each.properties["role"] in (figures.roles or ("outcome", "input"))
            and any(_fits(each.name, value, figures) for value in each.properties["values"])
            for each in known.values()
            if each.kind == "outcome"
        )

    everything = passages(ASKED, loaded)
    expected = {each for each in everything if meets(each)}
    assert passages(replace(ASKED, filters={"figure": figures.group}), loaded) == expected
    assert bool(expected) == (figures.unit != "光年")


def _fits(quote: str, value: dict[str, object], figures: FigureFilter) -> bool:
    change = change_of(quote, str(value["raw"]))
    sizes = [float(str(value[end])) for end in ("value", "upper") if end in value]
    least, most = figures.least or 0, float("inf") if figures.most is None else figures.most
    return (
        (not figures.changes or change in figures.changes)
        and (not figures.unit or value["unit"] == figures.unit)
        and any(least <= size <= most for size in sizes)
    )


def test_years_are_filtered(loaded: Views) -> None:
    told = tallies(ASKED, loaded)["year"].values
    for value, count in told.items():
        assert len(passages(replace(ASKED, filters={"year": (years(value),)}), loaded)) == count
    dated = sum(count for value, count in told.items() if value != "undated")
    between = replace(ASKED, filters={"year": (years("1900..2099"),)})
    assert len(passages(between, loaded)) == dated


def test_pages_put_together_are_the_list(loaded: Views) -> None:
    for text in QUESTIONS:
        for ask in (answer, answer_in_practices):
            whole = ask(Asked(text, 30), loaded)
            parts = [ask(Asked(text, 7, offset=offset), loaded) for offset in range(0, 35, 7)]
            assert [hit for part in parts for hit in part.hits][:30] == list(whole.hits)
            assert [hit.rank for hit in whole.hits] == list(range(1, len(whole.hits) + 1))
            assert parts[0].more == (len(whole.hits) > 7)
            assert {str(part.nothing) for part in parts} == {str(whole.nothing)}


def test_an_answer_in_practices_stands_on_its_passages(loaded: Views) -> None:
    for text in QUESTIONS:
        told = answer_in_practices(Asked(text, 20), loaded)
        identities = [hit.practice.entity.id for hit in told.hits if hit.practice]
        assert identities
        assert len(set(identities)) == len(identities)
        for hit in told.hits:
            assert hit.passages
            assert 0 <= hit.score <= 1
            assert sum(each.share for each in hit.why) == pytest.approx(hit.score, abs=1e-4)
            if hit.practice and not hit.practice.nearby:
                assert any(hit.practice.entity.id in {e.id for e in each.entities} for each in hit.passages)
            for sort, each in ((sort, each) for sort, all_of in hit.told.items() for each in all_of):
                source = loaded.graph.document(each.quote.document_id)
                assert source
                assert source.raw[each.quote.span.raw_start : each.quote.span.raw_end] == each.quote.quote
                role = each.entity.properties.get("role", "")
                assert any(roles.get(str(role)) == sort for roles in SORTS.values())


def test_a_practice_that_addresses_the_problem_says_so(loaded: Views) -> None:
    hits = answer_in_practices(Asked("如何消除空壳村", 20), loaded).hits
    first = next(hit for hit in hits if hit.practice)
    assert first.told["problems"]
    path = next(each for each in first.why if each.leg == "graph")
    assert path.share > 0
    assert {each.id for each in path.held} <= {each.entity.id for each in first.told["problems"]}
    assert path.held
    told = {hit.practice.entity.id for hit in hits if hit.practice and any(w.leg == "graph" for w in hit.why)}
    assert told < {hit.practice.entity.id for hit in hits if hit.practice}


def test_a_size_that_is_asked_for_lifts_passages_with_such_figures(loaded: Views) -> None:
    told = answer(Asked("经费投入超过100万元的做法", 20), loaded)
    assert told.question.figures
    lifted = {hit.passage.id for hit in told.hits if any(each.leg == "figures" for each in hit.why)}
    fitting = passages(
        replace(ASKED, filters={"figure": FigureFilter(unit="元", least=1_000_000).group}), loaded
    )
    assert lifted
    assert lifted <= fitting


def test_a_year_that_is_asked_for_lifts_its_documents(loaded: Views) -> None:
    year = next(value for value in sorted(tallies(ASKED, loaded)["year"].values) if value != "undated")
    told = answer(Asked(f"{year}年的做法", 20), loaded)
    lifted = [hit for hit in told.hits if any(each.leg == "years" for each in hit.why)]
    assert lifted
    assert all((hit.document.date or "").startswith(year) for hit in lifted)
