"""Settings as TOML files: the editions in data/editions, which say what annex is made."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from reporter.annex.declaration import Edition
from reporter.annex.indicator import FIRST_YEAR
from reporter.deliveries import columns
from reporter.deliveries.columns import Refusal
from reporter.deliveries.declarations import read_tables
from reporter.deliveries.settings import located, read_settings
from reporter.deliveries.sheet import shown
from reporter.errors import Fault, UnknownEditionError, listed, quoted, suggestion
from reporter.project import EDITIONS

if TYPE_CHECKING:
    from pathlib import Path

NAME = re.compile(r"[a-z0-9-]+")
DEFAULT_TEXT = "resultaten"
DEFAULT_TABLES = (
    "resultaten",
    "reeks-markt",
    "reeks-overheid",
    "resultaten-bijlage",
    "nulmeting",
    "meting",
    "doelgroepen",
)
VARIANT = "variant.toml"
"""In a data folder that was counted by other rules than the official ones: their name."""


def edition_names(data: Path) -> tuple[str, ...]:
    """Give the names of the editions, sorted; files named otherwise are no editions."""
    found = (path.stem for path in (data / EDITIONS).glob("*.toml") if path.is_file())
    return tuple(sorted(name for name in found if NAME.fullmatch(name)))


def known_editions(data: Path) -> tuple[str, ...]:
    """Give the names of the editions. Raises UnknownEditionError if there is none."""
    names = edition_names(data)
    if not names:
        message = (
            f"There are no editions in {data / EDITIONS}. Add one, such as 2019.toml with the "
            'lines jaar = 2019 and titel = "Resultaten banenafspraak eind 2019".'
        )
        raise UnknownEditionError(message)
    return names


def read_edition(data: Path, name: str) -> Edition:
    """Read one edition; in the data folder of a variant its title names the variant.

    Raises UnknownEditionError when there is none of that name, and InputError with every
    fault of its file.
    """
    _check_name(data, name)
    file, example = f"{name}.toml", "settings such as jaar = 2019"
    found = read_settings(data / EDITIONS / file, shown(data, EDITIONS, file), example, SETTINGS)
    place = Fault(file=shown(data, EDITIONS, file), column="tabellen", found="", expected="")
    (asked,) = located([place], data / EDITIONS / file)
    title = found["titel"]
    if (data / VARIANT).exists():
        example = 'a setting such as naam = "zonder detacheringen"'
        variant = read_settings(data / VARIANT, shown(data, VARIANT), example, {"naam": _title})
        title += f" (variant: {variant['naam']})"
    return Edition(
        name=name,
        year=found["jaar"],
        title=title,
        date=found["datum"],
        tables=read_tables(data, found["tabellen"], asked),
        text=found["tekst"],
    )


def _check_name(data: Path, name: str) -> None:
    known = known_editions(data)
    listing = f"Known editions: {listed(known)}."
    if not NAME.fullmatch(name):  # a name is never a path
        form = "small letters, digits and hyphens only"
        message = f"{quoted(name)} is not the name of an edition: {form}. {listing}"
        raise UnknownEditionError(message)
    if name not in known:
        near = suggestion(name, known)
        message = f"There is no edition {quoted(name)}. {listing} {near}".rstrip()
        raise UnknownEditionError(message)


def _year(value: object) -> int | Refusal:
    # true is 1 to Python, but no year either way
    if isinstance(value, int):
        year = columns.YEAR.parse(str(value))
        if not isinstance(year, Refusal) and year < FIRST_YEAR:
            return Refusal(expected=f"a year from {FIRST_YEAR}, the first measurement, on")
        return year
    return Refusal(expected="a year such as 2019, without quotation marks")


def _title(value: object) -> str | Refusal:
    if isinstance(value, str):
        return columns.NAME.parse(value.strip())
    return Refusal(expected="a text between quotation marks")


def _date(value: object) -> dt.date | Refusal | None:
    """Read the date of the letter, which is not known before it is sent."""
    # a date with a time is a date to Python as well
    if value is None or (isinstance(value, dt.date) and not isinstance(value, dt.datetime)):
        return value
    return Refusal(expected="a date such as 2020-07-02, without quotation marks or time")


def _tables(value: object) -> tuple[str, ...] | Refusal:
    if value is None:
        return DEFAULT_TABLES
    names = tuple(value) if isinstance(value, list) else ()
    if not names or not all(isinstance(name, str) and name.strip() for name in names):
        return Refusal(expected='a list of tables, such as ["resultaten", "nulmeting"]')
    if len(set(names)) < len(names):
        return Refusal(expected="each table once")
    return names


def _text(value: object) -> str | Refusal:
    """Read the name of the template with the words around the tables: a name, never a path."""
    if value is None:
        return DEFAULT_TEXT
    if isinstance(value, str) and NAME.fullmatch(value):
        return value
    return Refusal(expected="the name of a text: small letters, digits and hyphens")


SETTINGS = {"jaar": _year, "titel": _title, "datum": _date, "tabellen": _tables, "tekst": _text}
"""What an edition may say, and how each is read."""
