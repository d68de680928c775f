"""Records of the registers become tallies: who counts, with which hours, and what is left out."""

from reporter.counting.count import Count, Inquiry, count
from reporter.counting.rules import Rules, read_rules
from reporter.counting.schema import read_schema
from reporter.counting.tally import Cell, Reason, Tally

__all__ = [
    "Cell",
    "Count",
    "Inquiry",
    "Reason",
    "Rules",
    "Tally",
    "count",
    "read_rules",
    "read_schema",
]
