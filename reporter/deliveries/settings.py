"""Settings as TOML files: each setting has a reader, which gives a value or a refusal."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from reporter.border import read_toml
from reporter.deliveries.columns import Refusal
from reporter.errors import Fault, InputError, listed, quoted, suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from pathlib import Path

    Readers = Mapping[str, Callable[[object], object] | "Readers" | list["Readers"]]

HEAD = re.compile(r"\s*(?P<table>\[\[?)?\s*\"?(?P<name>[\w-]+)\"?\s*[\]=]")
"""A line that names a table, a list of tables or a setting."""


def read_settings(
    path: Path, file: str, example: str, readers: Readers, optional: Collection[str] = ()
) -> dict[str, Any]:
    """Read a TOML file; each setting by its reader, which gets None where it is not there.

    A table has a reader for each of its settings, a list of tables a list with those of one. What
    is ``optional`` may be left out, wherever it stands, and is None then. ``example`` says what
    stands in such a file. Raises InputError with every fault.
    """
    values, faults = _values(read_toml(path, file, example), readers, file, optional=optional)
    if faults:
        raise InputError(located(faults, path))
    return values


def located(faults: Iterable[Fault], path: Path) -> list[Fault]:
    """Give each fault the row of its setting in a TOML file, or of what it stands in."""
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    return [replace(fault, row=_row(lines, fault.column or "")) for fault in faults]


def _row(lines: Sequence[str], setting: str) -> int | None:
    """Find where ``rijen[2].kop`` is said, or else what it stands in; tomllib tells no places."""
    lists: Counter[str] = Counter()
    here, deepest, row = "", "", None
    for number, line in enumerate(lines, start=1):
        if (head := HEAD.match(line)) is None:
            continue
        name, table = head["name"], bool(head["table"])
        lists[name] += head["table"] == "[["
        here = f"{name}[{lists[name]}]" if head["table"] == "[[" else name if table else here
        place = here if table or not here else f"{here}.{name}"
        place = place or name
        if f"{setting}.".startswith(f"{place}.") and len(place) > len(deepest):
            deepest, row = place, number
    return row


def _values(
    settings: Mapping[str, object],
    readers: Readers,
    file: str,
    table: str = "",
    optional: Collection[str] = (),
) -> tuple[dict[str, Any], list[Fault]]:
    values: dict[str, Any] = {}
    faults = [
        Fault(
            file=file,
            column=table + name,
            found=f"the setting {quoted(table + name)}",
            expected=f"one of {listed(readers)}",
            advice=suggestion(name.casefold(), readers),
        )
        for name in settings
        if name not in readers
    ]
    for name, read in readers.items():
        found, place = settings.get(name), f"{table}{name}"
        if callable(read):
            values[name] = wrong = read(found)
        elif found is None and name in optional:
            values[name] = wrong = None
        elif isinstance(read, list):
            tables = [] if found is None else found if isinstance(found, list) else [found]
            sound = isinstance(found, list | None) and all(isinstance(one, dict) for one in tables)
            each = [
                _values(inside, read[0], file, f"{place}[{number}].", optional)
                for number, inside in enumerate(tables if sound else (), start=1)
            ]
            values[name] = [value for value, _ in each]
            faults += [fault for _, more in each for fault in more]
            wrong = None if sound else Refusal(expected=f"tables [[{place}]]")
        else:
            inside = found if isinstance(found, dict) else {}
            values[name], more = _values(inside, read, file, f"{place}.")
            faults += more
            wrong = Refusal(expected=f"a table [{name}]") if inside is not found else None
        if isinstance(wrong, Refusal):
            faults.append(wrong.at(file, place, _described(found)))
    return values, faults


def _described(value: object) -> str:
    if value is None:
        return "nothing"
    return quoted(value) if isinstance(value, str) else quoted(str(value))[1:-1]
