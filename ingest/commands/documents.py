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
    reading_of,
    sources,
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
    report.model_rejects = model.refused if model else []
    if as_json:
        print_row(report.as_json())
    elif not quiet:
        click.echo("\n".join(report.lines()))
    if quiet and not as_json:
        click.echo("".join(f"rejected {error}\n" for error in (*report.rejects, *wrong)), err=True, nl=False)
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
    from ingest.report import told_of

    reading, model, wrong = reading_of(
        settings_from_environment(data=data, corrections=corrections, extractor=extractor)
    )
    documents = 0
    rejects: list[DocumentError] = []
    applied: set[str] = set()
    for source in sources(paths, quiet=quiet):
        if isinstance(source, DocumentError):
            rejects.append(source)
            continue
        documents += 1
        if raw_text:
            sys.stdout.write(source.raw)
            continue
        graph = understand(source, reading)
        applied.update(graph.document.corrections)
        for fact in facts(graph):
            print_row(fact)
    if not quiet:
        click.echo(
            f"read {documents + len(rejects)} documents = {documents} accepted + {len(rejects)} rejected",
            err=True,
        )
    if model and not quiet:
        click.echo(
            f"the model said {model.accepted + len(model.refused)} facts = {model.accepted} accepted + {len(model.refused)} refused",
            err=True,
        )
        click.echo(
            "".join(f"not accepted from the model: {told}\n" for told in model.refused), err=True, nl=False
        )
    if not quiet and not raw_text:
        idle = [c.where for c in reading.corrections if c.id not in applied]
        click.echo("".join(f"{line}\n" for line in told_of(idle)), err=True, nl=False)
    for error in (*rejects, *wrong):
        click.echo(f"rejected {error}", err=True)
    if rejects or wrong:
        raise SystemExit(REJECTED)


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
