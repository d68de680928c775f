"""A letter as one HTML page: every number marked, and its explanation beside it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.check.finding import Severity
from reporter.page.html import fill
from reporter.proofread.letter.letter import LetterTable, Role
from reporter.proofread.verdicts import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reporter.project import Templates
    from reporter.proofread.letter.letter import Paragraph
    from reporter.proofread.report import PrintedFinding, PrintedProof

SIGNS = {
    Status.WRONG: "✗",
    Status.ROUNDING: "≈",
    Status.AMBIGUOUS: "?",
    Status.RIGHT: "✓",
    Status.NOT_OURS: "",
}
"""A sign beside each number, for who does not see its colour."""
TAGS = {Role.HEADING: "h3", Role.TEXT: "p", Role.ITEM: "p", Role.NOTE: "p"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A marked stretch of the letter; ``number`` links it to its explanation."""

    number: str
    sign: str
    status: str
    word: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Some words of the letter, with their mark if they have one."""

    text: str
    mark: Mark | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph (``tag``, ``words``) or a table, and the marks to explain beside it."""

    tag: str
    words: tuple[Stretch, ...]
    note: str = ""
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, tuple[tuple[Stretch, ...], ...]], ...] = ()
    marks: tuple[Mark, ...] = ()
    folded: tuple[Mark, ...] = ()
    """What is right in a table is explained where a reader asks for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """All that the template shows."""

    name: str
    edition: str
    counts: tuple[tuple[str, str, str, str], ...]
    faults: tuple[Mark, ...]
    wheres: tuple[str, ...]
    revised: bool
    blocks: tuple[Block, ...]


def render_proof_page(proof: PrintedProof, templates: Templates) -> str:
    """Write the page. Raises PrintingError if a template is wrong."""
    numbered = [(_mark(one, place), one) for place, one in enumerate(proof.findings, start=1)]
    by_block: dict[int, list[tuple[Mark, PrintedFinding]]] = defaultdict(list)
    for mark, one in numbered:
        by_block[one.place.block].append((mark, one))
    faults = [(mark, one) for mark, one in numbered if one.status.severity is not Severity.GOOD]
    page = Page(
        name=proof.letter.name,
        edition=proof.edition,
        counts=tuple((SIGNS[one], one.value, word, n) for one, word, n in proof.counts),
        faults=tuple(mark for mark, _ in faults),
        wheres=tuple(one.where for _, one in faults),
        revised=proof.letter.revised,
        blocks=tuple(
            _block(block, by_block.get(place, []))
            for place, block in enumerate(proof.letter.blocks)
        ),
    )
    return fill("nagekeken.html.j2", templates, page=page)


def _mark(one: PrintedFinding, number: int) -> Mark:
    return Mark(
        number=str(number),
        sign=SIGNS[one.status],
        status=one.status.value,
        word=one.word,
        text=one.text,
        reason=one.reason,
    )


def _block(block: Paragraph | LetterTable, found: Sequence[tuple[Mark, PrintedFinding]]) -> Block:
    marks = tuple(mark for mark, one in found if one.status is not Status.NOT_OURS)
    if not isinstance(block, LetterTable):
        note = block.mark if block.role is Role.NOTE else ""
        words = tuple(_stretches(block.text, found))
        return Block(tag=TAGS[block.role], words=words, note=note, marks=marks)
    cells: dict[tuple[int, int] | None, list[tuple[Mark, PrintedFinding]]] = defaultdict(list)
    for mark, one in found:
        cells[one.place.cell].append((mark, one))
    rows = tuple(
        (
            row.label,
            tuple(tuple(_stretches(cell, cells[(i, j)])) for j, cell in enumerate(row.cells)),
        )
        for i, row in enumerate(block.rows)
    )
    return Block(
        tag="table",
        words=tuple(_stretches(block.caption, cells[None])),
        heads=block.heads,
        rows=rows,
        marks=tuple(one for one in marks if one.status != Status.RIGHT),
        folded=tuple(one for one in marks if one.status == Status.RIGHT),
    )


def _stretches(text: str, found: Sequence[tuple[Mark, PrintedFinding]]) -> Iterator[Stretch]:
    """Cut a text at its marks; where two marks overlap, the first stands."""
    last = 0
    for mark, one in sorted(found, key=lambda pair: pair[1].place.start):
        start, end = one.place.start, one.place.end
        if start < last:
            continue
        yield Stretch(text=text[last:start])
        yield Stretch(text=text[start:end] or mark.text, mark=mark)
        last = end
    yield Stretch(text=text[last:])
