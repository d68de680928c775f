"""What a build really reads, as Python itself reports it: the files opened, the folders listed."""

from __future__ import annotations

import os
import sys
from functools import cache
from typing import TYPE_CHECKING
from weakref import WeakSet

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

Stamp = tuple[int, int, int] | None
"""When a file was changed, its size and its identity; None if it is not there."""
WRITING = os.O_WRONLY | os.O_RDWR
LISTING = ("os.listdir", "os.scandir")


class Reads:
    """The files below some places that were opened for reading since ``listen``.

    A file that was looked for in vain counts as well: it may yet come. Paths are absolute,
    with the links of their folders resolved, but not a link that the file itself is.
    """

    def __init__(self, sources: Iterable[Path]) -> None:
        given = {os.path.abspath(one) for one in sources}  # noqa: PTH100 - Path.resolve follows links
        self._places = tuple(sorted(given | {os.path.realpath(one) for one in given}))
        self._inside = tuple(place + os.sep for place in self._places)
        self._opened: dict[str, tuple[str, Stamp]] = {}
        self._listed: set[str] = set()

    def listen(self) -> None:
        """Hear of every file that this process opens from now on, in any thread."""
        _hook().add(self)

    def heard(self, event: str, name: object, flags: object) -> None:
        """Take in one event of the interpreter; it may not open or raise anything itself."""
        if not isinstance(name, str | bytes | os.PathLike):
            return
        path = os.path.abspath(os.fsdecode(name))  # noqa: PTH100 - the same
        if not (path in self._places or path.startswith(self._inside)):
            return
        if event in LISTING:
            self._listed.add(path)
        elif isinstance(flags, int) and not flags & WRITING:
            self._note(path)

    def add(self, paths: Iterable[Path]) -> None:
        """Take in files that another process said it read."""
        for path in map(os.path.abspath, paths):
            self._note(path)

    def _note(self, path: str) -> None:
        if path not in self._opened:
            self._opened[path] = (placed(path), stamp(path))

    def files(self) -> dict[str, Stamp]:
        """Give the files read, or looked for in vain, as they were when they were first read."""
        return dict(self._opened.copy().values())

    def folders(self) -> dict[str, int]:
        """Give each folder read from, with how many files were read there."""
        there = [path for path in self.files() if os.path.isfile(path)]  # noqa: PTH113 - texts
        counts = {placed(folder): 0 for folder in sorted(self._listed.copy())}
        for path in there:
            folder = os.path.dirname(path)  # noqa: PTH120 - texts
            counts[folder] = counts.get(folder, 0) + 1
        return dict(sorted(counts.items()))


def stamp(path: str) -> Stamp:
    """Tell what is known of a file without opening it; a link is followed."""
    try:
        found = os.stat(path)  # noqa: PTH116 - texts
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def placed(path: str) -> str:
    """Resolve the folder of a path, so that two ways to write it are one."""
    folder, name = os.path.split(path)
    return os.path.join(os.path.realpath(folder), name)  # noqa: PTH118 - texts


@cache
def _hook() -> WeakSet[Reads]:
    """Ask the interpreter to report, once in a process: it cannot be asked to stop."""
    listening: WeakSet[Reads] = WeakSet()

    def hear(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open":
            for reads in list(listening):
                reads.heard(event, arguments[0], arguments[2])
        elif event in LISTING:
            for reads in list(listening):
                reads.heard(event, arguments[0] or ".", 0)

    sys.addaudithook(hear)
    return listening
