"""Passages lie some of the way towards their section."""

import numpy as np
import pytest

from graph.passages import mapping
from graph.passages.smoothing import SHARE, smoothed

EAST, NORTH, UP = np.eye(3, dtype=np.float32)


def test_a_passage_alone_in_its_section_lies_where_its_text_says() -> None:
    assert [row.tolist() for row in smoothed([("a",), ("b",)], [EAST, NORTH])] == [
        EAST.tolist(),
        NORTH.tolist(),
    ]


def test_passages_of_one_section_move_towards_its_mean_and_others_stay() -> None:
    first, other, second = smoothed(["a", "b", "a"], [EAST, UP, NORTH])
    assert np.allclose(first, [1 - SHARE / 2, SHARE / 2, 0])
    assert np.allclose(second, [SHARE / 2, 1 - SHARE / 2, 0])
    assert other.tolist() == UP.tolist()


def test_the_product_with_a_question_is_a_weighted_sum_of_cosines() -> None:
    asked = (EAST + UP) / np.sqrt(np.float32(2))
    rows = smoothed([(), ()], [EAST, NORTH])
    mean = np.mean([EAST @ asked, NORTH @ asked])
    assert np.allclose(
        [row @ asked for row in rows], [(1 - SHARE) * v @ asked + SHARE * mean for v in (EAST, NORTH)]
    )


def test_the_order_of_passages_changes_no_byte() -> None:
    random = np.random.default_rng(7)
    own = [
        row / np.linalg.norm(row)
        for row in random.normal(size=(50, 6, 64)).astype(np.float32).reshape(300, 64)
    ]
    sections = [at // 6 for at in range(300)]
    order = random.permutation(300)
    shuffled = smoothed([sections[at] for at in order], [own[at] for at in order])
    straight = smoothed(sections, own)
    assert all(row.tobytes() == straight[at].tobytes() for at, row in zip(order, shuffled, strict=True))


def test_the_vector_index_tells_a_product_by_a_score_that_is_never_below_nought() -> None:
    for product in (-0.5, 0.0, 0.8):
        score = product + 1 if product >= 0 else 1 / (1 - product)  # as Lucene's MAXIMUM_INNER_PRODUCT has it
        assert mapping.product(score) == pytest.approx(product)


def test_a_document_without_passages_has_none() -> None:
    assert smoothed([], []) == []
