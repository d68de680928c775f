"""The annex as a spreadsheet in the open standard (ODF): a sheet for each table, with its notes."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from odfdo import Cell, Document, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reporter.annex.printed import Figure, PrintedAnnex, PrintedLine, PrintedTable

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The oldest moment a zip file knows: no clock in the file, the same bytes every time."""
SKIPPED = ("Configurations2/", "Thumbnails/")
"""Parts of the library's template that say nothing of ours."""
DUTCH = 'number:language="nl" number:country="NL"'
"""Dots for thousands, whatever the language of the computer that shows them."""


def render_ods(annex: PrintedAnnex) -> bytes:
    """Write figures as numbers in the style of print, everything else as text."""
    document = Document("spreadsheet")
    document.body.clear()
    for name, style in _number_styles():
        document.insert_style(style, automatic=True)
        document.insert_style(_cell_style(name), automatic=True)
    for table in annex.tables:
        document.body.append(_sheet(table))
    _forget_template(document)
    document.meta.title = annex.title
    document.meta.language = "nl-NL"
    document.meta.generator = f"reporter {annex.colophon['version']}"
    target = io.BytesIO()
    document.save(target)
    return _without_clock(target.getvalue())


def _forget_template(document: Document) -> None:
    """Drop what the library's template says of itself: its date of birth, parts left out here."""
    document.meta.body.clear()
    for path in document.manifest.get_paths():
        if str(path).startswith(SKIPPED):
            document.manifest.del_full_path(str(path))


def render_rows(name: str, rows: Iterable[list[str]]) -> bytes:
    """Write rows of text as a spreadsheet of one sheet."""
    document = Document("spreadsheet")
    document.body.clear()
    sheet = Table(name)
    for row in rows:
        sheet.append_row(_row([_text(text) for text in row]))
    document.body.append(sheet)
    _forget_template(document)
    document.meta.language = "nl-NL"
    target = io.BytesIO()
    document.save(target)
    return _without_clock(target.getvalue())


def _sheet(table: PrintedTable) -> Table:
    sheet = Table(table.label)
    sheet.append_row(_row([_text(f"{table.label} {table.title}")]))
    sheet.append_row(_row([_text(table.corner), *(_text(_label(one)) for one in table.columns)]))
    for row, cells in zip(table.rows, table.cells, strict=True):
        sheet.append_row(_row([_text(_label(row)), *(_number(cell.figure) for cell in cells)]))
    for line in _below(table):
        sheet.append_row(_row([_text(line)]))
    return sheet


def _below(table: PrintedTable) -> Iterator[str]:
    for note in table.notes:
        places = "; ".join(f"{link.text} ({link.detail})" for link in note.backlinks if link.detail)
        yield f"{note.mark}  {note.text} {places}".rstrip()
    yield from table.legend


def _label(line: PrintedLine) -> str:
    marks = ", ".join(mark.mark for mark in line.marks)
    return f"{line.label} ({marks})" if marks else line.label


def _row(cells: list[Cell]) -> Row:
    row = Row()
    row.extend_cells(cells)
    return row


def _text(text: str) -> Cell:
    """Name the type, so that no spreadsheet reads a formula into a text."""
    return Cell(text, cell_type="string")


def _number(figure: Figure) -> Cell:
    if figure.rounded is None:
        return _text(figure.text)
    return Cell(
        int(figure.rounded), text=figure.text, cell_type="float", style=_style_of(figure.text)
    )


STYLES = {"getal": ("", ""), "toename": ("+", ""), "doel": ("(", ")"), "doeltoename": ("(+", ")")}
"""Name of a number style, with what print sets before and behind the digits."""


def _style_of(text: str) -> str:
    around = (text[: len(text) - len(text.lstrip("(+"))], ")" if text.endswith(")") else "")
    return next(name for name, signs in STYLES.items() if signs == around)


def _number_styles() -> Iterator[tuple[str, str]]:
    for name, (before, behind) in STYLES.items():
        yield (
            name,
            (
                f'<number:number-style style:name="n-{name}" {DUTCH}>'
                f"<number:text>{before}</number:text>"
                '<number:number number:decimal-places="0" number:min-integer-digits="1" '
                f'number:grouping="true"/><number:text>{behind}</number:text></number:number-style>'
            ),
        )


def _cell_style(name: str) -> str:
    return (
        f'<style:style style:name="{name}" style:family="table-cell" '
        f'style:parent-style-name="Default" style:data-style-name="n-{name}"/>'
    )


def _without_clock(archive: bytes) -> bytes:
    """Pack again in the same order, without times and without empty template parts."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(archive)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            if part.filename.startswith(SKIPPED):
                continue
            stored = part.filename == "mimetype"
            info = zipfile.ZipInfo(part.filename, EPOCH)
            info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(part))
    return target.getvalue()
