"""A digest of several places: headings or paragraphs that begin with one place after another, each telling of its own."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from graph.vocabulary.places import gazetteer
from ingest.segment.stretch import Stretch

_MARKS = (
    re.compile(r"#{1,6}\s*"),
    re.compile(r"[【\[]?(?:案例|经验|典型|做法|样本)之?[一二三四五六七八九十\d]{1,3}[】\]]?[、.．:：\s]*"),
    re.compile(r"第?[一二三四五六七八九十]{1,3}(?:[章节篇]\s*|、)"),
    re.compile(r"[(（][一二三四五六七八九十\d]{1,3}[)）]"),
    re.compile(r"\d{1,2}[.、．]\s*"),
    re.compile(""),
)
"""What may stand before the place, a kind each: ##, 案例三：, 一、, （二）, 3., nothing."""
_CLOSES = re.compile(r"\s*(?:[:：—|]|$)")
"""Behind a place named in short it shows that the heading is its: 浙江安吉：."""
_OPENS_LEAD = re.compile(r"[●■◆▲•·*-]?\s*(?P<bracket>[【\[（(])?(?:中共)?")
_CLOSES_LEAD = re.compile(r"(?:委(?:组织部|办公室|宣传部)?|组织部|党建办)?(?P<close>[】\]）)]|[:：](?!\d))")
"""临泽县：…, 【临泽县】…, （临泽县委组织部）…: a paragraph says whose it is."""
LONGEST_FORM = 15
"""Characters of a gazetteer name."""
_LEVELS = frozenset({"province", "prefecture", "county"})
_RANKS = tuple("省市县区旗州盟")
FEWEST = 2
MOSTLY, HALF = 2 / 3, 1 / 2
"""Share of the headings of one kind that begin with a place, and of the paragraphs."""

Places = dict[Stretch, Stretch | None]
"""By the heading or paragraph that begins a place's account: where that place stands, None where another of the kind names none."""


def headed_by_places(text: str, headings: Sequence[Stretch]) -> Places:
    """Gives the headings that cut a digest, in order; none where the text is no digest.

    A digest has two different places or more, and two thirds of the headings with the same mark before them begin with one.
    """
    kinds = {heading: _kind(text, heading) for heading in headings}
    found = {heading: place for heading in headings if (place := _in_heading(text, heading))}
    if not found:
        return {}
    kind = Counter(kinds[heading] for heading in found).most_common(1)[0][0]
    alike = [heading for heading in headings if kinds[heading] == kind]
    return _digest(text, {heading: found.get(heading) for heading in alike}, MOSTLY)


def led_by_places(text: str, paragraphs: Sequence[Stretch]) -> Places:
    """Gives the paragraphs that cut a digest: half of all or more begin with one of two different places or more."""
    found = _digest(text, {line: _leading(text, line) for line in paragraphs}, HALF)
    return {line: place for line, place in found.items() if place}


def _digest(text: str, found: Places, share: float) -> Places:
    places = [text[place.start : place.end] for place in found.values() if place]
    return found if len(set(places)) >= FEWEST and len(places) >= share * len(found) else {}


def _kind(text: str, heading: Stretch) -> int:
    """Gives which mark stands before a heading."""
    return next(n for n, mark in enumerate(_MARKS) if mark.match(text, heading.start, heading.end))


def _in_heading(text: str, heading: Stretch) -> Stretch | None:
    at = heading.start
    for mark in _MARKS:
        at = match.end() if (match := mark.match(text, at, heading.end)) else at
    return _innermost(text, at, heading.end, lambda end: bool(_CLOSES.match(text, end, heading.end)))


def _leading(text: str, line: Stretch) -> Stretch | None:
    opened = _OPENS_LEAD.match(text, line.start, line.end)
    place = _innermost(text, opened.end(), line.end, lambda _: True) if opened else None
    closed = _CLOSES_LEAD.match(text, place.end, line.end) if place else None
    bracketed = bool(opened and opened["bracket"])
    return place if closed and bracketed == (closed["close"] not in ":：") else None


def _innermost(text: str, at: int, end: int, may_be_short: Callable[[int], bool]) -> Stretch | None:
    """Gives the innermost of the places that follow each other here (甘肃省临泽县: the county)."""
    place = None
    for start, stop in _forms(text, at, end):
        place = Stretch(start, stop)
    if place is None:
        return None
    return place if text.endswith(_RANKS, place.start, place.end) or may_be_short(place.end) else None


def _forms(text: str, at: int, end: int) -> Iterator[tuple[int, int]]:
    """Gives where the names of the gazetteer stand that follow each other here, the longest at each place."""
    by_form = gazetteer().by_form
    while at < end:
        for length in range(min(LONGEST_FORM, end - at), 1, -1):
            form = by_form.get(text[at : at + length], ())
            if any(place.level in _LEVELS and not place.former for place in form):
                yield at, at + length
                at += length
                break
        else:
            return
