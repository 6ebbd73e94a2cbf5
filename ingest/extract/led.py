"""Words that lead points: “选、训、管”三字经 over “选”字当头…, 五到位 over five short sentences …到位。 — where each begins, and whose part it is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from ingest.extract.findings import Block, Finding
from ingest.extract.numerals import number

LONGEST_ITEM = 4
"""Characters of an item that leads a point."""
FEWEST, MOST = 3, 8
"""Items; two could stand so by chance."""
SHORT = 14
"""Characters of a sentence that is no more than a heading."""
LOOKED_AT = 40
"""Names of a document whose items are looked for."""
_LISTED = re.compile(rf"[\u4e00-\u9fff]{{1,{LONGEST_ITEM}}}(?:、[\u4e00-\u9fff]{{1,{LONGEST_ITEM}}})+")
_COUNTED = re.compile(r"(?P<count>[三四五六七八])个?(?P<closing>[\u4e00-\u9fff]{2,3})")
_BORDER = "。;；!！?？\n:：”"
_SENTENCES = re.compile(r"[。!！?？\n]+")
_OPENS = "[“‘]?{}(?:[”’]字|字(?:当头|为|从|上|诀)|[”’]?[,，](?:就是|即|是|指))"
"""How an item leads a point: “选”字当头, 选,就是…"""


@dataclass(frozen=True, slots=True)
class Led:
    """A point that an item of a practice leads: up to where it lies at most, and the practice."""

    end: int
    whole: Finding


def led_points(text: str, blocks: Sequence[Block], named: Sequence[Finding]) -> dict[int, Led]:
    """Gives the points that the items of a practice lead, in the order of the text by where they begin; all of its items do so, in theirs."""
    found: dict[int, Led] = {}
    seen: set[str] = set()
    for finding in named if blocks else ():
        if finding.name in seen or len(seen) >= LOOKED_AT or finding.properties["scope"] == "national":
            continue
        marks = _points_of(text, finding, blocks[-1].end)
        if marks is None:
            continue
        seen.add(finding.name)
        for mark in marks:
            found.setdefault(mark, Led(_end_of(text, marks, blocks[-1].end), finding))
    return dict(sorted(found.items()))


def _points_of(text: str, finding: Finding, end: int) -> list[int] | None:
    """Gives where the points of a practice begin, none if they are not all there; None for a practice that has no items."""
    if items := _items(finding):
        return _marks(text, items, finding.end, end)
    names = (finding.name, *finding.aliases)
    counted = next((match for match in map(_COUNTED.fullmatch, names) if match), None)
    if counted is None:
        return None
    count = int(number(counted["count"]))
    marks = list(islice(_headings(text, counted["closing"], finding.end, end), count + 1))
    # The first stands right behind the sentence of the name: elsewhere other sentences may end so.
    near = len(marks) == count and len(_SENTENCES.findall(text, finding.end, marks[0])) <= 1
    return marks if near else []


def _end_of(text: str, marks: Sequence[int], end: int) -> int:
    """Gives where the last point ends at the latest: with its sentence, if all points stand in one."""
    if _SENTENCES.search(text, marks[0], marks[-1]):
        return end
    last = _SENTENCES.search(text, marks[-1], end)
    return last.end() if last else end


def _items(finding: Finding) -> list[str]:
    listed = next(filter(_LISTED.fullmatch, (finding.name, *finding.aliases)), None)
    spelled = finding.properties.get("components", ())
    items = list(spelled) or (listed.split("、") if listed else [])
    fits = FEWEST <= len(items) <= MOST and all(1 <= len(item) <= LONGEST_ITEM for item in items)
    return items if fits else []


def _marks(text: str, items: Sequence[str], start: int, end: int) -> list[int]:
    marks, at = [], start
    for item in items:
        opens = re.compile(_OPENS.format(re.escape(item)))
        found = next((m for m in opens.finditer(text, at, end) if text[m.start() - 1] in _BORDER), None)
        if found is None:
            return []
        marks.append(found.start())
        at = found.end()
    return marks


def _headings(text: str, closing: str, start: int, end: int) -> Iterator[int]:
    """Gives where short sentences begin that end in these words (运行维护到位。)."""
    at = start
    while (at := text.find(f"{closing}。", at, end)) >= 0:
        ahead = max(start, at - SHORT - 1)
        begins = max(text.rfind(mark, ahead, at) for mark in _BORDER) + 1
        if begins > ahead and at > begins and not re.search("[,，、]", text[begins:at]):
            yield begins
        at += len(closing)
