"""Whether one setting does better than another on the same questions, or whether it is chance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

SAMPLES = 10_000
SEED = 7


@dataclass(frozen=True, slots=True)
class Difference:
    """The mean difference of a figure, the borders that hold it in 95 of 100 samples, and how likely it is chance."""

    mean: float
    low: float
    high: float
    p: float
    better: int
    worse: int


def difference(one: Sequence[float], other: Sequence[float]) -> Difference:
    """Compares two settings, question by question, by the paired bootstrap (Efron and Tibshirani 1993; Sakai 2006).

    Samples are drawn with a fixed seed, so that the same figures give the same borders. `p` is two-sided.
    """
    apart = np.asarray(one, dtype=np.float64) - np.asarray(other, dtype=np.float64)
    if not len(apart):
        return Difference(0.0, 0.0, 0.0, 1.0, 0, 0)
    chance = np.random.default_rng(SEED)
    means = np.array([apart[chance.integers(0, len(apart), len(apart))].mean() for _ in range(SAMPLES)])
    low, high = (float(each) for each in np.quantile(means, [0.025, 0.975]))
    # Shifted to no difference, how often is a sample as far from it as what was seen?
    p = float(np.mean(np.abs(means - apart.mean()) >= abs(apart.mean()))) if apart.any() else 1.0
    return Difference(float(apart.mean()), low, high, p, int((apart > 0).sum()), int((apart < 0).sum()))


def means(of_question: Mapping[str, Mapping[str, float]], names: Sequence[str]) -> dict[str, float]:
    """Gives the mean of each figure over the questions that have it."""
    return {
        name: round(float(np.mean(values)), 4)
        for name in names
        if (values := [figures[name] for figures in of_question.values() if name in figures])
    }
