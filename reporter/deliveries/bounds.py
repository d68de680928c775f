"""The bounds beyond which a delivery asks for a second look: rule data, in grenzen.toml."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.deliveries.columns import Refusal
from reporter.deliveries.settings import read_settings
from reporter.deliveries.sheet import shown
from reporter.project import BOUNDS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def read_bounds(data: Path) -> Mapping[str, Mapping[str, int]]:
    """Read the bounds; a data folder may have none. Raises InputError with every fault."""
    if not (data / BOUNDS).exists():
        return {}
    example = "bounds such as those in data/grenzen.toml of a new project"
    return read_settings(data / BOUNDS, shown(data, BOUNDS), example, SETTINGS)


def _whole(value: object) -> int | Refusal:
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return value
    return Refusal(expected="a whole number of 1 or more")


GROWTH = {"vanaf": _whole, "stijging": _whole, "daling": _whole}
SETTINGS = {
    "uren": GROWTH,
    "grote_uren": GROWTH,
    "verdeelsleutels": {"punten": _whole},
    "doelstellingen": {"veelvoud": _whole, "stijging": _whole},
}
