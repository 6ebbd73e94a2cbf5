"""Words that lead points: “选、训、管”三字经 over “选”字当头…, 五到位 over five short sentences …到位。 — where each begins, and whose part it is."""

import re
from collections.abc import Iterator, Sequence

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
_COUNTED = re.compile(r"(?P<count>[三四五六七八])(?:个)?(?P<closing>[\u4e00-\u9fff]{2,3})")
_BORDER = "。;；\n:： ”"
_LEADS = "[“‘]?{}(?:[”’]字|字(?:当头|为|从|上|诀)|[”’]?[,，](?:就是|即|是|指))"


def led(text: str, blocks: Sequence[Block], named: Sequence[Finding]) -> dict[int, Finding]:
    """Gives where points begin that the items of a practice lead, each with that practice; all of its items do so, in their order."""
    if not blocks:
        return {}
    end = blocks[-1].end
    found: dict[int, Finding] = {}
    seen: set[str] = set()
    for finding in named:
        if finding.name in seen or len(seen) >= LOOKED_AT or finding.rule == "national":
            continue
        if items := _items(finding):
            seen.add(finding.name)
            marks = _marks(text, items, finding.end, end)
        elif counted := _COUNTED.fullmatch(finding.name):
            seen.add(finding.name)
            marks = list(_headings(text, counted["closing"], finding.end, end))
            marks = marks if len(marks) == number(counted["count"]) else []
        else:
            continue
        found |= {mark: finding for mark in marks if mark not in found}
    return found


def _items(finding: Finding) -> list[str]:
    listed = next(filter(_LISTED.fullmatch, (finding.name, *finding.aliases)), "")
    items = list(finding.properties.get("components", ())) or listed.split("、")
    fits = FEWEST <= len(items) <= MOST and all(1 <= len(item) <= LONGEST_ITEM for item in items)
    return items if fits else []


def _marks(text: str, items: Sequence[str], start: int, end: int) -> list[int]:
    marks, at = [], start
    for item in items:
        leads = re.compile(_LEADS.format(re.escape(item)))
        found = next((m for m in leads.finditer(text, at, end) if text[m.start() - 1] in _BORDER), None)
        if found is None:
            return []
        marks.append(found.start())
        at = found.end()
    return marks


def _headings(text: str, closing: str, start: int, end: int) -> Iterator[int]:
    at = start
    while (at := text.find(f"{closing}。", at, end)) >= 0:
        ahead = max(start, at - SHORT - 1)
        begins = max(text.rfind(mark, ahead, at) for mark in _BORDER) + 1
        if begins > ahead and at > begins and not re.search("[,，、]", text[begins:at]):
            yield begins
        at += len(closing)
