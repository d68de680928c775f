"""Every slip of the hand in the deliveries, and what is said of it: ``make slips``.

Of each row, in a copy of the deliveries, one cell is spoilt in every way in which hands spoil it,
one slip at a time. A slip is

refused     when the deliveries are not read
told        when each edition whose print it changes has a finding that it did not have before
last line   when each such edition has that, or differs from what was accepted of it
unchanged   when no edition prints another figure
unsaid      when an edition prints another figure and nothing is said there

It is done three times: with neither control totals nor bounds, with bounds, with both. Which digit
slips is drawn with a fixed seed, so every run counts the same.
"""

from __future__ import annotations

import csv
import random
import re
import sys
from collections import Counter
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from reporter.annex.compose import compose
from reporter.annex.printing import print_annex
from reporter.build import draft
from reporter.deliveries.editions import edition_names, read_edition
from reporter.deliveries.reading import read_deliveries
from reporter.diff.accept import unaccepted
from reporter.errors import CountingError, InputError, ReporterError
from reporter.page.archive import archive_of
from reporter.project import HERE, Project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from reporter.annex.declaration import Edition
    from reporter.annex.delivered import Deliveries

    Row = dict[str, str]
    Print = tuple[object, ...]

SEED = 20200702
AMOUNT = {
    "uren.csv": "verloonde_uren",
    "personen.csv": "personen",
    "verdeelsleutels.csv": "percentage",
    "doelstellingen.csv": "banen",
}
TYPING = ("point lost", "nought more", "nought less", "nought", "digits swapped")
"""The slips that issue 11 counts."""
GUARDS = ("controletotalen.csv", "grenzen.toml")


class Slip(NamedTuple):
    """One slip: in which file, at which row from 0, what the rows then are."""

    kind: str
    file: str
    row: int
    rows: Sequence[Row]


def slips(data: Path) -> Iterator[Slip]:
    """Give every slip, at most one of a kind for each row."""
    chance = random.Random(SEED)  # noqa: S311 - the same in every run
    for file, column in AMOUNT.items():
        rows = list(csv.DictReader((data / file).read_text("utf-8").splitlines()))
        for number, row in enumerate(rows):
            for kind, spoil in IN_AMOUNT.items():
                text = spoil(row[column], chance)
                if text is not None and text != row[column]:
                    yield Slip(kind, file, number, _with(rows, number, {column: text}))
            yield from _of_rows(file, column, number, rows, chance)


def _with(rows: Sequence[Row], number: int, cells: Row) -> list[Row]:
    return [{**row, **cells} if n == number else row for n, row in enumerate(rows)]


def _point_lost(text: str, _: random.Random) -> str | None:
    return text.replace(".", "") if "." in text else None


def _nought_more(text: str, _: random.Random) -> str:
    whole, point, rest = text.partition(".")
    return f"{whole}0{point}{rest}"


def _nought_less(text: str, chance: random.Random) -> str | None:
    places = [n for n, digit in enumerate(text.partition(".")[0]) if digit == "0" and n]
    place = chance.choice(places) if places else None
    return None if place is None else text[:place] + text[place + 1 :]


def _nought(_: str, __: random.Random) -> str:
    return "0"


def _swapped(text: str, chance: random.Random) -> str | None:
    pairs = [n for n in range(len(text) - 1) if re.fullmatch(r"(\d)(?!\1)\d", text[n : n + 2])]
    pairs = [n for n in pairs if n or text[1] != "0"]
    if not pairs:
        return None
    n = chance.choice(pairs)
    return text[:n] + text[n + 1] + text[n] + text[n + 2 :]


def _flipped(text: str, chance: random.Random) -> str:
    place = chance.choice([n for n, digit in enumerate(text) if digit.isdigit()])
    others = [digit for digit in "123456789" if digit != text[place]]
    return text[:place] + chance.choice(others) + text[place + 1 :]


IN_AMOUNT: dict[str, Callable[[str, random.Random], str | None]] = {
    "point lost": _point_lost,
    "nought more": _nought_more,
    "nought less": _nought_less,
    "nought": _nought,
    "digits swapped": _swapped,
    "digit flipped": _flipped,
    "sign changed": lambda text, _: f"-{text}",
}
ORIGINS = ("geleverd", "gepubliceerd", "herleid", "aangenomen")


def _of_rows(
    file: str, column: str, number: int, rows: Sequence[Row], chance: random.Random
) -> Iterator[Slip]:
    row = rows[number]
    others = [n for n in range(len(rows)) if rows[n][column] != row[column]]
    near = [n for n in others if rows[n]["jaar"] == row["jaar"]] or others
    for kind, places in (("amounts swapped, near", near), ("amounts swapped, far", others)):
        other = chance.choice(places)
        swapped = _with(rows, number, {column: rows[other][column]})
        yield Slip(kind, file, number, _with(swapped, other, {column: row[column]}))
    years = [year for year in dict.fromkeys(r["jaar"] for r in rows) if year != row["jaar"]]
    if row["jaar"].isdigit():
        years = [str(int(row["jaar"]) + 1), str(int(row["jaar"]) - 1), chance.choice(years)]
    year = chance.choice(years)
    yield Slip("year changed", file, number, _with(rows, number, {"jaar": year}))
    origin = chance.choice([origin for origin in ORIGINS if origin != row["herkomst"]])
    yield Slip("origin changed", file, number, _with(rows, number, {"herkomst": origin}))
    yield Slip("row doubled", file, number, [*rows[: number + 1], row, *rows[number + 1 :]])
    yield Slip("row missing", file, number, [*rows[:number], *rows[number + 1 :]])


class Bench:
    """A copy of the deliveries with some of the guards, and what its editions print."""

    def __init__(self, folder: Path, guards: Sequence[str]) -> None:
        self.data = Path(copytree(HERE.data, folder / "data"))
        for name in set(GUARDS) - set(guards):
            (self.data / name).unlink(missing_ok=True)
        self.project = Project(data=self.data, output=HERE.output)
        self.editions = [read_edition(self.data, name) for name in edition_names(self.data)]
        deliveries = read_deliveries(self.data)
        self.printed = [figures_of(edition, deliveries) for edition in self.editions]
        self.found = [self.findings(edition, deliveries) for edition in self.editions]

    def findings(self, edition: Edition, deliveries: Deliveries) -> set[object]:
        return set(draft(edition, deliveries, self.project.templates)[2].findings)

    def outcome(self, slip: Slip) -> str:
        """Make the slip, see what is said of it, and put it right."""
        path = self.data / slip.file
        before = path.read_bytes()
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, slip.rows[0].keys(), lineterminator="\n")
            writer.writeheader()
            writer.writerows(slip.rows)
        try:
            return self._outcome()
        except InputError:
            return "refused"
        finally:
            path.write_bytes(before)

    def _outcome(self) -> str:
        deliveries, worst = read_deliveries(self.data), "unchanged"
        known = zip(self.editions, self.printed, self.found, strict=True)
        for edition, printed, found in known:
            try:
                if figures_of(edition, deliveries) == printed:
                    continue
                told = self._told(edition, deliveries, found)
            except CountingError:  # the edition is not built, and says why
                told = "told"
            worst = max(worst, told, key=ORDER.index)
        return worst

    def _told(self, edition: Edition, deliveries: Deliveries, found: set[object]) -> str:
        annex, laid, check = draft(edition, deliveries, self.project.templates)
        if set(check.findings) - found or annex.left_out != self._left_out(edition):
            return "told"
        try:
            archive = archive_of(laid.annex, laid.text, self.project.templates)
            return "unsaid" if unaccepted(archive, self.project).is_empty else "last line"
        except ReporterError:  # nothing was accepted of it
            return "unsaid"

    def _left_out(self, edition: Edition) -> object:
        return compose(edition, read_deliveries(HERE.data)).left_out


ORDER = ("unchanged", "refused", "told", "last line", "unsaid")


def figures_of(edition: Edition, deliveries: Deliveries) -> Print:
    """Give every figure of an edition as it is printed, and which tables are left out."""
    printed = print_annex(compose(edition, deliveries), "0")
    cells = [
        (table.name, row.label, column.label, cell.figure.text)
        for table in printed.tables
        for row, column, cell in table.places()
    ]
    return (*cells, *((name, figure.text) for name, figure in printed.prose.items()))


def counted(guards: Sequence[str]) -> dict[str, Counter[str]]:
    """Count what is said of the slips of each kind."""
    with TemporaryDirectory() as folder:
        bench = Bench(Path(folder), guards)
        found: dict[str, Counter[str]] = {}
        for slip in slips(HERE.data):
            outcome = bench.outcome(slip)
            found.setdefault(slip.kind, Counter())[outcome] += 1
            if outcome == "unsaid" and "-v" in sys.argv:
                changed = slip.rows[slip.row] if slip.row < len(slip.rows) else ""
                say(f"  unsaid: {slip.kind}, {slip.file}, row {slip.row + 2}: {changed}")
        return found


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def main() -> None:
    """Print a table for each set of guards."""
    for guards in ((), GUARDS[1:], GUARDS):
        say(f"\nGuards: {', '.join(guards) or 'none'}")
        say(f"{'':24}{'slips':>7}" + "".join(f"{name:>11}" for name in ORDER))
        found = counted(guards)
        typing = sum((found[kind] for kind in TYPING), Counter())
        everything = sum(found.values(), Counter())
        for kind, counts in (*found.items(), ("typing slips", typing), ("all", everything)):
            cells = "".join(f"{counts[name]:>11}" for name in ORDER)
            say(f"{kind:24}{counts.total():>7}{cells}")


if __name__ == "__main__":
    main()
