"""Files that are no letter, or not the kind their name says: what the user is told."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pypdfium2 import PdfDocument

from reporter.errors import InputError
from reporter.proofread.letter.letter import Paragraph
from reporter.proofread.letter.pdf import MOST_PAGES
from reporter.proofread.letter.reading import MOST_TEXT, read_letter
from tests.proofread.letter.written_letters import as_docx, as_html, as_odt, as_pdf, zipped

if TYPE_CHECKING:
    from collections.abc import Callable

    from reporter.proofread.letter.letter import Letter

    Read = Callable[[str, bytes], Letter]
    Refused = Callable[[str, bytes], str]

KNOWN = ".txt, .docx, .odt, .html, .htm, .pdf"


def _blank(pages: int) -> bytes:
    document = PdfDocument.new()
    for _ in range(pages):
        document.new_page(200, 200)
    saved = io.BytesIO()
    document.save(saved)
    document.close()
    return saved.getvalue()


LOCKED_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n"
    b"4 0 obj<</Filter/Standard/V 1/R 2/P -4/O<"
    + b"41" * 32
    + b">/U<"
    + b"42" * 32
    + b">>>endobj\n"
    b"trailer<</Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]/Size 5>>\n%%EOF\n"
)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.txt", b" \n", "a.txt: found an empty file, expected a letter"),
        (
            "a.doc",
            b"x",
            f'found the extension ".doc", expected one of {KNOWN}. Did you mean ".docx"?',
        ),
        ("a", b"x", f"a: found no extension, expected one of {KNOWN}."),
        (
            "a.docx",
            as_odt(),
            "a.docx: found an OpenDocument text, expected a Word document. Rename",
        ),
        ("a.odt", as_docx(), "a.odt: found a Word document, expected an OpenDocument text. Rename"),
        (
            "a.txt",
            as_docx(),
            "a.txt: found a Word document, expected plain text. Rename it to end in",
        ),
        ("a.pdf", as_html(), "a.pdf: found a web page, expected a PDF."),
        ("a.docx", b"{\\rtf1 x}", "found a document in RTF, expected a Word document. Open it and"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "found an old Word document (.doc)"),
        (
            "a.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "found a document locked with a password, expected a Word document.",
        ),
        ("a.docx", zipped({"xl/workbook.xml": "x"}), "found an Excel workbook"),
        ("a.docx", zipped({"a.txt": "x"}), "found another zip file"),
        ("a.docx", b"niets", "found something else, or a damaged file, expected a Word document."),
        ("a.txt", b"abc\x00\x01def\n" * 9, "found the control character 0x00 on line 1"),
        ("a.txt", b"een\nvijf \x81 banen", "found the byte 0x81 (byte 10), expected text in UTF-8"),
        ("a.txt", b"x\n" * 100_001, "found 100,001 lines, expected a letter of at most 100,000"),
        (
            "a.txt",
            b"x " * (MOST_TEXT // 2 + 1),
            "a.txt: found a file of 1,572,866 bytes, expected plain text of at most 1,572,864",
        ),
        ("a.pdf", b"%PDF-1.7 niets", "a.pdf: found no sound PDF"),
        ("a.pdf", as_pdf()[:900], "a.pdf: found no sound PDF"),
        ("a.pdf", LOCKED_PDF, "a.pdf: found a PDF that is locked with a password"),
        ("a.pdf", _blank(1), "found a PDF without any text: probably a scan"),
        (
            "a.pdf",
            _blank(MOST_PAGES + 1),
            "found a PDF of 301 pages, expected a letter of at most 300",
        ),
        ("a.html", b"<html><script>x</script>", "a.html: found no text, expected a letter"),
        ("a.html", b"<!-- weg -->", "a.html: found no text, expected a letter"),
    ],
)
def test_a_file_that_is_no_letter_is_refused_with_what_it_is(
    name: str, content: bytes, said: str, refused: Refused
) -> None:
    assert said in refused(name, content)


def test_no_file_a_folder_and_a_pipe_are_no_letters(tmp_path: Path) -> None:
    (tmp_path / "map.txt").mkdir()
    os.mkfifo(tmp_path / "pijp.txt")
    for name, said in (
        ("weg.txt", "found no such file"),
        ("map.txt", "found a folder"),
        ("pijp.txt", "found something that is not an ordinary file"),
    ):
        with pytest.raises(InputError, match=said):
            read_letter(tmp_path / name)


def test_a_name_cannot_steer_the_terminal() -> None:
    with pytest.raises(InputError) as caught:
        read_letter(Path("a\x1b[31m.txt"))
    assert "\x1b" not in str(caught.value)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1252"]
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_plain_text_is_read_in_each_usual_encoding(encoding: str, end: str, read: Read) -> None:
    text = f"Coördinatie – €{end}{end}Er zijn 61.615 banen.{end}"
    blocks = read("a.txt", text.encode(encoding)).blocks
    assert [block.text for block in blocks if isinstance(block, Paragraph)] == [
        "Coördinatie – €",
        "Er zijn 61.615 banen.",
    ]
    assert blocks[1].where == "line 3"
