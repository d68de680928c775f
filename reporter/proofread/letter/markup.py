"""Bounds on strangers' files: the parts of a .docx or .odt, and the tree of their XML or a page.

Nothing is unpacked to disk, defined, or fetched from elsewhere.
"""

from __future__ import annotations

import codecs
import io
import re
import stat
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, Any, NoReturn

from lxml import etree

from reporter.errors import quoted
from reporter.proofread.letter.letter import refuse, refuse_locked
from reporter.proofread.letter.lines import cleared

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

MOST_TAGS = 500_000
MOST_ATTRIBUTES = 1_000_000
DEEPEST = 150
DIRECTORY_SIZE = 512 * 1024
MOST_PARTS = 2_000
PART_SIZE = 16 * 1024 * 1024
WHOLE_SIZE = 256 * 1024 * 1024
SMALL = 1024 * 1024
MOST_SQUEEZED = 150
"""Word squeezes text tenfold, tables fortyfold; a bomb a thousandfold."""
ADVICE = "Open the letter in Word or LibreOffice and save it again; do not trust a file that fails."
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
_SAFE: Any = {"encoding": "utf-8", "no_network": True, "remove_comments": True, "remove_pis": True}
_DEFINITION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_END = struct.Struct("<4s4H2LH")
_END_MARK = b"PK\x05\x06"
_LONGEST_COMMENT = 65_535
_ENCRYPTED = 0x1
_PLAIN_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_SYSTEM_UNIX = 3


def opened(content: bytes) -> zipfile.ZipFile:
    """Open a .docx or .odt after looking at all that it says of itself."""
    # The size of the list of parts is looked at before it is read into memory.
    place = content.rfind(_END_MARK, max(0, len(content) - _LONGEST_COMMENT - _END.size))
    try:
        *_, count, size, _, _ = _END.unpack_from(content, place)
        if size > DIRECTORY_SIZE or count > MOST_PARTS:
            found = f"a list of {count:,} parts ({size:,} bytes)"
            _refuse(found, f"at most {MOST_PARTS:,} parts")
        archive = zipfile.ZipFile(io.BytesIO(content))
    except DAMAGE:
        _refuse("a damaged file", "a sound .docx or .odt")
    infos = archive.infolist()
    _check_names(infos)
    whole = sum(info.file_size for info in infos)
    if whole > WHOLE_SIZE or (whole > SMALL and whole > MOST_SQUEEZED * len(content)):
        _refuse(f"parts that unpack to {whole:,} bytes")
    return archive


def _check_names(infos: Iterable[zipfile.ZipInfo]) -> None:
    seen: set[str] = set()
    for info in infos:
        part = info.orig_filename
        if part in seen:
            _refuse(f"the part {quoted(part)} twice", "each part once")
        seen.add(part)
        steps = part.replace("\\", "/").split("/")
        if part.startswith(("/", "\\")) or ".." in steps or ":" in part or "\0" in part:
            _refuse(f"a part {quoted(part)} that points out of the file", "the parts of a letter")
        if info.create_system == _SYSTEM_UNIX and stat.S_ISLNK(info.external_attr >> 16):
            _refuse(f"a part {quoted(part)} that is a link", "the parts of a letter")
    if len(seen) > MOST_PARTS:
        _refuse(f"{len(seen):,} parts", f"at most {MOST_PARTS:,}")


def unpacked(archive: zipfile.ZipFile, part: str) -> bytes:
    """Unpack one part, never more of it than a letter can need."""
    info = archive.getinfo(part)
    _check_part(info)
    try:
        with archive.open(info) as stream:
            return stream.read(PART_SIZE + 1)  # a bound, as the size it tells may be a lie
    except DAMAGE:
        _refuse(f"a damaged part {quoted(part)}", "a sound file")


def _check_part(info: zipfile.ZipInfo) -> None:
    part = f"a part {quoted(info.filename)}"
    if info.flag_bits & _ENCRYPTED:
        refuse_locked(f"{part} that is locked with a password")
    if info.compress_type not in _PLAIN_METHODS:
        _refuse(f"{part} packed in an unusual way")
    if info.file_size > PART_SIZE:
        _refuse(f"{part} of {info.file_size:,} bytes", f"at most {PART_SIZE:,} bytes")
    packed = max(info.compress_size, 1)
    if info.file_size > SMALL and info.file_size > MOST_SQUEEZED * packed:
        _refuse(f"{part} that unpacks to {info.file_size // packed:,} times its size")


def _refuse(found: str, expected: str = "a letter") -> NoReturn:
    refuse(found, expected, ADVICE)


def tree_of(archive: zipfile.ZipFile, part: str) -> etree._Element:
    """Parse a part as XML; what it says of its own encoding does not count."""
    content = unpacked(archive, part)
    if content.startswith(_WIDE):
        content = content.decode("utf-16", errors="replace").encode()
    if _DEFINITION.search(content):
        _refuse(f"definitions of its own (a DOCTYPE) in {quoted(part)}", "the XML of a letter")
    parser = etree.XMLParser(**_SAFE, resolve_entities=False, load_dtd=False)
    return _parsed(content.removeprefix(codecs.BOM_UTF8), parser, part)


def html_of(text: str) -> etree._Element:
    """Parse a page as a browser would, faults and all."""
    return _parsed(text.encode(), etree.HTMLParser(**_SAFE), "the page")


def _parsed(
    content: bytes,
    parser: etree.XMLParser | etree.HTMLParser,
    part: str,
) -> etree._Element:
    """Count what costs memory before the parser does, and refuse elements without end."""
    tags, attributes = content.count(b"<"), content.count(b"=")
    if tags > MOST_TAGS or attributes > MOST_ATTRIBUTES:
        found = f"{tags:,} tags and {attributes:,} attributes in {quoted(part)}"
        expected = f"at most {MOST_TAGS:,} and {MOST_ATTRIBUTES:,}"
        refuse(found, expected, "Hand in the letter alone.")
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        _refuse(f"damaged XML in {quoted(part)}", "a sound file")
    if root is None:  # a page of comments alone
        refuse("no text")
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            _refuse(f"more than {DEEPEST} elements inside each other in {quoted(part)}")
    return root


def local(element: etree._Element) -> str:
    """Give the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def under(element: etree._Element | None, name: str) -> str:
    """Give an attribute by its name without namespace; empty when there is none."""
    for key, value in element.attrib.items() if element is not None else ():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def number(value: str) -> int:
    """Read how many columns, rows or spaces a setting says; 1 when it says no number."""
    return int(value) if re.fullmatch(r"\d{1,4}", value) else 1


def within(element: etree._Element, tag: str, wrapping: Container[str]) -> Iterator[etree._Element]:
    """Give the rows of a table or the cells of a row, also where something is wrapped around."""
    for child in element:
        if local(child) == tag:
            yield child
        elif local(child) in wrapping:
            yield from within(child, tag, wrapping)


def words_in(element: etree._Element) -> str:
    """Give all text in an element, whatever it is in."""
    return cleared("".join(map(str, element.itertext())))
