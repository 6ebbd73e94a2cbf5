"""What the commands share: options, progress, and how documents are read by the settings."""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from tqdm import tqdm

from graph.errors import DocumentError, SettingsError
from graph.settings import Settings

if TYPE_CHECKING:
    from ingest.llm import LanguageModel
    from ingest.readers import SourceFile
    from ingest.reading import Reading

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
JSON = click.option(
    "--json", "as_json", is_flag=True, help="Print the report as one JSON object on standard output."
)
PATHS = click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
CORRECTIONS = click.option(
    "--corrections",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A .yaml or .csv file of people's decisions: accept, reject, merge, split, rename (default: ATLAS_CORRECTIONS).",
)
EXTRACTOR = click.option(
    "--extractor",
    type=click.Choice(["rules", "llm", "both"]),
    help="Who reads: the rules, a language model (ATLAS_LLM_URL, ATLAS_LLM_MODEL), or both (default: ATLAS_EXTRACTOR or rules).",
)


def tell(rejects: Sequence[DocumentError]) -> None:
    """Names what was rejected and ends with its exit code, or does nothing."""
    for error in rejects:
        click.echo(f"rejected {error}", err=True)
    if rejects:
        raise SystemExit(REJECTED)


def print_row(row: Any) -> None:
    """Prints one JSON object a line."""
    sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


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


def reading_of(settings: Settings) -> tuple["Reading", "LanguageModel | None", list[DocumentError]]:
    """Gives how documents are read by these settings, the model if there is one, and entries of the corrections file that are wrong."""
    from ingest.corrections import read_corrections
    from ingest.reading import Reading

    corrections, wrong = read_corrections(settings.corrections) if settings.corrections else ([], [])
    model = _model(settings) if settings.extractor != "rules" else None
    reading = Reading(tuple(corrections), model, settings.extractor != "llm", model.stamp if model else "")
    return reading, model, list(wrong)


def _model(settings: Settings) -> "LanguageModel":
    if not (settings.llm_url and settings.llm_model):
        raise SettingsError(
            "a language model is wanted; set ATLAS_LLM_URL (such as http://127.0.0.1:8080/v1) and ATLAS_LLM_MODEL"
        )
    try:
        from ingest.llm.endpoint import Endpoint
    except ImportError as error:
        raise SettingsError(
            "a language model is wanted; install the extra: pip install 'practice-atlas[llm]'"
        ) from error
    from ingest.llm import LanguageModel

    key = settings.llm_key.get_secret_value() if settings.llm_key else ""
    endpoint = Endpoint(settings.llm_url, settings.llm_model, key, settings.llm_timeout)
    return LanguageModel(settings.llm_model, endpoint.ask, settings.data / "llm-cache")


def readable(paths: Sequence[Path], rejects: list[DocumentError], *, quiet: bool) -> Iterator["SourceFile"]:
    """Gives the documents under the paths, with progress; an error joins `rejects` in the place of each that cannot be read."""
    from ingest.readers import files_in, read

    bar = Bar(list(paths), quiet=quiet)
    for path in files_in(list(paths)):
        for source in read(path):
            bar.step(path)
            if isinstance(source, DocumentError):
                rejects.append(source)
            else:
                yield source
    bar.close()
