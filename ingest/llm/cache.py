"""Answers kept by what was asked, so that a run repeats without the model."""

import hashlib
import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from ingest.llm.prompt import VERSION


class Cache:
    """A folder with one file an answer, named by model, prompt and text."""

    def __init__(self, folder: Path, model: str) -> None:
        """Takes the folder, which need not exist yet."""
        self._folder = folder
        self._model = model

    def answer(self, text: str, ask: Callable[[str], Mapping[str, Any]]) -> Mapping[str, Any]:
        """Gives the answer kept for a text, or asks and keeps it."""
        key = hashlib.sha256("\x1f".join((self._model, VERSION, text)).encode()).hexdigest()
        file = self._folder / key[:2] / f"{key}.json"
        if (kept := _read(file)) is not None:
            return kept
        answer = ask(text)
        file.parent.mkdir(parents=True, exist_ok=True)
        # Written aside and moved: a killed run leaves no half file.
        aside = file.with_suffix(f".{os.getpid()}")
        aside.write_text(json.dumps(answer, ensure_ascii=False, sort_keys=True), encoding="utf-8")
        aside.replace(file)
        return answer


def _read(file: Path) -> Mapping[str, Any] | None:
    """Gives a kept answer; none where there is none or the file is damaged, which is then asked for again."""
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError, RecursionError):
        return None
    return kept if isinstance(kept, dict) else None
