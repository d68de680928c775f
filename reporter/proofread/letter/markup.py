"""The parts of a .docx or .odt, taken out in memory and within bounds; nothing is unpacked."""

from __future__ import annotations

import codecs
import io
import re
import stat
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from reporter.errors import quoted
from reporter.proofread.letter.letter import refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MOST_TAGS = 500_000
MOST_ATTRIBUTES = 1_000_000
DEEPEST = 150
_DEFINITION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
ADVICE = "Open the letter in Word or LibreOffice and save it again; do not trust a file that fails."


def xml_of(content: bytes, part: str, name: str) -> etree._Element:
    """Parse a part of a .docx or .odt; ``part`` names it in a message.

    Raises InputError for what is damaged, defines entities, or is too large to be a letter.
    """
    content = _utf8(content)
    if _DEFINITION.search(content):
        found = f"definitions of its own (a DOCTYPE) in {quoted(part)}"
        raise refusal(name, found, "the XML of a letter", ADVICE)
    _check_size(content, part, name)
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        found = f"damaged XML in {quoted(part)}"
        raise refusal(name, found, "a sound file", ADVICE) from error
    return _shallow(root, part, name)


def html_of(text: str, name: str) -> etree._Element:
    """Parse a page as a browser would, faults and all.

    Raises InputError for a page that is empty or too large to be a letter.
    """
    content = text.encode()
    _check_size(content, "the page", name)
    parser = etree.HTMLParser(
        encoding="utf-8",
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise refusal(name, "a page that cannot be read", "HTML") from error
    return _shallow(root, "the page", name)


def local(element: etree._Element) -> str:
    """Give the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def _utf8(content: bytes) -> bytes:
    """Bring XML to UTF-8; what the file says of its own encoding does not count."""
    for mark, encoding in (
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, errors="replace").encode()
    return content.removeprefix(codecs.BOM_UTF8)


def _check_size(content: bytes, part: str, name: str) -> None:
    """Count what costs memory before the parser does."""
    tags, attributes = content.count(b"<"), content.count(b"=")
    if tags > MOST_TAGS or attributes > MOST_ATTRIBUTES:
        found = f"{tags:,} tags and {attributes:,} attributes in {quoted(part)}"
        expected = f"at most {MOST_TAGS:,} and {MOST_ATTRIBUTES:,}"
        raise refusal(name, found, expected, "Hand in the letter alone.")


def _shallow(root: etree._Element, part: str, name: str) -> etree._Element:
    """Refuse elements inside elements without end."""
    depth = 0
    for event, _ in _events(root):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            found = f"more than {DEEPEST} elements inside each other in {quoted(part)}"
            raise refusal(name, found, "a letter", ADVICE)
    return root


def _events(root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    yield from etree.iterwalk(root, events=("start", "end"))


DIRECTORY_SIZE = 512 * 1024
MOST_PARTS = 2_000
PART_SIZE = 16 * 1024 * 1024
WHOLE_SIZE = 256 * 1024 * 1024
SMALL = 1024 * 1024
MOST_SQUEEZED = 150
"""Word squeezes text tenfold, tables fortyfold; a bomb a thousandfold."""

_END = struct.Struct("<4s4H2LH")
_END_MARK = b"PK\x05\x06"
_LONGEST_COMMENT = 65_535
_ENCRYPTED = 0x1
_PLAIN_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_SYSTEM_UNIX = 3
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
)
"""What the standard library raises for a zip file with a byte changed, found by changing them."""
ADVICE_ZIPPED = (
    "Open the letter in Word or LibreOffice and save it again; do not trust a file that fails."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The parts of an opened file, by name; each is unpacked when it is asked for."""

    name: str
    archive: zipfile.ZipFile
    parts: dict[str, zipfile.ZipInfo]

    def __contains__(self, part: str) -> bool:
        return part in self.parts

    def read(self, part: str) -> bytes:
        """Unpack one part, never more of it than a letter can need.

        Raises InputError for one that is damaged, locked, too large or squeezed too hard.
        """
        info = self.parts[part]
        _check_part(info, self.name)
        try:
            with self.archive.open(info) as stream:
                content = stream.read(PART_SIZE + 1)
        except DAMAGE as error:
            found = f"a damaged part {quoted(part)}"
            raise refusal(self.name, found, "a sound file", ADVICE_ZIPPED) from error
        if len(content) > PART_SIZE:
            raise refusal(
                self.name, f"a part {quoted(part)} without end", "a letter", ADVICE_ZIPPED
            )
        return content


def opened(content: bytes, name: str) -> Parts:
    """Open the parts of a file after looking at all that it says of itself.

    Raises InputError for a file that is damaged or hostile.
    """
    _check_directory(content, name)
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except DAMAGE as error:
        raise _damaged(name) from error
    infos = archive.infolist()
    _check_names(infos, name)
    whole = sum(info.file_size for info in infos)
    if whole > WHOLE_SIZE or (whole > SMALL and whole > MOST_SQUEEZED * len(content)):
        raise refusal(name, f"parts that unpack to {whole:,} bytes", "a letter", ADVICE_ZIPPED)
    return Parts(name=name, archive=archive, parts={info.filename: info for info in infos})


def _check_directory(content: bytes, name: str) -> None:
    """Look at the size of the list of parts before it is read into memory."""
    place = content.rfind(_END_MARK, max(0, len(content) - _LONGEST_COMMENT - _END.size))
    if place < 0 or len(content) < place + _END.size:
        raise _damaged(name)
    *_, count, size, _, _ = _END.unpack_from(content, place)
    if size > DIRECTORY_SIZE or count > MOST_PARTS:
        found = f"a list of {count:,} parts ({size:,} bytes)"
        raise refusal(name, found, f"at most {MOST_PARTS:,} parts", ADVICE_ZIPPED)


def _check_names(infos: Iterable[zipfile.ZipInfo], name: str) -> None:
    seen: set[str] = set()
    for info in infos:
        part = info.orig_filename
        if part in seen:
            raise refusal(name, f"the part {quoted(part)} twice", "each part once", ADVICE_ZIPPED)
        seen.add(part)
        steps = part.replace("\\", "/").split("/")
        if part.startswith(("/", "\\")) or ".." in steps or ":" in part or "\0" in part:
            found = f"a part {quoted(part)} that points out of the file"
            raise refusal(name, found, "the parts of a letter", ADVICE_ZIPPED)
        mode = info.external_attr >> 16
        if info.create_system == _SYSTEM_UNIX and stat.S_ISLNK(mode):
            found = f"a part {quoted(part)} that is a link"
            raise refusal(name, found, "the parts of a letter", ADVICE_ZIPPED)
    if len(seen) > MOST_PARTS:
        raise refusal(name, f"{len(seen):,} parts", f"at most {MOST_PARTS:,}", ADVICE_ZIPPED)


def _check_part(info: zipfile.ZipInfo, name: str) -> None:
    part = quoted(info.filename)
    if info.flag_bits & _ENCRYPTED:
        found = f"a part {part} that is locked with a password"
        raise refusal(name, found, "a letter without password", "Save it without password.")
    if info.compress_type not in _PLAIN_METHODS:
        raise refusal(name, f"a part {part} packed in an unusual way", "a letter", ADVICE_ZIPPED)
    if info.file_size > PART_SIZE:
        found = f"a part {part} of {info.file_size:,} bytes"
        raise refusal(name, found, f"at most {PART_SIZE:,} bytes", ADVICE_ZIPPED)
    if info.file_size > SMALL and info.file_size > MOST_SQUEEZED * max(info.compress_size, 1):
        times = info.file_size // max(info.compress_size, 1)
        found = f"a part {part} that unpacks to {times:,} times its size"
        raise refusal(name, found, "a letter", ADVICE_ZIPPED)


def _damaged(name: str) -> Exception:
    return refusal(name, "a damaged file", "a sound .docx or .odt", ADVICE_ZIPPED)
