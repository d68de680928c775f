"""Write a set of files aside, then put it in its place in one move."""

from __future__ import annotations

import fcntl
import glob
import os
import shutil
import tempfile
from contextlib import contextmanager
from typing import TYPE_CHECKING

from reporter.errors import PublishingError
from reporter.publishing.exchange import SET_ASIDE, exchange

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


def publish(folder: Path, files: Mapping[str, bytes], ours: frozenset[str]) -> list[Path]:
    """Make ``folder`` hold exactly ``files``, and whatever others left in it.

    ``ours`` are all names a build may write: those that are not in ``files`` disappear, so
    that no older annex lies beside a newer one. Interrupted at any moment, the folder holds
    the old set or the new one. Raises PublishingError if the place cannot be written.
    """
    try:
        place = folder.resolve()  # a link stays a link: what it points at is exchanged
        with _turn(place), _aside(place) as aside:
            for name, content in files.items():
                _write(aside / name, content)
            if place.is_dir():
                _keep_what_others_left(place, aside, ours)
                exchange(aside, place)
            else:
                aside.rename(place)
    except OSError as error:
        message = (
            f"{folder}: {error.strerror or error}; nothing was changed there. "
            "Check the permissions and the free space, or choose another folder with --output."
        )
        raise PublishingError(message) from error
    return [folder / name for name in files]


@contextmanager
def _turn(folder: Path) -> Iterator[None]:
    """Let one build at a time put its set in place; the lock goes with the process."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with (folder.parent / f".{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        _sweep(folder)
        yield


def _sweep(folder: Path) -> None:
    """Remove what an interrupted build of this folder left behind; we have the turn.

    If it was interrupted while the old set stood aside, that is put back first: it holds
    what others left.
    """
    for left in folder.parent.glob(f".{glob.escape(folder.name)}.*.deel*"):
        if left.name.endswith(SET_ASIDE) and not folder.exists():
            left.rename(folder)
        else:
            shutil.rmtree(left, ignore_errors=True)


@contextmanager
def _aside(folder: Path) -> Iterator[Path]:
    """Give an empty folder beside ``folder``, on the same file system; it goes afterwards."""
    aside = folder.parent / tempfile.mkdtemp(
        prefix=f".{folder.name}.", suffix=".deel", dir=folder.parent
    )
    aside.chmod(0o777 & ~umask())
    try:
        yield aside
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def umask() -> int:
    """Tell which permissions new files do not get; asking is setting, so it is set back."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


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
