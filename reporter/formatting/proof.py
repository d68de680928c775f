"""Says in Dutch what proofreading found."""

from __future__ import annotations

import re
from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

from reporter.formatting.meaning import meaning
from reporter.formatting.numbers import number
from reporter.model.printed_proof import PrintedFinding, PrintedProof
from reporter.model.proof import Status, Subject

if TYPE_CHECKING:
    from reporter.model.proof import Expected, Finding, Proof

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
