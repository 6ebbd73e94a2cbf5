"""A digest of several places: headings or paragraphs that begin with one place after another, each telling of its own."""

import re
from collections.abc import Iterator, Sequence

from graph.vocabulary.places import Place, gazetteer
from ingest.segment.headings import LADDER, MARKDOWN, level
from ingest.segment.stretch import Stretch

_CASE = re.compile(r"[【\[]?(?:案例|经验|典型|做法|样本)之?[一二三四五六七八九十\d]{1,3}[】\]]?[、.．:：\s]*")
"""案例三：: what may stand before the place beside the marks of headings."""
_COLON = re.compile(r"\s*(?:[:：—]|$)")
"""Behind a place it shows that the heading is its; one named in short, or by an everyday name (东区), wants it."""
_EVERYDAY = re.compile(r"[东西南北中新老]?(?:城|郊|矿|市|林)?区$|城关|[东西南北]城区$")
_ANOTHER_WORD = re.compile(r"(?<=区)[块域间别位]|(?<=市)[场民面井价]|(?<=县)[域级]")
"""Behind what looks like a place: the word goes on (东城区块链)."""
_OF_OTHERS = re.compile(
    r"(?:委|政府)?(?:组织部|宣传部|办公室)?(?:主要)?(?:领导)?[\u4e00-\u9fff]{0,4}?(?:巡视|巡察|督查|督导|考核|调研|考察|帮扶|支援|协作|批示|转发|抄送|印发)"
)
"""Behind a place: what it does about somebody else."""
_OPENS_LEAD = re.compile(r"[●■◆▲★•·*-]?\s*(?P<bracket>[【\[（(])?(?:中共)?")
_CLOSES_LEAD = re.compile(
    r"(?:委(?:组织部|办公室|宣传部)?|组织部|党建办)?(?P<close>[】\]）)]|[:：](?!\s*\d))"
)
"""临泽县：…, 【临泽县】…, （临泽县委组织部）…: a paragraph says whose it is."""
_CLOSING = re.compile(r"(?:编后|编者按|结语|结束语|结束|目录|附件?|后记|抄送|点评)[:：]?")
"""A heading behind which nobody's account goes on."""
LONGEST_FORM = 15
"""Characters of a gazetteer name."""
_LEVELS = frozenset({"province", "prefecture", "county"})
_RANKS = tuple("省市县区旗州盟")
FEWEST = 2
MOSTLY, HALF = 2 / 3, 1 / 2
"""Share of the headings of one kind that begin with a place, and of the paragraphs."""
SHORTEST_ACCOUNT = 25
"""Characters of a paragraph that tells something, more than a figure of the place; half of a digest's do."""

Places = dict[Stretch, Stretch | None]
"""By the heading or paragraph that begins an account: where its place stands; None where nobody's account begins."""


def headed_by_places(text: str, title: Stretch | None, headings: Sequence[tuple[Stretch, bool]]) -> Places:
    """Gives the headings that cut a digest, in order, each with whether text stands below it; none where the text is no digest.

    The outermost headings of a digest begin with two places or more of which none lies in another, and that its title does not name;
    two thirds of the headings with the same mark do.
    """
    told = [heading for heading, has_text in headings if has_text]
    found = {heading: place for heading in told if (place := _in_heading(text, heading))}
    for kind in dict.fromkeys(_kind(text, heading) for heading in found):
        alike = [heading for heading in told if _kind(text, heading) == kind]
        cuts: Places = {heading: found.get(heading) for heading in alike}
        first = next(heading for heading in alike if heading in found)
        outermost = _outermost(text, first, [heading for heading, _ in headings])
        if outermost and _digest(text, title, cuts, MOSTLY):
            return cuts | {h: None for h, _ in headings if _CLOSING.fullmatch(text, h.start, h.end)}
    return {}


def led_by_places(text: str, title: Stretch | None, paragraphs: Sequence[Stretch]) -> Places:
    """Gives the paragraphs that cut a digest: half of all or more begin with one of two places or more, and tell something."""
    cuts = {line: _leading(text, line) for line in paragraphs}
    led: Places = {line: place for line, place in cuts.items() if place}
    telling = sum(line.end - line.start >= SHORTEST_ACCOUNT for line in led)
    return led if telling >= HALF * len(led) and _digest(text, title, cuts, HALF) else {}


def _outermost(text: str, first: Stretch, headings: Sequence[Stretch]) -> bool:
    """Tells whether no other kind of heading stands above the first account but an unmarked line, which is a title, or a table of contents."""
    above = headings[: headings.index(first)]
    return all(_kind(text, heading)[1] is None for heading in above) and (
        len(above) <= 1 or _CLOSING.fullmatch(text, above[0].start, above[0].end) is not None
    )


def _digest(text: str, title: Stretch | None, cuts: Places, share: float) -> bool:
    spans = [place for place in cuts.values() if place]
    meant = [_meant(text, place) for place in spans]
    codes = {place.code for places in meant for place in places}
    holds = {above.code for places in meant for place in places for above in gazetteer().lineage(place)[:-1]}
    different = {
        frozenset(p.code for p in places) for places in meant if not holds & {p.code for p in places}
    }
    named = title is not None and any(
        gazetteer().by_code[code].name in text[title.start : title.end] for code in codes
    )
    return len(different) >= FEWEST and len(spans) >= share * len(cuts) and not named


def _meant(text: str, place: Stretch) -> list[Place]:
    """Gives the places of the gazetteer that a name may mean."""
    found = gazetteer().by_form.get(text[place.start : place.end], ())
    return [one for one in found if one.level in _LEVELS and not one.former]


def _kind(text: str, heading: Stretch) -> tuple[str, int | None]:
    """Gives which mark stands before a heading, and how deep it stands; the depth is None where it has no mark."""
    line = text[heading.start : heading.end]
    if _CASE.match(line):
        return "case", 0
    return "#" if MARKDOWN.match(line) else "", level(line)


def _in_heading(text: str, heading: Stretch) -> Stretch | None:
    at = heading.start
    for mark in (MARKDOWN, _CASE, *LADDER):
        at = match.end() if (match := mark.match(text, at, heading.end)) else at
    at += len(text[at : heading.end]) - len(text[at : heading.end].lstrip())
    place = _innermost(text, at, heading.end)
    if place is None or _OF_OTHERS.match(text, place.end, heading.end):
        return None
    whole = text.endswith(_RANKS, place.start, place.end) and not (
        _EVERYDAY.fullmatch(text, place.start, place.end) or _ANOTHER_WORD.match(text, place.end)
    )
    return place if whole or _COLON.match(text, place.end, heading.end) else None


def _leading(text: str, line: Stretch) -> Stretch | None:
    opened = _OPENS_LEAD.match(text, line.start, line.end)
    place = _innermost(text, opened.end(), line.end) if opened else None
    closed = _CLOSES_LEAD.match(text, place.end, line.end) if place else None
    bracketed = bool(opened and opened["bracket"])
    if place is None or closed is None or bracketed != (closed["close"] not in ":："):
        return None
    return None if _OF_OTHERS.match(text, closed.end(), line.end) else place


def _innermost(text: str, at: int, end: int) -> Stretch | None:
    """Gives the innermost of the places that follow each other here (甘肃省临泽县: the county)."""
    place = None
    for start, stop in _forms(text, at, end):
        place = Stretch(start, stop)
    return place


def _forms(text: str, at: int, end: int) -> Iterator[tuple[int, int]]:
    """Gives where the names of the gazetteer stand that follow each other here, the longest at each place."""
    while at < end:
        for length in range(min(LONGEST_FORM, end - at), 1, -1):
            if _meant(text, Stretch(at, at + length)):
                yield at, at + length
                at += length
                break
        else:
            return
