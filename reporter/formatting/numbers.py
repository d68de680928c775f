"""Dutch numbers and dates: rounded here, once, and then written by Babel."""

from __future__ import annotations

from decimal import Decimal, localcontext
from functools import lru_cache
from typing import TYPE_CHECKING

from babel.dates import format_date
from babel.numbers import format_decimal

from reporter.formatting.rounding import round_half_away

if TYPE_CHECKING:
    import datetime as dt
    from fractions import Fraction

LOCALE = "nl_NL"
"""Always named: without it Babel takes the language of whoever runs the build."""

PLAIN = "#,##0"
MINUS = "\N{EN DASH}"


@lru_cache(maxsize=8192)
def number(amount: Fraction, *, decimals: int = 0, signed: bool = False) -> str:
    """Write a number with dots for thousands and an en dash for minus: ``–1.330``.

    ``signed`` puts a plus before what is above nought: ``+9.764``. Nought has no sign.
    """
    rounded = round_half_away(amount, decimals)
    digits = PLAIN + ("." + "0" * decimals if decimals else "")
    plus = "+" if signed and rounded > 0 else ""
    with localcontext(prec=len(str(rounded.numerator)) + decimals + 1):
        exact = Decimal(rounded.numerator) / Decimal(rounded.denominator)
    return format_decimal(exact, format=f"{plus}{digits};{MINUS}{digits}", locale=LOCALE)


def date(day: dt.date) -> str:
    """Write a date in full: ``2 juli 2020``."""
    return format_date(day, format="d MMMM y", locale=LOCALE)
