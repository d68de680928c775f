"""The five delivered files by their columns, and columns as fields of a Frictionless package."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from reporter.annex.expression import Kind
from reporter.annex.indicator import ALL, Form, Sector
from reporter.deliveries import columns
from reporter.deliveries.columns import Column, ColumnType, Layout

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_HOURS = 10**10
MOST_PERSONS = 10**8


class Provenance(StrEnum):
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
_SECTOR = columns.choice({sector.value: sector for sector in Sector})

YEAR = Column(name="jaar", holds=columns.YEAR, description="Stand in december van dit jaar.")
TARGET_YEAR = Column(
    name="jaar",
    holds=columns.TARGET_YEAR,
    description="Jaar van de doelstelling, of structureel: de doelstelling die blijft gelden.",
)
FORM = Column(name="vorm", holds=columns.choice(_FORMS), description="Vorm van het werk.")
FORM_OR_TOTAL = Column(
    name="vorm",
    holds=columns.choice({**_FORMS, ALL: None}),
    description="Vorm van het werk; totaal telt iedereen één keer.",
)
SECTOR = Column(name="sector", holds=_SECTOR, description="Sector van de werkgever.")
SECTOR_IF_FORMAL = Column(
    name="sector",
    holds=columns.or_else(_SECTOR, None),
    description="Sector van de werkgever; leeg bij inleenverbanden.",
)
GROUP = Column(
    name="doelgroep",
    holds=columns.or_else(columns.CODE, None),
    description="Code van de doelgroep uit begrippen.csv; leeg als niet is uitgesplitst.",
)
ORIGIN = Column(
    name="herkomst",
    holds=columns.or_else(
        columns.choice({origin.value: origin for origin in Provenance}), Provenance.DELIVERED
    ),
    description=(
        "Waar het cijfer vandaan komt: geleverd, gepubliceerd (staat zo in een brief), herleid "
        "(volgt uit gepubliceerde cijfers) of aangenomen. Leeg betekent geleverd."
    ),
    optional=True,
)
HOURS = Column(
    name="verloonde_uren",
    holds=columns.decimal(MOST_HOURS),
    description="Verloonde uren in december, met hooguit twee decimalen.",
)
PERSONS = Column(
    name="personen", holds=columns.whole(MOST_PERSONS), description="Personen in december."
)
PERCENTAGE = Column(
    name="percentage",
    holds=columns.PERCENTAGE,
    description="Procent van de ingeleende uren in deze sector, met hooguit één decimaal.",
)
JOBS = Column(
    name="banen",
    holds=columns.whole(MOST_PERSONS),
    description="Extra banen ten opzichte van de nulmeting.",
)
KIND = Column(
    name="soort",
    holds=columns.choice({kind.value: kind for kind in ConceptKind}),
    description="Of dit een doelgroep is of een vorm van werk.",
)
CODE = Column(name="code", holds=columns.CODE, description="Code in de andere bestanden.")
NAME = Column(name="naam", holds=columns.NAME, description="Naam zoals die in de bijlage staat.")
NOTE = Column(name="toelichting", holds=columns.NOTE, description="Wat de naam omvat.")

UREN = Layout(
    name="uren.csv",
    title="Verloonde uren",
    description="Verloonde uren in december van mensen uit het doelgroepregister.",
    columns=(YEAR, FORM, SECTOR_IF_FORMAL, GROUP, HOURS, ORIGIN),
    key=(YEAR, FORM, SECTOR_IF_FORMAL, GROUP),
)
PERSONEN = Layout(
    name="personen.csv",
    title="Personen",
    description="Mensen uit het doelgroepregister die in december een baan hebben.",
    columns=(YEAR, FORM_OR_TOTAL, GROUP, PERSONS, ORIGIN),
    key=(YEAR, FORM_OR_TOTAL, GROUP),
    rows_needed=False,
)
VERDEELSLEUTELS = Layout(
    name="verdeelsleutels.csv",
    title="Verdeelsleutels",
    description="Hoe de ingeleende uren van een jaar over de sectoren zijn verdeeld.",
    columns=(YEAR, SECTOR, PERCENTAGE, ORIGIN),
    key=(YEAR, SECTOR),
)
DOELSTELLINGEN = Layout(
    name="doelstellingen.csv",
    title="Doelstellingen",
    description="Extra banen volgens het Sociaal Akkoord, per jaar en sector.",
    columns=(TARGET_YEAR, SECTOR, JOBS, ORIGIN),
    key=(TARGET_YEAR, SECTOR),
)
BEGRIPPEN = Layout(
    name="begrippen.csv",
    title="Begrippen",
    description="Doelgroepen en vormen van werk, in de volgorde van de bijlage.",
    columns=(KIND, CODE, NAME, NOTE),
    key=(CODE,),
)

AMOUNTS = {
    Kind.HOURS: UREN,
    Kind.PERSONS: PERSONEN,
    Kind.KEY: VERDEELSLEUTELS,
    Kind.TARGET: DOELSTELLINGEN,
}
"""Of each kind of quantity its file: the columns of the key, then the amount, then the origin."""
LAYOUTS = (*AMOUNTS.values(), BEGRIPPEN)


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
        "resources": [_resource(layout) for layout in LAYOUTS],
    }


def _resource(layout: Layout) -> dict[str, object]:
    """Describe a file; the order of its columns is free, and an optional one may be absent."""
    key = [column.name for column in layout.key]
    # the standard allows no empty cell in a primary key
    primary = all(column.required for column in layout.key)
    return {
        "name": layout.name.removesuffix(".csv"),
        "path": layout.name,
        "title": layout.title,
        "description": layout.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fieldsMatch": "superset" if any(c.optional for c in layout.columns) else "equal",
            "fields": [_field(column) for column in layout.columns],
            "missingValues": [""],
            **({"primaryKey": key} if primary else {"uniqueKeys": [key]}),
        },
    }


def _field(column: Column[Any]) -> dict[str, object]:
    constraints = column.holds.constraints
    return {
        "name": column.name,
        "type": column.holds.name,
        "description": column.description,
        **({"constraints": dict(constraints)} if constraints else {}),
    }


def column_of(field: Mapping[str, Any]) -> Column[str]:
    """Give the column that a field of a data package describes."""
    kind = ColumnType(parse=str, name=field["type"], constraints=field.get("constraints", {}))
    return Column(name=field["name"], holds=kind)
