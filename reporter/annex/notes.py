"""What to remark on printed totals: exactly where print does not add up, and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from string import ascii_lowercase
from typing import TYPE_CHECKING

from reporter.annex.numbers import number
from reporter.annex.printed import Backlink, Note
from reporter.errors import RoundingError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from reporter.annex.compose import FilledTable, Sum
    from reporter.annex.printed import PrintedCell


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something to be noted at one place; remarks with the same text become one note.

    ``anchor`` is the id of the cell or head that gets the mark; ``back`` names it, and
    ``detail`` is what holds for this place alone.
    """

    anchor: str
    kind: str
    text: str
    back: str
    detail: str = ""


def number_notes(
    table: str, remarks: Iterable[Remark], reading_order: Sequence[str]
) -> tuple[Note, ...]:
    """Make one note of each text and letter them a, b, c in the order of their first marks.

    ``reading_order`` lists the anchors of the table from its first head to its last cell.
    """
    place = {anchor: position for position, anchor in enumerate(reading_order)}
    by_text: dict[str, list[Remark]] = {}
    for remark in sorted(remarks, key=lambda remark: place[remark.anchor]):
        by_text.setdefault(remark.text, []).append(remark)
    return tuple(
        Note(
            anchor=f"{table}-noot-{_letters(number)}",
            mark=_letters(number),
            kind=same[0].kind,
            text=text,
            backlinks=tuple(
                Backlink(anchor=one.anchor, text=one.back, detail=one.detail) for one in same
            ),
        )
        for number, (text, same) in enumerate(by_text.items())
    )


def _letters(number: int) -> str:
    """Letter notes a to z, then aa, ab and on."""
    rest, letter = divmod(number, len(ascii_lowercase))
    return (_letters(rest - 1) if rest else "") + ascii_lowercase[letter]


def marks(notes: Iterable[Note], anchor: str) -> tuple[Note, ...]:
    """Give the notes whose mark stands at ``anchor``."""
    return tuple(note for note in notes if any(link.anchor == anchor for link in note.backlinks))


ROUNDING = (
    "Elk getal is los afgerond op een heel getal. Daardoor is dit totaal niet precies gelijk "
    "aan de som van de afgeronde delen:"
)


def remark_sums(
    filled: FilledTable, cells: Mapping[tuple[int, int], PrintedCell]
) -> Iterator[Remark]:
    """Remark on each printed total that differs from its printed parts.

    Raises RoundingError if the difference is more than rounding can explain: each of n
    parts and the total is off by at most a half, so together at most (n + 1) / 2.
    """
    for one in filled.sums:
        whole = cells[one.place].figure.rounded
        parts = [cells[place].figure.rounded for place in one.parts]
        known = [part for part in parts if part is not None]
        if whole is None or len(known) != len(parts):
            continue
        printed_sum = sum(known, Fraction(0))
        if printed_sum == whole:
            continue
        if one.overlap:
            yield _overlap(cells[one.place], printed_sum, whole)
            continue
        if abs(printed_sum - whole) > Fraction(len(parts) + 1, 2):
            raise RoundingError(_too_far(filled, one, printed_sum, whole))
        yield _rounding(cells[one.place], one, printed_sum)


def _rounding(cell: PrintedCell, one: Sum, printed_sum: Fraction) -> Remark:
    direction = "in de kolom" if one.down else "in de rij"
    return Remark(
        anchor=cell.anchor,
        kind="afronding",
        text=ROUNDING,
        back=cell.figure.text,
        detail=f"som {direction}: {number(printed_sum)}",
    )


def _overlap(cell: PrintedCell, printed_sum: Fraction, whole: Fraction) -> Remark:
    """Give both numbers and the reason; the difference is a growth, as all figures here are."""
    difference = printed_sum - whole
    text = (
        f"In dit totaal telt iedereen één keer mee. Het aantal unieke personen is "
        f"{_moved(whole)}; de delen tellen op tot {number(printed_sum)}. "
        "Sommige mensen hebben namelijk zowel een formeel "
        "dienstverband als werk via een inleenverband of detachering. Die mensen staan in twee "
        f"rijen. Hun aantal is sinds de nulmeting {_moved(difference)}."
    )
    return Remark(anchor=cell.anchor, kind="uniek", text=text, back=cell.figure.text)


def _moved(growth: Fraction) -> str:
    return f"met {number(abs(growth))} {'afgenomen' if growth < 0 else 'toegenomen'}"


def _too_far(filled: FilledTable, one: Sum, printed_sum: Fraction, whole: Fraction) -> str:
    return (
        f"table {filled.table.name}, {filled.at(one.place).indicator.key}: found a printed total "
        f"of {whole} beside parts that add to {printed_sum}, expected a difference of at most "
        f"{Fraction(len(one.parts) + 1, 2)}; rounding cannot explain this, so a figure is wrong"
    )
