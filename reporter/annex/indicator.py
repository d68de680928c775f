"""What a figure means: the indicator, the statistical word for a defined quantity."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cache
from typing import Literal

BASELINE_YEAR = 2012
"""The state in December 2012, against which every increase is counted [law]."""

FIRST_YEAR = 2015
"""The year of the first measurement after the baseline, the een-meting."""

STRUCTURAL: Literal["structureel"] = "structureel"
"""The "year" of a target that stays in force after the target path has ended."""

Year = int | Literal["structureel"]


ALL = "totaal"
"""How keys and files name the whole of a dimension: all sectors, all forms, all groups."""


class Measure(StrEnum):
    """What is said about a quantity."""

    STOCK = "stand"
    INCREASE = "toename"
    """Stock minus stock in the baseline: net, who drops out must be refilled first [letter]."""
    CHANGE = "verandering"
    """Stock minus stock a year earlier."""
    TARGET = "doelstelling"
    GAP = "afstand"
    """Increase minus target: negative where the target is missed."""
    SHARE = "aandeel"
    """Part of the increase, in percent of the increase over all forms of employment."""
    KEY = "verdeelsleutel"
    """Part of the hired hours that is worked in a sector, in percent."""


class Unit(StrEnum):
    """What is counted."""

    JOBS = "banen"
    PERSONS = "personen"
    PERCENT = "procent"


class Sector(StrEnum):
    """The sector of the employer where the work is done; the law says overheid / niet-overheid."""

    MARKET = "markt"
    GOVERNMENT = "overheid"


class Form(StrEnum):
    """The form of employment. Hired labour is agency work and secondment together."""

    FORMAL = "formeel"
    HIRED = "inleen"
    AGENCY = "uitzend"
    SECONDMENT = "wsw_detachering"


HIRED_FORMS = (Form.AGENCY, Form.SECONDMENT)
"""What hired labour is divided into, where it is."""


Codes = tuple[tuple[str, str], ...]
"""Codes in the dimensions that a project declares beside sector, form and group, sorted by name:
(("regio", "drenthe"),). A dimension that is not there is all its codes together."""


def key_text(*parts: str | int | None, codes: Codes = ()) -> str:
    """Write the parts of a meaning as one text; None is all of them together."""
    named = (f"{dimension}={code}" for dimension, code in codes)
    return "/".join((*(ALL if part is None else str(part) for part in parts), *named))


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A defined quantity. ``None`` for sector, form or group means all of them together."""

    measure: Measure
    unit: Unit
    year: Year
    sector: Sector | None = None
    form: Form | None = None
    group: str | None = None
    codes: Codes = ()

    @property
    def key(self) -> str:
        """The indicator as one text, the same in every edition and version of the archive."""
        parts = (self.measure, self.unit, self.year, self.sector, self.form, self.group)
        return key_text(*parts, codes=self.codes)

    @classmethod
    @cache
    def of_key(cls, key: str) -> Indicator:
        """Read back what ``key`` wrote. Raises ValueError for anything else.

        The same text gives the same object, so that archives are compared at the speed of texts.
        """
        measure, unit, year, sector, form, group, *codes = key.split("/")
        pairs = [code.partition("=") for code in codes]
        indicator = cls(
            measure=Measure(measure),
            unit=Unit(unit),
            year=STRUCTURAL if year == STRUCTURAL else int(year),
            sector=None if sector == ALL else Sector(sector),
            form=None if form == ALL else Form(form),
            group=None if group == ALL else group,
            codes=tuple(sorted((dimension, code) for dimension, _, code in pairs)),
        )
        if indicator.key != key:
            message = f"{key!r} is no indicator"
            raise ValueError(message)
        return indicator


class Absence(StrEnum):
    """Why a cell holds no figure. Neither is a nought."""

    NOT_DELIVERED = "niet beschikbaar"
    NOT_APPLICABLE = "niet van toepassing"


@dataclass(frozen=True, slots=True, kw_only=True)
class JobNorm:
    """Paid hours of one job: a week, the month of December, a year."""

    week: Fraction
    december: Fraction
    year: Fraction


JOB_NORM = JobNorm(week=Fraction("25.5"), december=Fraction("110.92"), year=Fraction(1331))
"""Wet banenafspraak; letter of 2 July 2020, notes 1 and 3. The count divides December hours
by exactly 110,92: with 1.331 / 12 the printed figures do not come out."""
