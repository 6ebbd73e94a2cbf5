"""Exact nearest vectors: a matrix that cores share answers as one that none shares."""

import numpy as np
import pytest

from graph.passages import vectors
from graph.passages.vectors import Matrix


def test_cores_that_share_a_matrix_find_what_one_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = np.random.default_rng(7).standard_normal((101, 8)).astype(np.float32)
    rows = drawn / np.linalg.norm(drawn, axis=1, keepdims=True)
    matrix = Matrix(8)
    matrix.update(((f"p{at:03}", row) for at, row in enumerate(rows)), [], 1)
    alone = matrix.nearest(rows[3], 10, None)
    monkeypatch.setattr(vectors, "SHARED", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 3)
    assert matrix.nearest(rows[3], 10, None) == alone
    assert alone[0].passage_id == "p003"
    some = [f"p{at:03}" for at in range(0, 101, 2)]
    assert {scored.passage_id for scored in matrix.nearest(rows[3], 10, some)} <= set(some)
