"""The indicators of the running text, so that no number in it can go stale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.model.indicator import BASELINE_YEAR, Form, Indicator, Measure, Sector, Unit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reporter.tables.scope import Scope


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
