"""Which place a name means: one candidate left, or it stays open."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.ids import content_id
from graph.vocabulary.places import Place, gazetteer
from ingest.extract.findings import Findings, PlaceFound
from ingest.link.sections import parts_of, places_of_parts
from ingest.link.settled import LEVELS, Settled, from_gazetteer
from ingest.link.subject import subject
from ingest.segment import Outline

LONG_NAME = 4
"""Characters; a longer township name that the gazetteer knows once is that place whatever else the text names."""

LONGEST_LIST = 30
"""Places back among which the first of a list is looked for."""
_JOINTS = frozenset("、和与及")
_LISTED = frozenset({"village", "community"})
_LOCAL = frozenset({"township", "community", "village", "area"})


@dataclass(frozen=True, slots=True)
class PlacesSettled:
    """The settled place of each mention (None where open), the document's place, and each part's."""

    of_mention: dict[int, Settled | None]
    document: Settled | None
    parts: dict[int, tuple[Settled, str]]


def settle_places(text: str, outline: Outline, findings: Findings) -> PlacesSettled:
    """Gives what each mention means; first what is certain, then what the certain ones make certain."""
    places = findings.places
    shorts = _short_for(places)
    chosen = _choose(text, places, shorts)
    inside = parts_of(places, outline)
    settled: dict[int, Settled | None] = {index: from_gazetteer(place) for index, place in chosen.items()}
    if outline.several_places:
        parts = {
            i: (from_gazetteer(p), b)
            for i, (p, b) in places_of_parts(text, outline, places, chosen, inside).items()
        }
        _settle_rest(text, places, settled, shorts, {i: place for i, (place, _) in parts.items()}, inside)
        return PlacesSettled(settled, None, parts)
    home = subject(text, outline, places, settled, inside)
    _settle_rest(text, places, settled, shorts, dict.fromkeys(inside.values(), home), inside)
    _join_namesakes(places, settled)
    return PlacesSettled(settled, subject(text, outline, places, settled, inside), {})


def _choose(text: str, places: Sequence[PlaceFound], shorts: Mapping[int, int]) -> dict[int, Place]:
    """Gives the places of the gazetteer that mentions are sure to mean, and those that these make sure."""
    chosen = {
        index: found.candidates[0]
        for index, found in enumerate(places)
        if index not in shorts
        and len(found.candidates) == 1
        and found.rule != "weak"
        and found.level != "township"
    }
    zones = [place for found in places if found.rule == "zone" and (place := _begins_zone(found))]
    for _ in range(2):
        weights = _weights([*chosen.values(), *zones])
        for index, found in enumerate(places):
            if index not in chosen and found.candidates and index not in shorts:
                place = _likeliest(text, places, index, weights)
                if place:
                    chosen[index] = place
    return chosen


def _settle_rest(
    text: str,
    places: Sequence[PlaceFound],
    settled: dict[int, Settled | None],
    shorts: Mapping[int, int],
    homes: Mapping[int, Settled | None],
    inside: Mapping[int, int],
) -> None:
    """Settles what the gazetteer does not list, under the place of its part, and short forms as the name that they begin."""
    listed = set(settled)
    known = _Known(settled.values())
    for index, found in enumerate(places):
        if index not in settled:
            home = homes.get(inside[index])
            settled[index] = _unlisted(found, home, places, settled, known, index, text)
            known.take(found, settled[index])
    for index, longer in shorts.items():
        if index not in listed and settled.get(longer):
            settled[index] = settled[longer]


def _short_for(places: Sequence[PlaceFound]) -> dict[int, int]:
    """Gives the mentions of an unsure short form (东明) that begin a township's or community's name in this text (东明路街道)."""
    longer: dict[str, int] = {}
    for index, place in enumerate(places):
        if place.level in {"township", "community", "village"}:
            for length in range(2, len(place.surface)):
                longer.setdefault(place.surface[:length], index)
    return {
        index: longer[found.surface]
        for index, found in enumerate(places)
        if not found.whole and found.surface in longer and {p.level for p in found.candidates} == {"county"}
    }


def _weights(places: Iterable[Place]) -> Counter[str]:
    counted: Counter[str] = Counter()
    for place in places:
        for above in gazetteer().lineage(place):
            counted[above.code] += 1
    return counted


def _begins_zone(found: PlaceFound) -> Place | None:
    """Gives the city or province by whose short name a zone begins (日照高新区), where there is one of that name."""
    for length in range(len(found.surface) - 1, 1, -1):
        named = [
            place
            for place in gazetteer().by_form.get(found.surface[:length], ())
            if place.level in {"province", "prefecture"} and not place.former
        ]
        if named:
            return named[0] if len(named) == 1 else None
    return None


def _likeliest(text: str, places: Sequence[PlaceFound], index: int, weights: Counter[str]) -> Place | None:
    """Gives the candidate whose surroundings the document names most, or the highest one where rank decides; else None."""
    found = places[index]
    before = places[index - 1] if index else None
    if before and before.end == found.start and before.candidates:
        codes = {p.code for p in before.candidates}
        inside = [p for p in found.candidates if codes & {a.code for a in gazetteer().lineage(p)[:-1]}]
        if len(inside) == 1:
            return inside[0]
    if found.rule == "weak" and not any(
        weights[a.code] for p in found.candidates for a in gazetteer().lineage(p)[-2:]
    ):
        return None
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
        # Named once in the whole country, and in no province that the text speaks against.
        only = found.candidates[0] if len(found.candidates) == 1 else None
        fits = not weights or weights[found.candidates[0].code[:2] + "0000"] or len(found.surface) > LONG_NAME
        return only if only and fits else None
    living = [p for p in (top if best else candidates) if not p.former]
    ranks = sorted({LEVELS.index(p.level) for p in living})
    highest = [p for p in living if ranks and LEVELS.index(p.level) == ranks[0]]
    if len(highest) == 1 and len(living) > 1 and not found.surface.endswith(("县", "区")):
        return highest[0]
    return living[0] if len(living) == 1 else None


def _unlisted(
    found: PlaceFound,
    home: Settled | None,
    places: Sequence[PlaceFound],
    settled: dict[int, Settled | None],
    known: "_Known",
    index: int,
    text: str,
) -> Settled | None:
    """Gives a village, community or area under the place named right before it or before its list, else under the subject; else by name alone."""
    if found.candidates and (found.level != "township" or not found.whole):
        return None
    if found.level == "area" and (longer := known.longer_form(found)):
        return longer
    if found.rule == "zone":
        home = known.begun_with(found) or (from_gazetteer(city) if (city := _begins_zone(found)) else None)
    first = _first_of_list(text, places, index)
    before = settled.get(first - 1) if first and places[first - 1].end == places[first].start else None
    parent = before or (
        home
        if home and (found.level != "area" or found.rule == "zone" or found.surface.endswith("小区"))
        else None
    )
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


def _first_of_list(text: str, places: Sequence[PlaceFound], index: int) -> int:
    """Gives the first of the places of one rank that a list joins (甲镇乙村、丙村): what stands before it holds them all."""
    first = index
    while (
        first > max(0, index - LONGEST_LIST)
        and places[first - 1].level == places[index].level in _LISTED
        and (text[places[first - 1].end : places[first].start] in _JOINTS)
    ):
        first -= 1
    return first


def _join_namesakes(places: Sequence[PlaceFound], settled: dict[int, Settled | None]) -> None:
    """Makes one place of a name that stands once under its township and once under what that lies in."""
    fullest: dict[str, Settled] = {}
    for place in settled.values():
        if place and place.level in _LOCAL:
            known = fullest.setdefault(place.name, place)
            if len(place.full_name) > len(known.full_name):
                fullest[place.name] = place
    for index, place in settled.items():
        if place and not places[index].candidates:
            best = fullest.get(place.name, place)
            if best.full_name.startswith(place.full_name[: -len(place.name)]):
                settled[index] = best


class _Known:
    """The places settled so far, by what other names of them are looked up by."""

    def __init__(self, settled: Iterable[Settled | None]) -> None:
        """Takes the places of the gazetteer, which are settled first."""
        self.areas: dict[tuple[str, str], dict[str, Settled]] = {}
        self.by_short: dict[str, Settled] = {}
        for place in settled:
            if place and place.code:
                short = gazetteer().by_code[place.code].short
                best = self.by_short.setdefault(short, place)
                self.by_short[short] = min(best, place, key=lambda p: (-len(p.full_name), p.id))

    def take(self, found: PlaceFound, place: Settled | None) -> None:
        """Takes an area under the name that the text gives it."""
        if place and found.level == "area":
            ends = found.surface[:2], found.surface[-2:]
            self.areas.setdefault(ends, {}).setdefault(found.surface, place)

    def longer_form(self, found: PlaceFound) -> Settled | None:
        """Gives the area that the text names in full where this is its short form: 秦皇岛开发区 for 秦皇岛经济技术开发区."""
        for surface, place in self.areas.get((found.surface[:2], found.surface[-2:]), {}).items():
            rest = iter(surface)
            if len(surface) > len(found.surface) and all(character in rest for character in found.surface):
                return place
        return None

    def begun_with(self, found: PlaceFound) -> Settled | None:
        """Gives the settled place whose name begins the zone's: 秦皇岛市 for 秦皇岛经济技术开发区."""
        shorts = (found.surface[:length] for length in range(1, len(found.surface) + 1))
        named = [self.by_short[short] for short in shorts if short in self.by_short]
        return min(named, key=lambda p: (-len(p.full_name), p.id), default=None)
