"""Exchange two folders in one system call, where the system can."""

from __future__ import annotations

import ctypes
import errno
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

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
