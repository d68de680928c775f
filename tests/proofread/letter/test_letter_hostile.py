"""Hostile .docx and .odt files: refused, and within bounded memory."""

from __future__ import annotations

import io
import stat
import struct
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.proofread.letter.written_letters import (
    MC,
    MIMETYPE,
    W,
    as_docx,
    docx,
    odt,
    w_p,
    w_tc,
    w_tr,
    zipped,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reporter.proofread.letter.letter import Letter

    Read = Callable[[str, bytes], Letter]
    Refused = Callable[[str, bytes], str]

MEGABYTE = 1024 * 1024


def _document(xml: str | bytes) -> bytes:
    return zipped({"word/document.xml": xml})


def _bomb() -> bytes:
    return _document(b"<w>" + b" " * (15 * MEGABYTE) + b"</w>")


def _huge_part() -> bytes:
    return _document(b"a" * (17 * MEGABYTE))


def _lying() -> bytes:
    """Say that a part of 15 MB is of 60 bytes."""
    packed = _bomb()
    size = struct.pack("<L", 15 * MEGABYTE + 7)
    assert packed.count(size) == 2
    return packed.replace(size, struct.pack("<L", 60))


def _laughs() -> bytes:
    entities = '<!ENTITY a0 "ha">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)
    )
    return _document(f"<!DOCTYPE w [{entities}]><w:document {W}>&a9;</w:document>")


def _outside() -> bytes:
    doctype = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    return _document(f"{doctype}<w:document {W}>&x;</w:document>")


def _outside_in_utf16() -> bytes:
    doctype = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    return _document(f"{doctype}<w:document {W}>&x;</w:document>".encode("utf-16"))


def _path(name: str) -> bytes:
    return zipped({"word/document.xml": "<w/>", name: "x"})


def _link() -> bytes:
    packed = io.BytesIO(as_docx())
    with zipfile.ZipFile(packed, "a") as archive:
        link = zipfile.ZipInfo("word/koppeling.xml")
        link.create_system = 3
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    return packed.getvalue()


def _twice() -> bytes:
    packed = io.BytesIO(as_docx())
    with zipfile.ZipFile(packed, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("word/document.xml", "<w/>")
    return packed.getvalue()


def _many() -> bytes:
    return zipped({"word/document.xml": "<w/>", **{f"word/{n}.xml": "" for n in range(3_000)}})


def _locked() -> bytes:
    packed = bytearray(_document("<w/>"))
    packed[6] |= 1
    packed[packed.index(b"PK\x01\x02") + 8] |= 1
    return bytes(packed)


def _strange_packing() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("word/document.xml", "<w/>")
    return packed.getvalue()


def _misplaced() -> bytes:
    """Say that the list of parts stands further on, so that the parts lie before the file."""
    packed = bytearray(as_docx())
    place = packed.rindex(b"PK\x05\x06") + 16
    (offset,) = struct.unpack_from("<L", packed, place)
    struct.pack_into("<L", packed, place, offset + 25)
    return bytes(packed)


def _deep() -> bytes:
    return _document(f"<w:document {W}>{'<w:sdt>' * 200}{'</w:sdt>' * 200}</w:document>")


def _wide() -> bytes:
    rows = w_tr(w_tc("x") * 201) + w_tr(w_tc("x"), w_tc("1"))
    return docx(w_p("Tabel 1: breed") + f"<w:tbl>{rows}</w:tbl>")


def _tags() -> bytes:
    paragraphs = "".join(f'<w:p w:a="{number * 7919 % 999_983:x}"/>' for number in range(600_000))
    return _document(f"<w:document {W} {MC}>{paragraphs}</w:document>")


HOSTILE = {
    "bomb": (_bomb, "that unpack to"),
    "huge": (_huge_part, "bytes, expected"),
    "lying": (_lying, "a damaged"),
    "laughs": (_laughs, 'found definitions of its own (a DOCTYPE) in "word/document.xml"'),
    "outside": (_outside, "found definitions of its own"),
    "outside in UTF-16": (_outside_in_utf16, "found definitions of its own"),
    "up": (lambda: _path("../../buiten.xml"), "that points out of the file"),
    "root": (lambda: _path("/etc/passwd"), "that points out of the file"),
    "drive": (lambda: _path("C:\\buiten.xml"), "that points out of the file"),
    "backslash": (lambda: _path("..\\buiten.xml"), "that points out of the file"),
    "link": (_link, "that is a link"),
    "twice": (_twice, "twice, expected each part once"),
    "many": (_many, "expected at most 2,000 parts"),
    "locked": (_locked, "locked with a password"),
    "packing": (_strange_packing, "packed in an unusual way"),
    "misplaced": (_misplaced, "a damaged"),
    "deep": (_deep, "more than 150 elements inside each other"),
    "wide": (_wide, "a table of more than 200 columns"),
    "tags": (_tags, "600,002 tags"),
    "cut": (lambda: as_docx()[:-30], "a damaged file"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_letter_is_refused(kind: str, refused: Refused) -> None:
    make, said = HOSTILE[kind]
    assert said in refused("a.docx", make())


def test_an_open_document_that_repeats_without_end_is_refused_or_cut(refused: Refused) -> None:
    repeated = 'table:number-columns-repeated="999999"'
    cell = f"<table:table-cell {repeated}><text:p>1</text:p></table:table-cell>"
    row = f'<table:table-row table:number-rows-repeated="999999">{cell}</table:table-row>'
    message = refused(
        "a.odt", odt(f"<text:p>Tabel 1: x</text:p><table:table>{row * 9}</table:table>")
    )
    assert "a table of more than 200 columns or 100000 cells" in message


def test_one_wide_row_above_very_many_short_ones_is_refused_before_it_is_laid_out(
    refused: Refused,
) -> None:
    rows = b"<tr>" + b"<td>1" * 199 + b"<tr><td>1" * 50_000
    message = refused("a.html", b"<table><caption>Tabel 1: x</caption>" + rows + b"</table>")
    assert "a table of more than 200 columns or 100000 cells" in message


def test_a_locked_open_document_is_told_from_a_damaged_one(refused: Refused) -> None:
    manifest = "<manifest><encryption-data/></manifest>"
    parts: dict[str, str | bytes] = {
        "mimetype": MIMETYPE,
        "META-INF/manifest.xml": manifest,
        "content.xml": b"\x01\x02",
    }
    assert "locked with a password" in refused("a.odt", zipped(parts))


def test_a_zip_file_inside_a_letter_is_never_opened(read: Read) -> None:
    packed = io.BytesIO(as_docx())
    with zipfile.ZipFile(packed, "a") as archive:
        archive.writestr("word/embeddings/bom.zip", _bomb())
    assert read("a.docx", packed.getvalue()).blocks


MEASURE = """
import resource, sys
from pathlib import Path
from reporter.errors import InputError
from reporter.proofread.letter.reading import read_letter
import reporter.proofread.letter.office
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    read_letter(Path(sys.argv[1]))
except InputError:
    print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


@pytest.mark.parametrize("kind", ["bomb", "lying", "laughs", "many", "tags"])
def test_refusing_takes_little_memory(kind: str, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(HOSTILE[kind][0]())
    command = [sys.executable, "-c", MEASURE, str(tmp_path / "a.docx")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - ours
    assert int(done.stdout) < 64
