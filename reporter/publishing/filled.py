"""Fill a folder beside the place where it belongs, and put it there when it is whole."""

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
    from collections.abc import Iterator
    from pathlib import Path


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
