"""What the preview shows: the annex, each figure a button; its margin; why it cannot be made."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from markupsafe import Markup

from reporter.annex.printed import (
    Figure,
    PrintedAnnex,
    PrintedCell,
    PrintedTable,
    written_exactly,
)
from reporter.check.finding import Severity
from reporter.errors import Fault, InputError, TemplateFaultError
from reporter.page.html import FOLDER, fill
from reporter.preview.compared import ComparedAnnex, prose_anchor
from reporter.preview.dutch import in_dutch, translated
from reporter.preview.state import Failure
from reporter.preview.texts import with_marks

if TYPE_CHECKING:
    from reporter.diff.changes import Change
    from reporter.page.archive import Archive
    from reporter.page.archive_data import TextBlock
    from reporter.project import Templates

BUTTON = Markup('<button type="button" class="%s"%s%s>%s<span class="precies">%s</span>%s</button>')
ID = "c-%s-%s-%s"
"""What a cell is called in the page: its table, row and column."""
MEANT = Markup(f' id="{ID}"')  # noqa: S704 - ours alone; what is filled in is escaped
FIRST_SECTION = "kort"
"""The section of the text that stands before the tables."""
"""What a cell keeps when tables or rows come before it: its table, row and column by name."""
KNOWN = Markup(' data-plaats="%s" data-naam="%s"')
EXPLAINED = Markup(' data-uitleg="%s"')
CHANGED = Markup(' data-soort="%s" data-was="%s" data-verschil="%s" data-reden="%s"')
HEARD = Markup('<span class="stil"> (%s)</span>')
LINE = Markup('<span data-uitleg-van="%s">%s</span>')
SEVERITIES = {
    Severity.WRONG: ("✕", "fout"),
    Severity.WARNING: ("!", "let op"),
    Severity.GOOD: ("✓", "goed"),
}
"""The sign and the word of each."""
WRITTEN = ("Bestand", "Rij", "Kolom", "Regel")
"""What a fault says in no language."""
NOT_ADDING_UP = frozenset({"afronding", "uniek"})
"""The kinds of notes that say why printed figures do not add up."""


def render_concept(annex: PrintedAnnex, templates: Templates) -> str:
    """Write the page of a draft as it is handed on: the annex, with a watermark.

    Raises PrintingError if a template is wrong.
    """
    return fill("voorbeeld-concept.html.j2", templates, annex=annex)


def render_preview(compared: ComparedAnnex, templates: Templates) -> str:
    """Write the page of the preview: each figure a button, what changed is marked.

    Only the figures are other than in the annex. Raises PrintingError if a template is wrong.
    """
    annex, is_concept = _with_buttons(compared), compared.is_concept
    html = fill("voorbeeld-bijlage.html.j2", templates, annex=annex, is_concept=is_concept)
    return with_marks(html, compared.texts)


def render_other_side(archive: Archive | None, against: str, templates: Templates) -> str:
    """Write the annex that the other is compared with, from its archive, as a whole page."""
    if archive is None:
        return fill("voorbeeld-goedgekeurd.html.j2", templates, title="", tables=())
    printed = {tuple(cell.place): cell.printed for cell in archive.cells}
    tables = [
        (
            table,
            list(table.columns.values()),
            [
                (label, [(ID % (name, row, key), printed[name, row, key]) for key in table.columns])
                for row, label in table.rows.items()
            ],
        )
        for name, table in archive.tables.items()
    ]
    before = [block for block in archive.text if block.section == FIRST_SECTION]
    after = [block for block in archive.text if block.section not in {"", FIRST_SECTION}]
    return fill(
        "voorbeeld-goedgekeurd.html.j2",
        templates,
        title=archive.title,
        against=against,
        tables=tables,
        texts=[_headed(before), _headed(after)],
    )


def _headed(blocks: list[TextBlock]) -> list[tuple[str, bool]]:
    """Give each text, and whether it is the heading of its section: the first of it."""
    before = ["", *(block.section for block in blocks)]
    return [
        (block.text, block.section != section)
        for block, section in zip(blocks, before, strict=False)
    ]


def render_margin(compared: ComparedAnnex, templates: Templates, old: str = "") -> str:
    """Write the margin as a fragment. Raises PrintingError if a template is wrong.

    ``old`` is when it was made, if it is the last good one beside a fault: what was checked then
    says nothing of the files as they are.
    """
    reasons = [
        (table.label, note)
        for table in compared.annex.tables
        for note in table.notes
        if note.kind in NOT_ADDING_UP
    ]
    texts = compared.texts
    counts = {
        "figures": len(compared.marks),
        "texts": len(texts),
        "checks": len(compared.checks),
        "notes": sum(len(note.backlinks) for _, note in reasons),
    }
    return fill(
        "voorbeeld-kantlijn.html.j2",
        templates,
        compared=compared,
        old=old,
        marks=[
            ("-".join((change.kind.name, *change.places[0])), change, places[0], places[1:])
            for change, places in compared.marks
        ],
        sign=compared.standing.sign,
        severities=SEVERITIES,
        texts=[
            (
                str(number),
                text,
                ", ".join(filter(None, (text.change.kind.dutch, text.change.where))),
            )
            for number, text in enumerate(texts, start=1)
        ],
        reasons=reasons,
        left_out=[(gone.title, in_dutch(gone.reason)) for gone in compared.annex.left_out],
        counts={name: str(count) for name, count in counts.items()},
    )


def _with_buttons(compared: ComparedAnnex) -> PrintedAnnex:
    """Give the same annex with figures that are markup; all that was text is escaped."""
    annex = compared.annex
    changes = {anchor: mark.change for mark in compared.marks for _, anchor in mark.places}
    tables = []
    for table in annex.tables:
        cells = tuple(
            tuple(
                _cell(table, cell, f"{table.label}, {row.label}, {column.label}", changes)
                for column, cell in zip(table.columns, line, strict=True)
            )
            for row, line in zip(table.rows, table.cells, strict=True)
        )
        tables.append(replace(table, cells=cells))
    prose = {name: _in_text(name, figure, changes) for name, figure in annex.prose.items()}
    return replace(annex, tables=tuple(tables), prose=prose)


def _cell(
    table: PrintedTable, cell: PrintedCell, name: str, changes: dict[str, Change]
) -> PrintedCell:
    figure, known = cell.figure, KNOWN % (cell.anchor, name)
    known += MEANT % (table.name, cell.row, cell.column)
    button = _button(figure, figure.text, known, changes.get(cell.anchor))
    line = figure.explanation and LINE % (cell.anchor, figure.explanation)
    return replace(cell, figure=replace(figure, text=button, explanation=line))


def _in_text(name: str, figure: Figure, changes: dict[str, Change]) -> Figure:
    """Make a figure of the running text a button that brings its explanation: print has none."""
    anchor = prose_anchor(name)
    known = KNOWN % (anchor, f"Lopende tekst, {name.replace('_', ' ')}")
    known += EXPLAINED % figure.explanation if figure.explanation else ""
    text, size = (
        _button(figure, words, known, changes.get(anchor)) for words in (figure.text, figure.size)
    )
    return replace(figure, text=text, size=size)


def _button(figure: Figure, words: str, known: Markup, change: Change | None) -> Markup:
    """Write a button that knows what it is, how much exactly, and what it was."""
    exact = "" if figure.exact is None else written_exactly(figure.exact)
    kind, changed, heard = "cijfer", "", ""
    if change is not None:
        was = f", was {change.old}" if change.old and change.old != change.new else ""
        name, reasons = change.kind.dutch, "; ".join(change.reasons)
        kind, heard = "cijfer anders", HEARD % f"{name}{was}"
        changed = CHANGED % (name, change.old or "", change.move, reasons)
    return BUTTON % (kind, known, changed, words, exact, heard)


def render_failure(error: Exception, templates: Templates) -> Failure:
    """Say what went wrong, every fault of it, for on the last good page.

    Raises PrintingError if the template of the fragment itself is wrong.
    """
    title, faults, lines = "De bijlage kan niet worden gemaakt", [], []
    if isinstance(error, InputError):
        number = len(error.faults)
        many = f"Er zitten {number} fouten in de gegevens"
        title = "Er zit een fout in de gegevens" if number == 1 else many
        faults = [_of_file(fault) for fault in error.faults]
    elif isinstance(error, TemplateFaultError) and error.file is not None:
        title, line = "Er zit een fout in een sjabloon", _line(error.file, error.row, templates)
        points = _known(Bestand=error.file, Rij=error.row, Regel=line, Gevonden=error.found)
        faults = [points + _of_call(error, templates)]
    else:
        lines = [_said(line) for line in str(error).splitlines() or [type(error).__name__]]
    texts = {"title": title, "faults": faults, "lines": lines}
    return Failure(title=title, fragment=fill("voorbeeld-fout.html.j2", templates, **texts))


def _of_file(fault: Fault) -> list[tuple[str, str, str]]:
    return _known(
        Bestand=fault.file,
        Rij=fault.row,
        Kolom=fault.column,
        Gevonden=fault.found,
        Verwacht=fault.expected,
        **{"Wat te doen": fault.advice or None},
    )


def _known(**points: object) -> list[tuple[str, str, str]]:
    """Name what is known, in Dutch but for what stands in a file."""
    told = {name: str(value) for name, value in points.items() if value is not None}
    return [
        (name, *((value, "nl") if name in WRITTEN else _said(value)))
        for name, value in told.items()
    ]


def _said(text: str) -> tuple[str, str]:
    """Give a text of the program and its language; what is between quotation marks is data."""
    dutch = translated(text)
    return (text, "nl" if text[:1] in "\"'" else "en") if dutch is None else (dutch, "nl")


def _of_call(error: TemplateFaultError, templates: Templates) -> list[tuple[str, str, str]]:
    """Name the macro that is wrong, and where it was called."""
    if not error.called:
        return []
    name, file, row = error.called
    called = f"{file}, rij {row}: {_line(file, row, templates) or ''}".rstrip(": ")
    return [("In de macro", name, "nl"), ("Aangeroepen in", called, "nl")]


def _line(file: str | None, row: int | None, templates: Templates) -> str | None:
    """Read the line of a template, if it is still there and says anything."""
    path = templates / str(file).removeprefix(f"{FOLDER}/")
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return None
    place = (row or 0) - 1
    return lines[place].strip() or None if 0 <= place < len(lines) else None
