"""JSON Lines, plain or gzipped, one document a line, streamed: `{"id", "title", "text"}`; other keys are kept."""

import contextlib
import gzip
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from graph.errors import DocumentError, UnreadableDocument
from ingest.readers.text import LARGEST_FILE

REMEDY = 'give one {"id", "title", "text"} a line'


def count_lines(path: Path) -> int:
    """Gives the number of line ends, as far as the file can be unpacked."""
    opening = gzip.open if path.name.lower().endswith(".gz") else open
    lines = 0
    with contextlib.suppress(OSError, EOFError, zlib.error), opening(path, "rb") as stream:
        while block := stream.read(1 << 20):
            lines += block.count(b"\n")
    return lines


def read_jsonl(path: Path) -> Iterator[tuple[str, dict[str, Any] | DocumentError]]:
    """Gives (origin, fields) of each line, and an error in the place of each line that is no document.

    A `title` becomes the first line of the text unless the text begins with it.
    """
    opening = gzip.open if path.name.lower().endswith(".gz") else open
    number, empty = 0, True
    seen: set[int] = set()
    with opening(path, "rb") as stream:
        while True:
            origin = f"{path}#{number + 1}"
            try:
                line = stream.readline(LARGEST_FILE + 1)
            except (OSError, EOFError, zlib.error) as error:
                yield (
                    origin,
                    UnreadableDocument(origin, f"the archive breaks off: {error}", "fetch the file again"),
                )
                return
            if not line:
                break
            number += 1
            empty = empty and not line.strip()
            if len(line) > LARGEST_FILE:
                yield (
                    origin,
                    UnreadableDocument(
                        origin, f"the line has more than {LARGEST_FILE:,} bytes", "split the document"
                    ),
                )
                while line and not line.endswith(b"\n"):
                    line = stream.readline(LARGEST_FILE)
                continue
            if line.strip():
                named, item = _document(line, origin, path)
                if isinstance(item, dict) and hash(item["id"]) in seen:
                    yield (
                        origin,
                        UnreadableDocument(
                            origin,
                            f"the id {item['id']!r} stands in this file before",
                            "give each document an id of its own",
                        ),
                    )
                    continue
                if isinstance(item, dict):
                    seen.add(hash(item["id"]))
                yield named, item
    if empty:
        yield str(path), UnreadableDocument(str(path), "the file is empty", REMEDY)


def _document(line: bytes, origin: str, path: Path) -> tuple[str, dict[str, Any] | DocumentError]:
    try:
        row = _parsed(line)
    except (ValueError, RecursionError) as error:
        return origin, UnreadableDocument(origin, f"this is no JSON: {str(error)[:80]}", REMEDY)
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        return origin, UnreadableDocument(origin, "there is no `text` string", REMEDY)
    if not isinstance(row.get("id"), str | int):
        return origin, UnreadableDocument(origin, "there is no `id`", REMEDY)
    if isinstance(row["id"], bool) or _unencodable(row):
        return origin, UnreadableDocument(
            origin, "it holds half a character (a lone surrogate) or a wrong id", REMEDY
        )
    row["id"] = str(row["id"])
    title = row.get("title")
    text = row["text"]
    if isinstance(title, str) and title.strip() and not text.startswith(title):
        row["text"] = f"{title.strip()}\n{text}"
    if not row["text"].strip():
        return origin, UnreadableDocument(origin, "the text is empty", REMEDY)
    return f"{path.resolve()}#{row['id']}", row


def _parsed(line: bytes) -> Any:
    try:
        return json.loads(line)
    except UnicodeDecodeError:
        return json.loads(line.decode("gb18030"))


def _unencodable(row: dict[str, Any]) -> bool:
    """Tells whether a string in it cannot be written as UTF-8."""
    try:
        json.dumps(row, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False
