"""Settles a text: damage repaired and script Simplified, with every character mapped back to the raw text.

Where the text is sound it comes back unchanged but for script and the form of marks and digits. Three kinds of damage are known, each seen in real
files: pinyin set in parentheses after a character, control characters, and bytes lost from GBK.
"""

import math
import re
from array import array
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from graph.model import Span
from graph.names import is_han, simplify
from ingest.layout import layout
from ingest.marks import usual

_TONE = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹ"
_PINYIN = re.compile(rf"(?<=[\u4e00-\u9fff])[(（]([a-zü{_TONE}]{{1,6}})[)）]")
_HAS_TONE = re.compile(f"[{_TONE}]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\u200b-\u200f\u2060\ufffe\uffff]")
TONELESS_AFTER = 5
"""A note without tone marks (`的(de)`) is pinyin only in a document that has this many with them."""

FULL_WIDTH = {"?": "？", ";": "；", "!": "！", ",": "，", ":": "：", "(": "（", ")": "）"}
LONGEST_REALIGNMENT = 24
_PARTICLE = re.compile("(?<![显土名编原论专译卓昭遗巨])著(?![名作称者述书录])")
"""著 as Traditional writes the particle 着; OpenCC leaves it where its phrases do not know the verb."""
_PUNCTUATION = "。“”、，；：《》（）"


@dataclass(frozen=True, slots=True)
class Settled:
    """The settled text and, for each of its characters, the raw characters it came from."""

    raw: str
    text: str
    starts: "array[int]"
    ends: "array[int]"

    def span(self, start: int, end: int) -> Span:
        """Gives both offsets of a stretch of the settled text that is not empty."""
        return Span(start, end, self.starts[start], self.ends[end - 1])

    def quote(self, span: Span) -> str:
        """Gives the raw characters of a span."""
        return self.raw[span.raw_start : span.raw_end]


def settle(raw: str) -> Settled:
    """Gives the settled text of a raw one."""
    text, starts, ends = _without_notes(raw)
    if "?" in text or "\ufffd" in text:
        text, starts, ends = _realigned(text, starts, ends)
    return Settled(raw, usual(_simplified(text)), starts, ends)


def _without_notes(raw: str) -> tuple[str, "array[int]", "array[int]"]:
    """Gives the text without pinyin notes and control characters, and each character's raw start and end; CRLF becomes one line end."""
    notes = list(_PINYIN.finditer(raw))
    toned = sum(1 for note in notes if _HAS_TONE.search(note[1]))
    skip = [m.span() for m in _CONTROL.finditer(raw)]
    skip += [m.span() for m in notes if _HAS_TONE.search(m[1]) or toned >= TONELESS_AFTER]
    laid_out = layout(raw)
    inside = {at for start, end in laid_out for at in range(start, end)}
    skip = [span for span in skip if span[0] not in inside] + laid_out
    pieces: list[str] = []
    starts, ends = array("q"), array("q")
    at = 0
    for start, end in [*sorted(skip), (len(raw), len(raw))]:
        if start > at:
            pieces.append(raw[at:start])
            starts.extend(range(at, start))
            ends.extend(range(at + 1, start + 1))
        if start not in inside and raw[start:end] == "\r" and raw[end : end + 1] != "\n":
            pieces.append("\n")
            starts.append(start)
            ends.append(end)
        at = max(at, end)
    return "".join(pieces), starts, ends


def _realigned(text: str, starts: "array[int]", ends: "array[int]") -> tuple[str, "array[int]", "array[int]"]:
    """Repairs places where GBK lost a lead byte and the pairs after it slipped by one (基層 → ;鶎).

    The slipped characters are turned back into bytes and read again behind each possible lead byte; a reading is taken
    only if it ends where the pairs meet again and its pairs of characters are ones that this document uses elsewhere.
    """
    simple = simplify(text)
    known = Counter(simple[i : i + 2] for i in range(len(simple) - 1))
    out: list[str] = []
    out_starts, out_ends = array("q"), array("q")
    at = 0
    while at < len(text):
        mended = _reading(text, at, known) if text[at] in "?\ufffd" else None
        if mended is None:
            out.append(text[at])
            out_starts.append(starts[at])
            out_ends.append(ends[at])
            at += 1
            continue
        length, reading = mended
        for character in reading:
            out.append(character)
            out_starts.append(starts[at])
            out_ends.append(ends[at + length - 1])
        at += length
    return "".join(out), out_starts, out_ends


def _reading(text: str, at: int, known: Counter[str]) -> tuple[int, str] | None:
    """Gives how many damaged characters there are at `at` and what they read, or None where nothing is certain."""
    before = text[at - 1] if at else ""
    if not before or not (is_han(before) or before in _PUNCTUATION):
        return None
    best: tuple[float, int, str] | None = None
    slipped = b""
    for length in range(2, LONGEST_REALIGNMENT + 2):
        if at + length > len(text) or text[at + length - 1] == "\n":
            break
        character = text[at + length - 1]
        try:
            slipped += (FULL_WIDTH.get(character, character) if length == 2 else character).encode("gbk")
        except UnicodeEncodeError:
            break
        if len(slipped) % 2 == 0 or character == "?":
            continue
        after = text[at + length : at + length + 1]
        for reading in _readings(slipped):
            score = _familiar(before + reading + after, known)
            if score > 0 and (best is None or score > best[0]):
                best = (score, length, reading)
        break
    return (best[1], best[2]) if best else None


@lru_cache(maxsize=4096)
def _readings(slipped: bytes) -> tuple[str, ...]:
    return tuple(_behind_each_lead(slipped))


def _behind_each_lead(slipped: bytes) -> Iterator[str]:
    # 。 “ ” 、 and 保 come first: a tie goes to the commoner.
    leads = [0xA1, 0xB1, *(lead for lead in range(0xB0, 0xF8) if lead != 0xB1)]
    for lead in leads:
        try:
            reading = (bytes([lead]) + slipped).decode("gbk")
        except UnicodeDecodeError:
            continue
        if all(is_han(c) or c in _PUNCTUATION for c in reading):
            yield reading


def _familiar(reading: str, known: Counter[str]) -> float:
    """Gives how well the document knows the pairs of a reading; 0 where it knows fewer than half of them.

    A pair with a punctuation mark says little when it is not met, so it counts only when it is.
    """
    simple = simplify(reading)
    pairs = [simple[i : i + 2] for i in range(len(simple) - 1)]
    counted = [pair for pair in pairs if known[pair] or all(map(is_han, pair))]
    met = [pair for pair in counted if known[pair]]
    if 2 * len(met) < max(1, len(counted)):
        return 0.0
    return sum(math.log1p(known[pair]) for pair in met) - 0.5 * (len(counted) - len(met))


def _simplified(text: str) -> str:
    """Gives the text with Traditional lines in Simplified script; a line without a Traditional character stays as it is.

    Characters of the simplified standard (GB 2312) that are Traditional too (著, 乾) do not make a line Traditional.
    """
    return "\n".join(
        _PARTICLE.sub("着", simplify(line)) if _is_traditional(line) else line for line in text.split("\n")
    )


def _is_traditional(line: str) -> bool:
    if line.isascii():
        return False
    changed = simplify(line)
    return changed != line and any(a != b and not _in_gb2312(a) for a, b in zip(line, changed, strict=True))


def _in_gb2312(character: str) -> bool:
    try:
        return len(character.encode("gb2312")) == 2
    except UnicodeEncodeError:
        return False
