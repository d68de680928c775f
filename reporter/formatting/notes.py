"""The notes below a table: which there are, in reading order, and where their marks stand."""

from __future__ import annotations

from dataclasses import dataclass
from string import ascii_lowercase
from typing import TYPE_CHECKING

from reporter.model.printed import Backlink, Note

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


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
