"""The commands that take documents in, print their facts, and forget them."""

import sys
from pathlib import Path

import click

from graph.errors import DocumentError, NotKnown
from graph.open import open_knowledge
from graph.settings import settings_from_environment
from ingest.commands.options import (
    CORRECTIONS,
    DATA,
    EXTRACTOR,
    JSON,
    PATHS,
    QUIET,
    REJECTED,
    Bar,
    print_row,
    readable,
    reading_of,
    tell,
)


@click.command()
@PATHS
@DATA
@QUIET
@CORRECTIONS
@EXTRACTOR
@JSON
def ingest(
    paths: tuple[Path, ...], data: Path | None, corrections: Path | None, extractor: str | None, *, quiet: bool, as_json: bool
) -> None:  # fmt: skip
    """Load documents: files or folders of .txt .md .html .docx .pdf .jsonl .jsonl.gz.

    What is known already is not read again; a changed file replaces what it said before.

    Example: atlas ingest samples --data demo-data
    """
    from ingest.pipeline import ingest as take_in

    settings = settings_from_environment(data=data, corrections=corrections, extractor=extractor)
    reading, model, wrong = reading_of(settings)
    bar = Bar(list(paths), quiet=quiet)
    with open_knowledge(settings) as knowledge:
        report = take_in(list(paths), knowledge, bar, reading)
    bar.close()
    report.corrections_rejected = wrong
    if model:
        report.model_accepted, report.model_rejects = model.accepted, model.refused
    if as_json:
        print_row(report.as_json())
    elif not quiet:
        click.echo("\n".join(report.lines()))
    if quiet and not as_json:
        tell([*report.rejects, *wrong])
    if report.rejects or wrong:
        raise SystemExit(REJECTED)


@click.command()
@PATHS
@DATA
@QUIET
@CORRECTIONS
@EXTRACTOR
@click.option(
    "--raw-text",
    is_flag=True,
    help="Print the text that the reader gives, to which offsets point, and nothing else.",
)
def extract(
    paths: tuple[Path, ...], data: Path | None, corrections: Path | None, extractor: str | None, *, quiet: bool, raw_text: bool
) -> None:  # fmt: skip
    """Print the facts of documents as JSON Lines, without any store; the report goes to standard error.

    A language model's answers are kept in the folder `llm-cache` of --data, as ever."""
    from ingest.facts import facts
    from ingest.pipeline import understand
    from ingest.report import said_by_model, told_of

    reading, model, wrong = reading_of(
        settings_from_environment(data=data, corrections=corrections, extractor=extractor)
    )
    documents = 0
    rejects: list[DocumentError] = []
    applied: set[str] = set()
    for source in readable(paths, rejects, quiet=quiet):
        if raw_text:
            documents += 1
            sys.stdout.write(source.raw)
            continue
        try:
            graph = understand(source, reading)
        except DocumentError as error:
            rejects.append(error)
            continue
        documents += 1
        applied.update(graph.document.corrections)
        for fact in facts(graph):
            print_row(fact)
    if not quiet:
        click.echo(
            f"read {documents + len(rejects)} documents = {documents} accepted + {len(rejects)} rejected",
            err=True,
        )
    if not quiet and not raw_text:
        idle = [c.where for c in reading.corrections if c.id not in applied]
        said = said_by_model(model.accepted, model.refused) if model else []
        click.echo("".join(f"{line}\n" for line in (*said, *told_of(idle))), err=True, nl=False)
    tell([*rejects, *wrong])


@click.command()
@click.argument("document")
@DATA
def forget(document: str, data: Path | None) -> None:
    """Remove a DOCUMENT, by its name or ID, and all that only it said."""
    from ingest.load import forget as remove

    with open_knowledge(settings_from_environment(data=data)) as knowledge:
        known = knowledge.graph.document(document)
        if known is None:
            raise NotKnown(f"no document has the name or ID {document!r}; list them: atlas export --data DIR")
        remove(known.id, knowledge)
        knowledge.passage_writer.flush()
    click.echo(f"forgot {known.name} ({known.id})")
