"""The annex as it is read: texts only, nothing left to compute."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from reporter.annex.compose import LeftOut
    from reporter.annex.delivered import Deliveries, Edition
    from reporter.annex.expression import Expression
    from reporter.annex.indicator import Absence, Indicator


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure with all that is known of it.

    ``text`` is what is printed, ``size`` the same without sign or parentheses. ``exact`` and
    ``rounded`` are None where ``absence`` says why there is no figure; ``expression`` is None
    there and for a share. ``explanation`` is one Dutch line down to the delivered hours.
    """

    indicator: Indicator
    text: str
    size: str = ""
    explanation: str = ""
    exact: Fraction | None = None
    rounded: Fraction | None = None
    expression: Expression | None = None
    absence: Absence | None = None

    @property
    def direction(self) -> str:
        """Say in a word whether the printed figure is above nought: meer, minder or evenveel."""
        if not self.rounded:
            return "evenveel"
        return "meer" if self.rounded > 0 else "minder"

    @property
    def reached(self) -> bool:
        """Tell whether the exact amount, unrounded, is nought or more."""
        return self.exact is not None and self.exact >= 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteMark:
    """The mark of a note where it stands: its letter and the anchor of the note."""

    anchor: str
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedCell:
    """A figure in its place, with the marks of the notes that belong to it.

    ``anchor`` is the id of the cell in the HTML, unique in the annex.
    """

    anchor: str
    row: str
    column: str
    figure: Figure
    marks: tuple[NoteMark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedLine:
    """The head of a row or a column, with its note marks."""

    anchor: str
    key: str
    label: str
    marks: tuple[NoteMark, ...] = ()
    total: bool = False
    target: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlink:
    """A way back from a note to the place that carries its mark.

    ``text`` names the place; ``detail`` is what the note adds about this place alone.
    """

    anchor: str
    text: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A note below a table: its mark, its text and the places where the mark stands."""

    anchor: str
    mark: str
    kind: str
    text: str
    backlinks: tuple[Backlink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedTable:
    """A table in reading order: ``cells[i][j]`` stands in row i and column j."""

    number: int
    label: str
    anchor: str
    name: str
    title: str
    corner: str
    columns: tuple[PrintedLine, ...]
    rows: tuple[PrintedLine, ...]
    cells: tuple[tuple[PrintedCell, ...], ...]
    notes: tuple[Note, ...]
    legend: tuple[str, ...] = ()

    @property
    def breadth(self) -> str:
        """Say in a word how much room the columns need: smal, gewoon, breed or vol."""
        steps = ((9, "vol"), (7, "breed"), (3, "gewoon"))
        return next((word for most, word in steps if len(self.columns) > most), "smal")


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedNorm:
    """The paid hours of one job, as they stand in the explanation."""

    week: str
    december: str
    year: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Colophon:
    """What the reader needs to find back how an annex was made; ``date`` may be empty."""

    edition: str
    date: str
    fingerprint: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedAnnex:
    """A whole annex, ready to be laid out.

    ``prose`` holds the figures of the running text by name; a name that the deliveries
    cannot fill is not in it.
    """

    edition: Edition
    title: str
    year: str
    measurement: str
    tables: tuple[PrintedTable, ...]
    left_out: tuple[LeftOut, ...]
    prose: Mapping[str, Figure]
    norm: PrintedNorm
    colophon: Colophon
    deliveries: Deliveries
