"""Everything that is known in one file, and back: the same for every kind of stores, so that it also moves from one to another.

A gzip file of JSON lines: what made it, then each document with all it says and its vectors, at the end how many there
were and the hash of the lines before. Equal knowledge gives equal bytes.
"""

import base64
import gzip
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

import numpy as np

from graph import records
from graph.embedders.stamp import stamp_of
from graph.errors import SchemaError, SettingsError, UnreadableDocument
from graph.ids import text_key
from graph.messages import Loaded, Origin, Vector
from graph.open import Knowledge, Views
from ingest.load import entries_of, forget, texts_of

FORMAT = "practice-atlas-backup-1"
REMEDY = "take another backup"
LONGEST_LINE = 512_000_000
"""Characters of one document with all it says; a longer line is no backup of ours."""


def back_up(views: Views, path: Path, step: Callable[[], None]) -> int:
    """Writes everything to `path`, which appears when it is whole; gives how many documents it holds.

    Raises:
        SettingsError: the file cannot be written.
        StoreError: a store let us down.
    """
    partial = path.with_name(path.name + ".part")
    try:
        with partial.open("wb") as raw:
            count = _packed(views, raw, step)
        partial.replace(path)
    except OSError as error:
        raise SettingsError(
            f"cannot write {str(path)!r}: {error.strerror}; choose a folder that exists and has room"
        ) from error
    finally:
        partial.unlink(missing_ok=True)
    return count


def _packed(views: Views, raw: IO[bytes], step: Callable[[], None]) -> int:
    count, digest = 0, hashlib.sha256()
    with gzip.GzipFile(filename="", fileobj=raw, mode="wb", mtime=0) as packed:
        for row in _rows(views):
            line = (records.dumps(row) + "\n").encode("utf-8", "surrogatepass")
            digest.update(line)
            packed.write(line)
            if "document" in row:
                count += 1
                step()
        packed.write((records.dumps({"documents": count, "sha256": digest.hexdigest()}) + "\n").encode())
    return count


def _rows(views: Views) -> Iterator[dict[str, Any]]:
    yield {"format": FORMAT, "stamp": stamp_of(views.embedder)}
    for document_id, _ in views.graph.holdings():
        loaded = views.graph.loaded(document_id)
        if loaded is None:
            continue
        graph = loaded.graph
        vectors = views.passages.vectors(texts_of(graph))
        yield {
            "document": graph.document,
            "passages": graph.passages,
            "mentions": graph.mentions,
            "entities": [
                records.shallow(entity) | {"quote": graph.quotes[entity.id]}
                for entity in sorted(graph.entities, key=lambda e: e.id)
            ],
            "claims": sorted(graph.claims, key=lambda c: c.id),
            "origins": [[o.origin, o.name, o.metadata] for o in loaded.origins],
            "rules": loaded.rules,
            "vectors": {
                text_key(text): base64.b64encode(vector.astype("<f4").tobytes()).decode("ascii")
                for text, vector in vectors.items()
            },
        }  # fmt: skip


def restore(path: Path, knowledge: Knowledge, step: Callable[[], None], *, replacing: bool) -> int:
    """Loads what a backup holds; gives how many documents it held. A broken run is begun again, and goes on where it stood.

    With `replacing`, documents that the backup does not hold are forgotten.

    Raises:
        UnreadableDocument: the file is damaged or of another kind; nothing was changed.
        SettingsError: the stores hold documents that the backup does not hold, and `replacing` was not said.
        StoreError: a store let us down.
    """
    ids = {row["document"]["id"] for row in _checked(path)}
    others = {document_id for document_id, _ in knowledge.graph.holdings()} - ids
    if others and not replacing:
        raise SettingsError(
            f"the stores hold {len(others)} documents that {str(path)!r} does not hold; restore into empty stores, or give --replace to forget them"
        )
    for document_id in sorted(others):
        knowledge.persistently(lambda d=document_id: forget(d, knowledge))  # type: ignore[misc]
    same = False
    for row in _lines(path):
        if "format" in row:
            same = row["stamp"] == stamp_of(knowledge.embedder)
        if "document" in row:
            _take(row, knowledge, same=same)
            step()
    knowledge.persistently(knowledge.passage_writer.flush)
    return len(ids)


def _take(row: Mapping[str, Any], knowledge: Knowledge, *, same: bool) -> None:
    loaded = _loaded(row)
    graph = loaded.graph
    vectors: dict[str, Vector] = {}
    for text in texts_of(graph):
        kept = row["vectors"].get(text_key(text)) if same else None
        if kept is not None:
            vectors[text] = np.frombuffer(base64.b64decode(kept), dtype="<f4").astype(np.float32)
    missing = [text for text in texts_of(graph) if text not in vectors]
    vectors |= dict(zip(missing, knowledge.embedder.passages(missing), strict=True))

    def write() -> None:
        with knowledge.atomic():
            entries = entries_of(graph, vectors)
            knowledge.passage_writer.load(graph.document, entries, loaded.rules)
            for number, origin in enumerate(loaded.origins):
                if number == 0:
                    document = replace(graph.document, name=origin.name, metadata=origin.metadata)
                    knowledge.graph_writer.load(
                        replace(graph, document=document), origin.origin, loaded.rules
                    )
                else:
                    knowledge.graph_writer.claim_origin(
                        origin.origin, document.id, origin.name, origin.metadata
                    )

    knowledge.persistently(write)


def _loaded(row: Mapping[str, Any]) -> Loaded:
    graph = records.graph(
        records.document(row["document"]), row["passages"], row["mentions"], row["entities"], row["claims"]
    )
    return Loaded(graph, tuple(Origin(*origin) for origin in row["origins"]), row["rules"])


def _checked(path: Path) -> Iterator[Mapping[str, Any]]:
    """Gives each document's row, after its schema was proved; the whole file is read and its hash compared."""
    digest, count, number = hashlib.sha256(), 0, 0
    try:
        with _opened(path) as lines:
            last: Mapping[str, Any] = {}
            for number, line in enumerate(_bounded(lines), 1):
                last = json.loads(line)
                if number == 1 and last.get("format") != FORMAT:
                    raise UnreadableDocument(str(path), "this is no backup of ours", REMEDY)
                if "sha256" in last:
                    break
                digest.update(line)
                if "document" in last:
                    count += 1
                    loaded = _loaded(last)
                    loaded.graph.check()
                    if not loaded.origins:
                        raise SchemaError(f"{loaded.graph.document.id} has no origin")
                    yield last
    except (OSError, EOFError, ValueError, KeyError, TypeError, AttributeError, SchemaError) as error:
        raise UnreadableDocument(f"{path}#{number}", f"it is damaged: {error}", REMEDY) from error
    if last.get("sha256") != digest.hexdigest() or last.get("documents") != count:
        raise UnreadableDocument(str(path), "its end is missing, or a line was changed", REMEDY)


def _lines(path: Path) -> Iterator[Mapping[str, Any]]:
    with _opened(path) as lines:
        for line in _bounded(lines):
            yield json.loads(line)


def _opened(path: Path) -> IO[bytes]:
    return gzip.open(path, "rb")  # type: ignore[return-value]


def _bounded(lines: IO[bytes]) -> Iterator[bytes]:
    while line := lines.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE:
            raise ValueError("a line is too long")
        yield line
