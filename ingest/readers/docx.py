"""Word documents: paragraphs and table rows in the order of the page; checked as an archive before it is parsed."""

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import docx
from docx.opc.exceptions import PackageNotFoundError
from lxml import etree

from graph.errors import UnreadableDocument
from ingest.readers.text import LARGEST_FILE

LARGEST_RATIO = 200
"""Unpacked to packed bytes; text packs some 10 to 1, a bomb a thousand to 1."""

SUSPECT = 4 * 1024 * 1024
"""Bytes of text and markup from which on the ratio counts; a book has some 10 MB of them, pictures not counted."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DAMAGE = (KeyError, ValueError, AttributeError, TypeError, IndexError, RuntimeError)
"""What python-docx and zipfile raise, in place of errors of their own, where parts of a package are missing or wrong."""

_OLE = b"\xd0\xcf\x11\xe0"


def read_docx(path: Path) -> str:
    """Gives the text, a line a paragraph; the cells of a row are joined by spaces.

    Raises:
        UnreadableDocument: no Word document, encrypted, damaged, or an archive that unpacks out of all proportion.
    """
    with path.open("rb") as file:
        if file.read(4) == _OLE:
            raise UnreadableDocument(
                str(path),
                "the document is encrypted or in the old .doc format",
                "open it, remove the password and save it as .docx",
            )
    _proved(path)
    try:
        return "\n".join(_lines(docx.Document(str(path))))
    except (PackageNotFoundError, etree.LxmlError, zipfile.BadZipFile, zlib.error, *_DAMAGE) as error:
        raise UnreadableDocument(
            str(path), f"the document is damaged: {str(error)[:80]}", "open and save it again"
        ) from error


def _proved(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, *_DAMAGE) as error:
        raise UnreadableDocument(
            str(path), "this is no Word document", "open it and save it as .docx"
        ) from error
    whole, file = sum(m.file_size for m in members), max(1, path.stat().st_size)
    texts = [m for m in members if m.filename.lower().endswith((".xml", ".rels"))]
    unpacked, packed = sum(m.file_size for m in texts), max(1, sum(m.compress_size for m in texts))
    if any(m.flag_bits & 1 for m in members):
        raise UnreadableDocument(
            str(path), "the document is encrypted", "open it, remove the password and save it as .docx"
        )
    if whole > LARGEST_FILE and whole / file > LARGEST_RATIO:
        unpacked, packed = whole, file
    if unpacked > LARGEST_FILE or (unpacked > SUSPECT and unpacked / packed > LARGEST_RATIO):
        raise UnreadableDocument(
            str(path),
            f"it unpacks to {unpacked:,} bytes from {packed:,} (a zip bomb?)",
            "save the text alone as .docx or .txt",
        )


def _lines(document: "docx.document.Document") -> Iterator[str]:
    """Gives a line a paragraph and a line a table row, with what was inserted under tracking and stands in controls.

    The tree is walked by hand: python-docx leaves those out, and a cell that claims to span a million columns would hang it.
    """
    row: etree._Element | None = None
    cells: list[str] = []
    for paragraph in document.element.body.iter(f"{_W}p"):
        words = _words(paragraph)
        outermost = next((each for each in reversed(list(paragraph.iterancestors(f"{_W}tr")))), None)
        if outermost is not row:
            if cells:
                yield " ".join(cells)
            row, cells = outermost, []
        if not words:
            continue
        if row is None:
            yield words
        else:
            cells.append(words)
    if cells:
        yield " ".join(cells)


def _words(paragraph: etree._Element) -> str:
    """Gives the text of a paragraph; a text box within it is a paragraph of its own and is read as such."""
    parts = []
    for node in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr"):
        if next(node.iterancestors(f"{_W}p")) is paragraph:
            parts.append(node.text or "" if node.tag == f"{_W}t" else " ")
    return "".join(parts).strip()
