"""Documents made to break a reader: each is told, none hangs or ends the run."""

import io
import os
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from graph.errors import UnreadableDocument
from ingest.readers import READERS, SourceFile, files_in, read

TEXT = "凤阳县开展“春雨”行动。"


def word(path: Path, **changed: bytes | None) -> None:
    """Writes a Word document, with parts of its package replaced, or left out where None."""
    document = docx.Document()
    document.add_paragraph(TEXT)
    whole = io.BytesIO()
    document.save(whole)
    names = {"body": "word/document.xml", "types": "[Content_Types].xml"}
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = next((key for key, value in names.items() if value == name), "")
            content = changed.get(part, source.read(name))
            if content is not None:
                target.writestr(name, content)


@pytest.mark.parametrize(
    "changed",
    [
        {"body": b"<x/>"},
        {"body": b"not xml"},
        {"body": None},
        {"types": b"<Types/>"},
        {"types": None},
        {"body": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'},
    ],
    ids=["no body", "no xml", "body left out", "no types", "types left out", "entities"],
)
def test_a_damaged_word_document_is_told(tmp_path: Path, changed: dict[str, bytes | None]) -> None:
    path = tmp_path / "a.docx"
    word(path, **changed)
    (found,) = read(path)
    assert isinstance(found, UnreadableDocument)
    assert "damaged" in found.reason or "no text" in found.reason


def test_flipped_bytes_in_a_word_document_never_end_the_run(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    word(path)
    sound = path.read_bytes()
    for at in range(0, len(sound), max(1, len(sound) // 60)):
        path.write_bytes(sound[:at] + bytes([sound[at] ^ 0x5A]) + sound[at + 1 :])
        assert len(list(read(path))) == 1


def test_a_cell_that_spans_a_hundred_million_columns_is_read_at_once(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(1, 1)
    table.rows[0].cells[0].text = TEXT
    table.rows[0].cells[0]._tc.get_or_add_tcPr().append(
        parse_xml(f'<w:gridSpan {nsdecls("w")} w:val="100000000"/>')
    )
    path = tmp_path / "a.docx"
    document.save(str(path))
    (found,) = read(path)
    assert isinstance(found, SourceFile)
    assert found.raw == TEXT


def test_tracked_insertions_and_controls_are_read(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("甲")
    paragraph._p.append(parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t>乙</w:t></w:r></w:ins>"))
    paragraph._p.append(parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>丙</w:delText></w:r></w:del>"))
    paragraph._p.addnext(
        parse_xml(
            f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>丁</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        )
    )
    path = tmp_path / "a.docx"
    document.save(str(path))
    (found,) = read(path)
    assert isinstance(found, SourceFile)
    assert found.raw == "甲乙\n丁"


def test_what_is_no_regular_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "zero.txt").symlink_to("/dev/zero")
    for name in ("pipe.txt", "zero.txt"):
        (found,) = read(tmp_path / name)
        assert isinstance(found, UnreadableDocument)
        assert "regular" in found.reason


def test_a_name_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt"))
    path.write_text(TEXT, encoding="utf-8")
    (found,) = read(path)
    assert isinstance(found, UnreadableDocument)
    assert found.origin.encode("utf-8")


def only(path: Path) -> UnreadableDocument:
    """Gives the one thing that a file holds, which must be an error."""
    (found,) = read(path)
    assert isinstance(found, UnreadableDocument)
    return found


def test_empty_paragraphs_by_the_million_are_refused_before_they_are_parsed(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    word(path, body=b"<a>" + b"<w:p/>" * 3_000_000 + b"</a>")
    assert "zip bomb" in only(path).reason


def test_a_picture_that_unpacks_out_of_all_proportion_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    word(path)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/x.png", b"\0" * 40_000_000)
    assert "zip bomb" in only(path).reason


def test_a_damaged_directory_of_an_archive_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    word(path)
    whole = bytearray(path.read_bytes())
    whole[whole.rindex(b"PK\x01\x02") + 6] = 255  # the version that is needed to unpack the last member
    path.write_bytes(whole)
    assert "no Word document" in only(path).reason


def test_a_damaged_page_of_a_pdf_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(
        b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
        b"2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n3 0 obj\nnull\nendobj\n"
        b"trailer\n<< /Root 1 0 R >>\n%%EOF\n"
    )
    assert "page 1 is damaged" in only(path).reason


def test_elements_nested_without_end_are_refused_before_they_are_parsed(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    for nested in ("<div>", "<header>", "<Foo x>", "<div></i>"):
        path.write_text(nested * 40_000 + TEXT, encoding="utf-8")
        assert "nested" in only(path).reason
    path.write_text(f"<p>{TEXT}<br><li>" * 40_000, encoding="utf-8")
    assert isinstance(next(read(path)), SourceFile)


def test_what_a_folder_holds_is_read_or_told(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "inner").mkdir(parents=True)
    (folder / "inner" / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / ".hidden.txt").write_text(TEXT, encoding="utf-8")
    (folder / "nowhere.txt").symlink_to(tmp_path / "nothing")
    (folder / "linked").symlink_to(tmp_path)
    (folder / "blank.jsonl").write_text("\n\n", encoding="utf-8")
    found = {path.name: next(read(path)) for path in files_in([folder])}
    assert found.keys() == {"a.txt", "nowhere.txt", "linked", "blank.jsonl"}
    assert isinstance(found.pop("a.txt"), SourceFile)
    reasons = {name: each.reason for name, each in found.items() if isinstance(each, UnreadableDocument)}
    assert "nowhere" in reasons["nowhere.txt"]
    assert "link" in reasons["linked"]
    assert "empty" in reasons["blank.jsonl"]


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"\xef\xbb\xbf\xff", b"\xff \n"])
def test_nothing_but_damage_is_no_text(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    assert "no text" in only(tmp_path / "a.txt").reason


def test_a_link_to_a_document_is_that_document(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "z.txt").symlink_to(tmp_path / "a.txt")
    assert list(read(tmp_path / "z.txt")) == list(read(tmp_path / "a.txt"))


def test_a_reader_that_fails_costs_its_file_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(_: Path) -> str:
        raise RuntimeError("no such thing")

    (tmp_path / "a.md").write_text(TEXT, encoding="utf-8")
    monkeypatch.setitem(READERS, ".md", failing)
    assert "no such thing" in only(tmp_path / "a.md").reason


def test_a_folder_that_may_not_be_looked_into_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As root, who runs tests in containers, may look everywhere, the refusals of the system stand in here."""
    inner = tmp_path / "inner"
    inner.mkdir()
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")

    def refused(path: Path) -> bool:
        raise PermissionError(13, "Permission denied", str(path))

    listing = os.scandir

    def closed(path: str) -> object:
        return listing(path) if Path(path) != inner else refused(inner)

    monkeypatch.setattr(os, "scandir", closed)
    monkeypatch.setattr(Path, "is_symlink", refused)
    assert list(files_in([tmp_path])) == [tmp_path / "a.txt", inner]
    monkeypatch.undo()
    assert "may not be read" in only(inner).reason
