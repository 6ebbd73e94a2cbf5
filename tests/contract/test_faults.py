"""A kill at any moment loses nothing and doubles nothing; `tests.services.faults` does it more often."""

import random

import pytest

from tests.conftest import SAMPLES
from tests.services import Servers
from tests.services.faults import VICTIMS, Bench


@pytest.fixture(scope="module")
def bench(servers: Servers) -> Bench:
    return Bench.measured(servers, [SAMPLES])


@pytest.mark.parametrize("victim", VICTIMS)
def test_a_kill_at_any_moment_loses_nothing(bench: Bench, victim: str) -> None:
    found = bench.disturbed(victim, random.Random(victim))
    assert (found["exit"], found["same"], found["disagreements"]) == (0, True, []), found
