"""Persons beside jobs, per target group (table 7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.model.indicator import Form, Indicator, Measure, Unit
from reporter.model.table import Line, Table

if TYPE_CHECKING:
    from reporter.tables.scope import Scope


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
        overlapping=frozenset({("totaal", "personen")}),
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
        key="totaal",
        label="Totaal inclusief inleenverbanden",
        fixes={"form": None},
        parts=("formeel", "uitzend", "wsw_detachering"),
    )
