"""The examples in docstrings are run."""

import doctest
import importlib

import pytest

from tests.house.test_house import modules

WITH_EXAMPLES = sorted(name for name, path in modules().items() if ">>> " in path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("module", WITH_EXAMPLES)
def test_the_examples_of_a_module_give_what_they_say(module: str) -> None:
    told = doctest.testmod(importlib.import_module(module))
    assert told.attempted > 0
    assert told.failed == 0
