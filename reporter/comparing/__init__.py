"""Two archived annexes to what changed between them, by meaning; nothing is said here."""

from reporter.comparing.compare import compare

__all__ = ["compare"]
