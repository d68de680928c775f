"""Registers of people who do not exist, from which a count finds the delivered figures."""

from reporter.synthesis.grounds import Grounds
from reporter.synthesis.notice import FIRST_LINE, OURS, README, Synthesis
from reporter.synthesis.registers import Registers, registers
from reporter.synthesis.wanted import Wanted, wanted

__all__ = [
    "FIRST_LINE",
    "OURS",
    "README",
    "Grounds",
    "Registers",
    "Synthesis",
    "Wanted",
    "registers",
    "wanted",
]
