"""PDF: the text layer, page by page, with the lines of a paragraph joined again."""

import re
from pathlib import Path

import pypdfium2 as pdfium

from graph.errors import UnreadableDocument

_ENDS = re.compile(r"[。!！?？;；:：”」』）)》\]】.]$")
MOST_PAGES = 2_000
SHORT_LINE = 0.75
"""A line shorter than this share of the page's longest ends its paragraph."""


def read_pdf(path: Path) -> str:
    """Gives the text of all pages.

    Raises:
        UnreadableDocument: damaged, encrypted, or too many pages.
    """
    try:
        document = pdfium.PdfDocument(str(path))
    except pdfium.PdfiumError as error:
        locked = "password" in str(error).lower()
        reason = "the document is encrypted" if locked else f"the document is damaged: {error}"
        raise UnreadableDocument(
            str(path), reason, "remove the password" if locked else "fetch or print it again"
        ) from error
    with document:
        if len(document) > MOST_PAGES:
            raise UnreadableDocument(
                str(path), f"it has {len(document):,} pages, more than {MOST_PAGES:,}", "split it"
            )
        pages = []
        for number in range(len(document)):
            try:
                page = document[number]
                text_page = page.get_textpage()
            except pdfium.PdfiumError as error:
                raise UnreadableDocument(
                    str(path), f"page {number + 1} is damaged: {error}", "fetch or print it again"
                ) from error
            pages.append(_paragraphs(text_page.get_text_bounded()))
            text_page.close()
            page.close()
    return "\n".join(pages)


def _paragraphs(text: str) -> str:
    lines = [
        line.strip() for line in text.replace("\r", "").replace("\ufffe", "").split("\n") if line.strip()
    ]
    longest = max(map(len, lines), default=0)
    out: list[str] = []
    open_line = False
    for line in lines:
        if open_line and out:
            out[-1] += line
        else:
            out.append(line)
        open_line = not _ENDS.search(line) and len(line) >= SHORT_LINE * longest
    return "\n".join(out)
