"""Vectors in a byte a number: which rows of a large matrix can be among the nearest, told without reading the matrix.

A row is written as a mean (of the rows there were at first), a step times whole numbers of -127 to 127, and a rest whose length is kept. By
Cauchy and Schwarz a product with the row is then known within a bound, so the rows that are given hold all of the nearest
of whatever finite vectors; the others need not be looked at. Reading a quarter of the bytes takes a third of the time.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from typing import Self

import numkong
import numpy as np
import numpy.typing as npt

from graph.messages import Vector

Rows = npt.NDArray[np.float32]

FULL = 127

CORES = 4
"""Cores at most that share a scan, which then waits for memory."""

AT_ONCE = 4_096
"""Rows that are written coarsely together, so that little is held beside them."""

ROUNDING = 3e-5
"""What a product of vectors of about unit length, in 32-bit numbers and rounded to five places, can be off."""


@dataclass(frozen=True, slots=True)
class Coarse:
    """A matrix of `n` rows, coarsely."""

    mean: Rows
    codes: npt.NDArray[np.int8]
    steps: Rows
    """Of each row, what a one in it stands for."""
    rests: Rows
    """Of each row, the length of what the codes leave out."""
    longest: float
    """Length that no row's codes exceed, the mean taken away."""

    @classmethod
    def of(cls, rows: Rows) -> Self:
        """Writes rows, of which there is at least one, coarsely."""
        mean = rows.mean(axis=0, dtype=np.float64).astype(np.float32)
        none = np.zeros(0, dtype=np.float32)
        return cls(mean, np.zeros((0, rows.shape[1]), dtype=np.int8), none, none, 0.0).extended(rows)

    def extended(self, rows: Rows) -> Self:
        """Gives the matrix with further rows below; the mean stays, which costs a little and falsifies nothing."""
        codes = np.empty((len(rows), len(self.mean)), dtype=np.int8)
        steps, rests = (np.empty(len(rows), dtype=np.float32) for _ in range(2))
        longest = self.longest
        for start in range(0, len(rows), AT_ONCE):
            part = slice(start, start + AT_ONCE)
            apart = rows[part] - self.mean
            step = np.abs(apart).max(axis=1) / FULL
            steps[part] = np.where(step > 0, step, 1)
            codes[part] = np.rint(apart / steps[part, np.newaxis])
            told = codes[part] * steps[part, np.newaxis]
            rests[part] = np.linalg.norm(apart - told, axis=1)
            longest = max(longest, float(np.linalg.norm(told, axis=1).max()))
        return type(self)(
            self.mean, np.vstack([self.codes, codes]), np.concatenate([self.steps, steps]),
            np.concatenate([self.rests, rests]), longest,
        )  # fmt: skip

    def kept(self, numbers: npt.NDArray[np.int64]) -> Self:
        """Gives the matrix of these rows."""
        return type(self)(
            self.mean, self.codes[numbers], self.steps[numbers], self.rests[numbers], self.longest
        )

    def within_reach(self, vector: Vector, limit: int, among: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Gives, of the rows of these numbers, those that can be among the `limit` of the greatest products, in order."""
        if len(among) <= limit:
            return among
        coarse, fine = _whole_numbers(vector)
        left_out = vector - (coarse[0] * coarse[1] + fine[0] * fine[1])
        first, second = self._products(np.stack([coarse[1], fine[1]]).astype(np.int8))
        told = self.steps * (coarse[0] * first + fine[0] * second) + float(vector @ self.mean)
        asked = float(np.linalg.norm(vector))
        rounding = ROUNDING * max(1.0, asked * (self.longest + float(np.linalg.norm(self.mean))))
        bound = asked * self.rests + (np.linalg.norm(left_out) * self.longest + rounding)
        if len(among) < len(told):
            told, bound = told[among], bound[among]
        border = np.partition(told - bound, -limit)[-limit]
        reached: npt.NDArray[np.int64] = among[told + bound >= border]
        return reached

    def _products(self, codes: npt.NDArray[np.int8]) -> npt.NDArray[np.float64]:
        """Gives the product of each code with each row's; whole numbers, so every processor gives the same."""
        cores = min(CORES, os.cpu_count() or 1)
        borders = np.linspace(0, len(self.codes), cores + 1, dtype=np.int64)
        others = [_others().submit(self._part, codes, borders[at], borders[at + 1]) for at in range(1, cores)]
        parts = [self._part(codes, 0, borders[1]), *(other.result() for other in others)]
        return np.concatenate(parts, axis=1)

    def _part(self, codes: npt.NDArray[np.int8], start: int, end: int) -> npt.NDArray[np.float64]:
        return np.asarray(numkong.cdist(codes, self.codes[start:end], "dot"))


@cache
def _others() -> ThreadPoolExecutor:
    """Gives the threads beside the asking one, started once and not for every question."""
    return ThreadPoolExecutor(CORES - 1, "vectors")


def _whole_numbers(vector: Vector) -> tuple[tuple[float, Vector], tuple[float, Vector]]:
    """Gives a vector as a step times whole numbers of -127 to 127, and what that leaves out in finer steps."""
    step = float(np.abs(vector).max()) / FULL or 1.0
    coarse = np.rint(vector / step)
    rest = vector - step * coarse
    finer = step / (2 * FULL)
    return (step, coarse), (finer, np.clip(np.rint(rest / finer), -FULL, FULL))
