"""What holds for every test."""

from __future__ import annotations

from hypothesis import settings

# A deadline would make a property fail because the machine is busy.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
