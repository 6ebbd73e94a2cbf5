"""Line ends and blanks that only lay a text out: lines broken at a width, characters set apart (党 建 引 领).

What is told goes on over such a line end, so it is taken out before the text is read; every other line end stays.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

Stretches = list[tuple[int, int]]

_LINE = re.compile(r"[^\r\n]+")
_HAN = "\u4e00-\u9fff"
_CLOSE = rf"{_HAN}\d,;:()，。、；：！？“”《》（）%％"
_SET_APART = re.compile(rf"(?<=[{_CLOSE}])[ \u3000](?=[{_CLOSE}])")
_HAN_APART = re.compile(rf"[{_HAN}][ \u3000](?=[{_HAN}])")
_TOGETHER = re.compile(rf"[{_HAN}](?=[{_HAN}])")
_ENDS = re.compile(r"[。！？!?；;：:…][”’）)]?\s*$")
_BEGINS = re.compile(
    r"\s*(?:\u3000|[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.、．](?!\d)|[#●■◆▲•*-]|第[一二三四五六七八九十]+[章节]|(?:问|答|记者)[:：])"
)
"""What begins a paragraph: an indent, a number, a mark, a speaker."""
_WORDS = re.compile(f"[{_CLOSE}]")
NARROWEST, WIDEST = 12, 90
"""Characters of a line that was broken at a width."""
FEWEST = 4
"""Lines of that width."""
FULL, WITHIN = 0.5, 0.6
"""Share of the lines that have that width (a paragraph's last line is shorter), and of these that stop within a sentence."""
LONGER = 0.1
"""Share of the lines that may be longer: figures and Latin letters are narrow."""
SLACK = 2
"""Characters by which a full line may be shorter: no line begins with a mark, and a number is kept together."""
APART = 20
"""Characters set apart, from which it is a habit of the text; and they are more than those that stand together."""


def layout(raw: str) -> Stretches:
    """Gives the stretches that only lay the text out, in order."""
    return sorted([*_breaks(raw), *_blanks(raw)])


def _blanks(raw: str) -> Stretches:
    habit = sum(1 for _ in _HAN_APART.finditer(raw)) if " " in raw or "\u3000" in raw else 0
    if habit < APART or habit <= sum(1 for _ in _TOGETHER.finditer(raw)):
        return []
    return [match.span() for match in _SET_APART.finditer(raw)]


def _breaks(raw: str) -> Iterator[tuple[int, int]]:
    lines = [match.span() for match in _LINE.finditer(raw) if match[0].strip()]
    width = _width(raw, lines)
    for (start, end), (following, stop) in zip(lines, lines[1:], strict=False):
        full = width and len(raw[start:end].rstrip()) >= width - SLACK
        if not full or _ENDS.search(raw, start, end) or _BEGINS.match(raw, following, stop):
            continue
        if raw.count("\n", end, following) > 1 or raw.count("\r", end, following) > 1:
            continue  # a blank line between them
        before, after = raw[start:end].rstrip(), raw[following:stop].lstrip()
        if _WORDS.match(before[-1]) and _WORDS.match(after[0]):
            yield start + len(before), stop - len(after)


def _width(raw: str, lines: Sequence[tuple[int, int]]) -> int:
    """Gives the width at which the lines of a text were broken, 0 where they were not."""
    lengths = Counter(len(raw[start:end].rstrip()) for start, end in lines)
    width = max(
        lengths,
        key=lambda length: (sum(lengths[length - less] for less in range(SLACK + 1)), length),
        default=0,
    )
    if not NARROWEST <= width <= WIDEST:
        return 0
    full = [span for span in lines if width - SLACK <= len(raw[slice(*span)].rstrip()) <= width]
    longer = sum(len(raw[slice(*span)].rstrip()) > width for span in lines)
    within = [span for span in full if not _ENDS.search(raw, *span)]
    told = (
        longer <= LONGER * len(lines)
        and len(full) >= max(FEWEST, FULL * len(lines))
        and len(within) >= WITHIN * len(full)
    )
    return width if told else 0
