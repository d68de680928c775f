"""Two annexes to what differs between them, by meaning and by page; and what was accepted."""
