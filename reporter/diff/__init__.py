"""Two annexes to what changed between them, by meaning; and what was accepted."""
