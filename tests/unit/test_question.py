"""What a question is understood to say."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import snowballstemmer

from graph.errors import QuestionError
from graph.messages import Found
from graph.model import Document, Passage, Span
from graph.names import fold
from graph.open import Knowledge
from graph.schema import Role
from graph.vocabulary.concepts import _stem, concepts_in
from search_api.search.absence import LEAST, holds
from search_api.search.fuse import weights
from search_api.search.names import names_in, quoted
from search_api.search.places import places_in
from search_api.search.recall import Recall
from search_api.search.understand import Question, understand


@pytest.fixture
def graph(knowledge: Knowledge) -> Recall:
    return Recall(knowledge.graph)


def about(text: str, graph: Recall) -> Question:
    return understand(text, graph)


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("深圳市有哪些做法", ["深圳市"]),
        ("随州和武汉各是多少", ["随州", "武汉"]),
        ("邻里互助怎么做", []),
        ("吴起县的做法", ["吴起县"]),
        ("What does Shenzhen do?", ["shenzhen"]),
        ("practices of Inner Mongolia", ["inner mongolia"]),
        ("和平年代的党课", []),
        ("江西宁都县怎样做", ["宁都县"]),
        ("陕西省吴起县的经验", ["吴起县"]),
        ("上海南部的社区", ["上海"]),
        ("practices of Wuhan, Hubei", ["wuhan"]),
        ("how to guide villagers the last mile", []),
        ("How can villages be helped?", []),
    ],
)
def test_places_are_found_in_both_languages(question: str, places: list[str], graph: Recall) -> None:
    folded = fold(question)
    assert list(dict.fromkeys(folded[p.start : p.end] for p in places_in(question, (), graph))) == places


def test_quotation_marks_of_every_kind_quote() -> None:
    assert quoted(fold("“三为模式”和「1+10」是什么")) == ("三为模式", "1+10")
    assert quoted(fold("the villages' committees and farmers' income")) == ()
    assert quoted(fold("the 'spark project' of towns")) == ("spark project",)


def test_what_is_named_is_found_by_name_and_by_sound(graph: Recall) -> None:
    chinese, english = (
        names_in(fold("汉阳区有什么做法"), graph),
        names_in("what does hanyang district do", graph),
    )
    assert {n.entity_id for n in chinese} == {n.entity_id for n in english} != set()


def test_a_word_of_a_compound_names_no_place(graph: Recall) -> None:
    assert names_in("care for ride-hanyang drivers", graph) == ()
    assert names_in("care for ride-hanyang district drivers", graph) != ()
    assert names_in("care for drivers in Wuhan-Hanyang", graph) != ()


def test_an_english_question_is_carried_to_chinese(graph: Recall) -> None:
    question = about("How does Hanyang care for the elderly?", graph)
    assert "养老" in question.carried
    assert "汉阳" in question.carried
    assert question.carries == 1.0


@pytest.mark.parametrize(
    ("question", "carried", "quoted"),
    [
        ("How do villages sell apples?", "苹果", ()),
        ('What does "three-level linkage" mean?', "三级联动", ("三级联动",)),
        ('Who sent village "first secretaries"?', "第一书记", ("第一书记",)),
        ('What is "three-level linkage of lanterns"?', "三级联动", ("three-level linkage of lanterns",)),
        ("“三级联动”是什么?", "", ("三级联动",)),
    ],
)
def test_an_english_phrase_says_its_own_word_and_so_does_what_it_quotes(
    question: str, carried: str, quoted: tuple[str, ...], graph: Recall
) -> None:
    understood = about(question, graph)
    assert carried in understood.carried
    assert understood.quoted == quoted


def test_a_question_of_nothing_is_refused(graph: Recall) -> None:
    with pytest.raises(QuestionError):
        about("？！", graph)


def test_weights_follow_what_the_vocabulary_carries_over() -> None:
    whole, nothing = weights(chinese=False, carries=1.0), weights(chinese=False, carries=0.0)
    assert nothing["words"] == nothing["concepts"] == 0
    assert whole["concepts"] > 0 < nothing["vector"]


def test_numbers_and_capitals_are_asked_as_they_are(graph: Recall) -> None:
    assert about("What is the 3536 system, and GDP?", graph).solid == ("3536", "gdp")


def test_stems_are_the_same_whoever_asks_first() -> None:
    words = [
        f"{stem}{end}"
        for stem in ("conflict", "quarantin", "land", "market", "enterpris")
        for end in ("s", "ing", "ed", "")
    ]
    alone = [snowballstemmer.stemmer("english").stemWord(word) for word in words]
    with ThreadPoolExecutor(8) as pool:
        for _ in range(20):
            _stem.cache_clear()
            assert list(pool.map(_stem, words)) == alone


@pytest.mark.parametrize("ending", ["党史学习", "专职网格", "易地扶贫"])
def test_a_concept_at_the_very_end_of_a_text_is_found(ending: str) -> None:
    assert set(concepts_in(ending)) == set(concepts_in(ending + "。")) != set()


def passage(text: str) -> Found:
    span = Span(0, len(text), 0, len(text))
    found = Passage("p", "d", 0, span, text, (), Role.PRACTICE)
    return Found(found, (), Document("d", "d", "", ""))


@pytest.mark.parametrize(
    ("question", "text", "answers"),
    [
        ("村里的老人没人管怎么办", "村里办起老年食堂，独居老人每天有热饭。", True),
        ("打工找不到组织怎么办", "镇里为外出务工的流动党员建了驻外党支部。", True),
        ("How are disputes mediated?", "网格员上门调解邻里纠纷。", True),
        ("怎样烤出松软的面包", "村里办起老年食堂，独居老人每天有热饭。", False),
        ("How to bake bread?", "网格员上门调解邻里纠纷。", False),
    ],
)
def test_a_passage_answers_as_far_as_it_holds_what_is_asked(
    question: str, text: str, answers: bool, graph: Recall
) -> None:
    assert (holds(about(question, graph), [passage(text)]) >= LEAST) is answers
