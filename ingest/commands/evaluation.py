"""The commands that measure: against an annotation, and one extractor against another."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graph.errors import DocumentError, SettingsError
from graph.settings import settings_from_environment
from ingest.commands.options import (
    CORRECTIONS,
    EXTRACTOR,
    JSON,
    PATHS,
    print_row,
    readable,
    reading_of,
    tell,
)

if TYPE_CHECKING:
    from ingest.reading import Reading


@click.group("eval")
def evaluation() -> None:
    """Measure how well extraction and search do."""


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
    from ingest.evaluation import annotated, evaluate
    from ingest.evaluation.extraction import printed

    files = {path.stem: raw / f"{path.stem}.txt" for path in sorted(gold.glob("*.jsonl")) if path.is_file()}
    missing = [str(file) for file in files.values() if not file.is_file()]
    if missing or not files:
        raise SettingsError(
            f"{gold}: {len(files)} annotations, of which {len(missing)} without text, such as {missing[:3]}; each NAME.jsonl wants a NAME.txt"
        )
    facts = {name: annotated(gold / f"{name}.jsonl") for name in files}
    reading, _, wrong = reading_of(settings_from_environment(corrections=corrections, extractor=extractor))
    found = _facts_of(list(files.values()), [reading], wrong)
    origins = {name: str(file.resolve()) for name, file in files.items()}  # as the readers name a file
    read = {name: found[origin] for name, origin in origins.items() if origin in found}
    table = evaluate(
        {name: facts[name] for name in read},
        {name: said for name, (_, (said,)) in read.items()},
        {name: raw for name, (raw, _) in read.items()},
    ).table()
    print_row(table) if as_json else click.echo("\n".join(printed(table)))
    tell(wrong)


@evaluation.command("agreement")
@PATHS
@JSON
def eval_agreement(paths: tuple[Path, ...], *, as_json: bool) -> None:
    """Show how far the rules and the language model agree on documents, a kind at a time."""
    from ingest.evaluation import agreement
    from ingest.readers import files_in

    files = list(files_in(list(paths)))
    if not files:
        raise SettingsError(f"there is no document under {', '.join(map(str, paths))}; name files or folders")
    by_rules, _, wrong = reading_of(settings_from_environment(extractor="rules"))
    by_model, _, _ = reading_of(settings_from_environment(extractor="llm"))
    found = _facts_of(files, [by_rules, by_model], wrong)
    rules, model = ({origin: said[which] for origin, (_, said) in found.items()} for which in (0, 1))
    table = agreement(rules, model)
    if as_json:
        print_row(table)
    else:
        click.echo(f"{'':12}{'rules':>8}{'model':>8}{'both':>8}{'F1':>8}")
        for kind, row in table.items():
            click.echo(f"{kind:12}{row['first']:8}{row['second']:8}{row['both']:8}{row['f1']:8.3f}")
    tell(wrong)


def _facts_of(
    files: list[Path], readings: Sequence["Reading"], wrong: list[DocumentError]
) -> dict[str, tuple[str, list[list[dict[str, Any]]]]]:
    """Gives each document's raw text and its facts by each reading, by where it stands; what cannot be read joins `wrong`."""
    from ingest.facts import facts
    from ingest.pipeline import understand

    found: dict[str, tuple[str, list[list[dict[str, Any]]]]] = {}
    for source in readable(files, wrong, quiet=True):
        try:
            said = [list(facts(understand(source, reading))) for reading in readings]
            found[source.origin] = source.raw, said
        except DocumentError as error:
            wrong.append(error)
    return found
