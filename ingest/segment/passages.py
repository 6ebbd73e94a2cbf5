"""Passages: a paragraph in stretches of some sentences, the unit that is embedded and found."""

import re
from collections.abc import Iterator

from ingest.segment.stretch import Stretch

LONGEST_PASSAGE = 280
"""Characters; past some 300 the embedder's vector says less of each sentence."""

_SENTENCE = re.compile(r"[^。!！?？;；\n]*(?:[。!！?？;；]+[”』」）)]*|$)")
_ONE_BY_ONE = re.compile(r"(?:[一二三四五六七八九十]是|第[一二三四五六七八九十][,，])")


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
