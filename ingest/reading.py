"""How documents are read in a run: by the rules, with people's corrections, with a second extractor or without."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ingest.corrections import Correction
from ingest.extract import SecondExtractor

RULES = (
    "ingest/**/*.py",
    "graph/vocabulary/*",
    "graph/names.py",
    "graph/latin.py",
    "graph/schema.py",
    "graph/ids.py",
    "graph/model.py",
)
"""What decides what a document says."""

OF_QUESTIONS = {"asking", "build_dictionary", "dictionary", "wordings"}
"""Vocabularies that are held against questions only."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything beside the text that decides what a document says."""

    corrections: tuple[Correction, ...] = ()
    second: SecondExtractor | None = None
    rules: bool = True
    """Whether the rules read too, or the second extractor alone."""
    stamp: str = ""
    """Names the second extractor: its model and the version of its prompt."""

    def concerning(self, names: Collection[str]) -> tuple[Correction, ...]:
        """Gives the corrections for a document that came under these names: its own, and those for all."""
        return tuple(c for c in self.corrections if not c.document or c.document in names)

    def version(self, names: Collection[str]) -> str:
        """Gives a hash of all that decides what such a document says: one that would be read in another way is read again."""
        corrections = self.concerning(names)
        if not (corrections or self.stamp):
            return rules_version()
        parts = [rules_version(), self.stamp, str(self.rules), *sorted(c.id for c in corrections)]
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def rule_files() -> list[Path]:
    """Gives the files that decide what a document says, in order of their paths."""
    root = Path(__file__).parent.parent
    found = {path for pattern in RULES for path in root.glob(pattern) if path.is_file()}
    return sorted(path for path in found if path.stem not in OF_QUESTIONS)


@cache
def rules_version() -> str:
    """Gives a hash of all rules and vocabularies."""
    digest = hashlib.sha256()
    for file in rule_files():
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]
