"""Tells when something that a page is made of has changed."""

from __future__ import annotations

import asyncio
import logging
import os
import re
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakSet

from watchfiles import Change, awatch

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Sequence

Stamp = tuple[int, ...]
"""When a file was changed, its size, inode and device; empty if it is not there."""
WRITING = os.O_WRONLY | os.O_RDWR
LISTING = ("os.listdir", "os.scandir")
BURST = 10
"""Milliseconds without a change after which a burst of changes is over."""
LONGEST_BURST = 400
AGAIN = 10
"""Milliseconds in which a file that is still being written grows or changes again."""
LOOK = 2000
"""Milliseconds after which is looked at the files themselves, in case the system kept silent."""
LOOK_OFTEN = 300
"""The same where nothing reports: the library that polls compares whole seconds."""
UNTOLD = "The system cannot tell of changes (%s): the files are looked at instead, as with --poll."
SCRATCH = re.compile(r"\.|~\$|#|4913$|.*(~|\.sw[a-z]|\.tmp|\.bak|\.part|#)$|__pycache__$")
"""Names that editors and spreadsheets use while they save, and locks they leave beside a file."""


class Watch:
    """Hears which files below some places are opened for reading, and tells when one changed.

    It hears of every file that this process opens from now on, in any thread.
    A file that was looked for in vain counts as well, and a new one beside them: it may matter.
    Paths are absolute, with the links of their folders resolved, but not a link that the file
    itself is.
    """

    def __init__(self, sources: Iterable[Path], *, poll: bool = False) -> None:
        given = {os.path.abspath(place) for place in sources}  # noqa: PTH100 - Path.resolve follows links
        real = {os.path.realpath(place) for place in given}
        self._sources = tuple(map(Path, sorted(real)))
        self._places = given | real
        self._inside = tuple(place + os.sep for place in self._places)
        self._poll = poll
        self._opened: dict[str, tuple[str, Stamp]] = {}
        self._listed: set[str] = set()
        self._stamps: dict[str, Stamp] = {}
        _hook().add(self)

    def heard(self, event: str, name: object, _: object = None, flags: object = None) -> None:
        """Take in one event of the interpreter; it may not open or raise anything itself."""
        if name is None:
            name = os.curdir
        if not isinstance(name, str | bytes | os.PathLike):
            return
        path = os.path.abspath(os.fsdecode(name))  # noqa: PTH100 - the same
        if not (path in self._places or path.startswith(self._inside)):
            return
        if event in LISTING:
            self._listed.add(path)
        elif isinstance(flags, int) and not flags & WRITING and path not in self._opened:
            self._opened[path] = (_placed(path), _stamp(path))

    def _files(self) -> dict[str, Stamp]:
        """Give the files read, or looked for in vain, as they were when they were first read."""
        return dict(self._opened.copy().values())

    def folders(self) -> dict[str, int]:
        """Give each folder read from, with how many files were read there."""
        counts = Counter(dict.fromkeys(map(_placed, self._listed.copy()), 0))
        counts.update(str(path.parent) for path in map(Path, self._files()) if path.is_file())
        return dict(sorted(counts.items()))

    async def changes(self, stop: asyncio.Event) -> AsyncIterator[None]:
        """Give a sign for every burst of changes, until told to stop."""
        while not stop.is_set():
            known = {place: _identity(place) for place in self._sources if not place.is_file()}
            folders = [place for place in known if place.is_dir()]
            if not folders:
                await asyncio.sleep(LOOK / 1000)
                continue
            try:
                async for found in self._reports(folders, stop):
                    # A folder was replaced, or has come: what was there before is watched.
                    other = any(_identity(place) != before for place, before in known.items())
                    if self._matters(found) or other:
                        await self._settled()
                        yield
                    if other:
                        break
            except (OSError, RuntimeError) as error:  # what the library calls its own errors
                if not self._poll:
                    logging.getLogger(__name__).warning(UNTOLD, error)
                self._poll = True
                await asyncio.sleep(LOOK_OFTEN / 1000)
                if self._matters(set()):  # polling may be as impossible as being told
                    yield

    def _reports(
        self, folders: Sequence[Path], stop: asyncio.Event
    ) -> AsyncIterator[set[tuple[Change, str]]]:
        """Give what the system reports, or the library that polls in its place."""
        return awatch(
            *folders,
            watch_filter=self._is_no_scratch,
            debounce=LONGEST_BURST,
            step=BURST,
            stop_event=stop,
            rust_timeout=LOOK_OFTEN if self._poll else LOOK,
            yield_on_timeout=True,
            force_polling=self._poll or None,
            ignore_permission_denied=True,
        )

    def _is_no_scratch(self, _: Change, path: str) -> bool:
        for source in self._sources:
            if Path(path).is_relative_to(source):
                return not any(map(SCRATCH.match, Path(path).relative_to(source).parts))
        return False

    async def _settled(self) -> None:
        """Wait while the same files change again and again, which is not reported as a burst."""
        for _ in range(LONGEST_BURST // AGAIN):
            await asyncio.sleep(AGAIN / 1000)
            if not self._are_other(self._stamps):
                return

    def _matters(self, found: set[tuple[Change, str]]) -> bool:
        """Tell whether what was reported, or what was not, touches what a build read."""
        before = self._files() | self._stamps
        if self._are_other(before):
            return True
        for change, path in found:
            if change is Change.added and path not in before and Path(path).exists():
                return True
            known = self._stamps.get(_placed(path))
            # Where a file system counts in seconds, two saves may look like one.
            if known and known[0] % 1_000_000_000 == 0:
                return True
        return False

    def _are_other(self, before: dict[str, Stamp]) -> bool:
        """Look at these files again."""
        self._stamps = {path: _stamp(path) for path in before}
        return self._stamps != before


def _stamp(path: str) -> Stamp:
    """Tell what is known of a file without opening it; a link is followed."""
    try:
        found = os.stat(path)  # noqa: PTH116 - texts
    except OSError:
        return ()
    return found.st_mtime_ns, found.st_size, found.st_ino, found.st_dev


def _placed(path: str) -> str:
    """Resolve the folder of a path, so that two ways to write it are one."""
    folder, name = os.path.split(path)
    return os.path.join(os.path.realpath(folder), name)  # noqa: PTH118 - texts


@cache
def _hook() -> WeakSet[Watch]:
    """Ask the interpreter to report, once in a process: it cannot be asked to stop."""
    listening: WeakSet[Watch] = WeakSet()
    told = frozenset({"open", *LISTING})  # it is asked until the very end, when globals are gone

    def hear(event: str, arguments: tuple[object, ...]) -> None:
        if event in told:
            for watch in list(listening):
                watch.heard(event, *arguments)

    sys.addaudithook(hear)
    return listening


def _identity(folder: Path) -> Stamp:
    """Tell which folder it is, whatever is in it."""
    return _stamp(str(folder))[2:]
