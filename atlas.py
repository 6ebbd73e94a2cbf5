"""The command line: the only place that knows both flows."""

import logging
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

# numpy reads these once, on import: more threads than one make busy cores slower, not faster (measured).
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import click
from click.core import ParameterSource

from graph.errors import KnowledgeError, QuestionError, StoreNotReady, StoreUnavailable
from graph.open import open_views
from graph.settings import settings_from_environment
from ingest.commands import (
    DATA,
    REJECTED,
    backup,
    check,
    evaluation,
    extract,
    forget,
    ingest,
    print_row,
    rebuild,
    restore,
)  # fmt: skip
from search_api.commands import eval_search


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


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="practice-atlas")
def main() -> None:
    """Practice Atlas: a knowledge graph and search over Chinese grassroots party-building practices (基层党建做法图谱)."""
    for driver in ("neo4j", "elastic_transport"):  # what they warn of is told in our words
        logging.getLogger(driver).setLevel(logging.ERROR)
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")


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

    with open_views(settings_from_environment(data=data)) as views:
        for row in views.graph.export():
            sys.stdout.write(dumps(row) + "\n")


@main.command()
def vocabulary() -> None:
    """Print the vocabulary of the field as SKOS in JSON-LD: concepts in Chinese and English, broader and narrower."""
    import json

    from graph.vocabulary.skos import skos

    sys.stdout.write(json.dumps(skos(), ensure_ascii=False, indent=1) + "\n")


@main.command()
@click.argument("query", required=False)
@DATA
@click.option(
    "--queries",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A file of questions: .tsv with query_id and query, or .jsonl with id and text.",
)
@click.option(
    "--jsonl",
    is_flag=True,
    help="Print one passage a line as JSON; that nothing answers is told on standard error.",
)
@click.option(
    "--group",
    type=click.Choice(["practice", "passage"]),
    default="practice",
    show_default=True,
    help="What a hit is.",
)
@click.option(
    "--limit", type=click.IntRange(1, 100), default=10, show_default=True, help="Results a question."
)
@click.option(
    "--mode", type=click.Choice(["hybrid", "lexical", "semantic"]), default="hybrid", show_default=True
)
def search(
    query: str | None,
    data: Path | None,
    queries: Path | None,
    *,
    jsonl: bool,
    group: str,
    limit: int,
    mode: str,
) -> None:
    """Answer a question, or a file of questions, from what was loaded.

    Example: atlas search "如何消除空壳村" --data demo-data
    """
    from search_api.evaluation.judged import questions
    from search_api.search.answer import answer
    from search_api.search.practices import answer_in_practices
    from search_api.search.ranking import Asked
    from search_api.search.understand import Mode
    from search_api.terminal import for_people, nothing_found
    from search_api.wire import result_lines

    if (query is None) == (queries is None):
        raise click.UsageError("give either a QUERY or --queries FILE")
    chosen = click.get_current_context().get_parameter_source("group")
    if jsonl and group == "practice" and chosen is ParameterSource.COMMANDLINE:
        raise click.UsageError("--jsonl prints passages; leave --group practice or --jsonl out")
    asked = [(i, text) for i, text, _ in questions(queries)] if queries else [(None, str(query))]
    failed = False
    with open_views(settings_from_environment(data=data)) as views:
        for query_id, text in asked:
            put = Asked(text, limit, Mode(mode))
            try:
                if jsonl:
                    found = answer(put, views)
                    for line in result_lines(found.hits, limit):
                        print_row(({} if query_id is None else {"query_id": query_id}) | line)
                    if found.nothing:
                        # The lines have the nearest; that they do not answer is no result.
                        click.echo(f"{text}: {nothing_found(found.nothing)}", err=True)
                else:
                    told = answer_in_practices(put, views) if group == "practice" else answer(put, views)
                    click.echo(for_people(told, color=sys.stdout.isatty()))
            except QuestionError as error:
                if queries is None:
                    raise
                failed = True
                click.echo(f"{queries}: {query_id}: {error}", err=True)
    if failed:
        raise SystemExit(REJECTED)


@main.command()
@DATA
@click.option("--json", "as_json", is_flag=True, help="Print it as one JSON object on standard output.")
def coverage(data: Path | None, *, as_json: bool) -> None:
    """Show of which problems and provinces the collection tells, and of which there is no evidence yet."""
    from search_api import wire
    from search_api.search.coverage import coverage as covered
    from search_api.terminal import covered as shown

    with open_views(settings_from_environment(data=data)) as views:
        told = covered(views)
    if as_json:
        print_row(wire.coverage(told))
    else:
        click.echo(shown(told))


@main.command()
@DATA
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
def serve(data: Path | None, host: str, port: int) -> None:
    """Serve the page and the API; reads only."""
    import uvicorn

    from search_api.app import create_app

    app = create_app(settings_from_environment(data=data))
    # A setting that is wrong ends it here; stores that are empty or away are waited for, request by request.
    with suppress(StoreNotReady, StoreUnavailable):
        app.state.opened.views()
    click.echo(f"Practice Atlas on http://{host}:{port} (stop with Ctrl+C)", err=True)
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False)


for command in (ingest, extract, forget, evaluation, check, rebuild, backup, restore):
    main.add_command(command)

evaluation.add_command(eval_search)


if __name__ == "__main__":
    main()
