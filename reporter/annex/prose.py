"""The figures that the text of an edition may use, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.annex.indicator import BASELINE_YEAR, Form, Indicator, Measure, Sector, Unit

if TYPE_CHECKING:
    from collections.abc import Mapping


def prose_figures(year: int) -> Mapping[str, Indicator]:
    """Name every figure that the text of an edition may use, by the name it uses."""
    named: dict[str, Indicator] = {}
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
