"""Precision, recall and F1 of extracted facts against an annotated folder, over all its documents together."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ingest.evaluation.matching import (
    Fact,
    Score,
    figure,
    likeness,
    locality,
    pairs,
    practice,
    same_unit,
    span,
)

PRACTICES = frozenset({"program", "programme", "method"})
STATEMENTS = ("measure", "plan", "problem")
PREDICATES = ("LOCATED_IN", "IMPLEMENTED_IN", "PART_OF", "ADDRESSES", "HAS_MEASURE", "REPORTED_OUTCOME")
ACHIEVED = {"outcome": "achieved", "input": "achieved"}
"""The border between what was put in and what came of it is a matter of judgement; both are apart from targets and background."""
LIKE = 0.4
"""Dice coefficient from which two indicators are one."""


@dataclass(slots=True)
class Evaluation:
    """Counts of hits, annotated and predicted facts a kind, and shares of what was right about the hits."""

    hits: Counter[str] = field(default_factory=Counter)
    gold: Counter[str] = field(default_factory=Counter)
    predicted: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    judged: Counter[str] = field(default_factory=Counter)

    def table(self) -> dict[str, dict[str, float]]:
        """Gives the figures: precision, recall and F1 a kind, and each share."""
        rows: dict[str, dict[str, float]] = {}
        for kind in sorted(self.gold | self.predicted):
            precision = self.hits[kind] / max(1, self.predicted[kind])
            recall = self.hits[kind] / max(1, self.gold[kind])
            f1 = 2 * precision * recall / max(1e-9, precision + recall)
            rows[kind] = {
                "precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4),
                "hits": self.hits[kind], "annotated": self.gold[kind], "predicted": self.predicted[kind],
            }  # fmt: skip
        shares = {
            name: {"share": round(self.right[name] / max(1, self.judged[name]), 4), "of": self.judged[name]}
            for name in sorted(self.judged)
        }
        return rows | shares

    def judge(self, name: str, right: Iterable[bool]) -> None:
        """Counts answers that are right or wrong."""
        for answer in right:
            self.right[name] += answer
            self.judged[name] += 1


def evaluate(
    annotated: Mapping[str, Sequence[Fact]], predicted: Mapping[str, Sequence[Fact]], raw: Mapping[str, str]
) -> Evaluation:
    """Compares the facts of each annotated document (by its name) with the predicted ones; `raw` gives the texts that offsets point to."""
    evaluation = Evaluation()
    for name in sorted(annotated):
        _document(evaluation, annotated[name], predicted.get(name, ()), raw[name])
    return evaluation


def _document(evaluation: Evaluation, gold: Sequence[Fact], predicted: Sequence[Fact], raw: str) -> None:
    evaluation.judge(
        "provenance",
        (
            raw[f["start"] : f["end"]] == f["quote"]
            for f in predicted
            if f.get("start") is not None and "quote" in f
        ),
    )
    matched: defaultdict[str, set[str]] = defaultdict(set)

    def settle(kind: str, kinds: frozenset[str], score: Score) -> list[tuple[Fact, Fact]]:
        wanted, got = _of(gold, kinds), _of(predicted, kinds)
        found = pairs(wanted, got, score)
        _count(evaluation, kind, wanted, got, found)
        for annotated, guess in found:
            matched[guess["id"]].add(annotated["id"])
        return found

    places = settle("locality", frozenset({"locality"}), locality)
    evaluation.judge(
        "locality code", (str(g["code"]) == str(p.get("code")) for g, p in places if g.get("code"))
    )
    practices = settle("practice", PRACTICES, practice)
    evaluation.judge("practice type", (g["type"][:6] == p["type"][:6] for g, p in practices))
    for kind in STATEMENTS:
        found = settle(kind, frozenset({kind}), span)
        if kind == "problem":
            right = (p.get("category") in {g.get("category"), *(g.get("secondary") or [])} for g, p in found)
            evaluation.judge("problem category", right)
    _outcomes(evaluation, gold, predicted, matched)
    _relations(evaluation, gold, predicted, matched)


def _of(facts: Sequence[Fact], kinds: frozenset[str]) -> list[Fact]:
    return [fact for fact in facts if fact["type"] in kinds]


def _count(
    evaluation: Evaluation,
    kind: str,
    gold: Sequence[Fact],
    predicted: Sequence[Fact],
    found: Sequence[tuple[Fact, Fact]],
) -> None:
    """Counts a kind; what is only implied, or marked optional, is not required."""
    hit = {id(g) for g, _ in found}
    lost = sum(
        1 for g in gold if id(g) not in hit and g.get("explicit") is not False and not g.get("optional")
    )
    evaluation.hits[kind] += len(found)
    evaluation.gold[kind] += len(found) + lost
    evaluation.predicted[kind] += len(predicted)


def _figures(facts: Sequence[Fact]) -> list[Fact]:
    return [
        {**value, "optional": f.get("optional"), "role": f.get("role"), "indicator": f.get("indicator"), "start": f["start"], "end": f["end"], "owner": f["id"]}
        for f in facts for value in f.get("values") or [] if isinstance(value.get("value"), int | float)
    ]  # fmt: skip


def _outcomes(
    evaluation: Evaluation, gold: Sequence[Fact], predicted: Sequence[Fact], matched: dict[str, set[str]]
) -> None:
    wanted, got = _of(gold, frozenset({"outcome"})), _of(predicted, frozenset({"outcome"}))
    figures, guesses = _figures(wanted), _figures(got)
    found = pairs(figures, guesses, figure)
    _count(evaluation, "outcome", figures, guesses, found)
    for annotated, guess in found:
        matched[guess["owner"]].add(annotated["owner"])
    evaluation.judge("outcome unit", (same_unit(g.get("unit"), p.get("unit")) for g, p in found))
    evaluation.judge(
        "outcome role",
        (ACHIEVED.get(g["role"], g["role"]) == ACHIEVED.get(p["role"], p["role"]) for g, p in found),
    )
    evaluation.judge(
        "outcome indicator", (likeness(g["indicator"], p["indicator"]) >= LIKE for g, p in found)
    )
    for annotated, guess in pairs(
        [g for g in wanted if not _figures([g])], [p for p in got if not _figures([p])], span
    ):
        matched[guess["id"]].add(annotated["id"])


def _triple(relation: Fact) -> tuple[str, str, str]:
    """Gives a relation in one direction: HAS_COMPONENT (whole, part) and PART_OF (part, whole) say the same."""
    subject, predicate, other = str(relation["subject"]), str(relation["predicate"]), str(relation["object"])
    return (other, "PART_OF", subject) if predicate == "HAS_COMPONENT" else (subject, predicate, other)


def _relations(
    evaluation: Evaluation, gold: Sequence[Fact], predicted: Sequence[Fact], matched: Mapping[str, set[str]]
) -> None:
    """Counts relations whose both ends are matched; those that were inferred across paragraphs, or that point at a section, are not required."""
    known = {fact["id"]: fact for fact in gold}
    relations = [r for r in _of(gold, frozenset({"relation"})) if {r["subject"], r["object"]} <= known.keys()]
    wanted = {_triple(r): r for r in relations}
    scored = {
        p["id"] for p in predicted if p["type"] in PRACTICES | {"locality", "problem", "measure", "outcome"}
    }
    guesses = {
        _triple(p) for p in predicted if p["type"] == "relation" and {p["subject"], p["object"]} <= scored
    }
    hit = {
        (a, predicate, b)
        for subject, predicate, other in guesses
        for a in matched.get(subject, ()) for b in matched.get(other, ()) if (a, predicate, b) in wanted
    }  # fmt: skip
    sections = {fact["id"] for fact in gold if fact["type"] == "section"}
    required = {
        w
        for w, r in wanted.items()
        if not {w[0], w[2]} & sections and (w in hit or r.get("basis") != "inferred")
    }
    for predicate in PREDICATES:
        for kind in (f"relation {predicate}", "relation"):
            evaluation.hits[kind] += sum(1 for h in hit if h[1] == predicate)
            evaluation.gold[kind] += sum(1 for w in required if w[1] == predicate)
            evaluation.predicted[kind] += sum(1 for g in guesses if g[1] == predicate)


def printed(table: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Gives the figures as a table for people."""
    lines = [f"{'':28}{'P':>8}{'R':>8}{'F1':>8}{'hits':>7}{'annotated':>11}{'predicted':>11}"]
    for kind, row in table.items():
        if "share" in row:
            lines.append(f"{kind:28}{row['share']:8.3f}  of {row['of']}")
        else:
            lines.append(
                f"{kind:28}{row['precision']:8.3f}{row['recall']:8.3f}{row['f1']:8.3f}{row['hits']:7}{row['annotated']:11}{row['predicted']:11}"
            )
    return lines
