"""Which part of a document a mention stands in, and which place each report of several is about."""

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence

from graph.vocabulary.places import Place, gazetteer
from ingest.extract.findings import PlaceFound
from ingest.link.subject import ORIGIN
from ingest.segment import Outline

_OF_PREFECTURE = re.compile("全[市州]|[市州]委(?!员)")
"""Words by which a report speaks of a prefecture as its own."""
_OF_COUNTY = re.compile("全[县区]")
_HEADED = (":", "：")
"""Behind a place that a heading begins with: whose report it is (某县：边境线上筑堡垒)."""


def parts_of(places: Sequence[PlaceFound], outline: Outline) -> dict[int, int]:
    """Gives the part that each mention stands in: -1 for the title, -2 for the margins."""
    starts = [part.start for part in outline.parts]
    margins = [b.start for b in outline.boilerplate]
    found = {}
    for index, place in enumerate(places):
        part = bisect_right(starts, place.start) - 1
        margin = bisect_right(margins, place.start) - 1
        if outline.title and outline.title.start <= place.start < outline.title.end:
            found[index] = -1
        elif margin >= 0 and place.start < outline.boilerplate[margin].end:
            found[index] = -2
        else:
            found[index] = part if part >= 0 and place.start < outline.parts[part].end else -2
    return found


def places_of_parts(
    text: str,
    outline: Outline,
    places: Sequence[PlaceFound],
    chosen: dict[int, Place],
    inside: dict[int, int],
) -> dict[int, tuple[Place, str]]:
    """Gives the place of each report: the one that its heading names as its own, else inferred; none where two could be.

    Inferred is the one prefecture or county it names as its own, or the prefecture that holds all it names, where it speaks of 全市 and the
    document names that prefecture.
    """
    found: dict[int, tuple[Place, str]] = {}
    at_start = {places[index].start: index for index in chosen}
    for part in range(len(outline.parts)):
        heading = outline.parts[part].heading
        index = at_start.get(heading.start) if heading else None
        if index is not None and text.startswith(_HEADED, places[index].end):
            found[part] = (chosen[index], "stated")
            continue
        if digest := outline.parts[part].place:
            if (index := at_start.get(digest.start)) is not None:
                found[part] = (chosen[index], "stated")
            continue
        own = {
            place.code: place for index, place in chosen.items()
            if inside[index] == part and place.level in {"prefecture", "county"} and not ORIGIN.match(text[places[index].end : places[index].end + 8])
        }  # fmt: skip
        words = text[outline.parts[part].start : outline.parts[part].end]
        own_words = _OF_PREFECTURE.search(words) and not _OF_COUNTY.search(words)
        known = {p.code for p in chosen.values()} if own_words else set[str]()
        if place := _holding(list(own.values()), known):
            found[part] = (place, "inferred")
    return found


def _holding(own: Sequence[Place], known: Collection[str]) -> Place | None:
    """Gives the one place, or the prefecture that holds them all, if the document names it (`known`)."""
    if len(own) < 2:
        return own[0] if own else None
    above = [{above.code for above in gazetteer().lineage(place)} for place in own]
    shared = own[0].code[:4] + "00"
    holds = shared in known and all(shared in codes for codes in above)
    return gazetteer().by_code[shared] if holds else None
