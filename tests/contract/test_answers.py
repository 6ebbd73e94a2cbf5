"""What holds of answers whatever the engine: places, quoted parts, scripts, filters, and what is not there."""

from itertools import pairwise

import pytest

from graph.messages import Page
from graph.model import Entity
from graph.names import bare
from graph.open import Views
from graph.schema import PRACTICE_KINDS
from search_api.search.answer import Answer, Hit, answer
from search_api.search.practices import answer_in_practices
from search_api.search.profiles import Switches
from search_api.search.ranking import Asked
from search_api.search.similar import similar
from search_api.search.understand import Mode

QUESTIONS = [
    "如何消除空壳村",
    "怎样整顿软弱涣散党组织",
    "How are floating Party members managed?",
    "汉阳区有哪些做法",
    "第一书记",
    "“第一书记”怎样选派",
]
ALL = 100


def found(views: Views, text: str, **asked: object) -> Answer[Hit]:
    return answer(Asked(text, ALL, **asked), views)  # type: ignore[arg-type]


def ids(told: Answer[Hit]) -> list[str]:
    return [hit.passage.id for hit in told.hits]


def test_laws_of_an_answer(loaded: Views) -> None:
    for text in QUESTIONS:
        whole = ids(found(loaded, text))
        assert whole
        assert len(set(whole)) == len(whole)
        for few in (1, 3):
            assert ids(answer(Asked(text, few), loaded)) == ids(answer(Asked(text, 10), loaded))[:few]
        for mode in Mode:
            everything = set(ids(found(loaded, text, mode=mode)))
            for role in ("practice", "problems", "next_steps"):
                filtered = found(loaded, text, mode=mode, filters={"role": (f"role:{role}",)})
                assert {hit.passage.role.value for hit in filtered.hits} <= {role}
                assert set(ids(filtered)) <= everything
    assert ids(found(loaded, "如何整頓軟弱渙散黨組織")) == ids(found(loaded, "如何整顿软弱涣散党组织"))
    assert ids(found(loaded, "“１＋１０”是什么")) == ids(found(loaded, "“1+10”是什么"))


def test_a_place_that_is_named_holds_every_hit_in_either_language(loaded: Views) -> None:
    chinese, english = found(loaded, "汉阳区有哪些做法"), found(loaded, "What does Hanyang District do?")
    assert chinese.places == english.places != ()
    place = {"place": tuple(f"place:{place}" for place in chinese.places)}
    within = set(ids(found(loaded, "党组织", filters=place, mode=Mode.SEMANTIC)))
    assert set(ids(chinese)) | set(ids(english)) <= within


@pytest.mark.parametrize("text", ["百步亭党建工作法", "Baibuting working method"])
def test_of_the_practices_of_a_passage_the_one_that_is_named_comes_first(loaded: Views, text: str) -> None:
    first = answer_in_practices(Asked(text, 3), loaded).hits[0].practice
    assert first is not None
    assert first.entity.name == "百步亭党建工作法"


def test_of_practices_that_count_alike_what_all_places_do_or_only_plan_comes_last(loaded: Views) -> None:
    asked = [answer_in_practices(Asked(text, 20), loaded).hits for text in QUESTIONS]
    named = {each.entity_id for text in QUESTIONS for each in found(loaded, text).question.named}
    pairs = [
        (one.practice.entity, other.practice.entity)
        for hits in asked
        for one, other in pairwise(hits)
        if one.practice
        and other.practice
        and one.score == other.score
        and {one.practice.entity.id, other.practice.entity.id}.isdisjoint(named)
    ]
    assert pairs
    for one, other in pairs:
        assert _lesser(one) <= _lesser(other), (one.name, other.name)


def _lesser(practice: Entity) -> tuple[bool, bool]:
    said = practice.properties
    return said.get("scope") == "national", said.get("status") == "planned"


def test_a_quoted_part_stands_in_every_hit(loaded: Views) -> None:
    told = found(loaded, "“第一书记”怎样选派")
    assert told.quoted == ("第一书记",)
    assert told.hits
    for hit in told.hits:
        assert "第一书记" in bare(" ".join((*hit.passage.path[-1:], hit.passage.text)))
    assert found(loaded, "“没有人写过的话”是什么").quoted == ()


def test_a_quoted_part_from_elsewhere_denies_no_place(loaded: Views) -> None:
    told = found(loaded, "汉阳区的“空壳村”怎样消除")
    assert (told.quoted, told.places) == (("空壳村",), ())
    assert told.nothing is None or told.nothing.reason == "subject"


def test_words_that_stand_together_nowhere_are_no_quoted_part(loaded: Views) -> None:
    told = found(loaded, "“党员 村民”怎样做")
    assert told.quoted == ()
    assert told.hits


def test_a_number_or_a_code_is_found_by_itself(loaded: Views) -> None:
    for mode in (Mode.LEXICAL, Mode.HYBRID):
        told = found(loaded, "1+10", mode=mode)
        assert "1+10" in told.hits[0].passage.text
        assert told.nothing is None


@pytest.mark.parametrize("question", ["колхоз", "ピアノ"])
def test_a_question_in_no_word_that_is_understood_is_not_answered(loaded: Views, question: str) -> None:
    told = found(loaded, question)
    assert told.nothing is not None


@pytest.mark.parametrize(
    ("question", "reason", "names"),
    [
        ("深圳市怎样管理流动党员", "place", ("深圳市",)),
        ("How does Shenzhen manage floating members?", "place", ("Shenzhen",)),
        ("怎样烤出松软的面包", "subject", ()),
        ("How to bake bread?", "subject", ()),
    ],
)
def test_what_is_not_there_is_said(loaded: Views, question: str, reason: str, names: tuple[str, ...]) -> None:
    told = found(loaded, question)
    assert told.nothing is not None
    assert (told.nothing.reason, told.nothing.names) == (reason, names)


def test_what_is_there_is_not_denied(loaded: Views) -> None:
    assert [text for text in QUESTIONS if found(loaded, text).nothing] == []


def test_what_is_like_a_practice_is_told_with_reasons_and_never_twice(loaded: Views) -> None:
    practices = [
        each.entity for kind in sorted(PRACTICE_KINDS) for each in loaded.graph.entities(kind, Page(0, 100))
    ]
    some = 0
    for practice in practices[:12]:
        told = similar(practice, loaded, limit=50)
        assert told == similar(practice, loaded, limit=50)
        things = [(each.practice.entity.name, each.practice.localities) for each in told]
        assert len(set(map(str, things))) == len(things)
        assert practice.id not in {each.practice.entity.id for each in told}
        for each in told:
            assert each.score == pytest.approx(sum(each.reasons.values()), abs=1e-5)
        away = similar(practice, loaded, limit=50, switches=Switches(elsewhere=True))
        assert {each.practice.entity.id for each in away} <= {each.practice.entity.id for each in told}
        assert all(each.practice.localities for each in away)
        some += bool(told)
    assert some
