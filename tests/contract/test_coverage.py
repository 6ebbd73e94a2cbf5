"""What a collection tells of is counted by its passages, alike on both engines; what it tells nothing of is named."""

from graph.messages import Nearest, Want
from graph.open import Views, open_knowledge, open_views
from graph.settings import Settings
from graph.vocabulary.concepts import by_id
from search_api.search.answer import answer
from search_api.search.coverage import coverage
from search_api.search.practices import answer_in_practices
from search_api.search.ranking import Asked
from search_api.terminal import EMPTY, for_people


def test_each_problem_and_province_has_as_many_passages_as_its_filter_gives(loaded: Views) -> None:
    told = coverage(loaded)
    assert told.passages == loaded.passages.count()
    assert {each.id for each in told.problems} == {c.id for c in by_id().values() if c.problem}
    anything = Nearest(loaded.embedder.question("党建"))
    for family, rows in (("problem", told.problems), ("place", told.provinces)):
        assert [each.passages for each in rows] == sorted((each.passages for each in rows), reverse=True)
        assert rows[0].passages > 0
        assert rows[-1].passages == 0
        for each in (*rows[:4], rows[-1]):
            want = Want(told.passages, ((f"{family}:{each.id}",),))
            assert len(loaded.passages.best({"any": (anything, want)})["any"]) == each.passages
    assert {each.zh for each in told.provinces} >= {"湖北省", "西藏自治区"}


def test_a_problem_that_is_asked_about_and_told_nowhere_is_named(loaded: Views) -> None:
    untold = {each.id for each in coverage(loaded).problems if not each.passages}
    silent = sorted(untold)[0]
    told = answer(Asked(f"火星探测 {by_id()[silent].zh} 钢琴考级 古筝乐谱 烘焙面包"), loaded)
    assert told.nothing
    assert silent in {concept.id for concept in told.nothing.untold}
    assert {concept.id for concept in told.nothing.untold} <= untold


def test_where_nothing_is_loaded_yet_that_is_said(settings: Settings) -> None:
    with open_knowledge(settings) as knowledge:
        knowledge.passage_writer.flush()
    with open_views(settings) as views:
        for asking in (answer, answer_in_practices):
            told = asking(Asked("空壳村"), views)
            assert told.nothing
            assert told.nothing.reason == "empty"
            assert for_people(told, color=False) == EMPTY


def test_filters_that_leave_nothing_are_no_empty_collection(loaded: Views) -> None:
    told = answer(Asked("空壳村", filters={"year": ("year:1901",)}), loaded)
    assert not told.hits
    assert told.nothing is None or told.nothing.reason != "empty"
