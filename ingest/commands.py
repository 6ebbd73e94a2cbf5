"""The commands of DOCUMENT IN: ingest, extract, forget, eval. Imports stand inside, so that `--help` loads no model."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from tqdm import tqdm

from graph.errors import DocumentError, NotKnown, SettingsError
from graph.open import open_knowledge
from graph.settings import Settings, settings_from_environment

if TYPE_CHECKING:
    from ingest.llm import LanguageModel
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


def _reading(settings: Settings) -> tuple["Reading", "LanguageModel | None", list[DocumentError]]:
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
    reading, model, wrong = _reading(settings)
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
    """Print the facts of documents as JSON Lines, without any store; the report goes to standard error."""
    from ingest.facts import facts
    from ingest.pipeline import understand

    reading, model, rejects = _reading(
        settings_from_environment(data=data, corrections=corrections, extractor=extractor)
    )
    documents = 0
    for source in _sources(paths, quiet=quiet):
        if isinstance(source, DocumentError):
            rejects.append(source)
            continue
        documents += 1
        if raw_text:
            sys.stdout.write(source.raw)
            continue
        for fact in facts(understand(source, reading)):
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
    for error in rejects:
        click.echo(f"rejected {error}", err=True)
    if rejects:
        raise SystemExit(REJECTED)


def _sources(paths: tuple[Path, ...], *, quiet: bool) -> Iterator[Any]:
    from ingest.readers import files_in, read

    bar = Bar(list(paths), quiet=quiet)
    for path in files_in(list(paths)):
        for source in read(path):
            bar.step(path)
            yield source
    bar.close()


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
    reading, _, _ = _reading(settings_from_environment(corrections=corrections, extractor=extractor))
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
    by_rules, _, _ = _reading(settings_from_environment(extractor="rules"))
    by_model, _, _ = _reading(settings_from_environment(extractor="llm"))
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
    for source in _sources(tuple(files), quiet=True):
        if isinstance(source, DocumentError):
            click.echo(f"rejected {source}", err=True)
            continue
        texts[source.name] = source.raw
        found[source.name] = list(facts(understand(source, reading)))
    return texts, found
