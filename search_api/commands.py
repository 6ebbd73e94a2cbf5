"""The command that measures search."""

import json
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from tqdm import tqdm

from graph.errors import QuestionError, SettingsError
from graph.open import Views, open_views
from graph.settings import settings_from_environment

if TYPE_CHECKING:
    from search_api.evaluation.judged import Judged

MODES = ("hybrid", "lexical", "semantic")
FILE = click.Path(path_type=Path, exists=True, dir_okay=False)

Figures = Mapping[str, Mapping[str, float]]


@click.command("search")
@click.option(
    "--queries", required=True, type=FILE, help="Questions: .tsv (query_id, query) or .jsonl (id, text)."
)
@click.option(
    "--qrels",
    required=True,
    type=FILE,
    help="Judgements: query_id, doc_id, quote, grade; or query-id, corpus-id, score.",
)
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of the embedded stores (default: ATLAS_DATA or ./data).",
)
@click.option("--mode", type=click.Choice(MODES), default="hybrid", show_default=True)
@click.option(
    "--against", help="Another mode, or a file that --json wrote: is the difference more than chance?"
)
@click.option(
    "--show", type=click.IntRange(0), default=0, help="Print so many of the questions that do worst."
)
@click.option("--quiet", is_flag=True, help="No progress.")
@click.option(
    "--json", "as_json", is_flag=True, help="Print everything as one JSON object on standard output."
)
def eval_search(
    queries: Path, qrels: Path, data: Path | None, mode: str, against: str | None, show: int, *, quiet: bool, as_json: bool
) -> None:  # fmt: skip
    """Ask judged questions of what was loaded: nDCG@10, success@1, MRR@10, recall and latency.

    Example: atlas eval search --queries questions.tsv --qrels qrels.tsv --against lexical
    """
    from search_api.evaluation.judged import judged

    asked = judged(queries, qrels)
    if not asked:
        raise SettingsError(
            f"{qrels}: no question of {queries} is judged there; give files that belong together"
        )
    with open_views(settings_from_environment(data=data)) as views:
        figures, milliseconds = _asked(asked, mode, views, quiet=quiet)
        other = _other(against, asked, views, quiet=quiet) if against else None
    report = _report(asked, figures, milliseconds, mode) | _compared(figures, other, against)
    if as_json:
        sys.stdout.write(json.dumps(report, ensure_ascii=False) + "\n")
    else:
        click.echo("\n".join([*_printed(report), *_worst(asked, figures, show)]))


def _asked(
    asked: "Sequence[Judged]", mode: str, views: Views, *, quiet: bool
) -> tuple[dict[str, Mapping[str, float]], list[float]]:
    from search_api.evaluation.measures import DEPTH, measures
    from search_api.search.answer import answer
    from search_api.search.ranking import Asked
    from search_api.search.understand import Mode

    figures: dict[str, Mapping[str, float]] = {}
    milliseconds = []
    for each in tqdm(asked, desc=mode, unit=" questions", disable=quiet, file=sys.stderr):
        started = time.perf_counter()
        try:
            hits = answer(Asked(each.text, DEPTH, Mode(mode)), views).hits
        except QuestionError as error:
            click.echo(f"{each.id}: {error}", err=True)
            hits = ()
        milliseconds.append(1000 * (time.perf_counter() - started))
        told = [
            (name, h.document.raw[h.passage.span.raw_start : h.passage.span.raw_end] or h.passage.text)
            for h in hits
            for name in h.names
        ]
        figures[each.id] = measures(each, told)
    return figures, milliseconds


def _other(against: str, asked: "Sequence[Judged]", views: Views, *, quiet: bool) -> Figures:
    if against in MODES:
        return _asked(asked, against, views, quiet=quiet)[0]
    try:
        found: Figures = json.loads(Path(against).read_text(encoding="utf-8"))["queries"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SettingsError(
            f"--against {against!r} is neither a mode ({', '.join(MODES)}) nor a file that --json wrote: {error}"
        ) from error
    return found


def _report(
    asked: "Sequence[Judged]", figures: Figures, milliseconds: Sequence[float], mode: str
) -> dict[str, Any]:
    from search_api.evaluation.comparison import means
    from search_api.evaluation.measures import NAMES

    groups: dict[str, list[str]] = {"all": []}
    for each in asked:
        for group in ("all", *each.groups):
            groups.setdefault(group, []).append(each.id)
    ordered = sorted(milliseconds)
    return {
        "mode": mode,
        "groups": {
            group: {"n": len(ids), **means({i: figures[i] for i in ids}, NAMES)} for group, ids in sorted(groups.items())
        },
        "ms": {"p50": round(ordered[len(ordered) // 2], 1), "p95": round(ordered[int(0.95 * (len(ordered) - 1))], 1)},
        "queries": figures,
    }  # fmt: skip


def _compared(figures: Figures, other: Figures | None, against: str | None) -> dict[str, Any]:
    from dataclasses import asdict

    from search_api.evaluation.comparison import difference
    from search_api.evaluation.measures import NAMES

    if other is None:
        return {}
    both = [identity for identity in figures if identity in other]
    found = {
        name: {
            key: round(value, 4)
            for key, value in asdict(
                difference([figures[i][name] for i in with_it], [other[i][name] for i in with_it])
            ).items()
        }
        for name in NAMES
        if (with_it := [i for i in both if name in figures[i] and name in other[i]])
    }
    return {"against": against, "questions": len(both), "difference": found}


def _printed(report: Mapping[str, Any]) -> list[str]:
    from search_api.evaluation.measures import NAMES

    lines = [f"{report['mode']:24}{'n':>6}" + "".join(f"{name:>12}" for name in NAMES)]
    for group, row in report["groups"].items():
        lines.append(
            f"{group[:23]:24}{row['n']:6}"
            + "".join(f"{row[n]:12.3f}" if n in row else f"{'—':>12}" for n in NAMES)
        )
    lines.append(f"latency of an answer of 50: p50 {report['ms']['p50']} ms, p95 {report['ms']['p95']} ms")
    for name, told in report.get("difference", {}).items():
        lines.append(
            f"{name} against {report['against']}: {told['mean']:+.3f} [{told['low']:+.3f}, {told['high']:+.3f}], p {told['p']:.3f}, "
            f"{told['better']} better, {told['worse']} worse"
        )
    return lines


def _worst(asked: "Sequence[Judged]", figures: Figures, show: int) -> list[str]:
    worst = sorted(asked, key=lambda each: (figures[each.id]["ndcg@10"], each.id))[:show]
    return [f"{figures[each.id]['ndcg@10']:.3f} {each.id} {each.text}" for each in worst]
