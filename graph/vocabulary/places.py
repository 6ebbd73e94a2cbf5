"""The gazetteer (地名表): provinces, prefectures, counties and townships with their GB/T 2260 codes and short forms."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TABLE = Path(__file__).parent / "places.tsv"

PEOPLES = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|布朗|"
    "撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|鄂温克|裕固|保安|独龙|鄂伦春|各"
)
_PEOPLES = re.compile(rf"(?:(?:{PEOPLES})族)+$|(?<=.)蒙古$|(?<=巴音郭楞)蒙古$|哈萨克$|柯尔克孜$")
_PROVINCE = re.compile(r"(?:壮族|回族|维吾尔)?自治区$|特别行政区$|省$|市$")
_COUNTY = re.compile(r"(?:自治县|自治旗|市|县|区|旗|林区|特区)$")

ABBREVIATIONS = dict(
    zip(
        "京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川蜀贵黔云滇陕甘青宁新藏蒙",
        [
            "110000",
            "120000",
            "310000",
            "500000",
            "130000",
            "140000",
            "210000",
            "220000",
            "230000",
            "320000",
            "330000",
            "340000",
            "350000",
            "360000",
            "370000",
            "410000",
            "420000",
            "430000",
            "440000",
            "450000",
            "460000",
            "510000",
            "510000",
            "520000",
            "520000",
            "530000",
            "530000",
            "610000",
            "620000",
            "630000",
            "640000",
            "650000",
            "540000",
            "150000",
        ],
        strict=True,
    )
)
"""One-letter names of provinces; they count only in lists (渝、蓉)."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the gazetteer; `code` has six digits, or nine for a township."""

    code: str
    name: str
    level: str
    former: bool = False
    everyday: bool = False
    """Its short form is an everyday word (和平) and does not name it by itself."""

    @property
    def short(self) -> str:
        """Gives the name without its rank and peoples: 凉山彝族自治州 → 凉山; the whole name where one letter would be left."""
        if self.level == "province":
            stem = _PROVINCE.sub("", self.name)
        elif self.level == "prefecture":
            stem = _PEOPLES.sub("", re.sub(r"(?:自治州|地区|盟|市)$", "", self.name))
        else:
            stem = _PEOPLES.sub("", _COUNTY.sub("", self.name.removesuffix("新区")))
        return stem if len(stem) > 1 else self.name

    @property
    def forms(self) -> tuple[str, ...]:
        """Gives all forms that name it: whole, short with its rank (凉山州, 肃北县), and short."""
        ranked = {"自治州": "州", "自治县": "县", "自治旗": "旗"}.get(self.name[-3:])
        forms = [self.name, *([self.short + ranked] if ranked else []), self.short]
        return tuple(dict.fromkeys(forms))


def _level(code: str) -> str:
    if len(code) == 9:
        return "township"
    if code.endswith("0000"):
        return "province"
    return "prefecture" if code.endswith("00") else "county"


def _township_forms(name: str) -> tuple[str, ...]:
    """Gives a township's name, and without its peoples: 坝芒布依族乡 → 坝芒乡."""
    stem = _PEOPLES.sub("", name[:-1]) if name.endswith("族乡") else ""
    return (name, f"{stem}乡") if len(stem) > 1 else (name,)


class Gazetteer:
    """Looks places up by code, by form, and by parent."""

    def __init__(self, rows: Iterable[tuple[str, ...]]) -> None:
        """Takes rows of code, name and mark (`former`, `word` or nothing)."""
        self.by_code: dict[str, Place] = {}
        self.by_form: dict[str, list[Place]] = defaultdict(list)
        for code, name, *mark in rows:
            place = Place(code, name, _level(code), "former" in mark, "word" in mark)
            self.by_code.setdefault(code, place)
            forms = place.forms if place.level != "township" else _township_forms(name)
            for form in forms:
                self.by_form[form].append(place)

    def parent(self, place: Place) -> Place | None:
        """Gives the place that this one lies in, one level up; None for a province."""
        code = place.code
        above = {
            "township": (code[:6], code[:4] + "00", code[:2] + "0000"),
            "county": (code[:4] + "00", code[:2] + "0000"),
        }
        for candidate in above.get(place.level, (code[:2] + "0000",) if place.level == "prefecture" else ()):
            if candidate in self.by_code and candidate != code:
                return self.by_code[candidate]
        return None

    def lineage(self, place: Place) -> tuple[Place, ...]:
        """Gives the places it lies in from the province down, itself last."""
        above = self.parent(place)
        return (*self.lineage(above), place) if above else (place,)

    def by_prefix(self, full_name: str) -> tuple["Place", ...]:
        """Gives the places that a full name begins with, from the province down: those that it lies in."""
        found: list[Place] = []
        at = 0
        while at < len(full_name):
            step = next(
                (
                    p
                    for end in range(len(full_name), at, -1)
                    for p in self.by_form.get(full_name[at:end], ())
                    if p.name == full_name[at:end] and (not found or found[-1] in self.lineage(p))
                ),
                None,
            )
            if step is None:
                break
            found.append(step)
            at += len(step.name)
        return tuple(found)

    def full_name(self, place: Place) -> str:
        """Gives the name with all it lies in: 四川省凉山彝族自治州西昌市."""
        return "".join(above.name for above in self.lineage(place))


def _rows() -> list[tuple[str, ...]]:
    return [tuple(line.split("\t")) for line in TABLE.read_text(encoding="utf-8").splitlines()]


@cache
def gazetteer() -> Gazetteer:
    """Gives the gazetteer, read once."""
    return Gazetteer(_rows())


@cache
def counties() -> Gazetteer:
    """Gives the gazetteer down to the counties, a tenth of it, which is read in a moment."""
    return Gazetteer(row for row in _rows() if len(row[0]) == 6)
