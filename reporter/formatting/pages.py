"""Print the changed zones of pages: page numbers and reasons as texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.formatting.changes import ORIGINS
from reporter.model.printed_change import PrintedPageChange

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reporter.model.change import PageChange


def print_pages(changes: Iterable[PageChange]) -> tuple[PrintedPageChange, ...]:
    """Print each changed zone; a page that is not there is an empty text."""
    return tuple(
        PrintedPageChange(
            zone=change.zone,
            old_page="" if change.old_page is None else str(change.old_page),
            new_page="" if change.new_page is None else str(change.new_page),
            origin=change.origin,
            reason=ORIGINS[change.origin],
            old_picture=change.old_picture,
            new_picture=change.new_picture,
        )
        for change in changes
    )
