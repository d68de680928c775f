"""Print a whole annex: tables numbered in order, prose figures, colophon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.formatting.figures import figure
from reporter.formatting.numbers import date, number
from reporter.formatting.tables import print_table
from reporter.model.job_norm import JOB_NORM
from reporter.model.printed import Colophon, PrintedAnnex, PrintedNorm

if TYPE_CHECKING:
    from reporter.model.annex import Annex


def print_annex(annex: Annex, version: str) -> PrintedAnnex:
    """Print every figure of an annex; ``version`` is the program's, for the colophon."""
    return PrintedAnnex(
        edition=annex.edition,
        title=annex.edition.title,
        year=str(annex.edition.year),
        measurement=annex.measurement,
        tables=tuple(
            print_table(filled, position, annex.deliveries)
            for position, filled in enumerate(annex.tables, start=1)
        ),
        left_out=annex.left_out,
        prose={
            name: figure(amount, annex.deliveries)
            for name, amount in annex.prose.items()
            if amount.exact is not None
        },
        norm=PrintedNorm(
            week=number(JOB_NORM.week, decimals=1),
            december=number(JOB_NORM.december, decimals=2),
            year=number(JOB_NORM.year),
        ),
        colophon=Colophon(
            edition=annex.edition.name,
            date=date(annex.edition.date) if annex.edition.date else "",
            fingerprint=annex.deliveries.fingerprint,
            version=version,
        ),
        deliveries=annex.deliveries,
    )
