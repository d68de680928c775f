"""The one way in which a letter is refused."""

from __future__ import annotations

from reporter.errors import Fault, InputError

LETTER = "a letter as .txt, .docx, .odt, .html or .pdf"


def refusal(name: str, found: str, expected: str = LETTER, advice: str = "") -> InputError:
    """Give the error for a letter that cannot be read: what was found and what to do next."""
    return InputError([Fault(file=name, found=found, expected=expected, advice=advice)])
