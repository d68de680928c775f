"""Control totals: what rows of the deliveries must be together, as who delivered them says.

They find a slip of the hand that leaves a number a number: a point lost, two digits swapped.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from reporter.annex.expression import Kind, Quantity
from reporter.deliveries import schema
from reporter.deliveries.schema import CONTROLETOTALEN, CONTROLLED, Provenance, codes
from reporter.deliveries.sheet import CsvFile, csv_text, read_sheet, shown
from reporter.errors import Fault, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from reporter.annex.indicator import Year
    from reporter.deliveries.schema import Delivered

    Amounts = Mapping[Quantity, Fraction]
    Rows = Mapping[Quantity, Delivered]


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlTotal:
    """How many rows of a delivery have these codes, and their sum; ``line`` is where it says so."""

    kind: Kind
    codes: Mapping[str, str]
    rows: int
    total: Fraction
    line: int = 0

    def covers(self, row: Quantity) -> bool:
        """Tell whether a row is one of those that are added up."""
        return row.kind is self.kind and self.codes.items() <= codes(row).items()

    @property
    def year(self) -> str:
        """The year whose rows it adds up, empty for all of them."""
        return self.codes.get("jaar", "")

    @property
    def text(self) -> str:
        """What is added up, as a message names it."""
        return ", ".join(self.codes.values()) or "all rows"


def control_totals(sheet: CsvFile | None) -> list[ControlTotal] | None:
    """Give the control totals of a file; None where there is no file."""
    return sheet and [
        ControlTotal(
            kind=CONTROLLED[row[schema.FILE]],
            codes={c.name: c.holds.write(row[c]) for c in schema.WHICH if row[c] is not None},
            rows=int(row[schema.ROWS]),
            total=row[schema.TOTAL],
            line=row.number,
        )
        for row in sheet.rows
    ]


MARGINS = {
    Kind.HOURS: (("jaar", "vorm", "sector"), ("jaar", "doelgroep")),
    Kind.PERSONS: (("jaar", "vorm"), ("jaar", "doelgroep")),
    Kind.TARGET: (("sector",),),
}
"""By what we add up: two rows that trade their amounts then change a sum."""


def drawn_up(amounts: Amounts) -> Iterator[ControlTotal]:
    """Add up what stands there now: it proves nothing today, and guards against later slips."""
    for kind, margins in MARGINS.items():
        for margin in margins:
            sums: dict[tuple[str, ...], list[Fraction]] = {}
            for row in (row for row in amounts if row.kind is kind):
                place = tuple(codes(row)[name] for name in margin)
                if place[-1] or margin[-1] != "doelgroep":
                    sums.setdefault(place, []).append(amounts[row])
            for place, parts in sums.items():
                named = {name: code for name, code in zip(margin, place, strict=True) if code}
                total = sum(parts, Fraction(0))
                yield ControlTotal(kind=kind, codes=named, rows=len(parts), total=total)


def renewed(data: Path, amounts: Amounts, year: Year | None = None) -> dict[str, bytes]:
    """Give the file of control totals for a data folder whose rows of these kinds were computed.

    Those of other kinds, and of other years than the ``year`` that was counted, stay as they are.
    """
    kinds, new = {row.kind for row in amounts}, list(drawn_up(amounts))
    path = data / CONTROLETOTALEN.name
    if path.exists():
        standing = control_totals(read_sheet(path, shown(data, path.name), CONTROLETOTALEN)) or []
        told = {"", str(year)} if year else {total.year for total in (*standing, *new)}
        kept = [total for total in standing if total.kind not in kinds or total.year not in told]
        new = [*kept, *(total for total in new if total.year in told)]
    lines: list[Sequence[object]] = [CONTROLETOTALEN.names]
    for total in sorted(new, key=lambda one: (list(MARGINS).index(one.kind), one.year)):
        which = (total.codes.get(column.name, "") for column in schema.WHICH)
        written = schema.amount_column(total.kind).holds.write(total.total)
        lines.append([f"{total.kind}.csv", *which, total.rows, written])
    return {CONTROLETOTALEN.name: csv_text(lines).encode()}


def control_faults(
    data: Path, read: Mapping[Kind, Rows], totals: Sequence[ControlTotal] | None
) -> Iterator[Fault]:
    """Hold what was read of each kind against its control totals; None where nobody gave any."""
    for kind in (kind for kind in read if kind in MARGINS and totals is not None):
        gaps = [_gap(total, read[kind]) for total in totals or () if total.kind is kind]
        wrong = any(gap.differs for gap in gaps)
        yield from (_told if wrong else _uncovered)(data, read[kind], gaps)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """What is found where a control total is expected."""

    total: ControlTotal
    covered: Mapping[Quantity, Delivered]
    amount: Fraction

    @property
    def differs(self) -> bool:
        """Tell whether the rows are others, or more or fewer, than they should be."""
        return bool(self.amount) or len(self.covered) != self.total.rows


def _gap(total: ControlTotal, rows: Rows) -> Gap:
    covered = {row: delivered for row, delivered in rows.items() if total.covers(row)}
    found = sum((delivered.amount for delivered in covered.values()), Fraction(0))
    return Gap(total=total, covered=covered, amount=found - total.total)


def _told(data: Path, rows: Rows, gaps: Sequence[Gap]) -> Iterator[Fault]:
    """Name the one cell that explains all that differs, or else each sum that does."""
    wrong = [gap for gap in gaps if gap.differs]
    off = wrong[0].amount
    explaining = [
        row
        for row, delivered in rows.items()
        if delivered.amount >= off
        and all(gap.amount == (off if row in gap.covered else 0) for gap in gaps)
        and all(len(gap.covered) == gap.total.rows for gap in wrong)
    ]
    slips = {row: _slip(rows[row].amount, rows[row].amount - off) for row in explaining}
    likely = [row for row, slip in slips.items() if slip] if len(slips) > 1 else explaining
    if len(likely) == 1:
        yield _cell_fault(data, rows[likely[0]], wrong[0], slips[likely[0]])
        return
    for gap in wrong:
        yield _sum_fault(data, gap)


def _cell_fault(data: Path, cell: Delivered, gap: Gap, slip: str) -> Fault:
    write = schema.amount_column(gap.total.kind).holds.write
    right = write(cell.amount - gap.amount)
    looks = f"The difference of {write(abs(gap.amount))} looks like {slip}. " if slip else ""
    return Fault(
        file=shown(data, f"{gap.total.kind}.csv"),
        row=cell.row,
        column=schema.amount_column(gap.total.kind).name,
        found=quoted(write(cell.amount)),
        expected=f"{right} by the control total of {gap.total.text} ({_place(gap)})",
        advice=f"{looks}Correct this row, or the control total if that is wrong.",
    )


def _sum_fault(data: Path, gap: Gap) -> Fault:
    write = schema.amount_column(gap.total.kind).holds.write
    found = write(gap.amount + gap.total.total)
    by = f"The difference is {write(abs(gap.amount))}. " if gap.amount else ""
    return Fault(
        file=shown(data, f"{gap.total.kind}.csv"),
        row=min((delivered.row for delivered in gap.covered.values()), default=None),
        found=f"rows: {len(gap.covered)}, sum: {found} for {gap.total.text}",
        expected=f"rows: {gap.total.rows}, sum: {write(gap.total.total)} ({_place(gap)})",
        advice=f"{by}Compare with what was delivered; correct these rows or the control total.",
    )


def _place(gap: Gap) -> str:
    return f"{CONTROLETOTALEN.name}, row {gap.total.line}"


def _uncovered(data: Path, rows: Rows, gaps: Sequence[Gap]) -> Iterator[Fault]:
    """Ask for a control total of each year of which rows were delivered."""
    covered = {row for gap in gaps for row in gap.covered}
    bare: dict[Year, int] = {}
    for row, delivered in rows.items():
        if delivered.origin is Provenance.DELIVERED and row not in covered:
            bare.setdefault(row.year, delivered.row)
    for year, line in bare.items():
        name = f"{next(iter(rows)).kind}.csv"
        yield Fault(
            file=shown(data, CONTROLETOTALEN.name),
            found=f"no control total of all delivered rows of {year} in {name} (row {line})",
            expected="the number of rows and their sum, as who delivered them says",
        )


def _slip(found: Fraction, right: Fraction) -> str:
    """Name the slip of the hand that makes one number of another; empty if there is none."""
    here, there = map(schema.HOURS.holds.write, (found, right))
    pairs = list(zip(here, there, strict=False))
    turned = {there[:n] + there[n + 1] + there[n] + there[n + 2 :] for n in range(len(there) - 1)}
    looks = {
        "a number that was left out": not found,
        "a lost point": right.denominator > 1 and found in (right * 10, right * 100),
        "a nought too many": there in _without_a_nought(here),
        "a lost nought": here in _without_a_nought(there),
        "two digits that changed places": here in turned,
        "one wrong digit": len(here) == len(there) and sum(a != b for a, b in pairs) == 1,
    }
    return next((slip for slip, fits in looks.items() if fits), "")


def _without_a_nought(text: str) -> set[str]:
    return {text[:n] + text[n + 1 :] for n, digit in enumerate(text) if digit == "0"}
