"""The commands that measure: against an annotation, and one extractor against another."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graph.errors import DocumentError, SettingsError
from graph.settings import settings_from_environment
from ingest.commands.options import CORRECTIONS, EXTRACTOR, JSON, PATHS, print_row, reading_of, sources

if TYPE_CHECKING:
    from ingest.reading import Reading


@click.group("eval")
def evaluation() -> None:
    """Measure how well the extraction does."""


@evaluation.command("extraction")
@click.option(
    "--gold",
    required=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder of annotations, NAME.jsonl a document.",
)
@click.option(
    "--raw",
    required=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder of the documents, NAME.txt each.",
)
@CORRECTIONS
@EXTRACTOR
@JSON
def eval_extraction(
    gold: Path, raw: Path, corrections: Path | None, extractor: str | None, *, as_json: bool
) -> None:
    """Compare the facts of documents with an annotation: precision, recall and F1 a kind.

    Example: atlas eval extraction --gold annotated/gold --raw annotated/texts
    """
    from ingest.evaluation import evaluate
    from ingest.evaluation.extraction import printed

    names = sorted(path.stem for path in gold.glob("*.jsonl"))
    missing = [name for name in names if not (raw / f"{name}.txt").is_file()]
    if missing or not names:
        raise SettingsError(
            f"{gold}: {len(names)} annotations; no text in {raw} for {missing}; each NAME.jsonl wants a NAME.txt"
        )
    reading, _, _ = reading_of(settings_from_environment(corrections=corrections, extractor=extractor))
    annotated = {
        name: [
            json.loads(line)
            for line in (gold / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
            if line
        ]
        for name in names
    }
    texts, predicted = _facts_of([raw / f"{name}.txt" for name in names], reading)
    table = evaluate(annotated, predicted, texts).table()
    print_row(table) if as_json else click.echo("\n".join(printed(table)))


@evaluation.command("agreement")
@PATHS
@JSON
def eval_agreement(paths: tuple[Path, ...], *, as_json: bool) -> None:
    """Show how far the rules and the language model agree on documents, a kind at a time."""
    from ingest.evaluation import agreement
    from ingest.readers import files_in

    files = list(files_in(list(paths)))
    by_rules, _, _ = reading_of(settings_from_environment(extractor="rules"))
    by_model, _, _ = reading_of(settings_from_environment(extractor="llm"))
    table = agreement(_facts_of(files, by_rules)[1], _facts_of(files, by_model)[1])
    if as_json:
        print_row(table)
        return
    click.echo(f"{'':12}{'rules':>8}{'model':>8}{'both':>8}{'F1':>8}")
    for kind, row in table.items():
        click.echo(f"{kind:12}{row['first']:8}{row['second']:8}{row['both']:8}{row['f1']:8.3f}")


def _facts_of(
    files: list[Path], reading: "Reading"
) -> tuple[dict[str, str], dict[str, list[dict[str, Any]]]]:
    """Gives the raw texts and the facts of documents, by name; one that cannot be read is told on standard error."""
    from ingest.facts import facts
    from ingest.pipeline import understand

    texts: dict[str, str] = {}
    found: dict[str, list[dict[str, Any]]] = {}
    for source in sources(tuple(files), quiet=True):
        if isinstance(source, DocumentError):
            click.echo(f"rejected {source}", err=True)
            continue
        texts[source.name] = source.raw
        found[source.name] = list(facts(understand(source, reading)))
    return texts, found
