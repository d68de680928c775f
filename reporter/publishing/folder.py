"""Write a set of files aside, then put it in its place in one move."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from reporter.publishing.filled import filled

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def publish(folder: Path, files: Mapping[str, bytes], ours: frozenset[str]) -> list[Path]:
    """Make ``folder`` hold exactly ``files``, and whatever others left in it.

    ``ours`` are all names a build may write: those that are not in ``files`` disappear, so
    that no older annex lies beside a newer one. Interrupted at any moment, the folder holds
    the old set or the new one. Raises PublishingError if the place cannot be written.
    """
    with filled(folder) as aside:
        for name, content in files.items():
            _write(aside / name, content)
        if folder.is_dir():
            _keep_what_others_left(folder.resolve(), aside, ours)
    return [folder / name for name in files]


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _keep_what_others_left(folder: Path, aside: Path, ours: frozenset[str]) -> None:
    """Take along a colleague's notes, or the lock of an open spreadsheet."""
    for entry in folder.iterdir():
        if entry.name in ours:
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.copytree(entry, aside / entry.name, symlinks=True)
        else:
            shutil.copy2(entry, aside / entry.name, follow_symlinks=False)
