"""Plain text in any of the encodings that Chinese files come in."""

import codecs
import unicodedata
from pathlib import Path

import charset_normalizer

from graph.errors import UnreadableDocument

LARGEST_FILE = 32 * 1024 * 1024
"""Bytes of one document; a book has some 2 MB, so more is a mistake or an attack."""

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
MOST_DAMAGE = 0.1
"""Share of what is not ASCII that may be damage in UTF-8; of other encodings read as UTF-8 nearly all of it is."""
LEAST_EVERYDAY = 0.05
"""Share of everyday characters that proves an encoding which nearly any bytes pass for; bytes of others read as UTF-16 had .01 at most."""
_ENCODINGS = (("gb18030", 0.0), ("big5", 0.0), ("utf-16-le", LEAST_EVERYDAY), ("utf-16-be", LEAST_EVERYDAY))
SAMPLE = 64 * 1024
MOST_CONTROLS = 0.01
"""Share of control characters past which a file is no text."""


def read_text(path: Path) -> str:
    """Gives the characters of a text file.

    Raises:
        UnreadableDocument: the file is empty or no text.
    """
    return decode(path.read_bytes(), str(path))


def decode(data: bytes, origin: str) -> str:
    """Gives the characters of bytes whose encoding is not told: by mark, as UTF-8, else by what the characters look like.

    Raises:
        UnreadableDocument: the bytes are no text in any encoding that is known.
    """
    if not data.strip():
        raise UnreadableDocument(origin, "the file is empty", "remove it, or restore its content")
    text = _decoded(data)
    controls = sum(1 for c in text[:SAMPLE] if c < " " and c not in "\t\n\r\f\x0b") if text is not None else 0
    if text is None or controls > MOST_CONTROLS * min(len(text), SAMPLE):
        raise UnreadableDocument(
            origin, "this is no text (binary data)", "give the document itself, as text, HTML, DOCX or PDF"
        )
    return text


def _decoded(data: bytes) -> str | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _nearly(data, encoding)
    if _begins_utf8(data):
        return _nearly(data, "utf-8")
    # A stray byte must not lose the document: the damage stays visible as U+FFFD.
    damaged = data.decode("utf-8", "replace")
    if damaged.count("\ufffd") <= MOST_DAMAGE * sum(c > "\x7f" for c in damaged):
        return damaged
    candidates = [
        text
        for encoding, least in _ENCODINGS
        if (text := _strictly(data, encoding)) is not None and _likely(text) >= least
    ]
    if candidates:
        return max(candidates, key=_likely)
    nearly = [text for encoding in ("gb18030", "big5") if (text := _nearly(data, encoding)) is not None]
    best = max(nearly, key=_likely, default="")
    if _likely(best) >= LEAST_EVERYDAY:
        return best
    guess = charset_normalizer.from_bytes(data[:SAMPLE], cp_isolation=["utf_8", "gb18030", "big5"]).best()
    encoding = guess.encoding if guess else "utf-8"
    return _nearly(data, encoding)


def _nearly(data: bytes, encoding: str) -> str | None:
    text = data.decode(encoding, "replace")
    damage = text.count("\ufffd")
    return text if damage <= MOST_CONTROLS * len(text) + 1 and damage < len(text.strip()) else None


def _begins_utf8(data: bytes) -> bool:
    """Tells whether this is UTF-8 to its end, or to a character that was cut off there."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        return False
    return True


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _likely(text: str) -> float:
    """Gives how likely a reading is: the share of everyday characters among those that are neither ASCII nor marks."""
    words = [c for c in text[:SAMPLE] if c > "\x7f" and unicodedata.category(c)[0] != "P"]
    return sum(1 for c in words if c in _EVERYDAY) / max(1, len(words))


_EVERYDAY = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前"
    "開經無問題說時為這個們來國對學過後會發種業產黨織組員區縣鎮鄉農務設題幹導實現進長間動員從樣應該條關於與並黨建村党组织部工作社区"
)
