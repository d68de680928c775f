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
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from reporter.errors import quoted
from reporter.proofread.letter.letter import refusal
from reporter.proofread.letter.lines import cleared

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reporter.errors import InputError

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
_DEFINITION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_WIDE = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_END = struct.Struct("<4s4H2LH")
_END_MARK = b"PK\x05\x06"
_LONGEST_COMMENT = 65_535
_ENCRYPTED = 0x1
_PLAIN_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_SYSTEM_UNIX = 3


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
            raise _refused(self.name, f"a damaged part {quoted(part)}", "a sound file") from error
        if len(content) > PART_SIZE:
            raise _refused(self.name, f"a part {quoted(part)} without end")
        return content

    def tree(self, part: str) -> etree._Element:
        """Parse a part as XML; what it says of its own encoding does not count.

        Raises InputError as well for what is damaged, defines entities, or is too large.
        """
        content = self.read(part)
        mark = next(filter(content.startswith, _WIDE), b"")
        if mark:
            content = content[len(mark) :].decode(_WIDE[mark], errors="replace").encode()
        if _DEFINITION.search(content):
            found = f"definitions of its own (a DOCTYPE) in {quoted(part)}"
            raise _refused(self.name, found, "the XML of a letter")
        parser = etree.XMLParser(
            encoding="utf-8",
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            remove_comments=True,
            remove_pis=True,
        )
        damaged = _refused(self.name, f"damaged XML in {quoted(part)}", "a sound file")
        content = content.removeprefix(codecs.BOM_UTF8)
        return _parsed(content, parser, part, self.name, damaged)


def opened(content: bytes, name: str) -> Parts:
    """Open the parts of a file after looking at all that it says of itself.

    Raises InputError for a file that is damaged or hostile.
    """
    damaged = _refused(name, "a damaged file", "a sound .docx or .odt")
    # The size of the list of parts is looked at before it is read into memory.
    place = content.rfind(_END_MARK, max(0, len(content) - _LONGEST_COMMENT - _END.size))
    if place < 0 or len(content) < place + _END.size:
        raise damaged
    *_, count, size, _, _ = _END.unpack_from(content, place)
    if size > DIRECTORY_SIZE or count > MOST_PARTS:
        found = f"a list of {count:,} parts ({size:,} bytes)"
        raise _refused(name, found, f"at most {MOST_PARTS:,} parts")
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except DAMAGE as error:
        raise damaged from error
    infos = archive.infolist()
    _check_names(infos, name)
    whole = sum(info.file_size for info in infos)
    if whole > WHOLE_SIZE or (whole > SMALL and whole > MOST_SQUEEZED * len(content)):
        raise _refused(name, f"parts that unpack to {whole:,} bytes")
    return Parts(name=name, archive=archive, parts={info.filename: info for info in infos})


def _check_names(infos: Iterable[zipfile.ZipInfo], name: str) -> None:
    seen: set[str] = set()
    for info in infos:
        part = info.orig_filename
        if part in seen:
            raise _refused(name, f"the part {quoted(part)} twice", "each part once")
        seen.add(part)
        steps = part.replace("\\", "/").split("/")
        if part.startswith(("/", "\\")) or ".." in steps or ":" in part or "\0" in part:
            found = f"a part {quoted(part)} that points out of the file"
            raise _refused(name, found, "the parts of a letter")
        if info.create_system == _SYSTEM_UNIX and stat.S_ISLNK(info.external_attr >> 16):
            found = f"a part {quoted(part)} that is a link"
            raise _refused(name, found, "the parts of a letter")
    if len(seen) > MOST_PARTS:
        raise _refused(name, f"{len(seen):,} parts", f"at most {MOST_PARTS:,}")


def _check_part(info: zipfile.ZipInfo, name: str) -> None:
    part = f"a part {quoted(info.filename)}"
    if info.flag_bits & _ENCRYPTED:
        raise locked(name, f"{part} that is locked with a password")
    if info.compress_type not in _PLAIN_METHODS:
        raise _refused(name, f"{part} packed in an unusual way")
    if info.file_size > PART_SIZE:
        raise _refused(name, f"{part} of {info.file_size:,} bytes", f"at most {PART_SIZE:,} bytes")
    packed = max(info.compress_size, 1)
    if info.file_size > SMALL and info.file_size > MOST_SQUEEZED * packed:
        raise _refused(name, f"{part} that unpacks to {info.file_size // packed:,} times its size")


def locked(name: str, found: str) -> InputError:
    """Say of a file that it needs a password."""
    return refusal(name, found, "a letter without password", "Save it without password.")


def _refused(name: str, found: str, expected: str = "a letter") -> InputError:
    return refusal(name, found, expected, ADVICE)


def html_of(text: str, name: str) -> etree._Element:
    """Parse a page as a browser would, faults and all.

    Raises InputError for a page that is empty or too large to be a letter.
    """
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True
    )
    damaged = refusal(name, "a page that cannot be read", "HTML")
    return _parsed(text.encode(), parser, "the page", name, damaged)


def _parsed(
    content: bytes,
    parser: etree.XMLParser | etree.HTMLParser,
    part: str,
    name: str,
    damaged: InputError,
) -> etree._Element:
    """Count what costs memory before the parser does, and refuse elements without end."""
    tags, attributes = content.count(b"<"), content.count(b"=")
    if tags > MOST_TAGS or attributes > MOST_ATTRIBUTES:
        found = f"{tags:,} tags and {attributes:,} attributes in {quoted(part)}"
        expected = f"at most {MOST_TAGS:,} and {MOST_ATTRIBUTES:,}"
        raise refusal(name, found, expected, "Hand in the letter alone.")
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged from error
    if root is None:  # a page of comments alone
        raise refusal(name, "no text")
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            found = f"more than {DEEPEST} elements inside each other in {quoted(part)}"
            raise _refused(name, found)
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


def words_in(element: etree._Element) -> str:
    """Give all text in an element, whatever it is in."""
    return cleared("".join(map(str, element.itertext())))
