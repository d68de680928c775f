"""The parts of a .docx or .odt, taken out in memory and within bounds; nothing is unpacked."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.inputs.letter.faults import refusal
from reporter.inputs.quoting import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable

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
ADVICE = "Open the letter in Word or LibreOffice and save it again; do not trust a file that fails."


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
            raise refusal(self.name, found, "a sound file", ADVICE) from error
        if len(content) > PART_SIZE:
            raise refusal(self.name, f"a part {quoted(part)} without end", "a letter", ADVICE)
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
        raise refusal(name, f"parts that unpack to {whole:,} bytes", "a letter", ADVICE)
    return Parts(name=name, archive=archive, parts={info.filename: info for info in infos})


def _check_directory(content: bytes, name: str) -> None:
    """Look at the size of the list of parts before it is read into memory."""
    place = content.rfind(_END_MARK, max(0, len(content) - _LONGEST_COMMENT - _END.size))
    if place < 0 or len(content) < place + _END.size:
        raise _damaged(name)
    *_, count, size, _, _ = _END.unpack_from(content, place)
    if size > DIRECTORY_SIZE or count > MOST_PARTS:
        found = f"a list of {count:,} parts ({size:,} bytes)"
        raise refusal(name, found, f"at most {MOST_PARTS:,} parts", ADVICE)


def _check_names(infos: Iterable[zipfile.ZipInfo], name: str) -> None:
    seen: set[str] = set()
    for info in infos:
        part = info.orig_filename
        if part in seen:
            raise refusal(name, f"the part {quoted(part)} twice", "each part once", ADVICE)
        seen.add(part)
        steps = part.replace("\\", "/").split("/")
        if part.startswith(("/", "\\")) or ".." in steps or ":" in part or "\0" in part:
            found = f"a part {quoted(part)} that points out of the file"
            raise refusal(name, found, "the parts of a letter", ADVICE)
        mode = info.external_attr >> 16
        if info.create_system == _SYSTEM_UNIX and stat.S_ISLNK(mode):
            found = f"a part {quoted(part)} that is a link"
            raise refusal(name, found, "the parts of a letter", ADVICE)
    if len(seen) > MOST_PARTS:
        raise refusal(name, f"{len(seen):,} parts", f"at most {MOST_PARTS:,}", ADVICE)


def _check_part(info: zipfile.ZipInfo, name: str) -> None:
    part = quoted(info.filename)
    if info.flag_bits & _ENCRYPTED:
        found = f"a part {part} that is locked with a password"
        raise refusal(name, found, "a letter without password", "Save it without password.")
    if info.compress_type not in _PLAIN_METHODS:
        raise refusal(name, f"a part {part} packed in an unusual way", "a letter", ADVICE)
    if info.file_size > PART_SIZE:
        found = f"a part {part} of {info.file_size:,} bytes"
        raise refusal(name, found, f"at most {PART_SIZE:,} bytes", ADVICE)
    if info.file_size > SMALL and info.file_size > MOST_SQUEEZED * max(info.compress_size, 1):
        times = info.file_size // max(info.compress_size, 1)
        found = f"a part {part} that unpacks to {times:,} times its size"
        raise refusal(name, found, "a letter", ADVICE)


def _damaged(name: str) -> Exception:
    return refusal(name, "a damaged file", "a sound .docx or .odt", ADVICE)
