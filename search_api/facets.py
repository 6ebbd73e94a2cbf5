"""The counted values of facets with their labels, as they leave the service."""

from collections.abc import Mapping
from typing import Any

from graph.messages import Tally
from graph.schema import LABELS, Kind
from graph.vocabulary.concepts import concepts
from search_api.search.recall import Recall

SHOWN = 30
"""Values given of each family, the most frequent first."""

OF_VALUES = {
    "practice": ("做法", "practice"), "problems": ("问题", "problems"), "next_steps": ("下一步", "next steps"), "undated": ("无日期", "undated"),
    "outcome": ("成效", "outcome"), "input": ("投入", "input"), "target": ("目标", "target"), "context": ("背景", "context"),
}  # fmt: skip
"""Chinese and English labels of the values that are neither kinds, problems nor places."""


def facets(tallies: Mapping[str, Tally], graph: Recall) -> dict[str, Any]:
    """Gives, by family, how many values there are and the most frequent of them with their counts and labels."""
    chosen = {
        family: sorted(tally.values.items(), key=lambda each: (-each[1], each[0]))[:SHOWN]
        for family, tally in tallies.items()
    }
    places = graph.entities([value for value, _ in chosen.get("place", ())])
    told: dict[str, Any] = {}
    for family, values in chosen.items():
        rows = [{"value": value, "count": count, **_labels(family, value)} for value, count in values]
        if family == "place":
            for row in rows:
                if place := places.get(str(row["value"])):
                    full = place.properties.get("full_name", place.name)
                    row |= {
                        "zh": place.name,
                        "en": place.name,
                        "full_name": full,
                        "level": place.properties.get("level"),
                    }
        told[family] = {"distinct": len(tallies[family].values), "values": rows}
    return told


def _labels(family: str, value: str) -> dict[str, str]:
    if family == "kind":
        zh, en = LABELS[Kind(value)]
    elif family == "problem":
        zh, en = next(((c.zh, c.en) for c in concepts() if c.id == value), (value, value))
    else:
        zh, en = OF_VALUES.get(value, (value, value))
    return {"zh": zh, "en": en}
