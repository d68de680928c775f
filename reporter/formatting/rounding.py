"""The one rounding of the house: half away from zero, each figure on its own."""

from __future__ import annotations

from fractions import Fraction

HALF = Fraction(1, 2)


def round_half_away(amount: Fraction, decimals: int = 0) -> Fraction:
    """Round an exact amount to ``decimals`` decimals.

    So 2,5 becomes 3 and -2,5 becomes -3, as every printed figure of the letters is
    consistent with; Babel and Python would round halves to even.
    """
    scale = 10**decimals
    size = (abs(amount) * scale + HALF) // 1
    return Fraction(size if amount >= 0 else -size, scale)
