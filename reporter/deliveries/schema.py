"""The five delivered files: their columns, what their rows mean, and how they are written.

Other programmes read the columns as a Frictionless data package.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from reporter.annex.expression import Kind, Quantity
from reporter.annex.indicator import ALL, Form, Sector
from reporter.deliveries import columns
from reporter.deliveries.code_lists import BEGRIPPEN
from reporter.deliveries.columns import Column, Layout
from reporter.deliveries.sheet import CsvFile, csv_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from fractions import Fraction

    from reporter.annex.delivered import Concept


T = TypeVar("T")
ANY_VALUE = "Alleen rijen met deze code tellen mee; leeg betekent alle rijen."
MOST_HOURS = 10**10
MOST_PERSONS = 10**8


class Provenance(StrEnum):
    """Where a delivered amount comes from."""

    DELIVERED = "geleverd"
    PUBLISHED = "gepubliceerd"
    DERIVED = "herleid"
    ASSUMED = "aangenomen"


_SECTOR = columns.choice(Sector)

YEAR = Column(name="jaar", holds=columns.YEAR, description="Stand in december van dit jaar.")
TARGET_YEAR = Column(
    name="jaar",
    holds=columns.TARGET_YEAR,
    description="Jaar van de doelstelling, of structureel: de doelstelling die blijft gelden.",
)
FORM = Column(name="vorm", holds=columns.choice(Form), description="Vorm van het werk.")
FORM_OR_TOTAL = Column(
    name="vorm",
    holds=columns.choice((*Form, None), none=ALL),
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
    holds=columns.or_else(columns.choice(Provenance), Provenance.DELIVERED),
    description=(
        "Waar het cijfer vandaan komt: geleverd, gepubliceerd (staat zo in een brief), herleid "
        "(volgt uit gepubliceerde cijfers) of aangenomen. Leeg betekent geleverd."
    ),
    optional=True,
)
HOURS = Column(
    name="verloonde_uren",
    holds=columns.number(MOST_HOURS, 2),
    description="Verloonde uren in december, met hooguit twee decimalen.",
)
PERSONS = Column(
    name="personen",
    holds=columns.number(MOST_PERSONS, 0),
    description="Personen in december.",
)
PERCENTAGE = Column(
    name="percentage",
    holds=columns.PERCENTAGE,
    description="Procent van de ingeleende uren in deze sector, met hooguit één decimaal.",
)
JOBS = Column(
    name="banen",
    holds=columns.number(MOST_PERSONS, 0),
    description="Extra banen ten opzichte van de nulmeting.",
)
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
AMOUNTS = {
    Kind.HOURS: UREN,
    Kind.PERSONS: PERSONEN,
    Kind.KEY: VERDEELSLEUTELS,
    Kind.TARGET: DOELSTELLINGEN,
}
"""Of each kind of quantity its file: the columns of the key, then the amount, then the origin."""
LAYOUTS = (*AMOUNTS.values(), BEGRIPPEN)

MOST_ROWS = 10**6
CONTROLLED = {f"{kind}.csv": kind for kind in (Kind.HOURS, Kind.PERSONS, Kind.TARGET)}
"""What control totals are about; both keys of a year add up to 100 by themselves."""
FILE = Column(
    name="bestand", holds=columns.choice(CONTROLLED), description="De levering die is opgeteld."
)
ROWS = Column(
    name="rijen", holds=columns.number(MOST_ROWS, 0), description="Hoeveel rijen zijn opgeteld."
)
TOTAL = Column(
    name="totaal", holds=columns.number(MOST_ROWS * MOST_HOURS, 2), description="Hun som."
)
_ANY_FORM = Column(name="vorm", holds=columns.choice([*map(str, Form), ALL]))
WHICH = tuple(
    Column(name=column.name, holds=columns.or_else(column.holds, None), description=ANY_VALUE)
    for column in (TARGET_YEAR, _ANY_FORM, SECTOR, GROUP)
)
"""Which rows a control total adds up: those that have these codes."""
CONTROLETOTALEN = Layout(
    name="controletotalen.csv",
    title="Controletotalen",
    description="Sommen van rijen uit de leveringen, zoals wie ze leverde ze opgeeft.",
    columns=(FILE, *WHICH, ROWS, TOTAL),
    key=(FILE, *WHICH),
    rows_needed=False,
)
"""A file that a data folder may do without; where it is, deliveries are held against it."""

MEANING = {"jaar": "year", "vorm": "form", "sector": "sector", "doelgroep": "group"}
"""What the columns of a key tell of a quantity."""


class Delivered(NamedTuple):
    """An amount, where it comes from, and its line in the file; 0 before it is written."""

    amount: Fraction
    origin: Provenance
    row: int = 0


DIVIDED = (UREN.name, PERSONEN.name)
"""The files that may also be divided by dimensions of the project's own."""


def with_dimensions(layout: Layout, dimensions: Mapping[str, Sequence[Concept]]) -> Layout:
    """Let a file of hours or persons have a column for each dimension of the project's own."""
    if layout.name not in DIVIDED:
        return layout
    own = tuple(
        Column(
            name=name,
            holds=columns.or_else(columns.choice([concept.code for concept in codes]), None),
            description=f"Code uit begrippen.csv van de dimensie {name}; leeg als niet gesplitst.",
            optional=True,
        )
        for name, codes in dimensions.items()
    )
    before = len(layout.key)
    in_order = (*layout.columns[:before], *own, *layout.columns[before:])
    return replace(layout, columns=in_order, key=(*layout.key, *own))


def entries(
    kind: Kind, sheet: CsvFile, dimensions: Iterable[str] = ()
) -> dict[Quantity, Delivered]:
    """Give the amounts of a file in the order of its rows; ``dimensions`` are the project's own."""
    layout, found = AMOUNTS[kind], {}
    own = sorted(dimensions) if layout.name in DIVIDED else []
    for row in sheet.rows:
        parts = {MEANING[column.name]: row[column] for column in layout.key}
        parts["codes"] = tuple((name, row.values[name]) for name in own if row.values[name])
        amount = row[amount_column(kind)]
        found[Quantity(kind=kind, **parts)] = Delivered(amount, row[ORIGIN], row.number)
    return found


def amount_column(kind: Kind) -> Column[Fraction]:
    """Give the column of the amounts of a kind: the one behind its key."""
    return AMOUNTS[kind].columns[len(AMOUNTS[kind].key)]


def render_kind(kind: Kind, rows: Mapping[Quantity, Delivered]) -> bytes:
    """Write the rows of one kind as the file that ``entries`` reads."""
    layout, before = AMOUNTS[kind], len(AMOUNTS[kind].key)
    own = sorted({name for row in rows if row.kind is kind for name, _ in row.codes})
    lines: list[Sequence[str]] = [(*layout.names[:before], *own, *layout.names[before:])]
    for row, delivered in rows.items():
        if row.kind is kind:
            written = amount_column(kind).holds.write(delivered.amount)
            of_own = [dict(row.codes).get(name, "") for name in own]
            lines.append([*codes(row).values(), *of_own, written, delivered.origin])
    return csv_text(lines).encode()


def codes(row: Quantity) -> dict[str, str]:
    """Give what stands in the columns of the key of a row, by their names."""
    columns_of_key = AMOUNTS[row.kind].key
    return {c.name: c.holds.write(getattr(row, MEANING[c.name])) for c in columns_of_key}


def render_deliveries(
    amounts: Mapping[Quantity, Fraction], assumed: Collection[Quantity]
) -> dict[str, bytes]:
    """Write hours, persons and keys; what print does not determine is ``assumed``."""
    rows = {
        row: Delivered(amount, Provenance.ASSUMED if row in assumed else Provenance.DERIVED)
        for row, amount in amounts.items()
    }
    kinds = (Kind.HOURS, Kind.PERSONS, Kind.KEY)
    return {f"{kind}.csv": render_kind(kind, rows) for kind in kinds}


def with_year(old: Mapping[Quantity, T], new: Mapping[Quantity, T]) -> dict[Quantity, T]:
    """Put the rows of one year in the place of those that stand there, or by the calendar."""
    if not new:
        return dict(old)
    year = str(next(iter(new)).year)
    rows = list(old.items())
    place = next((n for n, (row, _) in enumerate(rows) if str(row.year) >= year), len(rows))
    before, after = rows[:place], [row for row in rows[place:] if str(row[0].year) != year]
    return dict([*before, *new.items(), *after])


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
        "resources": [_resource(layout) for layout in (*LAYOUTS, CONTROLETOTALEN)],
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
