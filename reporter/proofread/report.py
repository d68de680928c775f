"""What proofreading found as lines for a terminal and as JSON."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from reporter.annex.numbers import number
from reporter.annex.printed import meaning
from reporter.check.finding import Severity
from reporter.proofread.verdicts import Status, Subject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reporter.proofread.letter.letter import Letter
    from reporter.proofread.verdicts import Expected, Finding, Place, Proof


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedFinding:
    """One number or claim: ``word`` names its status and ``reason`` explains it, in Dutch.

    ``where`` is its place in Dutch; ``expected`` is as print should have it, empty where nothing
    is wrong. ``meaning``, ``also`` and ``candidates`` are keys of indicators.
    """

    text: str
    status: Status
    subject: Subject
    place: Place
    where: str
    expected: str
    word: str
    reason: str
    meaning: str = ""
    also: str = ""
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedProof:
    """A letter with its findings in reading order, and how many there are of each status."""

    letter: Letter
    edition: str
    findings: tuple[PrintedFinding, ...]
    counts: tuple[tuple[Status, str, str], ...]
    """Status, its word in Dutch, and the number as text; all five, the gravest first."""

    @property
    def clean(self) -> bool:
        """Tell whether nothing is wrong."""
        return all(one.status != "wrong" for one in self.findings)


WORDS = {
    Status.WRONG: "fout",
    Status.ROUNDING: "op afronding na goed",
    Status.AMBIGUOUS: "niet te bepalen",
    Status.RIGHT: "goed",
    Status.NOT_OURS: "geen cijfer van de banenafspraak",
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
RATIO = " : "
NORM = "baan/uren"


def print_proof(proof: Proof) -> PrintedProof:
    """Write every finding as it is read."""
    times = Counter(one.status for one in proof.findings)
    return PrintedProof(
        letter=proof.letter,
        edition=proof.edition,
        findings=tuple(_printed(one) for one in proof.findings),
        counts=tuple((one, word, number(Fraction(times[one]))) for one, word in WORDS.items()),
    )


def _printed(one: Finding) -> PrintedFinding:
    expected = _expected(one.expected)
    return PrintedFinding(
        text=one.text,
        status=one.status,
        subject=one.subject,
        place=one.place,
        where=_where(one.place.where),
        expected=expected,
        word=WORDS[one.status],
        reason=_reason(one, expected),
        meaning=one.meaning,
        also=one.also,
        candidates=one.candidates,
    )


def _where(place: str) -> str:
    """Say a place in Dutch: ``pagina 2, regel 14``."""
    return PLACES.sub(lambda word: DUTCH[word[0]], place)


def _expected(expected: Expected | None) -> str:
    """Write an amount with the sign and the decimals that print has there."""
    if expected is None:
        return ""
    if expected.amount is None:
        return expected.words
    return number(expected.amount, decimals=expected.decimals, signed=expected.signed)


def _reason(one: Finding, expected: str) -> str:
    if one.subject is not Subject.NUMBER:
        return _said(one, expected)
    what = _meaning(one.meaning)
    match one.status:
        case Status.RIGHT:
            return f"Dit klopt: {what}." if what else "Dit klopt."
        case Status.ROUNDING:
            return f"Precies afgerond is het {expected}: {what}."
        case Status.WRONG:
            also = f" {one.text} is het cijfer van: {_meaning(one.also)}." if one.also else ""
            return f"Hier hoort {expected}: {what}.{also}"
        case Status.AMBIGUOUS:
            possible = "; ".join(_meaning(key) for key in one.candidates)
            return f"Niet te bepalen. Mogelijk: {possible}." if possible else "Niet te bepalen."
        case Status.NOT_OURS:
            return "Geen cijfer van de banenafspraak."


def _said(one: Finding, expected: str) -> str:
    """Explain a claim, a year, a measurement or the mark of a note."""
    if one.status is Status.RIGHT:
        return "Dit klopt met de cijfers."
    match one.subject:
        case Subject.NOTE:
            return f"Er is geen noot {one.text} in deze brief."
        case Subject.YEAR:
            return f"Het cijfer hierbij is van {expected}. Het jaar of het cijfer is fout."
        case Subject.MEASUREMENT:
            return f"Dit is de verkeerde meting. Hier hoort {expected}."
        case _:
            return f"De cijfers zeggen iets anders. Volgens de cijfers is het: {expected}."


def _meaning(key: str) -> str:
    """Say what an indicator means; a ratio is one figure in percent of another."""
    if key == NORM:
        return "uren van één baan"
    part, ratio, whole = key.partition(RATIO)
    return f"{meaning(part)}, in procent van: {meaning(whole)}" if ratio else meaning(key)


ENGLISH = {
    Status.WRONG: "wrong",
    Status.ROUNDING: "right but for rounding",
    Status.AMBIGUOUS: "ambiguous",
    Status.RIGHT: "right",
    Status.NOT_OURS: "not ours",
}


def proof_lines(proof: PrintedProof) -> Iterator[str]:
    """Tell what somebody has to look at, in reading order, and count the rest."""
    for one in proof.findings:
        if one.status.severity is not Severity.GOOD:
            yield f"{ENGLISH[one.status]}: {_told(one)}"
    if proof.letter.revised:
        yield "the file holds tracked changes; it was read as if they were accepted"
    counts = ", ".join(f"{count} {ENGLISH[status]}" for status, _, count in proof.counts)
    yield f"{proof.letter.name}, edition {proof.edition}: {counts}"


def _told(one: PrintedFinding) -> str:
    where = f"{one.place.where}: "
    if one.subject is Subject.NOTE:
        return f"{where}mark {one.text} has no note in this letter"
    told = f'{where}found "{one.text}"'
    if one.expected:
        told += f', expected "{one.expected}"'
    if one.meaning:
        told += f" ({one.meaning})"
    if one.also:
        told += f"; what stands there is {one.also}"
    if one.candidates:
        told += f"; could be {', '.join(one.candidates)}"
    return told


def render_proof_json(proof: PrintedProof) -> str:
    """Write a list with an object for each number and claim, in reading order."""
    told = [
        {
            "text": one.text,
            "status": one.status.value,
            "expected": one.expected or None,
            "where": one.place.where,
            "subject": one.subject.value,
            "indicator": one.meaning or None,
            "also": one.also or None,
            "candidates": list(one.candidates),
            "reason": one.reason,
        }
        for one in proof.findings
    ]
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"
