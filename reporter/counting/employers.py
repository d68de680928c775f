"""The sector of an employer on 31 December."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.counting.registered import valid_on

if TYPE_CHECKING:
    import datetime as dt

    from ibis.expr.types import Table


def sectors(employers: Table, day: dt.date) -> Table:
    """Give each employer of that day once, with its sector.

    Formal jobs count in the employer's own sector [letter of 2 July 2020]. ``other_sector``
    differs from ``sector`` where the register gives two for one day.
    """
    valid = employers.filter(valid_on(employers, day))
    return valid.group_by("loonheffingennummer").aggregate(
        sector=valid.sector.min(), other_sector=valid.sector.max()
    )
