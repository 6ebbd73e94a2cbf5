"""Which place a name means: one candidate left, or it stays open."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.ids import content_id
from graph.vocabulary.places import Place, gazetteer
from ingest.extract.findings import Findings, PlaceFound
from ingest.segment import Outline

LEVELS = ("province", "prefecture", "county", "township", "community", "village", "area")
_ORIGIN = re.compile(r"^[\u4e00-\u9fff]{0,4}(?:工作法|经验|模式|等地)")


@dataclass(frozen=True, slots=True)
class Settled:
    """A place as settled: its ID, names and level; `code` only where the gazetteer has one of six digits."""

    id: str
    name: str
    full_name: str
    level: str
    code: str | None
    parent: str | None
    parent_id: str | None


@dataclass(frozen=True, slots=True)
class PlacesSettled:
    """The settled place of each mention (None where open), the document's place, and each part's."""

    of_mention: dict[int, Settled | None]
    document: Settled | None
    parts: dict[int, tuple[Settled, str]]


def from_gazetteer(place: Place) -> Settled:
    """Gives a settled place of the gazetteer; a township has an ID by its code but shows none (GB/T 2260 ends at the county)."""
    above = gazetteer().parent(place)
    code = place.code if len(place.code) == 6 else None
    return Settled(
        content_id("locality", place.code), place.name, gazetteer().full_name(place), place.level, code,
        gazetteer().full_name(above) if above else None, content_id("locality", above.code) if above else None,
    )  # fmt: skip


def settle_places(text: str, outline: Outline, findings: Findings) -> PlacesSettled:
    """Gives what each mention means; first what is certain, then what the certain ones make certain."""
    places = findings.places
    chosen: dict[int, Place] = {}
    for index, found in enumerate(places):
        if len(found.candidates) == 1 and found.rule != "weak" and found.level != "township":
            chosen[index] = found.candidates[0]
    for _ in range(2):
        weights = _weights(chosen.values())
        for index, found in enumerate(places):
            if index not in chosen and found.candidates:
                place = _likeliest(text, places, index, weights)
                if place:
                    chosen[index] = place
    inside = {index: _part_of(found, findings, outline) for index, found in enumerate(places)}
    subject = None if outline.several_places else _subject(text, outline, places, chosen, inside)
    settled: dict[int, Settled | None] = {index: from_gazetteer(place) for index, place in chosen.items()}
    parts = _of_parts(text, outline, places, chosen, inside) if outline.several_places else {}
    for index, found in enumerate(places):
        if index not in settled:
            home = parts.get(inside[index], (None, ""))[0] if outline.several_places else subject
            settled[index] = _unlisted(found, home, places, settled, index)
    document = from_gazetteer(subject) if subject else _village_subject(places, settled, inside)
    return PlacesSettled(settled, document, {i: (from_gazetteer(p), b) for i, (p, b) in parts.items()})


def _weights(places: Iterable[Place]) -> Counter[str]:
    counted: Counter[str] = Counter()
    for place in places:
        for above in gazetteer().lineage(place):
            counted[above.code] += 1
    return counted


def _likeliest(text: str, places: Sequence[PlaceFound], index: int, weights: Counter[str]) -> Place | None:
    """Gives the candidate whose surroundings the document names most, or the highest one where rank decides; else None."""
    found = places[index]
    if found.rule == "weak" and not any(
        weights[code] for p in found.candidates for code in (p.code, p.code[:4] + "00")
    ):
        return None
    before = places[index - 1] if index else None
    if before and before.end == found.start and before.candidates:
        codes = {p.code for p in before.candidates}
        inside = [p for p in found.candidates if codes & {a.code for a in gazetteer().lineage(p)[:-1]}]
        if len(inside) == 1:
            return inside[0]
    candidates = found.candidates
    if not found.whole:
        # A bare 南昌 is the city, not the county of the same name within it.
        highest_rank = min(LEVELS.index(p.level) for p in candidates)
        candidates = tuple(p for p in candidates if LEVELS.index(p.level) == highest_rank)
    near = [
        (sum(weights[a.code] * 10**depth for depth, a in enumerate(gazetteer().lineage(p)[:-1])), p)
        for p in candidates
    ]
    best = max(score for score, _ in near)
    top = [place for score, place in near if score == best]
    if len(top) == 1 and (best or not found.whole):
        return top[0]
    if found.level == "township":
        return None
    living = [p for p in (top if best else candidates) if not p.former]
    ranks = sorted({LEVELS.index(p.level) for p in living})
    highest = [p for p in living if ranks and LEVELS.index(p.level) == ranks[0]]
    if len(highest) == 1 and len(living) > 1 and not found.surface.endswith(("县", "区")):
        return highest[0]
    return living[0] if len(living) == 1 else None


def _part_of(found: PlaceFound, findings: Findings, outline: Outline) -> int:
    if outline.title and outline.title.start <= found.start < outline.title.end:
        return -1
    return next(
        (
            i
            for i, p in enumerate(outline.parts)
            if p.start <= found.start < p.end
            and not any(b.start <= found.start < b.end for b in outline.boilerplate)
        ),
        -2,
    )


def _subject(
    text: str,
    outline: Outline,
    places: Sequence[PlaceFound],
    chosen: dict[int, Place],
    inside: dict[int, int],
) -> Place | None:
    """Gives the place that the document is about: the prefecture, county or township that title and opening name most."""
    scores: Counter[str] = Counter()
    first: dict[str, int] = {}
    opening = outline.parts[0].start + 300 if outline.parts else 300
    for index, place in chosen.items():
        found = places[index]
        if (
            inside[index] == -2
            or place.level not in {"prefecture", "county", "township"}
            or _ORIGIN.match(text[found.end : found.end + 8])
        ):
            continue
        scores[place.code] += 4 if inside[index] == -1 else 3 if found.start < opening else 1
        first.setdefault(place.code, found.start)
    if not scores:
        provinces = Counter(p.code for i, p in chosen.items() if p.level == "province" and inside[i] != -2)
        return gazetteer().by_code[provinces.most_common(1)[0][0]] if len(provinces) == 1 else None
    for code in list(scores):
        # Naming a county also speaks for the prefecture it lies in, but less than naming it.
        place = gazetteer().by_code[code]
        if place.level == "township":
            above = gazetteer().parent(place)
            if above and above.code in scores:
                scores[above.code] += 1
    top = min(scores, key=lambda c: (-scores[c], first[c], c))
    return gazetteer().by_code[top]


def _of_parts(
    text: str,
    outline: Outline,
    places: Sequence[PlaceFound],
    chosen: dict[int, Place],
    inside: dict[int, int],
) -> dict[int, tuple[Place, str]]:
    """Gives the place of each report: the one prefecture or county it names as its own, inferred; none where two could be."""
    found: dict[int, tuple[Place, str]] = {}
    for part in range(len(outline.parts)):
        own = {
            place.code: place for index, place in chosen.items()
            if inside[index] == part and place.level in {"prefecture", "county"} and not _ORIGIN.match(text[places[index].end : places[index].end + 8])
        }  # fmt: skip
        if len(own) == 1:
            found[part] = (next(iter(own.values())), "inferred")
    return found


def _unlisted(
    found: PlaceFound,
    home: Place | None,
    places: Sequence[PlaceFound],
    settled: dict[int, Settled | None],
    index: int,
) -> Settled | None:
    """Gives a village, community or area under the place named right before it, else under the subject; else by name alone."""
    if found.candidates and (found.level != "township" or not found.whole):
        return None
    before = settled.get(index - 1) if index and places[index - 1].end == found.start else None
    parent = before or (from_gazetteer(home) if home and found.level != "area" else None)
    if parent and LEVELS.index(parent.level) >= LEVELS.index(found.level) and found.level != "area":
        parent = None
    full = (parent.full_name if parent else "") + found.surface
    identity = content_id("locality", parent.id if parent else "", found.surface)
    return Settled(
        identity,
        found.surface,
        full,
        found.level,
        None,
        parent.full_name if parent else None,
        parent.id if parent else None,
    )


def _village_subject(
    places: Sequence[PlaceFound], settled: dict[int, Settled | None], inside: dict[int, int]
) -> Settled | None:
    """Gives the one village or community of a document that names nothing above it."""
    named = {
        s.id: s
        for i, s in settled.items()
        if s and s.level in {"village", "community", "township"} and inside[i] != -2
    }
    return next(iter(named.values())) if len(named) == 1 else None
