"""Learns what tells an unnamed deed in a running story: `python -m tests.bench.deeds NEWS.jsonl.gz [--write]`.

Reads the annotated articles (`tests/judged/news.jsonl`), fits a logistic regression over the pieces of their clauses, tells how
well it finds measures in articles that it did not see (ten folds of documents), and with `--write` renews
`graph/vocabulary/deeds.tsv` from all of them. Wants scikit-learn, which `make models` brings.
"""

import argparse
import json
import sys
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

import graph.vocabulary.deeds
from graph.schema import PRACTICE_KINDS
from graph.vocabulary.deeds import DeedWeights
from ingest.extract import by_rules, paragraphs
from ingest.extract.clauses import Clause, of_practice
from ingest.extract.findings import Block
from ingest.extract.measures import pieces, told_deeds
from ingest.normalise import settle
from ingest.readers import SourceFile, read
from ingest.segment import outline
from tests.bench.news import annotation

APART = "apart"
"""The set that nothing is learned from."""
FOLDS = 10
SHINGLE = 12
"""Characters by which two articles are held against each other."""
SEEN = 5
"""Articles that hold a piece, from which it is weighed."""
STRENGTH = 0.05
"""The inverse of the penalty on large weights, chosen in folds."""
COVERED = 0.6
"""Share of a clause that an annotated measure covers."""


@dataclass
class Article:
    """An annotated article by its paragraphs: clauses, their pieces, and whether each was annotated as a measure."""

    text: str
    blocks: list[Block]
    clauses: list[list[Clause]]
    rows: list[list[set[str]]]
    told: list[list[bool]]
    measures: list[tuple[int, int]]


def article(raw: str, facts: list[dict[str, Any]]) -> Article:
    """Reads one article as the pipeline does."""
    settled = settle(raw)
    parts = outline(settled.text)
    blocks = of_practice(paragraphs(parts))
    named = [f for f in by_rules(settled.text, parts, paragraphs(parts)) if f.kind in PRACTICE_KINDS]
    measures = [
        (bisect_left(settled.starts, f["start"]), bisect_left(settled.starts, f["end"]))
        for f in facts
        if f["type"] == "measure"
    ]
    found = Article(settled.text, blocks, [], [], [], measures)
    for block in blocks:
        clauses, rows = pieces(settled.text, block, [f for f in named if f.overlaps(block.start, block.end)])
        found.clauses.append(clauses)
        found.rows.append(rows)
        found.told.append([any(_shared(c, m) >= COVERED * (c[1] - c[0]) for m in measures) for c in clauses])
    return found


def _shared(one: tuple[int, int], other: tuple[int, int]) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def learned(articles: Collection[Article]) -> DeedWeights:
    """Gives the weights that tell the annotated clauses of these articles from the others."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    seen = Counter(
        piece for a in articles for piece in set().union(*(row for rows in a.rows for row in rows))
    )
    rows = [row for a in articles for rows in a.rows for row in rows]
    told = [t for a in articles for block in a.told for t in block]
    vectors = DictVectorizer(dtype=np.float64)
    matrix = vectors.fit_transform(
        [dict.fromkeys((p for p in sorted(row) if seen[p] >= SEEN), 1.0) for row in rows]
    )
    model = LogisticRegression(C=STRENGTH, max_iter=3000).fit(matrix, told)
    weights = {
        piece: round(1000 * weight)
        for piece, weight in zip(vectors.get_feature_names_out(), model.coef_[0], strict=True)
    }
    return DeedWeights(round(1000 * float(model.intercept_[0])), {p: w for p, w in weights.items() if w})


def matched(a: Article, weights: DeedWeights) -> tuple[int, int, int]:
    """Gives how many measures were found, annotated and told: a pair overlaps by half of the shorter one, each counts once."""
    told = [
        stretch
        for block, clauses, rows in zip(a.blocks, a.clauses, a.rows, strict=True)
        for stretch in told_deeds(a.text, block, clauses, rows, weights)
    ]
    edges = sorted(
        (-_shared(m, t) / min(m[1] - m[0], t[1] - t[0]), i, j)
        for i, m in enumerate(a.measures)
        for j, t in enumerate(told)
        if 2 * _shared(m, t) >= min(m[1] - m[0], t[1] - t[0])
    )
    one, other = set(), set()
    for _, i, j in edges:
        if i not in one and j not in other:
            one.add(i)
            other.add(j)
    return len(one), len(a.measures), len(told)


def folds(articles: Sequence[Article]) -> list[int]:
    """Gives the fold of each article; one that tells what another tells (the same story in two papers) is in its fold."""
    shingles = [{a.text[at : at + SHINGLE] for at in range(len(a.text) - SHINGLE)} for a in articles]
    chosen: list[int] = []
    for at, mine in enumerate(shingles):
        twin = next(
            (i for i in range(at) if 2 * len(mine & shingles[i]) > min(len(mine), len(shingles[i]))), None
        )
        chosen.append(at % FOLDS if twin is None else chosen[twin])
    return chosen


def main() -> None:
    """Tells the figures of the folds, and writes the weights if asked to."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("news", type=Path, metavar="NEWS", help="the articles, a .jsonl.gz file")
    asked.add_argument("--write", action="store_true", help="renew graph/vocabulary/deeds.tsv")
    given = asked.parse_args()
    facts = {name: told for name, told in annotation().items() if told[0]["set"] != APART}
    raws = {s.name: s.raw for s in read(given.news) if isinstance(s, SourceFile) and s.name in facts}
    articles = [article(raws[name], facts[name]) for name in sorted(raws)]
    counts = np.zeros(3, dtype=int)
    of = folds(articles)
    for fold in range(FOLDS):
        weights = learned([a for a, mine in zip(articles, of, strict=True) if mine != fold])
        unseen = [a for a, mine in zip(articles, of, strict=True) if mine == fold]
        counts += np.sum([matched(a, weights) for a in unseen], axis=0)
    hits, wanted, told = map(int, counts)
    report = {
        "articles": len(articles),
        "precision": hits / told,
        "recall": hits / wanted,
        "f1": 2 * hits / (wanted + told),
    }
    if given.write:
        weights = learned(articles)
        rows = [("#bias", weights.bias), *sorted(weights.weights.items())]
        path = Path(graph.vocabulary.deeds.__file__).with_suffix(".tsv")
        path.write_text("piece\tweight\n" + "".join(f"{p}\t{w}\n" for p, w in rows), encoding="utf-8")
        report["pieces"] = len(rows) - 1
    sys.stdout.write(json.dumps(report) + "\n")


if __name__ == "__main__":
    main()
