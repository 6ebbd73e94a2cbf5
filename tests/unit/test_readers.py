import gzip
import json
from pathlib import Path

import docx
import pytest

from graph.errors import DocumentError
from ingest.readers import SourceFile, read

TEXT = "凤阳县开展“春雨”行动,走访党员120名,群众反映良好。"


def texts(path: Path) -> list[str]:
    return [source.raw for source in read(path) if isinstance(source, SourceFile)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_the_encoding_of_a_text_is_told(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes((TEXT * 3 + "\n第2段 3456\n").encode(encoding))
    assert texts(path) == [TEXT * 3 + "\n第2段 3456\n"]


def test_big5_is_told_from_gb18030(tmp_path: Path) -> None:
    text = "鳳陽縣開展「春雨」行動,走訪黨員一百二十名,群眾反映良好。"
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode("big5"))
    assert texts(path) == [text]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_told(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode(encoding))
    assert texts(path) == [TEXT]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_damage_never_turns_a_text_into_another_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    for pad in ("", "a"):  # an even number of bytes passes for UTF-16
        sound = (TEXT * 20 + pad).encode(encoding)
        for damaged in (sound + b"\xff" + sound, sound[:-1] + sound, b"\xff" + sound, sound + sound[:-3]):
            path.write_bytes(damaged)
            (text,) = texts(path)
            assert text.lstrip("\ufffd").startswith(TEXT)
            assert text.count("\ufffd") <= 2


def test_a_few_words_among_much_markup_tell_the_encoding(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    page = "<html><script>" + "let x = 1;\n" * 5_000 + f"</script><body><p>{TEXT}</p></body></html>"
    path.write_bytes(page.encode("gb18030"))
    assert texts(path) == [TEXT]


def test_a_text_cut_off_within_a_character_keeps_its_encoding(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    for end in range(-8, 0):
        path.write_bytes(TEXT.encode()[:end])
        assert texts(path)[0].rstrip("\ufffd") in TEXT
    path.write_bytes(b"\xef\xbb\xbf" + TEXT.encode() * 9 + b"\xff")
    assert texts(path) == [TEXT * 9 + "\ufffd"]


def test_a_stray_byte_does_not_lose_a_document(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode() * 40 + b"\xff" + TEXT.encode())
    (text,) = texts(path)
    assert text.count("春雨") == 41


def test_html_gives_its_blocks_without_scripts_and_navigation(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(
        f"<html><head><title>县里的做法</title><style>p{{}}</style></head><body><nav>首页</nav><div><h1>县里的做法</h1><p>{TEXT}<br>第二行 <b>粗</b>字</p>"
        "<script>alert(1)</script><table><tr><td>甲</td><td>乙</td></tr></table></div></body></html>",
        encoding="utf-8",
    )
    assert texts(path) == [f"县里的做法\n{TEXT}\n第二行 粗字\n甲\n乙"]


def test_html_nested_beyond_reason_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<div>" * 20_000 + TEXT, encoding="utf-8")
    assert "春雨" in "".join(texts(path))


def test_docx_gives_paragraphs_and_tables_in_order(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("一、做法", 1)
    document.add_paragraph(TEXT)
    table = document.add_table(1, 2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "甲", "乙"
    document.add_paragraph("结束。")
    path = tmp_path / "a.docx"
    document.save(str(path))
    assert texts(path) == [f"一、做法\n{TEXT}\n甲 乙\n结束。"]


def test_pdf_gives_its_text_layer(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(_pdf(b"BT /F1 12 Tf 50 700 Td (Party branches lead cooperatives.) Tj ET"))
    assert [text.strip() for text in texts(path)] == ["Party branches lead cooperatives."]


def _pdf(content: bytes) -> bytes:
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content), b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]  # fmt: skip
    body, offsets = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return (
        body
        + b"xref\n0 6\n0000000000 65535 f \n"
        + table
        + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(body)
    )


def test_jsonl_gives_a_document_a_line_and_an_error_a_bad_line(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as out:
        out.write(
            json.dumps({"id": 7, "title": "题目", "text": TEXT, "year": 2020}, ensure_ascii=False)
            + "\n\n[]\n"
        )
    good, bad = read(path)
    assert isinstance(good, SourceFile)
    assert (good.name, good.raw, good.metadata) == ("7", f"题目\n{TEXT}", {"title": "题目", "year": 2020})
    assert isinstance(bad, DocumentError)
    assert bad.origin.endswith("#3")


def test_a_broken_archive_gives_what_it_held_and_an_error(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    whole = gzip.compress(("".join(json.dumps({"id": i, "text": TEXT}) + "\n" for i in range(2000))).encode())
    path.write_bytes(whole[: len(whole) // 2])
    found = list(read(path))
    assert isinstance(found[0], SourceFile)
    assert isinstance(found[-1], DocumentError)
    assert "breaks off" in found[-1].reason


def test_a_repeated_id_and_half_a_character_reject_their_line_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    rows = [
        '{"id": 1, "text": "甲"}',
        '{"id": 1, "text": "乙"}',
        '{"id": 2, "text": "\\ud800"}',
        '{"id": 3, "text": "丙"}',
    ]
    path.write_text("\n".join(rows), encoding="utf-8")
    found = list(read(path))
    assert [type(each).__name__ for each in found] == [
        "SourceFile",
        "UnreadableDocument",
        "UnreadableDocument",
        "SourceFile",
    ]
