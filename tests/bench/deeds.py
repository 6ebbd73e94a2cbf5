"""Learns what tells an unnamed deed: `python -m tests.bench.deeds NEWS.jsonl.gz SEEDS tests/judged/written.jsonl [--write]`.

Reads the annotated texts (`tests/judged/news.jsonl`) and fits a logistic regression over the pieces of their clauses, in which each
piece may weigh otherwise in a report in parts than in a running story (H. Daumé III, Frustratingly Easy Domain Adaptation, ACL 2007).
Tells how well it finds measures in texts that it did not see (ten folds of documents; the reports of one writer are in one), and with
`--write` renews `graph/vocabulary/deeds.tsv` from all of them. Wants scikit-learn, which `make models` brings.
"""

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
from graph.vocabulary.deeds import BIAS, DeedWeights
from ingest.extract import by_rules, paragraphs
from ingest.extract.clauses import Clause, of_practice
from ingest.extract.findings import Block
from ingest.extract.measures import pieces, told_deeds
from ingest.extract.stories import is_story
from ingest.normalise import settle
from ingest.segment import outline
from tests.bench.news import to_learn_from

APART = frozenset({"apart", "late", "fresh", "blind", "last"})
"""The sets that nothing is learned from."""
FOLDS = 10
SHINGLE = 12
"""Characters by which two articles are held against each other."""
SEEN, SEEN_IN_REPORTS = 5, 3
"""Texts that hold a piece, from which it is weighed, and reports among them, from which it may weigh otherwise there."""
IN_REPORTS = "report:"
"""Before a piece as it weighs in reports alone."""
STRENGTH = 0.04
"""The inverse of the penalty on large weights, chosen in folds."""
COVERED = 0.6
"""Share of a clause that an annotated measure covers."""


@dataclass
class Article:
    """An annotated text by its paragraphs: clauses, their pieces, and whether each was annotated as a measure."""

    name: str
    text: str
    story: bool
    blocks: list[Block]
    clauses: list[list[Clause]]
    rows: list[list[set[str]]]
    told: list[list[bool]]
    measures: list[tuple[int, int]]

    @property
    def pieces(self) -> set[str]:
        """All pieces of its clauses."""
        return set().union(*(row for rows in self.rows for row in rows))


def article(name: str, raw: str, facts: list[dict[str, Any]]) -> Article:
    """Reads one text as the pipeline does."""
    settled = settle(raw)
    parts = outline(settled.text)
    blocks = of_practice(paragraphs(parts))
    named = [f for f in by_rules(settled.text, parts, paragraphs(parts)) if f.kind in PRACTICE_KINDS]
    measures = [
        (bisect_left(settled.starts, f["start"]), bisect_left(settled.starts, f["end"]))
        for f in facts
        if f["type"] == "measure"
    ]
    found = Article(name, settled.text, is_story(settled.text, parts), blocks, [], [], [], measures)
    for block in blocks:
        clauses, rows = pieces(settled.text, block, [f for f in named if f.overlaps(block.start, block.end)])
        found.clauses.append(clauses)
        found.rows.append(rows)
        found.told.append([any(_shared(c, m) >= COVERED * (c[1] - c[0]) for m in measures) for c in clauses])
    return found


def _shared(one: tuple[int, int], other: tuple[int, int]) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def learned(articles: Collection[Article]) -> tuple[DeedWeights, DeedWeights]:
    """Gives the weights that tell the annotated clauses of these texts from the others: in a running story, and in a report."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    seen = Counter(piece for a in articles for piece in a.pieces)
    in_reports = Counter(piece for a in articles if not a.story for piece in a.pieces)

    def weighed(a: Article, row: set[str]) -> dict[str, float]:
        own = [p for p in sorted(row) if seen[p] >= SEEN]
        if not a.story:
            own += [IN_REPORTS + p for p in sorted(row) if in_reports[p] >= SEEN_IN_REPORTS]
            own.append(IN_REPORTS + BIAS)
        return dict.fromkeys(own, 1.0)

    vectors = DictVectorizer(dtype=np.float64)
    matrix = vectors.fit_transform([weighed(a, row) for a in articles for rows in a.rows for row in rows])
    told = [t for a in articles for block in a.told for t in block]
    model = LogisticRegression(C=STRENGTH, max_iter=3000).fit(matrix, told)
    found = dict(zip(vectors.get_feature_names_out(), model.coef_[0], strict=True))
    found[BIAS] = float(model.intercept_[0])
    pieces_of = sorted({name.removeprefix(IN_REPORTS) for name in found})
    story = {p: round(1000 * found.get(p, 0.0)) for p in pieces_of}
    report = {p: round(1000 * (found.get(p, 0.0) + found.get(IN_REPORTS + p, 0.0))) for p in pieces_of}
    return DeedWeights(story.pop(BIAS), story), DeedWeights(report.pop(BIAS), report)


def matched(a: Article, weights: DeedWeights) -> tuple[int, int, int]:
    """Gives how many measures were found, annotated and told: a pair overlaps by half of the shorter one, each counts once."""
    told = [
        stretch
        for block, clauses, rows in zip(a.blocks, a.clauses, a.rows, strict=True)
        for stretch in told_deeds(a.text, block, clauses, rows, weights, story=a.story)
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


def folds(texts: Sequence[tuple[str, str]]) -> list[int]:
    """Gives the fold of each text, told as name and words; one that tells what another tells (the same story in two papers) is in its fold, and so is what one writer wrote."""
    shingles = [{text[at : at + SHINGLE] for at in range(len(text) - SHINGLE)} for _, text in texts]
    chosen: list[int] = []
    for at, mine in enumerate(shingles):
        twin = next(
            (
                i
                for i in range(at)
                if _writer(texts[i][0]) == _writer(texts[at][0])
                or 2 * len(mine & shingles[i]) > min(len(mine), len(shingles[i]))
            ),
            None,
        )
        chosen.append(at % FOLDS if twin is None else chosen[twin])
    return chosen


def _writer(name: str) -> str:
    """Gives what the made-up documents of one writer have in common (written-a-1), of others the name itself."""
    return name.rpartition("-")[0] if name.startswith("written-") else name


def main() -> None:
    """Tells the figures of the folds, and writes the weights if asked to."""
    facts, raws, write = to_learn_from(__doc__, "deeds.tsv", APART)
    articles = [article(name, raws[name], facts[name]) for name in sorted(raws)]
    of = folds([(a.name, a.text) for a in articles])
    counts = {True: np.zeros(3, dtype=int), False: np.zeros(3, dtype=int)}
    for fold in range(FOLDS):
        weights = learned([a for a, mine in zip(articles, of, strict=True) if mine != fold])
        for a, mine in zip(articles, of, strict=True):
            if mine == fold:
                counts[a.story] += matched(a, weights[0 if a.story else 1])
    report: dict[str, object] = {"texts": len(articles), "missing": sorted(facts.keys() - raws.keys())}
    for story, name in ((True, "stories"), (False, "reports")):
        hits, wanted, told = map(int, counts[story])
        report[name] = {"precision": hits / told, "recall": hits / wanted, "f1": 2 * hits / (wanted + told)}
    if write:
        story_weights, report_weights = learned(articles)
        names = sorted(p for p in story_weights.weights if story_weights.of(p) or report_weights.of(p))
        rows = [
            (BIAS, story_weights.bias, report_weights.bias),
            *((p, story_weights.of(p), report_weights.of(p)) for p in names),
        ]
        path = Path(graph.vocabulary.deeds.__file__).with_suffix(".tsv")
        lines = "".join(f"{p}\t{s}\t{r}\n" for p, s, r in rows)
        path.write_text(f"piece\tstory\treport\n{lines}", encoding="utf-8")
        report["pieces"] = len(names)
    sys.stdout.write(json.dumps(report) + "\n")


if __name__ == "__main__":
    main()
