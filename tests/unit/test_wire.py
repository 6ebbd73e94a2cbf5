from dataclasses import replace
from pathlib import Path

from graph.open import Views, open_views
from search_api import wire
from search_api.search.answer import answer
from search_api.search.coverage import Coverage, Covered
from search_api.search.practices import answer_in_practices
from search_api.search.ranking import Asked
from search_api.search.reasons import Share
from search_api.search.understand import Mode
from search_api.terminal import covered, for_people
from tests.conftest import SAMPLES, load, settings_of


def test_a_terminal_shows_practice_place_quote_and_reasons(seeded_views: Views) -> None:
    shown = for_people(answer(Asked("合作社", 3, Mode.LEXICAL), seeded_views), color=False)
    assert "党支部+合作社+基地+农户" in shown
    assert "[合作社]" in shown
    assert "贵州省黔东南苗族侗族自治州麻江县" in shown
    assert "words of the question" in shown


def test_a_terminal_says_when_nothing_was_found(seeded_views: Views) -> None:
    assert "Nothing" in for_people(answer(Asked("zzzz", 3, Mode.LEXICAL), seeded_views), color=False)


def test_a_terminal_says_that_nothing_is_loaded_instead_of_listing_all_as_untold() -> None:
    none = Covered("concept", "空壳村", "empty-shell villages", 0)
    assert covered(Coverage(0, (none,), ())).startswith("Nothing is loaded yet")
    assert "空壳村" in covered(Coverage(3, (none, replace(none, zh="村集体经济", passages=3)), ()))


def test_result_lines_quote_the_raw_document(seeded_views: Views) -> None:
    hits = answer(Asked("党员", 10, Mode.LEXICAL), seeded_views).hits
    rows = list(wire.result_lines(hits, 10))
    assert [row["rank"] for row in rows] == list(range(1, len(hits) + 1))
    for hit, row in zip(hits, rows, strict=True):
        assert hit.document.raw[row["start"] : row["end"]] == row["text"]
        assert row["document"] == hit.document.name


def test_a_text_in_several_files_is_a_result_of_each(own_folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy-of-majiang.md"
    copy.write_bytes((SAMPLES / "majiang-jitijingji.md").read_bytes())
    load(own_folder, copy)
    with open_views(settings_of(own_folder)) as views:
        hits = answer(Asked("麻江县 合作社 基地", 3, Mode.LEXICAL), views).hits
    rows = list(wire.result_lines(hits, 2))
    assert [row["document"] for row in rows] == ["copy-of-majiang", "majiang-jitijingji"]
    assert len({row["passage_id"] for row in rows}) == 1
    assert [row["rank"] for row in rows] == [1, 2]


def test_a_terminal_shows_a_practice_with_what_is_told_of_it(seeded_views: Views) -> None:
    shown = for_people(
        answer_in_practices(Asked("如何消除空壳村", 5, Mode.LEXICAL), seeded_views), color=False
    )
    first, *rest = shown.split("\n\n")
    assert first.startswith("1. 村集体经济建设集中推进年活动  (湖北省恩施土家族苗族自治州)\n")
    assert "addresses (针对): 空壳村" in first
    assert "targets (目标): " in first
    assert "reported" not in first
    assert "addresses the problem (graph) 0.10" in first
    assert "[" in first
    second = rest[0].splitlines()
    assert second[0].startswith("2. 百步亭党建工作法")
    assert second[-2] == "   same passage as in no. (段落同) 1"
    passages = [line for line in shown.splitlines() if line.startswith("   ") and "[" in line]
    assert len(passages) == len(set(passages))


def test_a_share_that_would_be_nought_is_no_reason(seeded_views: Views) -> None:
    told = answer(Asked("如何消除空壳村", 1, Mode.LEXICAL), seeded_views)
    why = (Share("words", 0.4), Share("concepts", 0.004))
    shown = for_people(replace(told, hits=(replace(told.hits[0], why=why),)), color=False)
    assert "words of the question 0.40" in shown
    assert "concepts" not in shown
