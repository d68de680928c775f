"""What proofreading found as lines for a terminal and as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from reporter.model.proof import Status, Subject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reporter.model.printed_proof import PrintedFinding, PrintedProof

ENGLISH = {
    Status.WRONG: "wrong",
    Status.ROUNDING: "right but for rounding",
    Status.AMBIGUOUS: "ambiguous",
    Status.RIGHT: "right",
    Status.NOT_OURS: "not ours",
}
TOLD = (Status.WRONG, Status.ROUNDING, Status.AMBIGUOUS)


def proof_lines(proof: PrintedProof) -> Iterator[str]:
    """Tell what somebody has to look at, in reading order, and count the rest."""
    for one in proof.findings:
        if one.status in TOLD:
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
