"""Proofreads a letter: binds each number to a figure by its words, and says what is wrong."""

from reporter.proofreading.desk import Desk
from reporter.proofreading.proofread import proofread

__all__ = ["Desk", "proofread"]
