"""Exact nearest vectors over one matrix in memory, filters as masks; of a large one only the rows within reach are multiplied."""

from collections.abc import Collection, Iterable
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from graph.messages import Scored, Vector
from graph.passages.coarse import Coarse

_Held: TypeAlias = tuple[
    npt.NDArray[np.float32], list[str], dict[str, int], npt.NDArray[np.int64], Coarse | None
]

NEAR = 1e-4
"""What two products of vectors of about unit length may differ by that are one when rounded, as 32-bit numbers give them."""
AT_ONCE = 4_096
"""Rows that are summed in 64 bits together, should all be as near as each other."""
LARGE = 20_000
"""Rows from which it is told coarsely first which are within reach; fewer are multiplied sooner than that."""


class Matrix:
    """The vectors of all passages, a row each; a changed passage gets a new row and its old one is hidden."""

    def __init__(self, dimension: int) -> None:
        """Starts empty."""
        rows: npt.NDArray[np.float32] = np.zeros((0, dimension), dtype=np.float32)
        # One value, so that a reader takes all of it at once: rows, their IDs, the row of each ID, the rows that count, and all rows coarsely.
        self._held: _Held = (rows, [], {}, np.zeros(0, dtype=np.int64), None)
        self.revision = 0

    def update(self, changed: Iterable[tuple[str, Vector]], removed: Iterable[str], revision: int) -> None:
        """Takes in changed and removed passages; a reader sees the matrix of before or of after, never half of it."""
        former, former_ids, former_row_of, _, coarse = self._held
        row_of, ids = dict(former_row_of), list(former_ids)
        for passage_id in removed:
            row_of.pop(passage_id, None)
        fresh = []
        for passage_id, vector in changed:
            row_of[passage_id] = len(ids)
            ids.append(passage_id)
            fresh.append(vector)
        rows = np.vstack([former, np.stack(fresh)]) if fresh else former
        if fresh and coarse:
            coarse = coarse.extended(rows[len(former) :])
        live = np.array(sorted(row_of.values()), dtype=np.int64)
        if len(ids) > 2 * len(row_of):
            rows, ids = rows[live], [ids[row] for row in live]
            coarse = coarse.kept(live) if coarse else None
            row_of = {passage_id: row for row, passage_id in enumerate(ids)}
            live = np.arange(len(ids), dtype=np.int64)
        if not coarse and len(rows) >= LARGE:
            coarse = Coarse.of(rows)
        self._held, self.revision = (rows, ids, row_of, live, coarse), revision

    def nearest(self, vector: Vector, limit: int, among: Collection[str] | None) -> list[Scored]:
        """Gives the passages of the greatest product, then by ID; `among` None means all."""
        rows, ids, row_of, picked, coarse = self._held
        if among is not None:
            picked = np.array(sorted(row_of[p] for p in among if p in row_of), dtype=np.int64)
        if not len(picked):
            return []
        if coarse and len(picked) >= LARGE:
            picked = coarse.within_reach(vector, limit, picked)
        rough = (rows if len(picked) == len(rows) else rows[picked]) @ vector
        inside = np.arange(len(picked))
        if len(picked) > limit:
            # What is near the border is kept until the sum is known better and IDs have decided, so that the cut does not depend on row order.
            inside = np.flatnonzero(rough >= np.partition(rough, -limit)[-limit] - NEAR)
        # Summed in 64 bits and rounded: the last bits of 32 depend on where in the matrix a row stands, and now and then tip the fifth place.
        picked = picked[inside]
        asked = vector.astype(np.float64)
        products = [
            product
            for at in range(0, len(picked), AT_ONCE)
            for product in np.round(rows[picked[at : at + AT_ONCE]].astype(np.float64) @ asked, 5)
        ]
        scored = [Scored(ids[int(at)], float(product)) for at, product in zip(picked, products, strict=True)]
        return sorted(scored, key=lambda s: (-s.score, s.passage_id))[:limit]
