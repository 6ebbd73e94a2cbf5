"""The figures of a ranked answer: nDCG, success, reciprocal rank and recall over documents, and passages that hold a judged quote."""

import math
import unicodedata
from collections.abc import Mapping, Sequence

from search_api.evaluation.judged import Judged

NAMES = ("ndcg@10", "success@1", "mrr@10", "recall@10", "recall@50", "passage@10")
DEPTH = 50
"""Hits that are asked for."""


def measures(judged: Judged, hits: Sequence[tuple[str, str]]) -> Mapping[str, float]:
    """Gives the figures of one answer, each 0 to 1; `hits` are (document name, passage text), best first.

    nDCG is that of Järvelin and Kekäläinen (2002) with gains of 2^grade - 1; a document counts where it first stands.
    """
    ranked = list(dict.fromkeys(document for document, _ in hits))
    grades = judged.grades
    gained = _discounted([grades.get(document, 0) for document in ranked[:10]])
    ideal = _discounted(sorted(grades.values(), reverse=True)[:10])
    first = next((at for at, document in enumerate(ranked[:10]) if document in grades), None)
    found = {
        "ndcg@10": gained / ideal,
        "success@1": float(first == 0),
        "mrr@10": 0.0 if first is None else 1 / (first + 1),
        "recall@10": len(grades.keys() & set(ranked[:10])) / len(grades),
        "recall@50": len(grades.keys() & set(ranked[:DEPTH])) / len(grades),
    }
    if judged.quotes:
        held = any(
            d == document and _holds(text, quote)
            for document, text in hits[:10]
            for d, quote in judged.quotes
        )
        found["passage@10"] = float(held)
    return found


def _discounted(grades: Sequence[int]) -> float:
    return math.fsum((2.0**grade - 1) / math.log2(rank + 2) for rank, grade in enumerate(grades))


def _holds(text: str, quote: str) -> bool:
    """Tells whether a passage holds a quote, or its longer part where the border of a passage cuts it."""
    text, quote = _bare(text), _bare(quote)
    part = max(8, math.ceil(len(quote) * 0.6))
    return bool(quote) and (
        quote in text or (len(quote) > part and (quote[:part] in text or quote[-part:] in text))
    )


def _bare(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text).lower() if c.isalnum())
