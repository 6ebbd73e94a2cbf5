"""When a predicted fact is an annotated one: one-to-one pairs, the best first.

Places match by code, else full name, else name; named practices by name or alias, else by spans that overlap by half; problems,
measures and plans by spans that overlap by half of the shorter one; figures by equal value and overlapping span.
"""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

Fact: TypeAlias = Mapping[str, Any]
Score: TypeAlias = Callable[[Fact, Fact], float]

HALF = 0.5


def bare(name: object) -> str:
    """Gives letters and digits only, width folded, lower case.

    >>> bare("“Ｅ＋”服务")
    'e服务'
    """
    return "".join(c for c in unicodedata.normalize("NFKC", str(name or "")).lower() if c.isalnum())


def names(fact: Fact) -> set[str]:
    """Gives all bare forms of a fact's name."""
    forms = [
        fact.get("name"),
        fact.get("norm"),
        *(fact.get("aliases") or []),
        *(fact.get("surface_forms") or []),
    ]
    return {bare(form) for form in forms} - {""}


def overlap(one: Fact, other: Fact) -> int:
    """Gives how many characters two spans share."""
    return max(0, int(min(one["end"], other["end"]) - max(one["start"], other["start"])))


def jaccard(one: Fact, other: Fact) -> float:
    """Gives the share of two spans that both hold."""
    both = overlap(one, other)
    return both / max(1, int(one["end"] - one["start"] + other["end"] - other["start"]) - both)


def practice(gold: Fact, predicted: Fact) -> float:
    """Scores two programmes or methods."""
    if names(gold) & names(predicted):
        return 2
    best = max(jaccard(gold, span) for span in _spans(predicted))
    return best if best >= HALF else 0


def locality(gold: Fact, predicted: Fact) -> float:
    """Scores two places."""
    if gold.get("code") and predicted.get("code"):
        return 3 if str(gold["code"]) == str(predicted["code"]) else 0
    if bare(gold.get("full_name")) and bare(gold.get("full_name")) == bare(predicted.get("full_name")):
        return 2
    return 1 if names(gold) & names(predicted) else 0


def span(gold: Fact, predicted: Fact) -> float:
    """Scores two statements by their words."""
    share = overlap(gold, predicted) / max(
        1, min(gold["end"] - gold["start"], predicted["end"] - predicted["start"])
    )
    return share + jaccard(gold, predicted) if share >= HALF else 0


def figure(gold: Fact, predicted: Fact) -> float:
    """Scores two figures."""
    same = abs(gold["value"] - predicted["value"]) <= 1e-6 * max(1.0, abs(gold["value"]))
    return 1 + jaccard(gold, predicted) if same and overlap(gold, predicted) else 0


def likeness(one: object, other: object) -> float:
    """Gives the Dice coefficient of the two texts' pairs of characters."""
    first, second = _pairs(bare(one)), _pairs(bare(other))
    return 2 * sum((first & second).values()) / max(1, sum(first.values()) + sum(second.values()))


def same_unit(one: object, other: object) -> bool:
    """Tells whether two units are one, or one holds the other (次 and 人次)."""
    a, b = bare(one), bare(other)
    return a == b or bool(a and b and (a in b or b in a))


def pairs(gold: Sequence[Fact], predicted: Sequence[Fact], score: Score) -> list[tuple[Fact, Fact]]:
    """Gives one-to-one pairs, best score first, ties in the order of the documents."""
    edges = [
        (-likely, i, j)
        for i, g in enumerate(gold)
        for j, p in enumerate(predicted)
        if (likely := score(g, p)) > 0
    ]
    taken_gold: set[int] = set()
    taken_predicted: set[int] = set()
    found = []
    for _, i, j in sorted(edges):
        if i not in taken_gold and j not in taken_predicted:
            taken_gold.add(i)
            taken_predicted.add(j)
            found.append((gold[i], predicted[j]))
    return found


def _spans(fact: Fact) -> Iterator[Fact]:
    yield fact
    for start, end in fact.get("mention_spans") or []:
        yield {"start": start, "end": end}


def _pairs(text: str) -> Counter[str]:
    return Counter(text[i : i + 2] for i in range(len(text) - 1)) or Counter([text])
