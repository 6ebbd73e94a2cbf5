"""The model as a second extractor: a paragraph a question, answers kept, facts proved against the text."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ingest.extract.findings import Block, Finding
from ingest.llm.accept import accepted
from ingest.llm.cache import Cache
from ingest.llm.prompt import VERSION

SHORTEST_ASKED = 20
"""Characters; a shorter paragraph says nothing worth a question."""


class LanguageModel:
    """Reads paragraphs through a model; counts what it accepted and tells what it refused."""

    def __init__(self, model: str, ask: Callable[[str], Mapping[str, Any]], cache: Path) -> None:
        """Takes the model's name, what asks it, and the folder of kept answers."""
        self.stamp = f"{model}/{VERSION}"
        self.accepted = 0
        self.refused: list[str] = []
        self._rule = f"llm:{model}"
        self._ask = ask
        self._cache = Cache(cache, model)

    def __call__(self, text: str, blocks: Sequence[Block]) -> list[Finding]:
        """Gives the facts of the model that are believed, in the order of the text.

        Raises:
            StoreUnavailable: the endpoint does not answer, and the answer is not kept.
        """
        found: list[Finding] = []
        for block in blocks:
            words = text[block.start : block.end]
            if len(words) >= SHORTEST_ASKED:
                facts, refused = accepted(text, block, self._cache.answer(words, self._ask), self._rule)
                found += facts
                self.refused += refused
        self.accepted += len(found)
        return sorted(found, key=lambda f: (f.start, f.end, f.kind, f.name))
