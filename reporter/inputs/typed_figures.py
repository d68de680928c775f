"""A figure as print has it, or as a spreadsheet saves it: ``46.218`` and ``46218`` are one.

A point divides thousands and a comma decimals, as in Dutch. What could be read in two ways is
refused: ``46.21``, ``1,234``.
"""

from __future__ import annotations

import re
from fractions import Fraction

from reporter.inputs.columns import Refusal
from reporter.inputs.published import DASHES, PRINTED, Printed

SIGN = rf"[+{DASHES}]?"
WITHOUT_POINTS = re.compile(
    rf"(?P<open>\()?(?P<sign>{SIGN})(?P<digits>0|[1-9][0-9]{{0,14}})(?P<decimals>,[0-9]{{1,2}})?"
    r"(?(open)\))"
)
EXPECTED = "a printed figure such as 46.218 or 46218, –984, (+6.000), 76,0 or –"

# What goes wrong often, and what to do about it; the first that fits is given.
ADVICE = (
    (
        re.compile(rf"\(?{SIGN}[0-9]+,[0-9]{{3,}}\)?"),
        "A comma is for decimals, of which there are at most two; divide thousands by a point.",
    ),
    (
        re.compile(rf"\(?{SIGN}[0-9]+\.[0-9]{{1,2}}\)?"),
        "A point divides thousands, three digits each; write decimals after a comma.",
    ),
    (
        re.compile(rf"\(?{SIGN}[0-9.,]*[.,][0-9.,]*\)?"),
        "Divide thousands by points, three digits each, or not at all, and decimals by a comma.",
    ),
    (re.compile(rf"{SIGN}[0-9.,]+ ?%"), "Leave out the percent sign."),
    (
        re.compile(rf"\(?{SIGN}[0-9]{{1,3}}([ _'’\u00a0\u202f][0-9]{{3}})+\)?"),
        "Divide thousands by a point, or leave the mark out.",
    ),
)


def read_typed(text: str) -> Printed | Refusal:
    """Read a figure with or without its thousands points; a dash is no figure."""
    printed = PRINTED.holds.parse(text)
    if isinstance(printed, Printed):
        return printed
    match = WITHOUT_POINTS.fullmatch(text)
    if match is None:
        advice = next((advice for pattern, advice in ADVICE if pattern.fullmatch(text)), "")
        return Refusal(expected=EXPECTED, advice=advice)
    size = Fraction(match["digits"] + (match["decimals"] or "").replace(",", "."))
    negative = bool(match["sign"]) and match["sign"] in DASHES
    return Printed(text=text, value=-size if negative else size)
