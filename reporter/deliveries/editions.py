"""The editions: which annex is made, as one TOML file each in data/editions."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from typing import TYPE_CHECKING

from reporter.annex.delivered import Edition
from reporter.annex.indicator import FIRST_YEAR
from reporter.deliveries.columns import Refusal, name, year
from reporter.deliveries.sheet import read_text_file, shown
from reporter.errors import Fault, InputError, UnknownEditionError, listed, quoted, suggestion

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FOLDER = "editions"
NAME = re.compile(r"[a-z0-9-]+")
SETTINGS = ("jaar", "titel", "datum", "tabellen", "tekst")
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
PLACE = re.compile(r"(?P<what>.*) \(at (line (?P<row>\d+), column (?P<column>\d+)|.*)\)")


def edition_names(data: Path) -> tuple[str, ...]:
    """Give the names of the editions, sorted; files named otherwise are no editions."""
    found = (path.stem for path in (data / FOLDER).glob("*.toml") if path.is_file())
    return tuple(sorted(name for name in found if NAME.fullmatch(name)))


def read_edition(data: Path, name: str) -> Edition:
    """Read one edition.

    Raises UnknownEditionError when there is none of that name, and InputError with every
    fault of its file.
    """
    _check_name(data, name)
    file = shown(data, FOLDER, f"{name}.toml")
    settings = _settings(data / FOLDER / f"{name}.toml", file)
    year, title = _year(settings.get("jaar")), _title(settings.get("titel"))
    date, text = _date(settings.get("datum")), _text(settings.get("tekst", DEFAULT_TEXT))
    tables = _tables(settings.get("tabellen", DEFAULT_TABLES))
    checked = (year, title, date, tables, text)
    faults = [*_unknown(settings, file), *_refused(settings, checked, file)]
    if (
        faults
        or isinstance(year, Refusal)
        or isinstance(title, Refusal)
        or isinstance(date, Refusal)
        or isinstance(tables, Refusal)
        or isinstance(text, Refusal)
    ):
        raise InputError(faults)
    return Edition(name=name, year=year, title=title, date=date, tables=tables, text=text)


def _check_name(data: Path, name: str) -> None:
    known = edition_names(data)
    listing = f"Known editions: {listed(known) or 'none'}."
    if not NAME.fullmatch(name):  # a name is never a path
        form = "small letters, digits and hyphens only"
        message = f"{quoted(name)} is not the name of an edition: {form}. {listing}"
        raise UnknownEditionError(message)
    if name not in known:
        near = suggestion(name, known)
        message = f"There is no edition {quoted(name)}. {listing} {near}".rstrip()
        raise UnknownEditionError(message)


def _settings(path: Path, file: str) -> dict[str, object]:
    text = read_text_file(path, file, "a TOML file with the settings of an edition").text
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # ValueError: also a number of 5000 digits
        raise InputError([_broken(str(error), text, file)]) from error


def _broken(message: str, text: str, file: str) -> Fault:
    place = PLACE.fullmatch(message)
    what = place["what"] if place else message
    last = text.count("\n") + (not text.endswith("\n"))
    return Fault(
        file=file,
        row=int(place["row"]) if place and place["row"] else last,
        column=place["column"] if place else None,
        found=f"broken TOML ({what})",
        expected="settings such as jaar = 2019",
    )


def _unknown(settings: Mapping[str, object], file: str) -> list[Fault]:
    return [
        Fault(
            file=file,
            found=f"the setting {quoted(name)}",
            expected=f"one of {listed(SETTINGS)}",
            advice=suggestion(name.casefold(), SETTINGS),
        )
        for name in settings
        if name not in SETTINGS
    ]


def _refused(settings: Mapping[str, object], checked: tuple[object, ...], file: str) -> list[Fault]:
    return [
        Fault(
            file=file,
            column=name,
            found=_described(settings[name]) if name in settings else "nothing",
            expected=value.expected,
            advice=value.advice,
        )
        for name, value in zip(SETTINGS, checked, strict=True)
        if isinstance(value, Refusal)
    ]


def _year(value: object) -> int | Refusal:
    # true is 1 to Python, but no year either way
    if isinstance(value, int):
        read = year().parse(str(value))
        if not isinstance(read, Refusal) and read < FIRST_YEAR:
            return Refusal(expected=f"a year from {FIRST_YEAR}, the first measurement, on")
        return read
    return Refusal(expected="a year such as 2019, without quotation marks")


def _title(value: object) -> str | Refusal:
    if isinstance(value, str):
        return name().parse(value.strip())
    return Refusal(expected="a text between quotation marks")


def _date(value: object) -> dt.date | Refusal | None:
    """Read the date of the letter, which is not known before it is sent."""
    if value is None:
        return None
    # a date with a time is a date to Python as well
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    return Refusal(expected="a date such as 2020-07-02, without quotation marks or time")


def _text(value: object) -> str | Refusal:
    """Read the name of the template with the words around the tables: a name, never a path."""
    if isinstance(value, str) and NAME.fullmatch(value):
        return value
    return Refusal(expected="the name of a text: small letters, digits and hyphens")


def _tables(value: object) -> tuple[str, ...] | Refusal:
    names = tuple(value) if isinstance(value, (list, tuple)) else ()
    if not names or not all(isinstance(name, str) and name.strip() for name in names):
        return Refusal(expected='a list of tables, such as ["resultaten", "nulmeting"]')
    if len(set(names)) < len(names):
        return Refusal(expected="each table once")
    return names


def _described(value: object) -> str:
    return quoted(value) if isinstance(value, str) else quoted(str(value))[1:-1]
