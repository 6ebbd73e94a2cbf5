"""Headings: what marks one, and how deep it stands."""

import re

LONGEST_HEADING = 30
LADDER = (
    re.compile(r"第[一二三四五六七八九十百]+[章节部分]"),
    re.compile(r"[一二三四五六七八九十]{1,3}、"),
    re.compile(r"[(（][一二三四五六七八九十]{1,3}[)）]"),
    re.compile(r"\d{1,2}[.、．](?!\d)"),
    re.compile(r"[①②③④⑤⑥⑦⑧⑨⑩]"),
)
"""The marks of numbered headings, the highest rung first; each is matched where a heading begins."""
MARKDOWN = re.compile(r"(#{1,6})\s+")
ENDS_SENTENCE = re.compile(r"[。!！?？;；…]$|[.](?=\s*$)")


def level(line: str) -> int | None:
    """Gives the rung of the heading ladder, from 0 (章) down, or None."""
    marks = MARKDOWN.match(line)
    if marks:
        return len(marks[1]) - 1
    return next((rung for rung, pattern in enumerate(LADDER) if pattern.match(line)), None)


def is_heading(line: str) -> bool:
    """Tells a heading from a paragraph by its length and its end."""
    if MARKDOWN.match(line):
        return True
    return (
        len(line) <= LONGEST_HEADING
        and not ENDS_SENTENCE.search(line)
        and not line.endswith((":", "：", ",", "，", "、"))
        and not line.startswith(("-", "*", "•"))
    )
