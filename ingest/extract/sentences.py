"""Sentences, their parts between semicolons, and clauses of a stretch of text."""

import re
from collections.abc import Iterator

from ingest.segment import Stretch

SENTENCE_MARKS = "。!！?？\n"
_SENTENCE_ENDS = re.compile(r"[。!！?？\n]+[”’」]?")
_SEGMENT_ENDS = re.compile(r"[;；]")
_CLAUSE_ENDS = re.compile(r"[,，:：](?!\d{3})")


def sentences(text: str, start: int, end: int) -> Iterator[Stretch]:
    """Gives the sentences between two offsets, each with its closing mark."""
    return _split(text, start, end, _SENTENCE_ENDS)


def segments(text: str, sentence: Stretch) -> Iterator[Stretch]:
    """Gives the parts of a sentence between semicolons."""
    return _split(text, sentence.start, sentence.end, _SEGMENT_ENDS)


def clauses(text: str, segment: Stretch) -> Iterator[Stretch]:
    """Gives the clauses of a segment."""
    return _split(text, segment.start, segment.end, _CLAUSE_ENDS)


def _split(text: str, start: int, end: int, ends: re.Pattern[str]) -> Iterator[Stretch]:
    at = start
    for match in ends.finditer(text, start, end):
        if match.end() > at:
            yield Stretch(at, match.end())
        at = match.end()
    if at < end:
        yield Stretch(at, end)
