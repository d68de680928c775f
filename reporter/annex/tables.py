"""The declared tables, by name. Adding a table is adding one declaration to ``DECLARATIONS``."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypedDict

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

    from reporter.annex.delivered import Concept
    from reporter.annex.indicator import Year


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The year reported on, the target groups in print order, the years that have targets."""

    year: int
    groups: tuple[Concept, ...]
    target_years: tuple[Year, ...]

    @property
    def measurement(self) -> str:
        """The name of the measurement, numbered from 2015 on, in words if we can: vijf-meting."""
        number = self.year - FIRST_YEAR + 1
        return f"{ORDINALS[number] if number < len(ORDINALS) else number}-meting"


ORDINALS = (
    "nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien",
    "elf", "twaalf", "dertien", "veertien", "vijftien", "zestien",
)  # fmt: skip


class Fixed(TypedDict, total=False):
    """The part of an indicator that a row or a column fixes."""

    measure: Measure
    unit: Unit
    year: Year
    sector: Sector | None
    form: Form | None
    group: str | None


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
class Heading:
    """The heading of a row or a column, and what it fixes of its figures.

    ``parts`` are the keys of the rows or columns that it is the total of; ``signed`` prints a
    plus before growth; ``target`` puts the figure in parentheses; ``concept`` is the code of
    the word whose note belongs here. In print it has an ``anchor``, its id in the HTML, and
    the ``marks`` of the notes at it.
    """

    key: str
    label: str
    fixes: Fixed
    parts: tuple[str, ...] = ()
    signed: bool = False
    target: bool = False
    concept: str = ""
    anchor: str = ""
    marks: tuple[Note, ...] = ()

    @property
    def total(self) -> bool:
        """Whether it is the total of others."""
        return bool(self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table: rows and columns that together fix an indicator for every cell."""

    name: str
    title: str
    base: Indicator
    rows: tuple[Heading, ...]
    columns: tuple[Heading, ...]
    corner: str = "Vorm"
    overlapping: frozenset[tuple[str, str]] = field(default_factory=frozenset)
    """Cells (row key, column key) whose total counts a person once who stands in two parts."""

    def indicator(self, row: Heading, column: Heading) -> Indicator:
        """Tell what one cell means: what the table, the column and the row fix, in that order."""
        return replace(replace(self.base, **column.fixes), **row.fixes)


FORMAL = Heading(key="formeel", label="Formele dienstverbanden", fixes={"form": Form.FORMAL})
HIRED = Heading(
    key="inleen",
    label="Inleenverbanden (uitzendrelaties en Wsw-detacheringen)",
    fixes={"form": Form.HIRED},
)
TOTAL = Heading(key=ALL, label="Totaal", fixes={"form": None}, parts=("formeel", "inleen"))
TARGET = Heading(
    key="doelstelling",
    label="Doelstelling Sociaal Akkoord",
    fixes={"measure": Measure.TARGET, "form": None},
    target=True,
)


def _results(scope: Scope) -> Table:
    """Table 1: the results as the letter opens with them."""
    return Table(
        name="resultaten",
        title=f"Extra banen eind {scope.year} sinds de nulmeting, per sector",
        base=_jobs(Measure.INCREASE, scope.year),
        rows=(FORMAL, HIRED, TOTAL, TARGET),
        columns=_sectors("Toename aantal banen {}", "Totale toename aantal banen"),
    )


def _results_again(scope: Scope) -> Table:
    """Table 4: the figures of table 1, where the annex sets them beside the stocks."""
    title = f"Toename van het aantal banen tussen eind 2012 (nulmeting) en eind {scope.year}"
    return replace(_results(scope), name="resultaten-bijlage", title=title)


def _series(scope: Scope, sector: Sector) -> Table:
    """Tables 2 and 3: the years signed beside the baseline, which is a stock and has no sign."""
    baseline = Heading(
        key=str(BASELINE_YEAR),
        label="Nulmeting",
        fixes={"measure": Measure.STOCK, "year": BASELINE_YEAR},
    )
    years = (
        Heading(key=str(year), label=str(year), fixes={"year": year}, signed=True)
        for year in range(FIRST_YEAR, scope.year + 1)
    )
    return Table(
        name=f"reeks-{sector}",
        title=f"Extra banen in de sector {sector} sinds de nulmeting, per jaar",
        base=_jobs(Measure.INCREASE, scope.year, sector=sector),
        rows=(FORMAL, HIRED, TOTAL, TARGET),
        columns=(baseline, *years),
    )


def _stock(name: str, year: int, measurement: str) -> Table:
    """Tables 5 and 6: what there was at the baseline, and is at this measurement."""
    return Table(
        name=name,
        title=f"Aantal banen eind {year} ({measurement})",
        base=_jobs(Measure.STOCK, year),
        rows=(FORMAL, HIRED, TOTAL),
        columns=_sectors("Aantal banen {}", "Totaal aantal banen"),
    )


def _sectors(label: str, both: str) -> tuple[Heading, ...]:
    sectors = (
        Heading(key=sector.value, label=label.format(sector), fixes={"sector": sector})
        for sector in Sector
    )
    return (
        *sectors,
        Heading(key=ALL, label=both, fixes={"sector": None}, parts=("markt", "overheid")),
    )


def _by_target_group(scope: Scope) -> Table:
    """Table 7: here hired labour is agency work only, secondment has a row of its own."""
    groups = tuple(
        Heading(
            key=group.code,
            label=group.name,
            fixes={"form": Form.FORMAL, "group": group.code},
            concept=group.code,
        )
        for group in scope.groups
    )
    formal = replace(
        FORMAL, label="Totaal formele dienstverbanden", parts=tuple(group.key for group in groups)
    )
    persons = Heading(
        key="personen",
        label="Toename aantal personen met een baan",
        fixes={"unit": Unit.PERSONS},
    )
    return Table(
        name="doelgroepen",
        title=f"Toename van personen en banen eind {scope.year}, per doelgroep",
        base=_jobs(Measure.INCREASE, scope.year),
        corner="Doelgroep of vorm",
        rows=(*groups, formal, AGENCY, SECONDMENT, EVERYTHING),
        columns=(
            persons,
            Heading(key="banen", label="Toename aantal banen", fixes={"unit": Unit.JOBS}),
        ),
        overlapping=frozenset({(EVERYTHING.key, persons.key)}),
    )


AGENCY = Heading(
    key="uitzend", label="Inleenverbanden (alleen uitzendrelaties)", fixes={"form": Form.AGENCY}
)
SECONDMENT = Heading(
    key="wsw_detachering",
    label="Wsw-detacheringen",
    fixes={"form": Form.SECONDMENT},
    concept="wsw_detachering",
)
EVERYTHING = Heading(
    key=ALL,
    label="Totaal inclusief inleenverbanden",
    fixes={"form": None},
    parts=("formeel", "uitzend", "wsw_detachering"),
)


def _without_sectors(scope: Scope) -> Table:
    """Set out the target of both sectors together, from the year of the edition on."""
    return Table(
        name="ingroeipad",
        title="Ingroeipad van de banenafspraak zonder sectoren",
        base=_jobs(Measure.TARGET, scope.year),
        corner="Doel",
        rows=(Heading(key="doelstelling", label="Jaarlijkse doelstelling", fixes={}),),
        columns=tuple(
            Heading(key=str(year), label=str(year).capitalize(), fixes={"year": year})
            for year in scope.target_years
            if year == STRUCTURAL or int(year) >= scope.year
        ),
    )


DECLARATIONS: Mapping[str, Callable[[Scope], Table]] = {
    "resultaten": _results,
    "reeks-markt": lambda scope: _series(scope, Sector.MARKET),
    "reeks-overheid": lambda scope: _series(scope, Sector.GOVERNMENT),
    "resultaten-bijlage": _results_again,
    "nulmeting": lambda _: _stock("nulmeting", BASELINE_YEAR, "nulmeting"),
    "meting": lambda scope: _stock("meting", scope.year, scope.measurement),
    "doelgroepen": _by_target_group,
    "ingroeipad": _without_sectors,
}


def prose_figures(scope: Scope) -> Mapping[str, Indicator]:
    """Name every figure that the text of an edition may use, by the name it uses."""
    year, named = scope.year, {}
    for whose in (*Sector, None):
        for measure in (Measure.INCREASE, Measure.TARGET, Measure.GAP, Measure.CHANGE):
            named[f"{measure}_{whose or 'samen'}"] = _jobs(measure, year, sector=whose)
    for form in (Form.FORMAL, Form.HIRED):
        for sector in Sector:
            change = _jobs(Measure.CHANGE, year, sector=sector, form=form)
            named[f"verandering_{sector}_{form}"] = change
    named["aandeel_formeel"] = Indicator(
        measure=Measure.SHARE, unit=Unit.PERCENT, year=year, form=Form.FORMAL
    )
    for name, then in (("nulmeting", BASELINE_YEAR), ("meting", year)):
        named[f"banen_{name}"] = _jobs(Measure.STOCK, then)
        named[f"inleen_{name}"] = _jobs(Measure.STOCK, then, form=Form.HIRED)
        named[f"personen_{name}"] = Indicator(measure=Measure.STOCK, unit=Unit.PERSONS, year=then)
        for sector in Sector:
            named[f"sleutel_{sector}_{name}"] = Indicator(
                measure=Measure.KEY, unit=Unit.PERCENT, year=then, sector=sector
            )
    return named


def _jobs(
    measure: Measure, year: int, *, sector: Sector | None = None, form: Form | None = None
) -> Indicator:
    return Indicator(measure=measure, unit=Unit.JOBS, year=year, sector=sector, form=form)
