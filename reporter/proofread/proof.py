"""What was found in a letter, and how that is told: in lines, as JSON, or on a page of its own."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from reporter.annex.numbers import number
from reporter.annex.printed import meaning
from reporter.check.finding import Severity
from reporter.proofread.catalogue import NORM, Known, Value
from reporter.proofread.letter.letter import Letter, LetterTable, Paragraph, Role
from reporter.proofread.vocabulary import Token

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reporter.annex.indicator import Indicator
    from reporter.project import Templates
    from reporter.proofread.numerals import Numeral


class Status(StrEnum):
    """What is known of a number or a claim."""

    RIGHT = "right"
    ROUNDING = "rounding"
    """Right but for rounding: one unit of its last digit beside what print should say."""
    WRONG = "wrong"
    AMBIGUOUS = "ambiguous"
    NOT_OURS = "not-ours"

    @property
    def severity(self) -> Severity:
        """How bad it is: what is ambiguous or off by rounding is to be looked at."""
        if self is Status.WRONG:
            return Severity.WRONG
        return Severity.WARNING if self in (Status.ROUNDING, Status.AMBIGUOUS) else Severity.GOOD


class Subject(StrEnum):
    """What a judgement is about."""

    NUMBER = "number"
    YEAR = "year"
    MEASUREMENT = "measurement"
    CLAIM = "claim"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is known of one number, name or claim, and where in the letter it stands.

    In a table ``cell`` is (row, column) from 0; None is its caption.
    """

    said: Numeral | Token
    status: Status = Status.NOT_OURS
    known: Value | None = None
    """What the number is, or what should stand there."""
    subject: Subject = Subject.NUMBER
    words: str = ""
    """What should stand there instead of a claim, a name or a year."""
    against: bool = False
    """Whether only the verb by the number is off."""
    also: Known | None = None
    """The figure of another meaning that was printed instead."""
    candidates: tuple[Known, ...] = ()
    """What its words allow, the most likely first."""
    block: int = 0
    where: str = ""
    cell: tuple[int, int] | None = None

    @property
    def text(self) -> str:
        """What the letter says, as it stands there."""
        return self.said.text

    @property
    def place(self) -> tuple[int, int]:
        """Where that starts and ends in the text of its block."""
        return self.said.start, self.said.end

    @property
    def figure(self) -> Known | None:
        """The figure that it is held against; None for what is no figure of its own."""
        return self.known if isinstance(self.known, Known) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A letter with all that was judged in it, in reading order."""

    letter: Letter
    edition: str
    judgements: tuple[Judgement, ...]

    @property
    def clean(self) -> bool:
        """Whether nothing is wrong."""
        return all(judged.status.severity is not Severity.WRONG for judged in self.judgements)


def claimed(
    text: str, place: tuple[int, int], subject: Subject, otherwise: str, *, right: bool = False
) -> Judgement:
    """Say of words at a place of a text whether they are right, and what belongs there else."""
    said = Token(text[slice(*place)], *place)
    if right:
        return Judgement(said, Status.RIGHT, subject=subject)
    return Judgement(said, Status.WRONG, subject=subject, words=otherwise)


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
    for judged in proof.judgements:
        if judged.status.severity is not Severity.GOOD:
            yield f"{WORDS[judged.status].english}: {judged.where}: {_told(judged)}"
    if proof.letter.revised:
        yield "the file holds tracked changes; it was read as if they were accepted"
    counts = ", ".join(f"{count} {WORDS[status].english}" for status, count in _counts(proof))
    yield f"{proof.letter.name}, edition {proof.edition}: {counts}"


def _told(judged: Judgement) -> str:
    if judged.subject is Subject.NOTE:
        return f"mark {judged.text} has no note in this letter"
    told = f'found "{judged.text}"'
    expected, candidates = expected_text(judged), _candidates(judged)
    if expected:
        told += f', expected "{expected}"'
    if key_of(judged.known):
        told += f" ({key_of(judged.known)})"
    if judged.also:
        told += f"; what stands there is {key_of(judged.also)}"
    if candidates:
        told += f"; could be {', '.join(what.key for what in candidates)}"
    return told


def _counts(proof: Proof) -> Iterator[tuple[Status, str]]:
    times = Counter(judged.status for judged in proof.judgements)
    return ((status, number(Fraction(times[status]))) for status in WORDS)


def proof_json(proof: Proof) -> str:
    """Write a list with an object for each number and claim, in reading order."""
    told = [
        {
            "text": judged.text,
            "status": judged.status.value,
            "expected": expected_text(judged) or None,
            "where": judged.where,
            "subject": judged.subject.value,
            "indicator": key_of(judged.known) or None,
            "also": key_of(judged.also) or None,
            "candidates": [what.key for what in _candidates(judged)],
            "reason": _reason(judged),
        }
        for judged in proof.judgements
    ]
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def expected_text(judged: Judgement) -> str:
    """Write what should stand there, with the sign and the decimals that print has there.

    Empty where nothing is wrong.
    """
    said, known = judged.said, judged.known
    if known is None or isinstance(said, Token) or judged.status is Status.RIGHT:
        return judged.words
    return number(known.amount, decimals=said.decimals, signed=said.signed or known.amount < 0)


def key_of(known: Value | None) -> str:
    """Write what a value is as the key of its indicator; a ratio is ``part : whole``."""
    if not isinstance(known, Known):
        return known.name if known else ""
    key = known.indicator.key
    return f"{key} : {known.whole.key}" if known.whole else key


def _candidates(judged: Judgement) -> list[Indicator]:
    doubtful = judged.candidates if judged.status is Status.AMBIGUOUS else ()
    return [known.indicator for known in doubtful[:MOST_CANDIDATES]]


def _reason(judged: Judgement) -> str:
    if judged.subject is not Subject.NUMBER and judged.status is Status.RIGHT:
        return "Dit klopt met de cijfers."
    what, also = _meaning(judged.known), _meaning(judged.also)
    possible = "; ".join(meaning(what) for what in _candidates(judged))
    reason = REASONS[judged.status if judged.subject is Subject.NUMBER else judged.subject]
    return reason.format(
        text=judged.text,
        expected=expected_text(judged),
        what=what,
        colon=f": {what}." if what else ".",
        also=f" {judged.text} is het cijfer van: {also}." if also else "",
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
    what = meaning(known.indicator)
    return f"{what}, in procent van: {meaning(known.whole)}" if known.whole else what


TAGS = {Role.HEADING: "h3", Role.TEXT: "p", Role.ITEM: "p", Role.NOTE: "p"}
Mark = dict[str, Any]
"""What the page shows of a judgement; ``number`` links words to their explanation."""


def proof_page(proof: Proof, templates: Templates) -> str:
    """Write the letter as one page: every number marked, and its explanation beside it.

    Raises PrintingError if a template is wrong.
    """
    from reporter.page.html import fill  # noqa: PLC0415 - only for a page

    marks = [_mark(judged, number) for number, judged in enumerate(proof.judgements, start=1)]
    blocks: list[list[Mark]] = [[] for _ in proof.letter.blocks]
    for mark, judged in zip(marks, proof.judgements, strict=True):
        blocks[judged.block].append(mark)
    page = {
        "name": proof.letter.name,
        "edition": proof.edition,
        "counts": [
            (WORDS[status].sign, status.value, WORDS[status].dutch, count)
            for status, count in _counts(proof)
        ],
        "faults": [mark for mark in marks if Status(mark["status"]).severity is not Severity.GOOD],
        "revised": proof.letter.revised,
        "blocks": list(map(_block, proof.letter.blocks, blocks)),
    }
    return fill("nagekeken.html.j2", templates, page=page)


def _mark(judged: Judgement, number: int) -> Mark:
    return {
        "number": str(number),
        "place": judged.place,
        "cell": judged.cell,
        "sign": WORDS[judged.status].sign,
        "status": judged.status.value,
        "word": WORDS[judged.status].dutch,
        "text": judged.text,
        "reason": _reason(judged),
        "where": PLACES.sub(lambda word: DUTCH[word[0]], judged.where),
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


def _block(block: Paragraph | LetterTable, marks: Sequence[Mark]) -> dict[str, Any]:
    """Give the words of a paragraph or a table, and the marks to explain beside it.

    What is right in a table is ``folded``: explained where a reader asks for it.
    """
    explained = [mark for mark in marks if mark["status"] != Status.NOT_OURS]
    if not isinstance(block, LetterTable):
        return {
            "tag": TAGS[block.role],
            "words": _stretches(block.text, marks),
            "note": block.mark if block.role is Role.NOTE else "",
            "marks": explained,
            "folded": (),
        }
    cells = defaultdict(list)
    for mark in marks:
        cells[mark["cell"]].append(mark)
    rows = [
        (row.label, [_stretches(cell, cells[i, j]) for j, cell in enumerate(row.cells)])
        for i, row in enumerate(block.rows)
    ]
    return {
        "tag": "table",
        "words": _stretches(block.caption, cells[None]),
        "heads": block.heads,
        "rows": rows,
        "marks": [mark for mark in explained if mark["status"] != Status.RIGHT],
        "folded": [mark for mark in explained if mark["status"] == Status.RIGHT],
    }


def _stretches(text: str, marks: Sequence[Mark]) -> list[tuple[str, Mark | None]]:
    """Cut a text at its marks; where two marks overlap, the first stands."""
    cut: list[tuple[str, Mark | None]] = []
    last = 0
    for mark in sorted(marks, key=lambda mark: mark["place"][0]):
        start, end = mark["place"]
        if start >= last:
            cut += [(text[last:start], None), (text[start:end] or mark["text"], mark)]
            last = end
    return [*cut, (text[last:], None)]
