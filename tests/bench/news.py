"""Measures extraction against texts that were annotated by eye: `python -m tests.bench.news NEWS.jsonl.gz [SEEDS]`.

NEWS is the file of the 600 articles of the field, SEEDS the folder of the five documents, of which one is annotated; the made-up ones
stand in `tests/judged/written.jsonl`. The annotation, `tests/judged/news.jsonl`, holds offsets and kinds, none of their sentences; a name
is what stands at its offsets. Prints the table of `atlas eval extraction` for one of its sets (`first`, `drawn`, `named`, `quoted`,
`rich`, `further`, `late`, `fresh`, `blind`, `last`, `apart`, `report`, `written`), or for all.
"""

import argparse
import json
import sys
from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from click.testing import CliRunner

from ingest.commands.evaluation import evaluation
from ingest.readers import SourceFile, files_in, read

TABLE = Path(__file__).parents[1] / "judged" / "news.jsonl"


def annotation(chosen: str | None = None) -> dict[str, list[dict[str, Any]]]:
    """Gives the annotated facts by document, of one set or of all."""
    facts: dict[str, list[dict[str, Any]]] = defaultdict(list)
    with TABLE.open(encoding="utf-8") as lines:
        for line in lines:
            fact = json.loads(line)
            if chosen in (None, fact["set"]):
                facts[fact["document"]].append(fact)
    return facts


def to_learn_from(
    description: str | None, table: str, apart: frozenset[str]
) -> tuple[dict[str, list[dict[str, Any]]], dict[str, str], bool]:
    """Gives what a command that learns a table of weights is asked for: the annotated facts and the raw texts by document, and whether to write it.

    The sets that are `apart` are left out; a document whose text was not given has facts and no text.
    """
    asked = argparse.ArgumentParser(description=description)
    asked.add_argument(
        "texts", type=Path, nargs="+", metavar="TEXTS", help="files and folders that hold the texts"
    )
    asked.add_argument("--write", action="store_true", help=f"renew graph/vocabulary/{table}")
    given = asked.parse_args()
    facts = {name: told for name, told in annotation().items() if told[0]["set"] not in apart}
    sources = (one for path in files_in(given.texts) for one in read(path) if isinstance(one, SourceFile))
    return facts, {source.name: source.raw for source in sources if source.name in facts}, given.write


def main() -> None:
    """Writes texts and annotation side by side, as the command wants them, and runs it."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument(
        "texts",
        type=Path,
        nargs="+",
        metavar="TEXTS",
        help="the articles, a .jsonl.gz file; the documents, a folder",
    )
    asked.add_argument("--set", metavar="SET", help="one of the sets named above")
    given = asked.parse_args()
    facts = annotation(given.set)
    with TemporaryDirectory() as folder:
        gold, raw = Path(folder) / "gold", Path(folder) / "raw"
        gold.mkdir()
        raw.mkdir()
        for source in (one for path in files_in(given.texts) for one in read(path)):
            if isinstance(source, SourceFile) and source.name in facts:
                (raw / f"{source.name}.txt").write_text(source.raw, encoding="utf-8", newline="")
                named = (
                    fact | ({"norm": source.raw[fact["start"] : fact["end"]]} if "start" in fact else {})
                    for fact in facts[source.name]
                )
                lines = "".join(json.dumps(fact, ensure_ascii=False) + "\n" for fact in named)
                (gold / f"{source.name}.jsonl").write_text(lines, encoding="utf-8")
        told = CliRunner().invoke(evaluation, ["extraction", "--gold", str(gold), "--raw", str(raw)])
    sys.stdout.write(told.output)
    sys.exit(told.exit_code)


if __name__ == "__main__":
    main()
