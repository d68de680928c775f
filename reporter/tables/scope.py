"""What a declaration may depend on: the year of the edition and what was delivered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.model.indicator import FIRST_YEAR

if TYPE_CHECKING:
    from reporter.model.deliveries import Concept
    from reporter.model.indicator import Year


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The year reported on, the target groups in print order, the years that have targets."""

    year: int
    groups: tuple[Concept, ...]
    target_years: tuple[Year, ...]

    @property
    def measurement(self) -> str:
        """The name of the measurement: 2019 is the vijf-meting, measurement 5."""
        return measurement_name(self.year)


ORDINALS = (
    "nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien",
    "elf", "twaalf", "dertien", "veertien", "vijftien", "zestien",
)  # fmt: skip


def measurement_name(year: int) -> str:
    """Name the measurement of a year: the number is the year less 2014, in words if we can."""
    number = year - (FIRST_YEAR - 1)
    return f"{ORDINALS[number]}-meting" if number < len(ORDINALS) else f"{number}-meting"
