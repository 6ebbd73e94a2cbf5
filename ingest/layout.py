"""Line ends and blanks that only lay a text out: lines broken at a width, characters set apart (党 建 引 领).

What is told goes on over such a line end, so it is taken out before the text is read; every other line end stays.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from graph.vocabulary.words import no_places, running_words

Stretches = list[tuple[int, int]]

_LINE = re.compile(r"[^\r\n]+")
_HAN = "\u4e00-\u9fff"
_CLOSE = rf"{_HAN}\d,;:()，。、；：！？“”《》（）%％"
_SET_APART = re.compile(rf"(?<=[{_CLOSE}])[ \u3000](?=[{_CLOSE}])")
_HAN_APART = re.compile(rf"[{_HAN}][ \u3000](?=[{_HAN}])")
_TOGETHER = re.compile(rf"[{_HAN}](?=[{_HAN}])")
_ENDS = re.compile(r"[。！？!?；;：:…][”’）)]?\s*$")
_BEGINS = re.compile(
    r"\s*(?:\u3000|[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}(?:[.、．](?!\d)|[ )）])|[#●■◆▲•*-]"
    r"|第[一二三四五六七八九十]+[章节]|[一二三四五六七八九十][是要]|首先|其次|再次|最后|[^,，。;；:：\n]{1,8}[:：])"
)
"""What begins a paragraph: an indent, a number, a mark, a speaker."""
_GOES_ON = re.compile(f"[{_CLOSE}]")
NARROWEST, WIDEST = 12, 120
"""Characters, or columns, of a line that was broken at a width."""
FEWEST = 4
"""Lines of that width."""
FULL, WITHIN = 0.5, 0.6
"""Share of the lines that have that width (a paragraph's last line is shorter), and of these that stop within a sentence."""
LONGER = 0.1
"""Share of the lines that may be longer: figures and Latin letters are narrow."""
SPLIT = 0.08
"""Share of the line ends that stand within a word of two characters, by the word lists."""
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


def _breaks(raw: str) -> Stretches:
    lines = [match.span() for match in _LINE.finditer(raw) if match[0].strip()]
    if len(lines) < FEWEST or sum(end - start > WIDEST for start, end in lines) > LONGER * len(lines):
        return []
    best: Stretches = []
    for measure in (len, _columns):
        lengths = [measure(raw[start:end].rstrip()) for start, end in lines]
        joints = list(_joints(raw, lines, lengths, _width(raw, lines, lengths)))
        best = max(best, joints, key=len)
    # A line that is full breaks a word as often as not; a list breaks none.
    pairs = [raw[start - 1] + raw[stop] for start, stop in best]
    split = sum(pair in running_words() or pair in no_places() for pair in pairs)
    return best if split >= SPLIT * len(best) else []


def _joints(
    raw: str, lines: Sequence[tuple[int, int]], lengths: Sequence[int], width: int
) -> Iterator[tuple[int, int]]:
    for number, ((start, end), (following, stop)) in enumerate(pairwise(lines)):
        full = width and lengths[number] >= width - SLACK
        if not full or _ENDS.search(raw, start, end) or _BEGINS.match(raw, following, stop):
            continue
        if raw.count("\n", end, following) > 1 or raw.count("\r", end, following) > 1:
            continue  # a blank line between them
        before, after = raw[start:end].rstrip(), raw[following:stop].lstrip()
        if _GOES_ON.match(before[-1]) and _GOES_ON.match(after[0]):
            yield start + len(before), stop - len(after)


def _columns(line: str) -> int:
    """Gives how wide a line is where Han characters and their marks take two columns."""
    return len(line) + sum(character > "\u2e7f" or character in "“”‘’—…" for character in line)


def _width(raw: str, lines: Sequence[tuple[int, int]], lengths: Sequence[int]) -> int:
    """Gives the width at which the lines of a text were broken, 0 where they were not."""
    counted = Counter(lengths)
    width = max(
        counted,
        key=lambda length: (sum(counted[length - less] for less in range(SLACK + 1)), length),
        default=0,
    )
    if not NARROWEST <= width <= WIDEST:
        return 0
    full = [span for span, length in zip(lines, lengths, strict=True) if width - SLACK <= length <= width]
    longer = sum(length > width for length in lengths)
    within = sum(not _ENDS.search(raw, *span) for span in full)
    told = longer <= LONGER * len(lines) and len(full) >= max(FEWEST, FULL * len(lines))
    return width if told and within >= WITHIN * len(full) else 0
