"""Reads files into texts: suffix → reader, a plain dict; every reader treats its file as hostile until parsed."""

import logging
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graph.errors import DocumentError, UnreadableDocument, UnsupportedDocument
from ingest.readers.docx import read_docx
from ingest.readers.html import read_html
from ingest.readers.jsonl import count_lines, read_jsonl
from ingest.readers.pdf import read_pdf
from ingest.readers.text import LARGEST_FILE, read_text

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A text as it was read: where from, under what name, its raw characters and what its file says of it."""

    origin: str
    name: str
    raw: str
    metadata: dict[str, Any] = field(default_factory=dict)


READERS: dict[str, Callable[[Path], str]] = {
    ".txt": read_text,
    ".md": read_text,
    ".html": read_html,
    ".htm": read_html,
    ".docx": read_docx,
    ".pdf": read_pdf,
}
SUFFIXES = (*READERS, ".jsonl", ".jsonl.gz")


def files_in(paths: list[Path]) -> Iterator[Path]:
    """Gives the files under these paths, in the order of their names; hidden ones are left out.

    Raises:
        UnreadableDocument: a path does not exist.
    """
    for path in paths:
        if path.is_dir():
            yield from sorted(_inside(path))
        elif path.exists():
            yield path
        else:
            raise UnreadableDocument(str(path), "there is no such file or folder", "check the path")


def _inside(folder: Path) -> Iterator[Path]:
    """Gives all that stands in a folder and is none itself, and what cannot be entered, so that it is told."""
    denied: list[Path] = []
    for at, folders, files in os.walk(folder, onerror=lambda error: denied.append(Path(error.filename))):
        folders[:] = [name for name in folders if not name.startswith(".")]
        links = [name for name in folders if _is_link(Path(at, name))]
        yield from (Path(at, name) for name in (*files, *links) if not name.startswith("."))
    yield from denied


def _is_link(folder: Path) -> bool:
    try:
        return folder.is_symlink()
    except OSError:  # it may not be looked at, so it cannot be entered either, which is told
        return False


def _proved(path: Path) -> None:
    """Refuses what is no regular file (a pipe, a device would never end) and a name that cannot be written down."""
    shown = os.fsencode(path).decode("utf-8", "replace")
    if shown != str(path):
        raise UnreadableDocument(shown, "its name is not in UTF-8", "rename the file")
    if path.is_dir():
        raise UnreadableDocument(
            shown,
            "this folder is a link, or may not be read",
            "give the folder itself, or the right to read it",
        )
    if path.is_symlink() and not path.exists():
        raise UnreadableDocument(shown, "this link leads nowhere", "give the document itself")
    if not path.is_file():
        raise UnreadableDocument(shown, "this is no regular file", "give the document itself")


def count(path: Path) -> int:
    """Gives how many documents a file seems to hold, for progress alone: the lines of JSON Lines, else one."""
    try:
        return (
            count_lines(path) if path.name.lower().endswith((".jsonl", ".jsonl.gz")) and path.is_file() else 1
        )
    except OSError:
        return 1


def read(path: Path) -> Iterator[SourceFile | DocumentError]:
    """Gives the documents of a file, and an error in the place of each that cannot be read."""
    try:
        _proved(path)
        lower = path.name.lower()
        if lower.endswith((".jsonl", ".jsonl.gz")):
            for origin, item in read_jsonl(path):
                yield (
                    item
                    if isinstance(item, DocumentError)
                    else SourceFile(origin, item.pop("id"), item.pop("text"), item)
                )
            return
        reader = READERS.get(path.suffix.lower())
        if reader is None:
            raise UnsupportedDocument(
                str(path),
                f"no reader for {path.suffix or 'a file without suffix'}",
                f"save it as one of {', '.join(SUFFIXES)}",
            )
        if path.stat().st_size > LARGEST_FILE:
            raise UnreadableDocument(
                str(path),
                f"the file has {path.stat().st_size:,} bytes, more than {LARGEST_FILE:,}",
                "split it into documents, or give them as .jsonl",
            )
        raw = reader(path)
        if not raw.strip():
            raise UnreadableDocument(
                str(path),
                "there is no text in it",
                "remove it, or run text recognition on scanned pages first",
            )
        file = path.resolve()
        yield SourceFile(str(file), file.stem, raw)
    except DocumentError as error:
        yield error
    except OSError as error:
        yield UnreadableDocument(
            str(path), f"cannot be opened: {error.strerror}", "check that it exists and may be read"
        )
    except Exception as error:  # noqa: BLE001 (a library that fails on one file must not end the run)
        _log.exception("the reader failed on %s", path)
        yield UnreadableDocument(
            str(path), f"the reader failed on it ({type(error).__name__}: {str(error)[:80]})", "save it again as .txt, and report it with this message"
        )  # fmt: skip
