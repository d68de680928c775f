"""The declared tables, by name. Adding a table is adding one declaration to ``DECLARATIONS``."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypedDict

from reporter.annex.delivered import Scope
from reporter.annex.indicator import (
    ALL,
    BASELINE_YEAR,
    FIRST_YEAR,
    STRUCTURAL,
    Form,
    Indicator,
    Measure,
    Sector,
    Unit,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reporter.annex.indicator import Year


class Fixed(TypedDict, total=False):
    """The part of an indicator that a row or a column fixes."""

    measure: Measure
    unit: Unit
    year: Year
    sector: Sector | None
    form: Form | None
    group: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row or a column.

    ``parts`` are the keys of the lines that this one is the total of; ``signed`` prints a
    plus before growth; ``target`` puts the figure in parentheses; ``concept`` is the code of
    the word whose note belongs to this line.
    """

    key: str
    label: str
    fixes: Fixed
    parts: tuple[str, ...] = ()
    signed: bool = False
    target: bool = False
    concept: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table: rows and columns that together fix an indicator for every cell."""

    name: str
    title: str
    base: Indicator
    rows: tuple[Line, ...]
    columns: tuple[Line, ...]
    corner: str = "Vorm"
    overlapping: frozenset[tuple[str, str]] = field(default_factory=frozenset)
    """Cells (row key, column key) whose total counts a person once who stands in two parts."""

    def indicator(self, row: Line, column: Line) -> Indicator:
        """Give the meaning of one cell: what the table, the column and the row fix."""
        return replace(replace(self.base, **column.fixes), **row.fixes)


FORMAL = Line(key="formeel", label="Formele dienstverbanden", fixes={"form": Form.FORMAL})
HIRED = Line(
    key="inleen",
    label="Inleenverbanden (uitzendrelaties en Wsw-detacheringen)",
    fixes={"form": Form.HIRED},
)
TOTAL = Line(key=ALL, label="Totaal", fixes={"form": None}, parts=("formeel", "inleen"))
TARGET = Line(
    key="doelstelling",
    label="Doelstelling Sociaal Akkoord",
    fixes={"measure": Measure.TARGET, "form": None},
    target=True,
)


def sector_columns(market: str, government: str, both: str) -> tuple[Line, ...]:
    """Give the columns market, government and total under the labels of a table."""
    return (
        Line(key="markt", label=market, fixes={"sector": Sector.MARKET}),
        Line(key="overheid", label=government, fixes={"sector": Sector.GOVERNMENT}),
        Line(key=ALL, label=both, fixes={"sector": None}, parts=("markt", "overheid")),
    )


def in_the_letter(scope: Scope) -> Table:
    """Table 1: the results as the letter opens with them."""
    return Table(
        name="resultaten",
        title=f"Extra banen eind {scope.year} sinds de nulmeting, per sector",
        base=Indicator(measure=Measure.INCREASE, unit=Unit.JOBS, year=scope.year),
        rows=(FORMAL, HIRED, TOTAL, TARGET),
        columns=sector_columns(
            "Toename aantal banen markt",
            "Toename aantal banen overheid",
            "Totale toename aantal banen",
        ),
    )


def in_the_annex(scope: Scope) -> Table:
    """Table 4: the figures of table 1 again, where the annex sets them beside the stocks."""
    return replace(
        in_the_letter(scope),
        name="resultaten-bijlage",
        title=f"Toename van het aantal banen tussen eind 2012 (nulmeting) en eind {scope.year}",
    )


def market(scope: Scope) -> Table:
    """Table 2: the sector market."""
    return _series("reeks-markt", "markt", Sector.MARKET, scope)


def government(scope: Scope) -> Table:
    """Table 3: the sector government."""
    return _series("reeks-overheid", "overheid", Sector.GOVERNMENT, scope)


def _series(name: str, label: str, sector: Sector, scope: Scope) -> Table:
    """Set the years signed beside the baseline, which is a stock and has no sign."""
    baseline = Line(
        key=str(BASELINE_YEAR),
        label="Nulmeting",
        fixes={"measure": Measure.STOCK, "year": BASELINE_YEAR},
    )
    years = tuple(
        Line(key=str(year), label=str(year), fixes={"year": year}, signed=True)
        for year in range(FIRST_YEAR, scope.year + 1)
    )
    return Table(
        name=name,
        title=f"Extra banen in de sector {label} sinds de nulmeting, per jaar",
        base=Indicator(measure=Measure.INCREASE, unit=Unit.JOBS, year=scope.year, sector=sector),
        rows=(FORMAL, HIRED, TOTAL, TARGET),
        columns=(baseline, *years),
    )


def baseline(_: Scope) -> Table:
    """Table 5: the baseline."""
    return _stock("nulmeting", BASELINE_YEAR, "nulmeting")


def measurement(scope: Scope) -> Table:
    """Table 6: the measurement of this year."""
    return _stock("meting", scope.year, scope.measurement)


def _stock(name: str, year: int, measurement_name: str) -> Table:
    return Table(
        name=name,
        title=f"Aantal banen eind {year} ({measurement_name})",
        base=Indicator(measure=Measure.STOCK, unit=Unit.JOBS, year=year),
        rows=(FORMAL, HIRED, TOTAL),
        columns=sector_columns(
            "Aantal banen markt", "Aantal banen overheid", "Totaal aantal banen"
        ),
    )


def by_target_group(scope: Scope) -> Table:
    """Table 7: here hired labour is agency work only, secondment has a row of its own."""
    groups = tuple(
        Line(
            key=group.code,
            label=group.name,
            fixes={"form": Form.FORMAL, "group": group.code},
            concept=group.code,
        )
        for group in scope.groups
    )
    formal = Line(
        key="formeel",
        label="Totaal formele dienstverbanden",
        fixes={"form": Form.FORMAL},
        parts=tuple(group.key for group in groups),
    )
    return Table(
        name="doelgroepen",
        title=f"Toename van personen en banen eind {scope.year}, per doelgroep",
        base=Indicator(measure=Measure.INCREASE, unit=Unit.JOBS, year=scope.year),
        corner="Doelgroep of vorm",
        rows=(*groups, formal, *_hired(), _everything()),
        columns=(
            Line(
                key="personen",
                label="Toename aantal personen met een baan",
                fixes={"unit": Unit.PERSONS},
            ),
            Line(key="banen", label="Toename aantal banen", fixes={"unit": Unit.JOBS}),
        ),
        overlapping=frozenset({(ALL, "personen")}),
    )


def _hired() -> tuple[Line, Line]:
    return (
        Line(
            key="uitzend",
            label="Inleenverbanden (alleen uitzendrelaties)",
            fixes={"form": Form.AGENCY},
        ),
        Line(
            key="wsw_detachering",
            label="Wsw-detacheringen",
            fixes={"form": Form.SECONDMENT},
            concept="wsw_detachering",
        ),
    )


def _everything() -> Line:
    return Line(
        key=ALL,
        label="Totaal inclusief inleenverbanden",
        fixes={"form": None},
        parts=("formeel", "uitzend", "wsw_detachering"),
    )


def without_sectors(scope: Scope) -> Table:
    """Give the target of both sectors together, from the year of the edition on."""
    return Table(
        name="ingroeipad",
        title="Ingroeipad van de banenafspraak zonder sectoren",
        base=Indicator(measure=Measure.TARGET, unit=Unit.JOBS, year=scope.year),
        corner="Doel",
        rows=(Line(key="doelstelling", label="Jaarlijkse doelstelling", fixes={}),),
        columns=tuple(
            Line(key=str(year), label=_label(year), fixes={"year": year})
            for year in scope.target_years
            if year == STRUCTURAL or int(year) >= scope.year
        ),
    )


def _label(year: Year) -> str:
    return "Structureel" if year == STRUCTURAL else str(year)


def figures(scope: Scope) -> Mapping[str, Indicator]:
    """Name every figure that the text of an edition may use."""
    named: dict[str, Indicator] = {}
    for name, sector in (
        ("markt", Sector.MARKET),
        ("overheid", Sector.GOVERNMENT),
        ("samen", None),
    ):
        for measure in (Measure.INCREASE, Measure.TARGET, Measure.GAP, Measure.CHANGE):
            named[f"{measure}_{name}"] = _jobs(measure, scope.year, sector=sector)
    for form in (Form.FORMAL, Form.HIRED):
        for sector in Sector:
            named[f"verandering_{sector}_{form}"] = _jobs(
                Measure.CHANGE, scope.year, sector=sector, form=form
            )
    named["aandeel_formeel"] = Indicator(
        measure=Measure.SHARE, unit=Unit.PERCENT, year=scope.year, form=Form.FORMAL
    )
    for name, year in (("nulmeting", BASELINE_YEAR), ("meting", scope.year)):
        named[f"banen_{name}"] = _jobs(Measure.STOCK, year)
        named[f"inleen_{name}"] = _jobs(Measure.STOCK, year, form=Form.HIRED)
        named[f"personen_{name}"] = Indicator(measure=Measure.STOCK, unit=Unit.PERSONS, year=year)
        for sector in Sector:
            named[f"sleutel_{sector}_{name}"] = Indicator(
                measure=Measure.KEY, unit=Unit.PERCENT, year=year, sector=sector
            )
    return named


def _jobs(
    measure: Measure, year: int, *, sector: Sector | None = None, form: Form | None = None
) -> Indicator:
    return Indicator(measure=measure, unit=Unit.JOBS, year=year, sector=sector, form=form)


__all__ = ["DECLARATIONS", "Scope", "prose_figures"]

DECLARATIONS: Mapping[str, Callable[[Scope], Table]] = {
    "resultaten": in_the_letter,
    "reeks-markt": market,
    "reeks-overheid": government,
    "resultaten-bijlage": in_the_annex,
    "nulmeting": baseline,
    "meting": measurement,
    "doelgroepen": by_target_group,
    "ingroeipad": without_sectors,
}


def prose_figures(scope: Scope) -> Mapping[str, Indicator]:
    """Give the indicators that the running text may use, by the name it uses."""
    return figures(scope)
