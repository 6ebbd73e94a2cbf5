from hypothesis import given
from hypothesis import strategies as st

from graph.messages import Scored
from search_api.search.fuse import fuse

LEG = st.lists(
    st.builds(Scored, st.sampled_from("abcdef"), st.floats(0, 30)),
    max_size=6,
    unique_by=lambda s: s.passage_id,
)
WEIGHTS = {"words": 0.5, "vector": 0.5}


@given(LEG, LEG)
def test_the_order_of_a_leg_does_not_matter(words: list[Scored], vector: list[Scored]) -> None:
    assert fuse({"words": words, "vector": vector}, WEIGHTS) == fuse(
        {"vector": vector[::-1], "words": words[::-1]}, WEIGHTS
    )


@given(LEG, LEG)
def test_shares_add_up_to_the_score_and_stay_within_one(words: list[Scored], vector: list[Scored]) -> None:
    for fused in fuse({"words": words, "vector": vector}, WEIGHTS):
        assert abs(sum(fused.shares.values()) - fused.score) < 1e-5
        assert 0 <= fused.score <= 1.00001


def test_an_empty_leg_passes_its_weight_on() -> None:
    words = [Scored("a", 9.0), Scored("b", 1.0)]
    assert [(f.passage_id, f.score) for f in fuse({"words": words, "vector": []}, WEIGHTS)] == [
        ("a", 1.0),
        ("b", 0.0),
    ]


def test_first_in_both_legs_comes_first() -> None:
    legs = {
        "words": [Scored("a", 3), Scored("b", 2), Scored("c", 1)],
        "vector": [Scored("a", 0.9), Scored("c", 0.8), Scored("b", 0.7)],
    }
    assert fuse(legs, WEIGHTS)[0].passage_id == "a"


def test_ties_go_by_id() -> None:
    assert [f.passage_id for f in fuse({"words": [Scored("b", 1), Scored("a", 1)]}, WEIGHTS)] == ["a", "b"]
