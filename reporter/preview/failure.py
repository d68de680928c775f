"""Why an edition cannot be made, point by point, as a fragment for on its last good page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.errors import InputError, TemplateFaultError
from reporter.page.html import FOLDER, fill

if TYPE_CHECKING:
    from reporter.errors import Fault
    from reporter.project import Templates


def render_failure(error: Exception, templates: Templates) -> str:
    """Write a fragment about what went wrong, every fault of it.

    Raises PrintingError if the template of the fragment itself is wrong.
    """
    title, faults, lines = "De bijlage kan niet worden gemaakt", [], []
    if isinstance(error, InputError):
        number = len(error.faults)
        many = f"Er zitten {number} fouten in de gegevens"
        title = "Er zit een fout in de gegevens" if number == 1 else many
        faults = [_of_file(fault) for fault in error.faults]
    elif isinstance(error, TemplateFaultError) and error.file is not None:
        title, faults = "Er zit een fout in een sjabloon", [_of_template(error, templates)]
    else:
        lines = str(error).splitlines() or [type(error).__name__]
    return fill("voorbeeld-fout.html.j2", templates, title=title, faults=faults, lines=lines)


def _of_file(fault: Fault) -> list[tuple[str, str]]:
    """Give what is known of a fault, under Dutch names."""
    return _known(
        Bestand=fault.file,
        Rij=fault.row,
        Kolom=fault.column,
        Gevonden=fault.found,
        Verwacht=fault.expected,
        **{"Wat te doen": fault.advice or None},
    )


def _of_template(error: TemplateFaultError, templates: Templates) -> list[tuple[str, str]]:
    source = _source(error, templates)
    return _known(Bestand=error.file, Rij=error.row, Regel=source or None, Gevonden=error.found)


def _known(**points: object) -> list[tuple[str, str]]:
    return [(name, str(value)) for name, value in points.items() if value is not None]


def _source(error: TemplateFaultError, templates: Templates) -> str:
    """Read the line that is wrong; empty if it is not there any more."""
    path = templates / str(error.file).removeprefix(f"{FOLDER}/")
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return ""
    place = (error.row or 0) - 1
    return lines[place].strip() if 0 <= place < len(lines) else ""
