"""What holds for every test."""

from __future__ import annotations

import signal

from hypothesis import settings

# A deadline would make a property fail because the machine is busy.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

# A shell lets what it starts in the background ignore these, and so would the programs that
# tests interrupt.
for number in (signal.SIGINT, signal.SIGHUP):
    if signal.getsignal(number) is signal.SIG_IGN:
        signal.signal(number, signal.default_int_handler)
