"""Everything that can stop an annex, as one tree.

ReporterError                 the user gets one message, no traceback, exit code 2
├── ProjectError              there is no project here, or it has no data
├── InputError                a file in data/ is wrong; carries every fault found
├── UnknownEditionError       there is no such edition
├── CountingError             deliveries cannot be counted into figures
├── EngineError               what counts in the registers cannot be reached or cannot go on
├── RoundingError             a printed sum differs more than rounding can explain
├── ReconstructionError       no hours reproduce the published figures
├── CheckingError             printed figures cannot be checked
├── PrintingError             the HTML or PDF could not be made, or not soundly
│   ├── TemplateFaultError    a template is wrong at one place; carries file and row
│   └── PressEndedError       the process that prints died, of whatever
├── PublishingError           the finished set could not be put in its place
└── PreviewError              the preview cannot be shown on this computer
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST = 60
ROOM = 180
"""Characters that names may take in one message, or what was found."""


def quoted(text: str) -> str:
    """Put a text between quotation marks, cut at 60 characters, invisible ones escaped.

    What stands in a file must not steer the terminal that shows the message.
    """
    cut = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
    return '"' + "".join(_visible(character) for character in cut) + '"'


def listed(names: Iterable[object]) -> str:
    """Give names as ``a, b, c``; of very many the first, and how many more there are."""
    texts = [str(name) for name in names]
    ends = accumulate(len(f"{text}, ") for text in texts)
    shown = [text for text, end in zip(texts, ends, strict=True) if end <= ROOM]
    more = [f"and {len(texts) - len(shown)} more"] if len(shown) < len(texts) else []
    return ", ".join([*shown, *more])


def _visible(character: str) -> str:
    if character.isprintable():
        return character
    return character.encode("unicode_escape").decode("ascii")


SHOWN = 10


class ReporterError(Exception):
    """Something a user can act on; the text says what and how."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing wrong at one place of one file.

    ``row`` counts lines of the file from 1 (the header line is row 1), as Excel does.
    """

    file: str
    found: str
    expected: str
    row: int | None = None
    column: str | None = None
    advice: str = ""

    def __str__(self) -> str:
        place = self.file
        if self.row is not None:
            place += f", row {self.row}"
        if self.column is not None:
            place += f", column {self.column[:LONGEST]}"
        advice = f" {self.advice}" if self.advice else ""
        found = self.found if len(self.found) <= ROOM else f"{self.found[:ROOM]}…"
        return f"{place}: found {found}, expected {self.expected}.{advice}"


class InputError(ReporterError):
    """One or more faults in files; all are kept, ten are shown.

    ``more`` counts faults that are not kept: of millions of records nobody reads them all.
    """

    def __init__(self, faults: Iterable[Fault], more: int = 0) -> None:
        self.faults = tuple(faults)
        self.more = more
        super().__init__(self._text())

    def _text(self) -> str:
        lines = [str(fault) for fault in self.faults[:SHOWN]]
        more = len(self.faults) - len(lines) + self.more
        if more > 0:
            lines.append(f"… and {more} more")
        return "\n".join(lines)


class ProjectError(ReporterError):
    """There is no project where one is needed, or it lacks a folder."""


class UnknownEditionError(ReporterError):
    """The edition asked for has no file in ``data/editions``."""


class CountingError(ReporterError):
    """The deliveries do not hold what a figure needs."""


class EngineError(ReporterError):
    """The engine that counts in the registers cannot be reached, or has no room to go on."""


class RoundingError(ReporterError):
    """A printed total differs from its printed parts by more than rounding can explain."""


class ReconstructionError(ReporterError):
    """No delivery reproduces the published figures."""


class CheckingError(ReporterError):
    """What somebody printed cannot be checked."""


class ArchiveError(ReporterError):
    """An archive is broken, of another schema, contradicts itself, or was never made."""


class PrintingError(ReporterError):
    """The annex could not be laid out, or the library that prints it gave a warning."""


class TemplateFaultError(PrintingError):
    """A template is wrong at one place, or asks for what is not there.

    ``row`` counts lines of the template from 1; file and row are None where the fault is in no
    template. ``called`` is where the macro was called in which it is wrong: the name of that
    macro, and the file and row of the text, whose values may be the cause.
    """

    def __init__(
        self,
        found: str,
        file: str | None,
        row: int | None,
        called: tuple[str, str, int] | None = None,
    ) -> None:
        self.found, self.file, self.row, self.called = found, file, row, called
        inside = " (in the macro {}, called in {}, row {})".format(*called) if called else ""
        super().__init__(found if file is None else f"{file}, row {row}: {found}{inside}")


class PressEndedError(PrintingError):
    """The process that prints ended by itself; another may do better."""


class PublishingError(ReporterError):
    """The finished files could not be put in their place; the old set is untouched."""


class PreviewError(ReporterError):
    """The preview cannot be shown: its port is taken."""


def suggestion(unknown: str, known: Iterable[str]) -> str:
    """Give ``Did you mean "x"?`` for a near name, or an empty text."""
    from difflib import get_close_matches  # noqa: PLC0415 - --help answers at once

    near = get_close_matches(unknown, list(known), n=1)
    return f'Did you mean "{near[0]}"?' if near else ""
