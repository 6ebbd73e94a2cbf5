import pytest

from graph.schema import Kind
from graph.vocabulary.concepts import concepts, concepts_asked
from graph.vocabulary.practices import practice_words


@pytest.mark.parametrize(
    ("question", "concept"),
    [
        ("how to eliminate empty-shell villages", "collective_economy_empty_shell"),
        ("村里没钱怎么办", "collective_economy_empty_shell"),
        ("打工找不到组织", "floating_members"),
        ("How can floating Party members be managed?", "floating_members"),
        ("如何整顿软弱涣散党组织", "weak_organisation"),
        ("grid workers", "grid"),
        ("打工找不到组织怎么办", "floating_member_branch"),
        ("Mediating disputes between neighbours", "mediation"),
    ],
)
def test_a_question_is_carried_to_its_concept(question: str, concept: str) -> None:
    assert concept in [asked.concept.id for asked in concepts_asked(question)]


def test_a_word_within_another_carries_nowhere() -> None:
    assert "grid" not in [asked.concept.id for asked in concepts_asked("the gridlock of traffic")]


def test_ids_are_one_each_and_every_concept_has_both_labels() -> None:
    ids = [c.id for c in concepts()]
    assert len(ids) == len(set(ids))
    assert all(c.zh and c.en and c.cues for c in concepts())
    assert len([c for c in concepts() if c.problem]) == 20


def test_the_longest_head_closes_a_name() -> None:
    head = practice_words().head_of("网格化基层治理体系")
    assert head is not None
    assert (head.word, head.kind) == ("治理体系", Kind.METHOD)
