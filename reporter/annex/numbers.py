"""Dutch numbers and dates: rounded here, once, and then written by Babel."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from babel.dates import format_date
from babel.numbers import format_decimal

if TYPE_CHECKING:
    import datetime as dt

HALF = Fraction(1, 2)


def round_half_away(amount: Fraction, decimals: int = 0) -> Fraction:
    """Round an exact amount to ``decimals`` decimals.

    So 2,5 becomes 3 and -2,5 becomes -3, as every printed figure of the letters is
    consistent with; Babel and Python would round halves to even.
    """
    scale = 10**decimals
    size = (abs(amount) * scale + HALF) // 1
    return Fraction(size if amount >= 0 else -size, scale)


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
    exact = Decimal(f"{int(rounded * 10**decimals)}E-{decimals}")
    return format_decimal(exact, format=f"{plus}{digits};{MINUS}{digits}", locale=LOCALE)


def date(day: dt.date) -> str:
    """Write a date in full: ``2 juli 2020``."""
    return format_date(day, format="d MMMM y", locale=LOCALE)
