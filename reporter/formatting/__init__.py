"""Rounding, signs, Dutch numbers and dates, notes in reading order; Babel only here."""

from reporter.formatting.annex import print_annex
from reporter.formatting.rounding import round_half_away

__all__ = ["print_annex", "round_half_away"]
