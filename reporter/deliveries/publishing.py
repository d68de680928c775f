"""Write a set of files aside, then put it in its place in one move."""

from __future__ import annotations

import ctypes
import errno
import glob
import os
import shutil
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import TYPE_CHECKING

from reporter.aside import folder_for_now, remove
from reporter.ending import undoing
from reporter.errors import PublishingError
from reporter.project import real

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

PATIENCE = 30
"""Seconds to wait for a turn; to put a set in its place takes a hundredth of one."""
SET_ASIDE = ".oud"
AT_FDCWD = -100
RENAME_EXCHANGE = 2
CANNOT = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP}
"""What kernels and file systems answer that do not know the call, such as network shares."""


def exchange(one: Path, other: Path) -> None:
    """Swap the names of two folders; nobody ever sees neither, or half of one.

    On a file system without the call the folders change places in three renames, so for a
    moment ``other`` is absent and lies beside as ``one`` with SET_ASIDE behind its name.
    Raises OSError for anything else that goes wrong; both folders are then as they were.
    """
    if not _exchanged(one, other):
        aside = one.with_name(f"{one.name}{SET_ASIDE}")
        other.rename(aside)
        try:
            one.rename(other)
        except BaseException:
            aside.rename(other)
            raise
        aside.rename(one)


def _exchanged(one: Path, other: Path) -> bool:
    try:
        call = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):  # only Linux has it
        return False
    failed = call(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE)
    number = ctypes.get_errno() if failed else 0
    if failed and number not in CANNOT:
        raise OSError(number, os.strerror(number), str(other))
    return not failed


@contextmanager
def filled(folder: Path) -> Iterator[Path]:
    """Give an empty folder beside ``folder``; what is put in it takes its place at the end.

    Everything that was in ``folder`` goes. Interrupted at any moment, it holds the old content
    or the new; a power cut may spoil what the caller has not forced onto the disk.
    Raises PublishingError if it cannot be written.
    """
    with _told(folder, ", or choose another folder with --output"):
        place = real(folder)  # a link stays a link: what it points at is exchanged
        with in_turn(place):
            aside = place.with_name(f".{place.name}.{os.urandom(4).hex()}.deel")
            with undoing(partial(remove, aside)):
                try:
                    aside.mkdir()
                    yield aside
                    if place.is_dir():
                        exchange(aside, place)
                    else:
                        aside.rename(place)
                finally:
                    remove(aside)


@contextmanager
def _told(path: Path, otherwise: str = "") -> Iterator[None]:
    try:
        yield
    except OSError as error:
        message = (
            f"{path}: {error.strerror or error}; nothing was changed there. "
            f"Check the permissions and the free space{otherwise}."
        )
        raise PublishingError(message) from error


@contextmanager
def in_turn(folder: Path) -> Iterator[None]:
    """Let one command at a time read, change and write a folder; who has the turn has it again.

    The lock goes with its process. Raises PublishingError when the turn does not come in time.
    """
    from filelock import FileLock, Timeout  # noqa: PLC0415 - 28 ms, and most calls write nothing

    place = real(folder)
    with ExitStack() as stack:
        with _told(folder):
            place.parent.mkdir(parents=True, exist_ok=True)
            lock = FileLock(place.parent / f".{place.name}.lock", is_singleton=True)
            try:
                stack.enter_context(lock.acquire(PATIENCE))
            except Timeout as error:
                message = (
                    f"{folder}: found another command at work there for {PATIENCE} seconds, "
                    "expected it to end; nothing was changed. Try again when it has ended."
                )
                raise PublishingError(message) from error
            _sweep(place)
            stack.enter_context(undoing(partial(_sweep, place)))
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
            remove(left)


def publish_file(path: Path, content: bytes) -> None:
    """Write ``content`` beside ``path`` and move it there in one step.

    Raises PublishingError if the place cannot be written; the old file is untouched then.
    """
    with _told(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with folder_for_now(f".{path.name}.", path.parent) as folder:
            aside = folder / path.name
            _write(aside, content)
            aside.replace(path)


def publish(folder: Path, files: Mapping[str, bytes], ours: frozenset[str]) -> list[Path]:
    """Make ``folder`` hold exactly ``files``, and whatever others left in it.

    ``ours`` are all names a build may write: those that are not in ``files`` disappear, so
    that no older annex lies beside a newer one. Interrupted at any moment, the folder holds
    the old set or the new one. Raises PublishingError if the place cannot be written.
    """
    with filled(folder) as aside:
        for name, content in files.items():
            (aside / name).parent.mkdir(parents=True, exist_ok=True)
            _write(aside / name, content)
        theirs = folder.iterdir() if folder.is_dir() else ()
        for entry in theirs:  # a colleague's notes, or the lock of an open spreadsheet
            if entry.is_dir() and not entry.is_symlink() and entry.name not in ours:
                shutil.copytree(entry, aside / entry.name, symlinks=True)
            elif entry.name not in ours:
                shutil.copy2(entry, aside / entry.name, follow_symlinks=False)
    return [folder / name for name in files]


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
