"""Makes the files that a hostile or careless person would hand in."""

import gzip
import io
import zipfile
from pathlib import Path

import docx

TEXT = "凤阳县开展“春雨”行动,走访党员120名。\n"


def make(folder: Path) -> dict[str, str]:
    """Writes the files and gives, for each name that must be rejected, a word of the reason."""
    folder.mkdir()
    (folder / "good.txt").write_text(TEXT, encoding="utf-8")
    (folder / "gb.txt").write_bytes(TEXT.encode("gb18030") * 3)
    (folder / "big5.txt").write_bytes("鳳陽縣開展「春雨」行動,走訪黨員120名。\n".encode("big5") * 3)
    (folder / "utf16.txt").write_bytes(TEXT.encode("utf-16"))
    (folder / "bom.txt").write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    (folder / "page.html").write_text(
        f"<html><head><title>题目</title><script>x()</script></head><body><p>{TEXT}</p></body></html>",
        encoding="utf-8",
    )
    word = docx.Document()
    word.add_paragraph(TEXT)
    word.save(str(folder / "word.docx"))
    with gzip.open(folder / "lines.jsonl.gz", "wt", encoding="utf-8") as lines:
        lines.write(f'{{"id": "one", "title": "题目", "text": "{TEXT.strip()}"}}\n{{"id": 2}}\nnot json\n')
    (folder / "truncated.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog")
    (folder / "encrypted.docx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000)
    (folder / "bomb.docx").write_bytes(_bomb())
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 200)
    with (folder / "huge.txt").open("wb") as huge:
        for _ in range(200):
            huge.write(TEXT.encode() * (1024 * 1024 // len(TEXT.encode())))
    (folder / "picture.png").write_bytes(b"\x89PNG")
    (folder / "blank.md").write_text(" \n\n", encoding="utf-8")
    return {
        "truncated.pdf": "damaged", "encrypted.docx": "encrypted", "bomb.docx": "zip bomb", "empty.txt": "empty", "binary.txt": "no text",
        "huge.txt": "bytes", "picture.png": "no reader", "blank.md": "empty", "lines.jsonl.gz#2": "`text`", "lines.jsonl.gz#3": "no JSON",
    }  # fmt: skip


def _bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as inside:
            for _ in range(300):
                inside.write(b"\0" * 1024 * 1024)
    return packed.getvalue()
