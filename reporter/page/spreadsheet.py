"""The annex as a spreadsheet in the open standard (ODF): a sheet for each table, with its notes."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from odfdo import Cell, Container, Document, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reporter.annex.printed import Figure, PrintedAnnex, PrintedTable
    from reporter.annex.tables import Heading

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The oldest moment a zip file knows: no clock in the file, the same bytes every time."""
FIRST = ("mimetype", "content.xml", "meta.xml", "settings.xml", "styles.xml")
LAST = "META-INF/manifest.xml"
SKIPPED = ("Configurations2/", "Thumbnails/")
"""Parts of the library's template that say nothing of ours."""


def render_ods(annex: PrintedAnnex) -> bytes:
    """Write figures as numbers in the style of print, everything else as text."""
    document = Document("spreadsheet")
    for name, (before, behind) in STYLES.items():
        document.insert_style(NUMBER_STYLE.format(name, before, behind), automatic=True)
        document.insert_style(CELL_STYLE.format(name), automatic=True)
    sheets = [_sheet(table.label, _rows(table)) for table in annex.tables]
    version = f"reporter {annex.colophon['version']}"
    return _packed(document, sheets, title=annex.title, language="nl-NL", generator=version)


def render_rows(name: str, rows: Iterable[list[str]]) -> bytes:
    """Write rows of text as a spreadsheet of one sheet."""
    sheet = _sheet(name, (map(_text, row) for row in rows))
    return _packed(Document("spreadsheet"), [sheet], language="nl-NL")


def _sheet(name: str, rows: Iterable[Iterable[Cell]]) -> Table:
    sheet = Table(name)
    for cells in rows:
        row = Row()
        row.extend_cells(cells)
        sheet.append_row(row)
    return sheet


def _rows(table: PrintedTable) -> Iterator[list[Cell]]:
    yield [_text(f"{table.label} {table.title}")]
    yield [_text(table.corner), *(_text(_label(column)) for column in table.columns)]
    for row, cells in zip(table.rows, table.cells, strict=True):
        yield [_text(_label(row)), *(_number(cell.figure) for cell in cells)]
    for note in table.notes:
        places = "; ".join(f"{link.text} ({link.detail})" for link in note.backlinks if link.detail)
        yield [_text(f"{note.mark}  {note.text} {places}".rstrip())]
    for line in table.legend:
        yield [_text(line)]


def _label(line: Heading) -> str:
    marks = ", ".join(mark.mark for mark in line.marks)
    return f"{line.label} ({marks})" if marks else line.label


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
NUMBER_STYLE = (
    '<number:number-style style:name="n-{}" number:language="nl" number:country="NL">'
    "<number:text>{}</number:text>"
    '<number:number number:decimal-places="0" number:min-integer-digits="1" '
    'number:grouping="true"/><number:text>{}</number:text></number:number-style>'
)
"""Dots for thousands, whatever the language of the computer that shows them."""
CELL_STYLE = (
    '<style:style style:name="{0}" style:family="table-cell" '
    'style:parent-style-name="Default" style:data-style-name="n-{0}"/>'
)


def _style_of(text: str) -> str:
    around = (text[: len(text) - len(text.lstrip("(+"))], ")" if text.endswith(")") else "")
    return next(name for name, signs in STYLES.items() if signs == around)


def _packed(document: Document, sheets: Iterable[Table], **meta: str) -> bytes:
    """Fill a document, without what the template of the library says of itself."""
    document.body.clear()
    for sheet in sheets:
        document.body.append(sheet)
    document.meta.body.clear()
    for path in document.manifest.get_paths():
        if str(path).startswith(SKIPPED):
            document.manifest.del_full_path(str(path))
    for name, said in meta.items():
        setattr(document.meta, name, said)
    parts = _Parts()
    vars(parts).update(vars(document.container))
    document.container = parts
    document.save(io.BytesIO())
    return parts.packed()


class _Parts(Container):
    """The parts of a document; the library would ask the clock for the moment of each."""

    def save(self, *_: object, **__: object) -> None:
        """Do nothing: that the document has brought its parts up to date is all we need."""

    def packed(self) -> bytes:
        """Zip them in the order of the library, without times and empty template parts."""
        target = io.BytesIO()
        names = [name for name in self.parts if name not in (*FIRST, LAST)]
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
            for name in (*FIRST, *names, LAST):
                if not name.startswith(SKIPPED):
                    how = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
                    new.writestr(zipfile.ZipInfo(name, EPOCH), self.get_part(name) or b"", how)
        return target.getvalue()
