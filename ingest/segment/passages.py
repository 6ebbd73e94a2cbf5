"""Passages: stretches of some sentences, the unit that is embedded and found; a long paragraph is cut, short ones are joined."""

import re
from collections.abc import Iterable, Iterator

from graph.schema import Role
from ingest.segment.stretch import Stretch

LONGEST_PASSAGE = 280
"""Characters; past some 300 the embedder's vector says less of each sentence."""

SHORT = 120
"""Characters; a paragraph below tells too little by itself, so it stands with its neighbour where both have room."""

_SENTENCE = re.compile(r"[^。!！?？;；\n]*(?:[。!！?？;；]+[”』」）)]*|$)")
_ONE_BY_ONE = re.compile(r"(?:[一二三四五六七八九十]是|第[一二三四五六七八九十][,，])")


def passages(paragraphs: Iterable[tuple[Stretch, Role]], text: str) -> Iterator[tuple[Stretch, Role]]:
    """Gives the passages of a section, each for one role; only space stands between paragraphs that are joined."""
    held: tuple[Stretch, Role] | None = None
    for paragraph, role in paragraphs:
        for piece in cut(paragraph, text):
            if not any(map(str.isalnum, text[piece.start : piece.end])):
                continue  # what a margin left over, such as a bracket, would lie near to every question
            begins = piece.start == paragraph.start
            if held and begins and role is held[1] and _room(held[0], piece, text):
                held = Stretch(held[0].start, piece.end), role
                continue
            if held:
                yield held
            held = piece, role
    if held:
        yield held


def _room(one: Stretch, other: Stretch, text: str) -> bool:
    short = min(one.end - one.start, other.end - other.start) < SHORT
    return short and other.end - one.start <= LONGEST_PASSAGE and not text[one.end : other.start].strip()


def cut(paragraph: Stretch, text: str) -> Iterator[Stretch]:
    """Gives the passages of a paragraph: whole sentences, each passage at most `LONGEST_PASSAGE` where sentences allow.

    A passage begins anew at 一是, 二是 … once it holds a third of that, so that one point stays in one passage.
    """
    start = end = paragraph.start
    for sentence in _SENTENCE.finditer(text, paragraph.start, paragraph.end):
        if not sentence[0]:
            continue
        first_of_point = _ONE_BY_ONE.match(sentence[0]) is not None and end - start > LONGEST_PASSAGE // 3
        if end > start and (sentence.end() - start > LONGEST_PASSAGE or first_of_point):
            yield Stretch(start, end)
            start = end
        end = sentence.end()
    if end > start:
        yield Stretch(start, end)
