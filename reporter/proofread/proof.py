"""What proofreading found: lines for a terminal, JSON, or the letter as a page with its marks."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from reporter.annex.numbers import number
from reporter.annex.printed import meaning
from reporter.check.finding import Severity
from reporter.proofread.catalogue import NORM, Known, Value
from reporter.proofread.letter.letter import LetterTable, Paragraph, Role
from reporter.proofread.verdicts import Judgement, Proof, Status, Subject
from reporter.proofread.vocabulary import Token

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reporter.project import Templates


class _Name(NamedTuple):
    """A status for a reader; the sign stands beside a number for who does not see its colour."""

    sign: str
    dutch: str
    english: str


WORDS = {
    Status.WRONG: _Name("✗", "fout", "wrong"),
    Status.ROUNDING: _Name("≈", "op afronding na goed", "right but for rounding"),
    Status.AMBIGUOUS: _Name("?", "niet te bepalen", "ambiguous"),
    Status.RIGHT: _Name("✓", "goed", "right"),
    Status.NOT_OURS: _Name("", "geen cijfer van de banenafspraak", "not ours"),
}
"""The gravest first."""
MOST_CANDIDATES = 5


def report(proof: Proof, form: str, templates: Templates) -> str:
    """Write what was found as ``text``, ``json`` or ``html``.

    Raises PrintingError if the template of the page is wrong.
    """
    if form == "json":
        return proof_json(proof)
    if form == "html":
        return proof_page(proof, templates)
    return "".join(f"{line}\n" for line in proof_lines(proof))


def proof_lines(proof: Proof) -> Iterator[str]:
    """Tell what somebody has to look at, in reading order, and count the rest."""
    for one in proof.judgements:
        if one.status.severity is not Severity.GOOD:
            yield f"{WORDS[one.status].english}: {one.where}: {_told(one)}"
    if proof.letter.revised:
        yield "the file holds tracked changes; it was read as if they were accepted"
    counts = ", ".join(f"{count} {WORDS[status].english}" for status, count in _counts(proof))
    yield f"{proof.letter.name}, edition {proof.edition}: {counts}"


def _told(one: Judgement) -> str:
    if one.subject is Subject.NOTE:
        return f"mark {one.said.text} has no note in this letter"
    told = f'found "{one.said.text}"'
    expected, candidates = expected_text(one), _candidates(one)
    if expected:
        told += f', expected "{expected}"'
    if key_of(one.known):
        told += f" ({key_of(one.known)})"
    if one.also:
        told += f"; what stands there is {key_of(one.also)}"
    if candidates:
        told += f"; could be {', '.join(candidates)}"
    return told


def _counts(proof: Proof) -> Iterator[tuple[Status, str]]:
    times = Counter(one.status for one in proof.judgements)
    return ((status, number(Fraction(times[status]))) for status in WORDS)


def proof_json(proof: Proof) -> str:
    """Write a list with an object for each number and claim, in reading order."""
    told = [
        {
            "text": one.said.text,
            "status": one.status.value,
            "expected": expected_text(one) or None,
            "where": one.where,
            "subject": one.subject.value,
            "indicator": key_of(one.known) or None,
            "also": key_of(one.also) or None,
            "candidates": _candidates(one),
            "reason": _reason(one),
        }
        for one in proof.judgements
    ]
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def expected_text(one: Judgement) -> str:
    """Write what should stand there, with the sign and the decimals that print has there.

    Empty where nothing is wrong.
    """
    said, known = one.said, one.known
    if known is None or isinstance(said, Token) or one.status is Status.RIGHT:
        return one.words
    return number(known.amount, decimals=said.decimals, signed=said.signed or known.amount < 0)


def key_of(known: Value | None) -> str:
    """Write what a value is as the key of its indicator; a ratio is ``part : whole``."""
    if not isinstance(known, Known):
        return known.name if known else ""
    key = known.indicator.key
    return f"{key} : {known.whole.key}" if known.whole else key


def _candidates(one: Judgement) -> list[str]:
    doubtful = one.candidates if one.status is Status.AMBIGUOUS else ()
    return [known.indicator.key for known in doubtful[:MOST_CANDIDATES]]


def _reason(one: Judgement) -> str:
    """Explain a judgement in Dutch."""
    if one.subject is not Subject.NUMBER and one.status is Status.RIGHT:
        return "Dit klopt met de cijfers."
    what, also = _meaning(one.known), _meaning(one.also)
    possible = "; ".join(meaning(key) for key in _candidates(one))
    reason = REASONS[one.status if one.subject is Subject.NUMBER else one.subject]
    return reason.format(
        text=one.said.text,
        expected=expected_text(one),
        what=what,
        colon=f": {what}." if what else ".",
        also=f" {one.said.text} is het cijfer van: {also}." if also else "",
        possible=f" Mogelijk: {possible}." if possible else "",
    )


REASONS = {
    Status.RIGHT: "Dit klopt{colon}",
    Status.ROUNDING: "Precies afgerond is het {expected}: {what}.",
    Status.WRONG: "Hier hoort {expected}: {what}.{also}",
    Status.AMBIGUOUS: "Niet te bepalen.{possible}",
    Status.NOT_OURS: "Geen cijfer van de banenafspraak.",
    Subject.NOTE: "Er is geen noot {text} in deze brief.",
    Subject.YEAR: "Het cijfer hierbij is van {expected}. Het jaar of het cijfer is fout.",
    Subject.MEASUREMENT: "Dit is de verkeerde meting. Hier hoort {expected}.",
    Subject.CLAIM: "De cijfers zeggen iets anders. Volgens de cijfers is het: {expected}.",
}


def _meaning(known: Value | None) -> str:
    """Say what a value means; a ratio is one figure in percent of another."""
    if not isinstance(known, Known):
        return "uren van één baan" if known and known.name == NORM else ""
    what = meaning(known.indicator.key)
    return f"{what}, in procent van: {meaning(known.whole.key)}" if known.whole else what


TAGS = {Role.HEADING: "h3", Role.TEXT: "p", Role.ITEM: "p", Role.NOTE: "p"}
Mark = dict[str, str]
"""What the page shows of a judgement; ``number`` links words to their explanation."""
Marked = tuple["Mark", "Judgement"]
Stretches = list[tuple[str, "Mark | None"]]
"""Words of the letter, each with their mark if they have one."""


def proof_page(proof: Proof, templates: Templates) -> str:
    """Write the letter as one page: every number marked, and its explanation beside it.

    Raises PrintingError if a template is wrong.
    """
    from reporter.page.html import fill  # noqa: PLC0415 - only for a page

    marked = [(_mark(one, place), one) for place, one in enumerate(proof.judgements, start=1)]
    by_block: dict[int, list[Marked]] = defaultdict(list)
    for mark, one in marked:
        by_block[one.block].append((mark, one))
    page = {
        "name": proof.letter.name,
        "edition": proof.edition,
        "counts": [
            (WORDS[status].sign, status.value, WORDS[status].dutch, count)
            for status, count in _counts(proof)
        ],
        "faults": [mark for mark, one in marked if one.status.severity is not Severity.GOOD],
        "revised": proof.letter.revised,
        "blocks": [_block(block, by_block[i]) for i, block in enumerate(proof.letter.blocks)],
    }
    return fill("nagekeken.html.j2", templates, page=page)


def _mark(one: Judgement, place: int) -> Mark:
    return {
        "number": str(place),
        "sign": WORDS[one.status].sign,
        "status": one.status.value,
        "word": WORDS[one.status].dutch,
        "text": one.said.text,
        "reason": _reason(one),
        "where": PLACES.sub(lambda word: DUTCH[word[0]], one.where),
    }


DUTCH = {
    "page": "pagina",
    "line": "regel",
    "paragraph": "alinea",
    "table": "tabel",
    "row": "rij",
    "note": "noot",
    "footnote": "noot",
    "endnote": "eindnoot",
}
PLACES = re.compile(rf"\b(?:{'|'.join(DUTCH)})\b(?= \d)")


def _block(block: Paragraph | LetterTable, marked: Sequence[Marked]) -> dict[str, Any]:
    """Give a paragraph or a table, and the marks to explain beside it.

    What is right in a table is ``folded``: explained where a reader asks for it.
    """
    ours = [(mark, one.status) for mark, one in marked if one.status is not Status.NOT_OURS]
    if not isinstance(block, LetterTable):
        return {
            "tag": TAGS[block.role],
            "words": _stretches(block.text, marked),
            "note": block.mark if block.role is Role.NOTE else "",
            "marks": [mark for mark, _ in ours],
            "folded": [],
        }
    cells: dict[tuple[int, int] | None, list[Marked]] = defaultdict(list)
    for mark, one in marked:
        cells[one.cell].append((mark, one))
    rows = [
        (row.label, [_stretches(cell, cells[i, j]) for j, cell in enumerate(row.cells)])
        for i, row in enumerate(block.rows)
    ]
    return {
        "tag": "table",
        "words": _stretches(block.caption, cells[None]),
        "heads": block.heads,
        "rows": rows,
        "marks": [mark for mark, status in ours if status is not Status.RIGHT],
        "folded": [mark for mark, status in ours if status is Status.RIGHT],
    }


def _stretches(text: str, marked: Sequence[Marked]) -> Stretches:
    """Cut a text at its marks; where two marks overlap, the first stands."""
    cut: Stretches = []
    last = 0
    for mark, one in sorted(marked, key=lambda pair: pair[1].said.start):
        start, end = one.said.start, one.said.end
        if start >= last:
            cut += [(text[last:start], None), (text[start:end] or mark["text"], mark)]
            last = end
    return [*cut, (text[last:], None)]
