"""What printed figures allow: which cannot be right, and which hours reproduce the others."""

from reporter.checking.reconstruct import Reconstruction, reconstruct

__all__ = ["Reconstruction", "reconstruct"]
