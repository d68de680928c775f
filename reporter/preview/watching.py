"""Tells when something that a page is made of has changed."""

from __future__ import annotations

import asyncio
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from watchfiles import Change, awatch

from reporter.preview.reads import placed, stamp

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable

    from reporter.preview.reads import Reads, Stamp

BURST = 10
"""Milliseconds without a change after which a burst of changes is over."""
LONGEST_BURST = 400
AGAIN = 10
"""Milliseconds in which a file that is still being written grows or changes again."""
LOOK = 2000
"""Milliseconds after which is looked at the files themselves, in case the system kept silent."""
LOOK_OFTEN = 300
"""The same where nothing reports: the library that polls compares whole seconds."""
SCRATCH = re.compile(r"\.|~\$|#|4913$|.*(~|\.sw[a-z]|\.tmp|\.bak|\.part|#)$|__pycache__$")
"""Names that editors and spreadsheets use while they save, and locks they leave beside a file."""


class Watch:
    """Watches some places, for files that a build read and for new files beside them."""

    def __init__(self, sources: Iterable[Path], reads: Reads, *, poll: bool = False) -> None:
        self._sources = tuple(Path(os.path.realpath(one)) for one in sources)
        self._reads = reads
        self._poll = poll
        self._stamps: dict[str, Stamp] = {}

    async def changes(self, stop: asyncio.Event) -> AsyncIterator[None]:
        """Give a sign for every burst of changes, until told to stop."""
        while not stop.is_set():
            known = {one: _identity(one) for one in self._sources if not one.is_file()}
            folders = [one for one in known if one.is_dir()]
            if not folders:
                await asyncio.sleep(LOOK / 1000)
                continue
            async for found in self._reported(folders, stop):
                # A folder was replaced, or has come: the system watches what was there before.
                other = any(_identity(one) != before for one, before in known.items())
                if self._matters(found) or other:
                    await self._settled()
                    yield
                if other:
                    break

    def _reported(
        self, folders: Iterable[Path], stop: asyncio.Event
    ) -> AsyncIterator[set[tuple[Change, str]]]:
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
            before, self._stamps = self._stamps, {path: stamp(path) for path in self._stamps}
            if self._stamps == before:
                return

    def _matters(self, found: set[tuple[Change, str]]) -> bool:
        """Tell whether what was reported, or what was not, touches what a build read."""
        before = self._reads.files() | self._stamps
        self._stamps = {path: stamp(path) for path in before}
        if self._stamps != before:
            return True
        for change, path in found:
            if change is Change.added and path not in before and Path(path).exists():
                return True
            if _coarse(self._stamps.get(placed(path))):
                return True
        return False


def _coarse(known: Stamp) -> bool:
    """Tell whether a file system counts in seconds, so that two saves may look like one."""
    return known is not None and known[0] % 1_000_000_000 == 0


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        found = folder.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
