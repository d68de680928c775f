"""The changed zones of two printed annexes, pixel by pixel, each with what explains it.

Apart from the rest of this room, as it loads what reads and draws a PDF.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.comparing.page_origins import zone_origin
from reporter.comparing.zones import Zone, zones
from reporter.model.change import PageChange

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reporter.comparing.sheets import Sheets
    from reporter.model.change import Comparison

ABSENT = Zone(name="", strips=())


def page_changes(
    old_pdf: bytes, new_pdf: bytes, comparison: Comparison, names: tuple[str, str]
) -> tuple[PageChange, ...]:
    """Compare two PDFs zone by zone; ``names`` tells the user which file is which.

    ``comparison`` is the whole comparison of the annexes that were printed. A zone that only
    moved has not changed; any other pixel counts. Raises ArchiveError for a PDF that is
    locked, damaged, or none at all.
    """
    from reporter.comparing.sheets import opened  # noqa: PLC0415 - loads the reader of PDFs

    with opened(old_pdf, names[0]) as old:
        if old_pdf == new_pdf:
            return ()
        with opened(new_pdf, names[1]) as new:
            return tuple(_changes(old, new, comparison))


def _changes(old: Sheets, new: Sheets, comparison: Comparison) -> Iterator[PageChange]:
    from reporter.comparing.framing import framed  # noqa: PLC0415 - loads Pillow
    from reporter.comparing.raster import drawn, same_print  # noqa: PLC0415 - loads numpy

    before, after = zones(old, comparison.old), zones(new, comparison.new)
    repaged = len(old.pages) != len(new.pages)
    for key in dict.fromkeys((*after, *before)):
        one, other = before.get(key, ABSENT), after.get(key, ABSENT)
        if same_print((old, one.strips), (new, other.strips)):
            continue
        then, now = drawn(old, one.strips), drawn(new, other.strips)
        pictures = framed([part.pixels for part in then], [part.pixels for part in now])
        yield PageChange(
            zone=other.name or one.name,
            old_page=then[0].strip.page + 1 if then else None,
            new_page=now[0].strip.page + 1 if now else None,
            origin=zone_origin(key, comparison, repaged=repaged),
            old_picture=pictures[0],
            new_picture=pictures[1],
        )
