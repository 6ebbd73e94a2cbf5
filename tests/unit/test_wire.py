from graph.open import Views
from search_api import wire
from search_api.search.answer import answer
from search_api.search.ranking import Asked
from search_api.search.understand import Mode
from search_api.terminal import for_people


def test_a_terminal_shows_practice_place_quote_and_reasons(seeded_views: Views) -> None:
    shown = for_people(answer(Asked("合作社", 3, Mode.LEXICAL), seeded_views), color=False)
    assert "党支部+合作社+基地+农户" in shown
    assert "[合作社]" in shown
    assert "贵州省黔东南苗族侗族自治州麻江县" in shown
    assert "words of the question" in shown


def test_a_terminal_says_when_nothing_was_found(seeded_views: Views) -> None:
    assert "Nothing" in for_people(answer(Asked("zzzz", 3, Mode.LEXICAL), seeded_views), color=False)


def test_a_result_line_quotes_the_raw_document(seeded_views: Views) -> None:
    for hit in answer(Asked("党员", 10, Mode.LEXICAL), seeded_views).hits:
        row = wire.result_line(hit)
        assert hit.document.raw[row["start"] : row["end"]] == row["text"]
