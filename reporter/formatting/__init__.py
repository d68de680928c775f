"""Rounding, signs, Dutch numbers and dates, notes in reading order; Babel only here."""

from reporter.formatting.annex import print_annex
from reporter.formatting.changes import print_comparison
from reporter.formatting.checks import print_checks
from reporter.formatting.draft import print_draft
from reporter.formatting.rounding import round_half_away

__all__ = ["print_annex", "print_checks", "print_comparison", "print_draft", "round_half_away"]
