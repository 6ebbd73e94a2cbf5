"""The command line: the only place that knows both flows."""

import csv
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

# numpy reads these once, on import: more threads than one make busy cores slower, not faster (measured).
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import click
from tqdm import tqdm

from graph.errors import DocumentError, KnowledgeError, NotKnown, QuestionError, SettingsError
from graph.open import open_knowledge, open_views
from graph.settings import Settings, settings_from_environment

REJECTED = 1
"""Exit code when something was rejected; 2 when the command itself failed."""

DATA = click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of the embedded stores (default: ATLAS_DATA or ./data).",
)
QUIET = click.option(
    "--quiet", is_flag=True, help="No progress and no report; errors still go to standard error."
)
PATHS = click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))


class Bar:
    """Progress on standard error: documents, their rate and the remaining time."""

    def __init__(self, paths: list[Path], *, quiet: bool) -> None:
        """Counts the documents; on a terminal the bar moves at once, in a log a line comes every ten seconds."""
        from ingest.readers import count, files_in

        terminal = sys.stderr.isatty()
        total = None if quiet else sum(count(path) for path in files_in(paths))
        self._bar = tqdm(
            total=total,
            unit=" documents",
            disable=quiet,
            file=sys.stderr,
            mininterval=0.5 if terminal else 10,
            delay=0 if terminal else 5,
        )

    def step(self, path: Path) -> None:
        """Counts a document."""
        self._bar.update()

    def close(self) -> None:
        """Ends the line."""
        self._bar.close()


class Commands(click.Group):
    """The commands; an error of ours becomes one line on standard error and exit code 2."""

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command."""
        try:
            return super().invoke(ctx)
        except KnowledgeError as error:
            raise click.ClickException(str(error)) from error
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return None


click.ClickException.exit_code = 2


def _settings(data: Path | None) -> Settings:
    return settings_from_environment(data=data)


def _print(row: Any) -> None:
    sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="practice-atlas")
def main() -> None:
    """Practice Atlas: a knowledge graph and search over Chinese grassroots party-building practices (基层党建做法图谱)."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")


@main.command()
@PATHS
@DATA
@QUIET
@click.option(
    "--json", "as_json", is_flag=True, help="Print the report as one JSON object on standard output."
)
def ingest(paths: tuple[Path, ...], data: Path | None, *, quiet: bool, as_json: bool) -> None:
    """Load documents: files or folders of .txt .md .html .docx .pdf .jsonl .jsonl.gz.

    What is known already is not read again; a changed file replaces what it said before.

    Example: atlas ingest samples --data demo-data
    """
    from ingest.pipeline import ingest as take_in

    bar = Bar(list(paths), quiet=quiet)
    with open_knowledge(_settings(data)) as knowledge:
        report = take_in(list(paths), knowledge, bar)
    bar.close()
    if as_json:
        _print(report.as_json())
    elif not quiet:
        click.echo("\n".join(report.lines()))
    if quiet and not as_json:
        click.echo("".join(f"rejected {error}\n" for error in report.rejects), err=True, nl=False)
    if report.rejects:
        raise SystemExit(REJECTED)


@main.command()
@PATHS
@QUIET
@click.option(
    "--raw-text",
    is_flag=True,
    help="Print the text that the reader gives, to which offsets point, and nothing else.",
)
def extract(paths: tuple[Path, ...], *, quiet: bool, raw_text: bool) -> None:
    """Print the facts of documents as JSON Lines, without any store; the report goes to standard error."""
    from ingest.facts import facts
    from ingest.pipeline import understand
    from ingest.readers import files_in, read

    bar = Bar(list(paths), quiet=quiet)
    rejects: list[DocumentError] = []
    documents = 0
    for path in files_in(list(paths)):
        for source in read(path):
            bar.step(path)
            if isinstance(source, DocumentError):
                rejects.append(source)
                continue
            documents += 1
            if raw_text:
                sys.stdout.write(source.raw)
                continue
            for fact in facts(understand(source)):
                _print(fact)
    bar.close()
    if not quiet:
        click.echo(
            f"read {documents + len(rejects)} documents = {documents} accepted + {len(rejects)} rejected",
            err=True,
        )
    for error in rejects:
        click.echo(f"rejected {error}", err=True)
    if rejects:
        raise SystemExit(REJECTED)


@main.command()
@click.argument("document")
@DATA
def forget(document: str, data: Path | None) -> None:
    """Remove a DOCUMENT, by its name or ID, and all that only it said."""
    from ingest.load import forget as remove

    with open_knowledge(_settings(data)) as knowledge:
        known = knowledge.graph.document(document)
        if known is None:
            raise NotKnown(f"no document has the name or ID {document!r}; list them: atlas export --data DIR")
        remove(known.id, knowledge)
        knowledge.passage_writer.flush()
    click.echo(f"forgot {known.name} ({known.id})")


@main.command()
@DATA
@click.option(
    "--canonical",
    is_flag=True,
    help="One JSON object a line with sorted keys: equal knowledge gives equal bytes (this is the only form, and the default).",
)
def export(data: Path | None, *, canonical: bool) -> None:
    """Print everything that is known, sorted, as JSON Lines."""
    from graph.records import dumps

    with open_views(_settings(data)) as views:
        for row in views.graph.export():
            sys.stdout.write(dumps(row) + "\n")


@main.command()
@click.argument("query", required=False)
@DATA
@click.option(
    "--queries",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A tab-separated file with the columns query_id and query.",
)
@click.option("--jsonl", is_flag=True, help="Print one result a line as JSON.")
@click.option(
    "--limit", type=click.IntRange(1, 100), default=10, show_default=True, help="Results a question."
)
@click.option(
    "--mode", type=click.Choice(["hybrid", "lexical", "semantic"]), default="hybrid", show_default=True
)
def search(
    query: str | None, data: Path | None, queries: Path | None, *, jsonl: bool, limit: int, mode: str
) -> None:
    """Answer a question, or a file of questions, from what was loaded.

    Example: atlas search "如何消除空壳村" --data demo-data
    """
    from search_api.search.answer import Asked, answer
    from search_api.search.understand import Mode
    from search_api.wire import for_people, result_line

    if (query is None) == (queries is None):
        raise click.UsageError("give either a QUERY or --queries FILE")
    asked = _questions(queries) if queries else iter([(None, str(query))])
    failed = False
    with open_views(_settings(data)) as views:
        for query_id, text in asked:
            try:
                found = answer(Asked(text, limit, Mode(mode)), views)
            except QuestionError as error:
                if queries is None:
                    raise
                failed = True
                click.echo(f"{queries}: {query_id}: {error}", err=True)
                continue
            if jsonl:
                for hit in found.hits:
                    _print(({} if query_id is None else {"query_id": query_id}) | result_line(hit))
            else:
                click.echo(for_people(found, color=sys.stdout.isatty()))
    if failed:
        raise SystemExit(REJECTED)


def _questions(path: Path) -> Iterator[tuple[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        try:
            header = rows.fieldnames
        except (UnicodeDecodeError, csv.Error) as error:
            raise SettingsError(
                f"{path}: the header cannot be read: {error}; save the file as UTF-8 text"
            ) from error
        if not {"query_id", "query"} <= set(header or ()):
            raise SettingsError(
                f"{path}: the header is {header}, wanted query_id and query separated by tabs; correct the first line"
            )
        try:
            for row in rows:
                yield row["query_id"] or "", row["query"] or ""
        except (UnicodeDecodeError, csv.Error) as error:
            raise SettingsError(
                f"{path}: line {rows.line_num + 1} cannot be read: {error}; save the file as UTF-8 text"
            ) from error


@main.command()
@DATA
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
def serve(data: Path | None, host: str, port: int) -> None:
    """Serve the page and the API; reads only."""
    import uvicorn

    from search_api.app import create_app

    app = create_app(_settings(data))
    click.echo(f"Practice Atlas on http://{host}:{port} (stop with Ctrl+C)", err=True)
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False)


if __name__ == "__main__":
    main()
