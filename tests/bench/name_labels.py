"""Learns what names of practices look like in a sentence: `python -m tests.bench.name_labels NEWS.jsonl.gz SEEDS tests/judged/written.jsonl [--write]`.

Reads the annotated texts (`tests/judged/news.jsonl`) and fits a conditional random field over their characters. Tells how many names it
finds in texts that it did not see (ten folds of documents), alone and beside the rules, which saw them; with `--write` it renews
`graph/vocabulary/name_labels.tsv` from all of them. Wants python-crfsuite, which `make models` brings.
"""

import json
import sys
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import graph.vocabulary.name_labels
from graph.names import bare
from graph.vocabulary.name_labels import STEPS, LabelWeights, Steps, Weight
from ingest.extract import paragraphs
from ingest.extract.findings import Block
from ingest.extract.labelled import likely_names
from ingest.extract.labelling import MARKED, pieces, sentences
from ingest.extract.named import find_named
from ingest.extract.stories import is_story
from ingest.normalise import settle
from ingest.segment import outline
from tests.bench.deeds import FOLDS, folds
from tests.bench.news import to_learn_from

SEEN = 5
"""Texts that hold a piece from which it is weighed."""
APART = frozenset({"last"})
"""The set that nothing is learned from."""
STRENGTH = 3.0
"""The penalty on large weights, chosen in folds."""
ROUNDS = 120
NAMES = frozenset({"program", "method"})
LEAST = 20
"""Thousandths; a piece of which no label weighs more is left out."""

Span = tuple[int, int]


@dataclass
class Article:
    """An annotated text: its paragraphs, the mentions of each name, whether it need not be found, and the names that the rules find."""

    name: str
    text: str
    story: bool
    blocks: tuple[Block, ...]
    wanted: list[tuple[list[Span], bool]]
    ruled: list[tuple[str, Span]]

    def rows(self) -> Iterator[tuple[list[list[str]], list[str]]]:
        """Gives the pieces and labels of each sentence."""
        often = Counter(m[1] for b in self.blocks for m in MARKED.finditer(self.text, b.start, b.end))
        taken = self._labels()
        for block in self.blocks:
            for start, end in sentences(self.text, block.start, block.end):
                yield pieces(self.text[start:end], often), taken[start:end]

    def _labels(self) -> list[str]:
        labels = ["O"] * len(self.text)
        mentions = sorted({m for ms, _ in self.wanted for m in ms}, key=lambda m: (m[0] - m[1], m))
        for start, end in mentions:
            if end - start > 1 and set(labels[start:end]) == {"O"}:
                labels[start:end] = ["B", *"I" * (end - start - 2), "E"]
        return labels


def article(name: str, raw: str, facts: list[dict[str, Any]]) -> Article:
    """Reads one text as the pipeline does."""
    settled = settle(raw)
    parts = outline(settled.text)
    blocks = paragraphs(parts, headings=True)
    wanted = [
        (
            [
                (bisect_left(settled.starts, start), bisect_left(settled.starts, end))
                for start, end in [(f["start"], f["end"]), *f.get("mention_spans", [])]
            ],
            bool(f.get("optional")),
        )
        for f in facts
        if f["type"] in NAMES
    ]
    ruled = [(bare(f.name), (f.start, f.end)) for f in find_named(settled.text, blocks)]
    return Article(name, settled.text, is_story(settled.text, parts), blocks, wanted, ruled)


def learned(articles: Collection[Article]) -> LabelWeights:
    """Gives the weights that tell the annotated names of these texts."""
    import pycrfsuite

    rows = {a.name: list(a.rows()) for a in articles}
    seen = Counter(
        piece for told in rows.values() for piece in {p for row, _ in told for ps in row for p in ps}
    )
    trainer = pycrfsuite.Trainer("lbfgs", verbose=False)
    trainer.set_params({"c1": 0.0, "c2": STRENGTH, "max_iterations": ROUNDS})
    for name in sorted(rows):
        for row, labels in rows[name]:
            trainer.append([[p for p in own if seen[p] >= SEEN] for own in row], labels)
    with TemporaryDirectory() as folder:
        trainer.train(f"{folder}/model")
        tagger = pycrfsuite.Tagger()
        tagger.open(f"{folder}/model")
        found = tagger.info()
        state, steps = dict(found.state_features), dict(found.transitions)
    ways = {s: steps.get((s[0], s[1]), 0.0) - steps.get(("O", "O"), 0.0) for s in Steps._fields}
    outside: dict[str, float] = {p: w for (p, label), w in state.items() if label == "O"}
    weights: dict[str, Weight] = {}
    for piece in sorted({p for p, _ in state}):
        own = Weight(
            *(round(1000 * (state.get((piece, label), 0.0) - outside.get(piece, 0.0))) for label in "BIE")
        )
        if max(map(abs, own)) >= LEAST:
            weights[piece] = own
    return LabelWeights(weights, Steps(*(round(1000 * ways[s]) for s in Steps._fields)))


def matched(a: Article, told: Sequence[tuple[str, Span]]) -> tuple[int, int, int]:
    """Gives how many names were found, annotated and told.

    A pair overlaps by half of both and each counts once, so a second name for one thing is one too many; what need not be found counts not at all.
    """
    names: dict[str, list[Span]] = defaultdict(list)
    for name, span in told:
        names[name].append(span)
    left = set(range(len(a.wanted)))
    hits = extra = 0
    for spans in names.values():
        near = [
            i for i, (mentions, _) in enumerate(a.wanted) if any(_same(s, m) for s in spans for m in mentions)
        ]
        free = [i for i in near if i in left]
        if free:
            left.remove(free[0])
            hits += not a.wanted[free[0]][1]
        else:
            extra += not any(a.wanted[i][1] for i in near)
    wanted = sum(not optional for _, optional in a.wanted)
    return hits, wanted, hits + extra


def _same(one: Span, other: Span) -> bool:
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return 2 * shared >= max(one[1], other[1]) - min(one[0], other[0])


def beside(a: Article, weights: LabelWeights) -> tuple[list[tuple[str, Span]], list[tuple[str, Span]]]:
    """Gives the names that the weights tell, and these with the rules' where they touch none; short forms are not yet told from names."""
    alone = [(bare(f.name), (f.start, f.end)) for _, f in likely_names(a.text, a.blocks, weights)]
    added = [n for n in alone if not any(n[1][0] < r[1][1] and r[1][0] < n[1][1] for r in a.ruled)]
    return alone, [*a.ruled, *added]


def measured(articles: Sequence[Article]) -> dict[str, dict[str, float]]:
    """Gives precision, recall and F1 in texts that the weights did not see: of rules, model and both, in stories and in reports."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    chosen = folds([(a.name, a.text) for a in articles])
    for fold in range(FOLDS):
        weights = learned([a for a, mine in zip(articles, chosen, strict=True) if mine != fold])
        for a in (a for a, mine in zip(articles, chosen, strict=True) if mine == fold):
            alone, joined = beside(a, weights)
            for what, told in (("rules", a.ruled), ("model", alone), ("both", joined)):
                row = counts[f"{'stories' if a.story else 'reports'}, {what}"]
                row[:] = [x + y for x, y in zip(row, matched(a, told), strict=True)]
    return {
        what: {"precision": hits / told, "recall": hits / wanted, "f1": 2 * hits / (wanted + told)}
        for what, (hits, wanted, told) in counts.items()
    }


def main() -> None:
    """Tells the figures of the folds, and writes the weights if asked to."""
    facts, raws, write = to_learn_from(__doc__, "name_labels.tsv", APART)
    articles = [article(name, raws[name], facts[name]) for name in sorted(raws)]
    report: dict[str, object] = {"texts": len(articles), "missing": sorted(facts.keys() - raws.keys())}
    report |= measured(articles)
    if write:
        weights = learned(articles)
        steps = zip(Steps._fields, weights.steps, strict=True)
        rows = [
            *((STEPS + step, Weight(weight, weight, weight)) for step, weight in steps),
            *weights.pieces.items(),
        ]
        lines = "".join("\t".join([piece, *map(str, row)]) + "\n" for piece, row in rows)
        path = Path(graph.vocabulary.name_labels.__file__).with_suffix(".tsv")
        path.write_text(f"piece\tbegin\tinside\tend\n{lines}", encoding="utf-8")
        report["pieces"] = len(weights.pieces)
    sys.stdout.write(json.dumps(report) + "\n")


if __name__ == "__main__":
    main()
