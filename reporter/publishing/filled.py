"""Fill a folder that is too big to hold in memory, and put it in its place when it is whole."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from reporter.errors import PublishingError
from reporter.publishing.exchange import exchange
from reporter.publishing.folder import _aside, _turn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def filled(folder: Path) -> Iterator[Path]:
    """Give an empty folder beside ``folder``; what is put in it takes its place at the end.

    Everything that was in ``folder`` goes. Interrupted at any moment, it holds the old content
    or the new; only a power cut may spoil the new, for so much is not forced onto the disk.
    Raises PublishingError if it cannot be written.
    """
    try:
        place = folder.resolve()
        with _turn(place), _aside(place) as aside:
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
