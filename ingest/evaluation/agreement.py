"""How far two extractors agree on the same documents, a kind at a time; neither is taken for the truth."""

from collections.abc import Mapping, Sequence

from ingest.evaluation.extraction import PRACTICES, STATEMENTS
from ingest.evaluation.matching import Fact, pairs, practice, span

KINDS = {"practice": (PRACTICES, practice)} | {
    kind: (frozenset({kind}), span) for kind in (*STATEMENTS, "outcome")
}


def agreement(
    first: Mapping[str, Sequence[Fact]], second: Mapping[str, Sequence[Fact]]
) -> dict[str, dict[str, float]]:
    """Gives, a kind, how many facts each extractor found, how many both, and the F1 of one against the other (the same either way)."""
    table: dict[str, dict[str, float]] = {}
    for kind, (types, score) in KINDS.items():
        both = one = two = 0
        for document in sorted({*first, *second}):
            a = [f for f in first.get(document, ()) if f["type"] in types]
            b = [f for f in second.get(document, ()) if f["type"] in types]
            both += len(pairs(a, b, score))
            one += len(a)
            two += len(b)
        table[kind] = {
            "first": one,
            "second": two,
            "both": both,
            "f1": round(2 * both / max(1, one + two), 4),
        }
    return table
