"""An annex that is still being written: how far it is, what changed where, what was checked."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reporter.model.change import Comparison
    from reporter.model.printed import PrintedAnnex
    from reporter.model.printed_change import PrintedChange, PrintedComparison


class Standing(StrEnum):
    """How an annex stands beside what was accepted of it."""

    ACCEPTED = "goedgekeurd"
    CHANGED = "gewijzigd"
    OPEN = "nog niet goedgekeurd"


class Verdict(StrEnum):
    """What a check found."""

    GOOD = "goed"
    ATTENTION = "let op"
    WRONG = "fout"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that was checked; ``anchor`` is where to look, empty if nowhere in particular.

    ``detail`` says what was found and expected as a terminal does, in English.
    """

    verdict: Verdict
    text: str
    anchor: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place as a reader would find it; ``anchor`` is empty where it is in the old annex only."""

    label: str
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A changed figure with every place where it stands."""

    change: PrintedChange
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """An annex beside what was accepted of it, and beside the annex somebody chose instead.

    ``name`` is what the chosen one is called in a Dutch sentence. Where nothing was accepted
    or chosen, there is no comparison.
    """

    accepted: Comparison | None
    chosen: Comparison | None
    name: str

    @property
    def standing(self) -> Standing:
        """Tell how the annex stands."""
        if self.accepted is None:
            return Standing.OPEN
        return Standing.ACCEPTED if self.accepted.is_empty else Standing.CHANGED


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """All that a preview shows of an annex; texts only.

    ``state`` tells the standing in words. ``summary`` is one sentence about the other annex,
    which ``comparison`` and ``marks`` are about too; there is no comparison where there is no
    other annex. ``exact`` holds the exact amounts by anchor, of cells and of the figures of the
    text.
    """

    annex: PrintedAnnex
    standing: Standing
    state: str
    summary: str
    comparison: PrintedComparison | None
    marks: tuple[Mark, ...]
    exact: Mapping[str, str]
    checks: tuple[Check, ...]

    @property
    def is_concept(self) -> bool:
        """Tell whether a page of it must say that it is a draft."""
        return self.standing is not Standing.ACCEPTED
