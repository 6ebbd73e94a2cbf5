"""Exact nearest vectors: a large matrix, of which only what is within reach is multiplied, answers as a small one."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from graph.messages import Scored
from graph.passages import vectors
from graph.passages.coarse import Coarse
from graph.passages.vectors import Matrix

Rows = npt.NDArray[np.float32]


def named(rows: Rows) -> Iterator[tuple[str, Rows]]:
    return ((f"p{at:04}", row) for at, row in enumerate(rows))


def unit(rows: npt.NDArray[Any]) -> Rows:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return (rows / np.where(lengths, lengths, 1)).astype(np.float32)


def random(rng: np.random.Generator) -> Rows:
    return unit(rng.standard_normal((300, 24)))


def crowded(rng: np.random.Generator) -> Rows:
    return unit(rng.standard_normal(24) + 0.02 * rng.standard_normal((300, 24)))


def single_numbers(rng: np.random.Generator) -> Rows:
    return np.eye(24, dtype=np.float32)[rng.integers(0, 24, 300)]


def one_loud_number(rng: np.random.Generator) -> Rows:
    rows = rng.standard_normal((300, 24))
    rows[:, 0] = 200
    return unit(rows)


def copies_and_zeros(rng: np.random.Generator) -> Rows:
    rows = np.repeat(unit(rng.standard_normal((3, 24))), 100, axis=0)
    rows[::7] = 0
    return rows


def by_hand(rows: Rows, vector: Rows, limit: int, among: set[str] | None = None) -> list[Scored]:
    scored = [
        Scored(name, round(float(np.float64(row) @ vector), 4))
        for name, row in named(rows)
        if among is None or name in among
    ]
    return sorted(scored, key=lambda each: -each.score)[:limit]


@given(
    st.sampled_from([random, crowded, single_numbers, one_loud_number, copies_and_zeros]),
    st.integers(0, 2**32),
    st.integers(1, 40),
    st.booleans(),
)
@example(crowded, 5980, 2, False).via("a sum of 32 bits that rounded either way")
def test_a_large_matrix_answers_as_a_small_one(
    kind: Callable[[np.random.Generator], Rows], seed: int, limit: int, filtered: bool
) -> None:
    rng = np.random.default_rng(seed)
    rows = kind(rng)
    vector = unit(rng.standard_normal((1, 24)) + (rows[5] if seed % 2 else 0))[0]
    among = {f"p{at:04}" for at in range(0, 300, 2)} if filtered else None
    small, large = Matrix(24), Matrix(24)
    with pytest.MonkeyPatch.context() as patch:
        small.update(named(rows), [], 1)
        expected = small.nearest(vector, limit, among)
        patch.setattr(vectors, "LARGE", 1)
        large.update(named(rows[:200]), [], 1)
        large.update(((f"p{at + 200:04}", row) for at, row in enumerate(rows[200:])), [], 2)
        assert large.nearest(vector, limit, among) == expected
    told = by_hand(rows, vector, limit, among)
    assert [each.score for each in told] == pytest.approx([each.score for each in expected], abs=2e-4)


def test_what_changed_or_went_is_not_found_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors, "LARGE", 1)
    rows = random(np.random.default_rng(3))
    matrix = Matrix(24)
    matrix.update(named(rows), [], 1)
    matrix.update([("p0003", rows[9])], ["p0004"], 2)
    assert {scored.passage_id for scored in matrix.nearest(rows[9], 2, None)} == {"p0003", "p0009"}
    assert "p0004" not in {scored.passage_id for scored in matrix.nearest(rows[4], 300, None)}
    matrix.update([], [f"p{at:04}" for at in range(4, 299)], 3)  # most rows went: the others close up
    assert {s.passage_id for s in matrix.nearest(rows[9], 9, None)} == {"p0000", "p0001", "p0002", "p0003", "p0299"}  # fmt: skip
    assert matrix.nearest(rows[9], 1, None)[0] == Scored("p0003", 1.0)


def test_few_rows_are_within_reach_and_the_nearest_are_among_them() -> None:
    rows = unit(np.random.default_rng(5).standard_normal((5_000, 256)))
    reached = Coarse.of(rows).within_reach(rows[7], 20, np.arange(5_000))
    assert 20 <= len(reached) < 200
    assert set(np.argsort(-(rows @ rows[7]))[:20]) <= set(reached.tolist())
