"""The commands of those who run it: does the index agree with the graph, make it anew, back up and restore."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
from tqdm import tqdm

from graph.errors import SettingsError
from graph.open import open_knowledge, open_views
from graph.settings import settings_from_environment
from ingest.commands.options import (
    CORRECTIONS,
    DATA,
    EXTRACTOR,
    JSON,
    QUIET,
    REJECTED,
    print_row,
    reading_of,
    tell,
)

if TYPE_CHECKING:
    from collections.abc import Callable

SHOWN = 20
"""Disagreements printed; `--json` gives all."""


@contextmanager
def _steps(total: int, *, quiet: bool) -> Iterator["Callable[[], None]"]:
    with tqdm(total=total, unit=" documents", disable=quiet, file=sys.stderr, mininterval=0.5) as bar:
        yield lambda: bar.update() and None


@click.command()
@DATA
@JSON
def check(data: Path | None, *, as_json: bool) -> None:
    """Compare the index with the graph, passage by passage; exit code 1 where they disagree.

    What it finds: missing, different, unfindable, orphaned or stale passages. Mend them with: atlas rebuild
    """
    from ingest.check import disagreements

    with open_views(settings_from_environment(data=data)) as views:
        documents = views.graph.counts()["documents"]
        found = list(disagreements(views))
    if as_json:
        print_row(
            {"documents": documents, "disagreements": [{"what": d.what, "document": d.document_id, "passage": d.passage_id} for d in found]}
        )  # fmt: skip
    else:
        for each in found[:SHOWN]:
            click.echo(each.line())
        more = f", of which {SHOWN} are shown" if len(found) > SHOWN else ""
        said = (
            f"{len(found)} disagreements{more}; mend them with: atlas rebuild"
            if found
            else "graph and index agree"
        )
        click.echo(f"{documents} documents: {said}")
    if found:
        raise SystemExit(REJECTED)


@click.command()
@DATA
@QUIET
@CORRECTIONS
@EXTRACTOR
@click.option(
    "--reread",
    is_flag=True,
    help="Read the texts in the graph again by the rules of now, then write both stores.",
)
@click.option(
    "--rollback",
    is_flag=True,
    help="Move readers back to the index before the last rebuild (Elasticsearch only).",
)
def rebuild(
    data: Path | None, corrections: Path | None, extractor: str | None, *, quiet: bool, reread: bool, rollback: bool
) -> None:  # fmt: skip
    """Make the index anew from the graph, beside the one that is read; readers move to it in one step.

    With another ATLAS_EMBEDDER than before, this is how its vectors come in.
    """
    from ingest import rebuild as way

    if reread and rollback:
        raise SettingsError("--reread and --rollback exclude each other; give one")
    settings = settings_from_environment(data=data, corrections=corrections, extractor=extractor)
    with open_knowledge(settings, rebuilding=not reread) as knowledge:
        if rollback:
            click.echo(
                f"readers are back at {knowledge.passage_writer.roll_back()}; see whether it agrees: atlas check"
            )
            return
        total = knowledge.graph.counts()["documents"]
        with _steps(total, quiet=quiet) as step:
            if not reread:
                count = way.rebuild_index(knowledge, step)
                if not quiet:
                    click.echo(f"the index holds {count} documents, made anew from the graph")
                return
            reading, _, wrong = reading_of(settings)
            report = way.reread(knowledge, reading, step)
    if not quiet:
        click.echo(f"{report.reread} documents read again by new rules, {report.unchanged} as they were")
    tell([*report.rejects, *wrong])


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@DATA
@QUIET
def backup(file: Path, data: Path | None, *, quiet: bool) -> None:
    """Write everything that is known to FILE (.jsonl.gz), while readers and a writer go on.

    Example: atlas backup atlas-backup.jsonl.gz --data demo-data
    """
    from ingest.backup import back_up

    with (
        open_views(settings_from_environment(data=data)) as views,
        _steps(views.graph.counts()["documents"], quiet=quiet) as step,
    ):
        count = back_up(views, file, step)
    if not quiet:
        click.echo(f"{file} holds {count} documents, {file.stat().st_size} bytes")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@DATA
@QUIET
@click.option("--replace", is_flag=True, help="Forget documents that FILE does not hold.")
def restore(file: Path, data: Path | None, *, quiet: bool, replace: bool) -> None:
    """Load what a backup FILE holds, into the embedded stores or the servers, whichever made it.

    Example: atlas restore atlas-backup.jsonl.gz --data restored-data
    """
    from ingest.backup import restore as take_back

    with (
        open_knowledge(settings_from_environment(data=data)) as knowledge,
        tqdm(unit=" documents", disable=quiet, file=sys.stderr, mininterval=0.5) as bar,
    ):
        count = take_back(file, knowledge, lambda: bar.update() and None, replacing=replace)
    if not quiet:
        click.echo(f"restored {count} documents from {file}")
