"""Measures what is recommended as similar against the judged table: `python -m tests.bench.recommended DATA`.

DATA holds the annotated documents and the 600 articles of the field, loaded with the bundled embedder:
`atlas ingest ../shared/seeds ../shared/corpus/practice_news.jsonl.gz --data DATA`.
Prints a line a practice, then one JSON object: how many were recommended, how many of them are alike, how many nobody judged,
and in how many answers of five at least three provinces stand.
"""

import argparse
import csv
import json
import sys
from collections import defaultdict
from pathlib import Path

from graph.messages import Known, Page
from graph.open import Views, open_views
from graph.schema import PRACTICE_KINDS
from graph.settings import settings_from_environment
from search_api.search.similar import similar

TABLE = Path(__file__).parents[1] / "judged" / "similar.tsv"
FIRST = 5
REGIONS = 3
AT_ONCE = 200


def judged() -> dict[str, dict[str, bool]]:
    """Gives, by practice asked for, what was judged of others."""
    told: dict[str, dict[str, bool]] = defaultdict(dict)
    with TABLE.open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table, delimiter="\t"):
            if row["found"]:
                told[row["asked"]][row["found"]] = row["alike"] == "1"
            else:
                told[row["asked"]] = {}
    return told


def practices(views: Views) -> dict[str, Known]:
    """Gives every practice by each place where a document first speaks of it."""
    known: list[Known] = []
    for kind in sorted(PRACTICE_KINDS):
        offset = 0
        while page := views.graph.entities(kind, Page(offset, AT_ONCE)):
            known += page
            offset += len(page)
    names: dict[str, str] = {}
    for at in range(0, len(known), AT_ONCE):
        ids = {quote.document_id for each in known[at : at + AT_ONCE] for quote in each.quotes}
        names |= {identity: told.document.name for identity, told in views.graph.sourced(ids).items()}
    return {
        f"{names[quote.document_id]}@{quote.span.raw_start}": each for each in known for quote in each.quotes
    }


def main() -> None:
    """Asks for each judged practice."""
    asked_for = argparse.ArgumentParser(description=__doc__)
    asked_for.add_argument("data", metavar="DATA", help="the data folder")
    data = asked_for.parse_args().data
    given = alike = open_ = silent = five = spread = 0
    with open_views(settings_from_environment(data=data)) as views:
        known = practices(views)
        keys: dict[str, set[str]] = defaultdict(set)
        for key, each in known.items():
            keys[each.entity.id].add(key)
        for asked, told in judged().items():
            found = similar(known[asked].entity, views, limit=FIRST)
            marks = []
            for like in found:
                verdicts = {told[key] for key in keys[like.practice.entity.id] if key in told}
                marks.append("?" if not verdicts else "+" if True in verdicts else "-")
            given, alike, open_ = given + len(found), alike + marks.count("+"), open_ + marks.count("?")
            silent += not found
            if len(found) == FIRST:
                five += 1
                provinces = {
                    str(place.properties.get("full_name", ""))[:2]
                    for like in found
                    for place in like.practice.localities
                }
                spread += len(provinces) >= REGIONS
            sys.stdout.write(f"{asked}\t{known[asked].entity.name}\t{''.join(marks) or 'none'}\n")
    figures = {
        "recommended": given, "alike": alike, "not_judged": open_, "precision": round(alike / max(1, given), 3),
        "without_any": silent, "answers_of_five": five, "with_three_provinces": spread,
    }  # fmt: skip
    sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main()
