"""Word documents: paragraphs and table rows in the order of the page; checked as an archive before it is parsed."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from lxml.etree import XMLSyntaxError

from graph.errors import UnreadableDocument
from ingest.readers.text import LARGEST_FILE

LARGEST_RATIO = 200
"""Unpacked to packed bytes; text packs some 10 to 1, a bomb a thousand to 1."""

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
    except (PackageNotFoundError, XMLSyntaxError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise UnreadableDocument(
            str(path), f"the document is damaged: {str(error)[:80]}", "open and save it again"
        ) from error


def _proved(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except zipfile.BadZipFile as error:
        raise UnreadableDocument(
            str(path), "this is no Word document", "open it and save it as .docx"
        ) from error
    unpacked, packed = sum(m.file_size for m in members), max(1, path.stat().st_size)
    if any(m.flag_bits & 1 for m in members):
        raise UnreadableDocument(
            str(path), "the document is encrypted", "open it, remove the password and save it as .docx"
        )
    if unpacked > 4 * LARGEST_FILE or (unpacked > LARGEST_FILE and unpacked / packed > LARGEST_RATIO):
        raise UnreadableDocument(
            str(path),
            f"it unpacks to {unpacked:,} bytes from {packed:,} (a zip bomb?)",
            "save the text alone as .docx or .txt",
        )


def _lines(document: "docx.document.Document") -> Iterator[str]:
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                cells = list(dict.fromkeys(cell.text.strip() for cell in row.cells))
                yield " ".join(cell for cell in cells if cell)
        elif block.text.strip():
            yield block.text.strip()
