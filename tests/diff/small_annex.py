"""An annex of four figures, as JSON data that a test may change by hand.

    table resultaten   2018   2019
    formeel            10     20
    inleen              5    –3

Amounts in jobs are hours divided by ten here, so that every figure can be done in the head.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from reporter.annex.indicator import Indicator
from reporter.page.archive import read_archive

if TYPE_CHECKING:
    from reporter.page.archive import Archive

HOURS = {
    ("formeel", 2018): "100",
    ("formeel", 2019): "200",
    ("inleen", 2018): "50",
    ("inleen", 2019): "-30",
}


def key(form: str, year: int, measure: str = "toename") -> str:
    return f"{measure}/banen/{year}/markt/{form}/totaal"


def hours(form: str, year: int) -> str:
    return f"uren/{year}/totaal/{form}/totaal"


def cell(form: str, year: int, amount: str, printed: str) -> dict[str, Any]:
    return {
        "row": form,
        "column": str(year),
        "indicator": key(form, year),
        "printed": printed,
        "rounded": amount,
        "exact": amount,
        "absence": None,
        "expression": [["1/10", hours(form, year), None]],
        "notes": [],
    }


def small_annex() -> dict[str, Any]:
    return {
        "schema": 1,
        "edition": "2019",
        "year": 2019,
        "title": "Resultaten eind 2019",
        "fingerprint": "30220b4d0e5c",
        "quantities": {
            hours(*place): {"amount": amount, "assumed": False} for place, amount in HOURS.items()
        },
        "tables": [
            {
                "name": "resultaten",
                "number": 1,
                "title": "Extra banen",
                "rows": [
                    {"key": "formeel", "label": "Formele dienstverbanden", "notes": []},
                    {"key": "inleen", "label": "Inleenverbanden", "notes": []},
                ],
                "columns": [
                    {"key": "2018", "label": "2018", "notes": []},
                    {"key": "2019", "label": "2019", "notes": []},
                ],
                "cells": [
                    cell("formeel", 2018, "10", "10"),
                    cell("formeel", 2019, "20", "20"),
                    cell("inleen", 2018, "5", "5"),
                    cell("inleen", 2019, "-3", "–3"),
                ],
                "notes": [],
                "legend": [],
            }
        ],
        "prose": {},
        "text": [{"section": "kort", "text": "Samen 17.", "wording": "Samen {x}."}],
        "left_out": [],
        "card": {
            "deliveries": {"uren.csv": "a"},
            "templates": {"annex.html.j2": "a"},
            "fonts": {"fonts/a.ttf": "a"},
            "program": "1",
            "code": "a",
            "libraries": {},
        },
    }


def cell_of(annex: dict[str, Any], form: str, year: int) -> dict[str, Any]:
    found: dict[str, Any] = next(
        one for one in annex["tables"][0]["cells"] if one["indicator"] == key(form, year)
    )
    return found


def deliver(annex: dict[str, Any], form: str, year: int, amount: str, printed: str) -> None:
    """Deliver other hours for one figure, and print what follows: a tenth of them."""
    annex["quantities"][hours(form, year)]["amount"] = amount
    exact = f"{amount}/10" if not amount.endswith("0") else amount[:-1]
    cell_of(annex, form, year).update(exact=exact, printed=printed)
    cell_of(annex, form, year)["rounded"] = printed.replace("–", "-").replace(".", "")


def archive(annex: dict[str, Any]) -> Archive:
    return read_archive(json.dumps(annex), "annex.json")


def indicator(form: str, year: int) -> Indicator:
    return Indicator.of_key(key(form, year))
