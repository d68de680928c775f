"""The files of a register: found, told apart by kind, and fingerprinted."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.errors import Fault, InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

PARQUET, CSV = ".parquet", ".csv"
MAGIC = b"PAR1"
TAIL = 8
"""A Parquet file ends in the length of its footer and the magic, four bytes each."""
BLOCK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """What identifies a file: a SHA-256 of ``of``: the whole file, or its size and footer.

    The footer of a Parquet file has the counts, offsets and bounds of every column.
    """

    name: str
    of: str
    sha256: str


def find_files(name: str, paths: Sequence[Path]) -> tuple[Path, ...]:
    """Give the Parquet or CSV files that these paths name, sorted; folders are searched.

    Files and folders whose name begins with a point or low line are passed over, as those
    who write partitions expect. Raises InputError where there is nothing, or both kinds.
    """
    found = sorted({file for path in paths for file in _under(name, path)})
    if len({_kind(file) for file in found}) > 1:
        expected = "either Parquet or CSV for one register"
        raise InputError([Fault(file=name, found="Parquet and CSV files", expected=expected)])
    return tuple(found)


def is_parquet(files: Sequence[Path]) -> bool:
    """Tell whether these files are Parquet."""
    return _kind(files[0]) == PARQUET


def _kind(file: Path) -> str:
    return CSV if file.suffix.lower() == CSV else PARQUET


def _under(name: str, path: Path) -> Iterator[Path]:
    expected = f"the {name} as Parquet or CSV: a file, or a folder with such files"
    if path.is_file():
        yield path
        return
    found = [file for file in path.rglob("*") if _visible(file, path)] if path.is_dir() else []
    if not found:
        what = "a folder without .parquet or .csv files" if path.is_dir() else "no such file"
        raise InputError([Fault(file=str(path), found=what, expected=expected)])
    yield from found


def _visible(file: Path, folder: Path) -> bool:
    hidden = any(part.startswith((".", "_")) for part in file.relative_to(folder).parts)
    return not hidden and file.suffix.lower() in {PARQUET, CSV} and file.is_file()


def fingerprints(files: Sequence[Path], *, whole: bool) -> Iterator[Fingerprint]:
    """Identify each file; ``whole`` reads Parquet files to the last byte too."""
    for file in files:
        with file.open("rb") as content:
            part = _kind(file) == PARQUET and not whole
            if part:
                size = content.seek(0, 2)
                content.seek(-TAIL, 2)
                footer = int.from_bytes(content.read(4), "little") + TAIL
                content.seek(-min(footer, size), 2)
            digest = hashlib.sha256(str(size).encode() if part else b"")
            while block := content.read(BLOCK):
                digest.update(block)
        of = "size and footer" if part else "file"
        yield Fingerprint(name=file.name, of=of, sha256=digest.hexdigest())
