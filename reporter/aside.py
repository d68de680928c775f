"""Folders for a moment: nobody else may enter them, and they go however the process ends."""

from __future__ import annotations

import os
import re
import shutil
import time
from contextlib import contextmanager, suppress
from functools import partial
from stat import S_ISDIR
from typing import TYPE_CHECKING

from reporter.ending import undoing

try:
    from fcntl import LOCK_EX, LOCK_NB, flock
except ImportError:  # Windows
    flock = None  # type: ignore[assignment] # that it is not there is what we ask

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ANY = "[0-9a-z_]{8}"
"""What follows the beginning of a name; Python's own temporary folders end so too."""
DAY = 86_400
TRIES = 100
"""With a hundredth of a second between: threads of a library may still write there."""


@contextmanager
def folder_for_now(beginning: str, place: Path) -> Iterator[Path]:
    """Give an empty folder in ``place``, of mode 0700, whose name has this ``beginning``.

    Only SIGKILL or a power cut leave it behind. So first goes what was left that way: a folder
    with such a name, of this user, a day old, whose process is no longer there.
    """
    _sweep(beginning, place)
    folder = place / f"{beginning}{os.urandom(4).hex()}"
    with undoing(partial(remove, folder)):
        try:
            folder.mkdir(mode=0o700)
            with _held(folder):
                yield folder
        finally:
            remove(folder)


def remove(folder: Path) -> None:
    """Remove a folder and what is in it."""
    for _ in range(TRIES):
        shutil.rmtree(folder, ignore_errors=True)
        if not os.path.lexists(folder):
            return
        time.sleep(0.01)


def _sweep(beginning: str, place: Path) -> None:
    if flock is None:  # Windows: whose folder it is, and whether it is used, cannot be told
        return
    ours = re.compile(re.escape(beginning) + ANY)
    with suppress(OSError):
        for path in place.iterdir():
            if ours.fullmatch(path.name):
                _sweep_one(path)


def _sweep_one(left: Path) -> None:
    with suppress(OSError):  # it has gone, or is of somebody else
        found = left.lstat()  # a link is not followed, and stays
        old = time.time() - found.st_mtime > DAY
        if S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and old:
            with _held(left) as unused:
                if unused:
                    remove(left)


@contextmanager
def _held(folder: Path) -> Iterator[bool]:
    """Lock a folder as long as this process lives; tell whether nobody else had."""
    if flock is None:
        yield False
        return
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        yield _locked(opened)
    finally:
        os.close(opened)


def _locked(opened: int) -> bool:
    try:
        flock(opened, LOCK_EX | LOCK_NB)
    except OSError:
        return False
    return True
