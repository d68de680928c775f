"""The deliveries described for other programmes: a Frictionless data package."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reporter.inputs.declarations import DECLARATIONS

if TYPE_CHECKING:
    from reporter.inputs.columns import Column
    from reporter.inputs.sheet import Declaration

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
LICENSE = {
    "name": "CC0-1.0",
    "title": "CC0 1.0 Universeel",
    "path": "https://creativecommons.org/publicdomain/zero/1.0/deed.nl",
}


def data_package() -> dict[str, object]:
    """Give the content of ``datapackage.json``, from the same columns that the reader uses."""
    return {
        "$schema": PROFILE,
        "name": "banenafspraak",
        "title": "Leveringen voor de bijlagen over de banenafspraak",
        "description": "Uren, personen, verdeelsleutels, doelstellingen en begrippen.",
        "licenses": [LICENSE],
        "resources": [_resource(declaration) for declaration in DECLARATIONS],
    }


def _resource(declaration: Declaration) -> dict[str, object]:
    return {
        "name": declaration.name.removesuffix(".csv"),
        "path": declaration.name,
        "title": declaration.title,
        "description": declaration.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": _schema(declaration),
    }


def _schema(declaration: Declaration) -> dict[str, object]:
    """Describe the columns; their order is free, and an optional one may be absent."""
    free = any(column.optional for column in declaration.columns)
    return {
        "fieldsMatch": "superset" if free else "equal",
        "fields": [_field(column) for column in declaration.columns],
        "missingValues": [""],
        **_unique(declaration),
    }


def _unique(declaration: Declaration) -> dict[str, object]:
    """Say what tells rows apart: the standard allows no empty cell in a primary key."""
    names = [column.name for column in declaration.key]
    if all(column.required for column in declaration.key):
        return {"primaryKey": names}
    return {"uniqueKeys": [names]}


def _field(column: Column[Any]) -> dict[str, object]:
    described = {
        "name": column.name,
        "type": column.holds.name,
        "description": column.description,
    }
    constraints = dict(column.holds.constraints)
    return {**described, "constraints": constraints} if constraints else {**described}
