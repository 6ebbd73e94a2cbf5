"""Documents are loaded some at a time: few where a model works, many where writing is quick, and none is lost."""

import time
from collections.abc import Sequence
from typing import Any

import pytest

from ingest import load
from ingest.load import LEAST_AT_ONCE, MOST_AT_ONCE, QUICK, Pending, Unit
from ingest.pipeline import understand
from ingest.readers import SourceFile
from ingest.report import Report

STEPS = 12


def loaded(seconds: float, monkeypatch: pytest.MonkeyPatch) -> tuple[list[int], int, int]:
    """Gives the passages of each unit, how many were given, and the most of one document; the clock and the stores are
    stand-ins, since a test must not wait for a slow model."""
    now, units = 0.0, []

    def loading(pending: Sequence[Pending], *_: Any) -> None:
        nonlocal now
        now += seconds
        units.append(sum(len(each.graph.passages) for each in pending))

    monkeypatch.setattr(load, "load", loading)
    monkeypatch.setattr(load, "DOCUMENTS_A_FLUSH", 1_000_000)
    monkeypatch.setattr(time, "perf_counter", lambda: now)
    unit = Unit(None, Report())  # type: ignore[arg-type]
    text = "\n\n".join(f"第{n}村开展走访活动,党员{n}名到户。" * 12 for n in range(40))
    graphs = [understand(SourceFile(str(n), str(n), f"{text}{n}")) for n in range(STEPS)]
    for _ in range(STEPS):
        for graph in graphs:
            if graph.document.id in unit:
                unit.load()
            unit.add(Pending(graph, "origin", "rules"))
    unit.load()
    unit.load()
    sizes = [len(graph.passages) for graph in graphs]
    return units, STEPS * sum(sizes), max(sizes)


def test_a_unit_that_takes_long_stays_small(monkeypatch: pytest.MonkeyPatch) -> None:
    units, given, largest = loaded(3 * QUICK, monkeypatch)
    assert sum(units) == given
    assert all(LEAST_AT_ONCE <= each < LEAST_AT_ONCE + largest for each in units[:-1])


def test_a_quick_unit_grows_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    units, given, largest = loaded(QUICK / 100, monkeypatch)
    assert sum(units) == given
    assert units[0] < LEAST_AT_ONCE + largest < max(units) < MOST_AT_ONCE + largest
