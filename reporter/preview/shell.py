"""The pages around the annexes of a preview: the shell of one edition, the list of all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from reporter.errors import InputError, TemplateFaultError
from reporter.page.html import FOLDER, fill

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reporter.errors import Fault
    from reporter.project import Templates

KEPT = "Verbeter de fout en sla op. Tot dan blijft de laatste goede versie staan, als die er is."
ENGLISH = "en"


class Line(NamedTuple):
    """One thing that is known of a fault, under its Dutch name; ``language`` if not Dutch."""

    name: str
    value: str
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """All that the template shows: faults point by point, or lines where no points are known."""

    title: str
    advice: str
    faults: tuple[tuple[Line, ...], ...] = ()
    lines: tuple[str, ...] = ()


def render_failure(error: Exception, templates: Templates) -> str:
    """Write a fragment about what went wrong, every fault of it.

    Raises PrintingError if the template of the fragment itself is wrong.
    """
    return fill("voorbeeld-fout.html.j2", templates, failure=_failure(error, templates))


def short(error: Exception) -> str:
    """Give the first line of what went wrong."""
    return str(error).partition("\n")[0]


def _failure(error: Exception, templates: Templates) -> Failure:
    if isinstance(error, InputError):
        number = len(error.faults)
        return Failure(
            title="Er zit een fout in de gegevens"
            if number == 1
            else f"Er zitten {number} fouten in de gegevens",
            advice=KEPT,
            faults=tuple(tuple(_of_file(fault)) for fault in error.faults),
        )
    if isinstance(error, TemplateFaultError) and error.file is not None:
        return Failure(
            title="Er zit een fout in een sjabloon",
            advice=KEPT,
            faults=(tuple(_of_template(error, templates)),),
        )
    return Failure(
        title="De bijlage kan niet worden gemaakt",
        advice=KEPT,
        lines=tuple(str(error).splitlines()) or (type(error).__name__,),
    )


def _of_file(fault: Fault) -> Iterator[Line]:
    yield Line("Bestand", fault.file)
    if fault.row is not None:
        yield Line("Rij", str(fault.row))
    if fault.column is not None:
        yield Line("Kolom", fault.column)
    yield Line("Gevonden", fault.found, ENGLISH)
    yield Line("Verwacht", fault.expected, ENGLISH)
    if fault.advice:
        yield Line("Wat te doen", fault.advice, ENGLISH)


def _of_template(error: TemplateFaultError, templates: Templates) -> Iterator[Line]:
    yield Line("Bestand", str(error.file))
    yield Line("Rij", str(error.row))
    source = _source(error, templates)
    if source:
        yield Line("Regel", source)
    yield Line("Gevonden", error.found, ENGLISH)


def _source(error: TemplateFaultError, templates: Templates) -> str:
    """Read the line that is wrong; empty if it is not there any more."""
    path = templates / str(error.file).removeprefix(f"{FOLDER}/")
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return ""
    place = (error.row or 0) - 1
    return lines[place].strip() if 0 <= place < len(lines) else ""


ASSETS = (
    "voorbeeld.css",
    "voorbeeld.js",
    "voorbeeld-cijfers.js",
    "voorbeeld-lijn.js",
    "voorbeeld-lijst.js",
    "voorbeeld-wissel.js",
)
LETTERS = ("SourceSans3-Regular.ttf", "SourceSans3-Semibold.ttf")
DOWNLOADS = (
    ("pdf", "Pdf"),
    ("html", "Html"),
    ("ods", "Rekenblad"),
    ("csv", "Csv"),
    ("json", "Json"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedEdition:
    """An edition in the list: ``sign`` and ``state`` tell how it stands, ``kind`` in a word.

    ``reason`` says in English why it cannot be made, empty where it can.
    """

    name: str
    title: str
    kind: str
    sign: str
    state: str
    reason: str = ""


def render_shell(name: str, templates: Templates) -> str:
    """Write the page that shows an edition. Raises PrintingError if a template is wrong."""
    return fill("voorbeeld.html.j2", templates, edition=name, downloads=DOWNLOADS)


def render_index(editions: Sequence[ListedEdition], templates: Templates) -> str:
    """Write the list of editions. Raises PrintingError if a template is wrong."""
    return fill("voorbeeld-lijst.html.j2", templates, editions=editions)


def read_assets(templates: Templates) -> dict[str, bytes]:
    """Give the files that these pages ask for, by name."""
    files = {name: templates / name for name in ASSETS}
    files |= {name: templates / f"fonts/{name}" for name in LETTERS}
    return {name: path.read_bytes() for name, path in files.items()}
