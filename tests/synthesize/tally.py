"""The count as one would do it with pencil and paper: record by record, in plain Python."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from pyarrow import parquet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    Row = dict[str, Any]

GROUP_OF = {
    "participatiewet": ("participatiewet", "vso_pro", "praktijkroute"),
    "wajong": ("wajong_o", "wajong_n_werk", "wajong_n_studie"),
    "wsw": ("wsw_indicatie", "wsw_begeleid_werk", "wsw_wachtlijst"),
    "wiw_id": ("wiw_id",),
}
PRIORITY = ("wajong", "wsw", "wiw_id", "participatiewet")


@dataclass
class Tally:
    """Hours by form, sector and group; persons by form and group, and all of them once."""

    hours: dict[tuple[str, str, str], Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    people: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    everyone: set[str] = field(default_factory=set)
    left_out: dict[str, int] = field(default_factory=lambda: defaultdict(int))


def tally(folder: Path, year: int) -> Tally:
    """Count a folder with registers."""
    last, found = dt.date(year, 12, 31), Tally()
    group = groups(rows(folder / "doelgroepregister.parquet"), last)
    everybody = set(parquet.read_table(folder / "doelgroepregister.parquet")["persoon"].to_pylist())
    sector = sectors(rows(folder / "werkgevers.parquet"), last)
    for record in latest(december(folder, year, everybody), found):
        person, kind = record["persoon"], record["aard"]
        if kind in ("wsw_intern", "beschut"):
            found.left_out["sheltered"] += 1
        elif person not in group:
            found.left_out["not registered that day"] += 1
        else:
            formal = kind == "formeel"
            of_sector = sector[record["loonheffingennummer"]] if formal else ""
            of_group = group[person] if formal else ""
            found.hours[kind, of_sector, of_group] += share(record, year)
            found.people[kind, of_group].add(person)
            found.everyone.add(person)
    return found


def rows(path: Path, people: set[str] | None = None) -> Iterator[Row]:
    """Read a file, of some people only if they are given."""
    table = parquet.read_table(path)
    names = table.column_names
    for values in zip(*(table[name].to_pylist() for name in names), strict=True):
        if people is None or values[0] in people:
            yield dict(zip(names, values, strict=True))


def groups(registrations: Iterable[Row], day: dt.date) -> dict[str, str]:
    """Give everybody who is registered on a day the first group of their grounds."""
    grounds = defaultdict(set)
    for row in registrations:
        if row["begin"] <= day and (row["einde"] is None or row["einde"] >= day):
            grounds[row["persoon"]].add(row["grondslag"])
    return {
        person: next(group for group in PRIORITY if held & set(GROUP_OF[group]))
        for person, held in grounds.items()
    }


def sectors(employers: Iterable[Row], day: dt.date) -> dict[str, str]:
    """Give the sector of each employer on a day; nobody may have two."""
    found: dict[str, str] = {}
    for row in employers:
        if row["begin"] <= day and (row["einde"] is None or row["einde"] >= day):
            assert row["loonheffingennummer"] not in found
            found[row["loonheffingennummer"]] = row["sector"]
    return found


def december(folder: Path, year: int, people: set[str]) -> Iterator[Row]:
    """Give the records of people whose period touches December."""
    for path in sorted((folder / "polisadministratie").iterdir()):
        first = parquet.read_metadata(path).row_group(0)
        if first.num_rows == 0:
            continue
        begin, end = (first.column(place).statistics.min for place in (3, 4))
        if begin <= dt.date(year, 12, 31) and end >= dt.date(year, 12, 1):
            yield from rows(path, people)


def latest(records: Iterable[Row], found: Tally) -> Iterator[Row]:
    """Keep what was filed last of each person, employer, employment and period."""
    kept: dict[tuple[object, ...], Row] = {}
    for row in records:
        key = tuple(list(row.values())[:5])
        other = kept.get(key)
        if other is None or row["ingediend"] > other["ingediend"]:
            kept[key] = row
        if other is not None:
            same = row["ingediend"] == other["ingediend"]
            assert not same or row == other
            found.left_out["duplicate" if same else "superseded"] += 1
    yield from kept.values()


def share(record: Row, year: int) -> Decimal:
    """Give the hours that fall in December, by days, rounded half up to hundredths."""
    begin, end = record["tijdvak_begin"], record["tijdvak_einde"]
    first, last = max(begin, dt.date(year, 12, 1)), min(end, dt.date(year, 12, 31))
    part = record["verloonde_uren"] * ((last - first).days + 1) / ((end - begin).days + 1)
    return Decimal(part).quantize(Decimal("0.01"), ROUND_HALF_UP)
