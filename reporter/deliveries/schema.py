"""The deliveries described for other programmes: a Frictionless data package."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from reporter.annex.indicator import ALL, Form, Sector
from reporter.deliveries.columns import (
    Column,
    choice,
    code,
    decimal,
    name,
    note,
    or_else,
    percentage,
    target_year,
    whole,
    year,
)
from reporter.deliveries.sheet import Declaration

MOST_HOURS = 10**10
MOST_PERSONS = 10**8


class Origin(StrEnum):
    """Where a delivered amount comes from."""

    DELIVERED = "geleverd"
    PUBLISHED = "gepubliceerd"
    DERIVED = "herleid"
    ASSUMED = "aangenomen"


class ConceptKind(StrEnum):
    """What a word of the code list names."""

    GROUP = "doelgroep"
    FORM = "vorm"


_FORMS = {form.value: form for form in Form}
_SECTOR = choice({sector.value: sector for sector in Sector})

YEAR = Column(name="jaar", holds=year(), description="Stand in december van dit jaar.")
TARGET_YEAR = Column(
    name="jaar",
    holds=target_year(),
    description="Jaar van de doelstelling, of structureel: de doelstelling die blijft gelden.",
)
FORM = Column(name="vorm", holds=choice(_FORMS), description="Vorm van het werk.")
FORM_OR_TOTAL = Column(
    name="vorm",
    holds=choice({**_FORMS, ALL: None}),
    description="Vorm van het werk; totaal telt iedereen één keer.",
)
SECTOR = Column(name="sector", holds=_SECTOR, description="Sector van de werkgever.")
SECTOR_IF_FORMAL = Column(
    name="sector",
    holds=or_else(_SECTOR, None),
    description="Sector van de werkgever; leeg bij inleenverbanden.",
)
GROUP = Column(
    name="doelgroep",
    holds=or_else(code(), None),
    description="Code van de doelgroep uit begrippen.csv; leeg als niet is uitgesplitst.",
)
ORIGIN = Column(
    name="herkomst",
    holds=or_else(choice({origin.value: origin for origin in Origin}), Origin.DELIVERED),
    description=(
        "Waar het cijfer vandaan komt: geleverd, gepubliceerd (staat zo in een brief), herleid "
        "(volgt uit gepubliceerde cijfers) of aangenomen. Leeg betekent geleverd."
    ),
    optional=True,
)
HOURS = Column(
    name="verloonde_uren",
    holds=decimal(MOST_HOURS),
    description="Verloonde uren in december, met hooguit twee decimalen.",
)
PERSONS = Column(name="personen", holds=whole(MOST_PERSONS), description="Personen in december.")
PERCENTAGE = Column(
    name="percentage",
    holds=percentage(),
    description="Procent van de ingeleende uren in deze sector, met hooguit één decimaal.",
)
JOBS = Column(
    name="banen",
    holds=whole(MOST_PERSONS),
    description="Extra banen ten opzichte van de nulmeting.",
)
KIND = Column(
    name="soort",
    holds=choice({kind.value: kind for kind in ConceptKind}),
    description="Of dit een doelgroep is of een vorm van werk.",
)
CODE = Column(name="code", holds=code(), description="Code in de andere bestanden.")
NAME = Column(name="naam", holds=name(), description="Naam zoals die in de bijlage staat.")
NOTE = Column(name="toelichting", holds=note(), description="Wat de naam omvat.")

UREN = Declaration(
    name="uren.csv",
    title="Verloonde uren",
    description="Verloonde uren in december van mensen uit het doelgroepregister.",
    columns=(YEAR, FORM, SECTOR_IF_FORMAL, GROUP, HOURS, ORIGIN),
    key=(YEAR, FORM, SECTOR_IF_FORMAL, GROUP),
)
PERSONEN = Declaration(
    name="personen.csv",
    title="Personen",
    description="Mensen uit het doelgroepregister die in december een baan hebben.",
    columns=(YEAR, FORM_OR_TOTAL, GROUP, PERSONS, ORIGIN),
    key=(YEAR, FORM_OR_TOTAL, GROUP),
    rows_needed=False,
)
VERDEELSLEUTELS = Declaration(
    name="verdeelsleutels.csv",
    title="Verdeelsleutels",
    description="Hoe de ingeleende uren van een jaar over de sectoren zijn verdeeld.",
    columns=(YEAR, SECTOR, PERCENTAGE, ORIGIN),
    key=(YEAR, SECTOR),
)
DOELSTELLINGEN = Declaration(
    name="doelstellingen.csv",
    title="Doelstellingen",
    description="Extra banen volgens het Sociaal Akkoord, per jaar en sector.",
    columns=(TARGET_YEAR, SECTOR, JOBS, ORIGIN),
    key=(TARGET_YEAR, SECTOR),
)
BEGRIPPEN = Declaration(
    name="begrippen.csv",
    title="Begrippen",
    description="Doelgroepen en vormen van werk, in de volgorde van de bijlage.",
    columns=(KIND, CODE, NAME, NOTE),
    key=(CODE,),
)

DECLARATIONS = (UREN, PERSONEN, VERDEELSLEUTELS, DOELSTELLINGEN, BEGRIPPEN)


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
