"""Write a set of files aside, then put it in its place in one move."""

from __future__ import annotations

import ctypes
import errno
import fcntl
import glob
import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from reporter.errors import PublishingError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

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
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if call is None:
        return False
    failed = call(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE)
    if not failed:
        return True
    number = ctypes.get_errno()
    if number in CANNOT:
        return False
    raise OSError(number, os.strerror(number), str(other))


@contextmanager
def filled(folder: Path) -> Iterator[Path]:
    """Give an empty folder beside ``folder``; what is put in it takes its place at the end.

    Everything that was in ``folder`` goes. Interrupted at any moment, it holds the old content
    or the new; a power cut may spoil what the caller has not forced onto the disk.
    Raises PublishingError if it cannot be written.
    """
    try:
        place = folder.resolve()  # a link stays a link: what it points at is exchanged
        with _in_turn(place), _beside(place) as aside:
            yield aside
            if place.is_dir():
                exchange(aside, place)
            else:
                aside.rename(place)
    except OSError as error:
        message = (
            f"{folder}: {error.strerror or error}; nothing was changed there. "
            "Check the permissions and the free space, or choose another folder with --output."
        )
        raise PublishingError(message) from error


@contextmanager
def _in_turn(folder: Path) -> Iterator[None]:
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
def _beside(folder: Path) -> Iterator[Path]:
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


def publish_file(path: Path, content: bytes) -> None:
    """Write ``content`` beside ``path`` and move it there in one step.

    Raises PublishingError if the place cannot be written; the old file is untouched then.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        aside = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            aside.chmod(0o666 & ~umask())
            aside.replace(path)
        finally:
            aside.unlink(missing_ok=True)
    except OSError as error:
        message = (
            f"{path}: {error.strerror or error}; nothing was changed there. "
            "Check the permissions and the free space."
        )
        raise PublishingError(message) from error


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
