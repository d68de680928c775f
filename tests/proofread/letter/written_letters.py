"""One small letter of our own, written in the five formats by hand."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from weasyprint import HTML

if TYPE_CHECKING:
    from collections.abc import Mapping

HEADING = "Zo ging het in 2019"
TEXT = (
    "Werkgevers zorgden samen voor 61.615 extra banen. Dat is meer dan de afgesproken 55.000. "
    "Bij de overheid bleef het aantal achter: daar kwamen er 9.786 bij, en dat is 5.214 te weinig."
)
NOTED = ("In de markt werkten mensen op 113.185 banen", ", en dat is veel.")
ITEMS = ("Formele banen: plus 50.429.", "Ingeleende banen: plus 11.186.")
CAPTION = "Tabel 1: Extra banen eind 2019"
HEADS = ("Extra banen markt", "Extra banen overheid", "Alle extra banen")
ROWS = (
    ("Formele dienstverbanden", "46.218", "4.211", "50.429"),
    ("Inleenverbanden (uitzendrelaties en Wsw-detacheringen)", "5.611", "–5.576", "11.186"),
    ("Doelstelling", "(40.000)", "(15.000)", "(55.000)"),
)
NOTE = "Een baan telt voor 25,5 uur per week."

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
ODF = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
    for short in ("office", "text", "table", "style", "draw")
)
MIMETYPE = "application/vnd.oasis.opendocument.text"


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            stored = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(name, content, stored)
    return packed.getvalue()


def docx(body: str, **parts: str) -> bytes:
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": f"<w:document {W} {MC}><w:body>{body}</w:body></w:document>",
            **{
                f"word/{name}.xml": f"<w:{name} {W}>{text}</w:{name}>"
                for name, text in parts.items()
            },
        }
    )


def w_run(text: str, settings: str = "") -> str:
    return f'<w:r><w:rPr>{settings}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def w_p(content: str, settings: str = "") -> str:
    inner = content if content.startswith("<") else w_run(content)
    return f"<w:p><w:pPr>{settings}</w:pPr>{inner}</w:p>"


def w_tc(content: str, settings: str = "") -> str:
    inner = content if content.startswith("<") else w_p(content)
    return f"<w:tc><w:tcPr>{settings}</w:tcPr>{inner}</w:tc>"


def w_tr(*cells: str, settings: str = "") -> str:
    return f"<w:tr><w:trPr>{settings}</w:trPr>{''.join(cells)}</w:tr>"


def odt(body: str, styles: str = "") -> bytes:
    return zipped(
        {
            "mimetype": MIMETYPE,
            "content.xml": (
                f"<office:document-content {ODF}><office:automatic-styles>{styles}"
                f"</office:automatic-styles><office:body><office:text>{body}</office:text>"
                "</office:body></office:document-content>"
            ),
        }
    )


def as_docx() -> bytes:
    reference = '<w:r><w:footnoteReference w:id="7"/></w:r>'
    rows = [w_tr(*map(w_tc, ("", *HEADS)))] + [w_tr(*map(w_tc, row)) for row in ROWS]
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body = (
        w_p(HEADING, '<w:pStyle w:val="Kop1"/>')
        + w_p(TEXT)
        + w_p(w_run(NOTED[0]) + reference + w_run(NOTED[1]))
        + "".join(w_p(item, numbered) for item in ITEMS)
        + w_p(CAPTION)
        + f"<w:tbl>{''.join(rows)}</w:tbl>"
    )
    own = "<w:r><w:footnoteRef/></w:r>" + w_run(f" {NOTE}")
    notes = f'<w:footnote w:id="7">{w_p(own)}</w:footnote>'
    styles = '<w:style w:styleId="Kop1"><w:name w:val="heading 1"/></w:style>'
    return docx(body, footnotes=notes, styles=styles)


def as_odt() -> bytes:
    note = (
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
        f"<text:note-body><text:p>{NOTE}</text:p></text:note-body></text:note>"
    )

    def row(cells: tuple[str, ...]) -> str:
        inner = "".join(
            f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in cells
        )
        return f"<table:table-row>{inner}</table:table-row>"

    items = "".join(f"<text:list-item><text:p>{item}</text:p></text:list-item>" for item in ITEMS)
    return odt(
        f'<text:h text:outline-level="1">{HEADING}</text:h><text:p>{TEXT}</text:p>'
        f"<text:p>{NOTED[0]}{note}{NOTED[1]}</text:p><text:list>{items}</text:list>"
        f"<text:p>{CAPTION}</text:p><table:table><table:table-header-rows>{row(('', *HEADS))}"
        f"</table:table-header-rows>{''.join(map(row, ROWS))}</table:table>"
    )


def as_html(style: str = "") -> bytes:
    heads = "".join(f"<th>{head}</th>" for head in ("", *HEADS))
    rows = "".join(
        f"<tr><th>{label}</th>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"
        for label, *cells in ROWS
    )
    items = "".join(f"<li>{item}</li>" for item in ITEMS)
    return (
        f'<!doctype html><html lang="nl"><meta charset="utf-8"><title>Brief</title><style>{style}'
        f"</style><h1>{HEADING}</h1><p>{TEXT}</p>"
        f'<p>{NOTED[0]}<sup><a href="#noot1">1</a></sup>{NOTED[1]}</p><ul>{items}</ul>'
        f"<table><caption>{CAPTION}</caption><thead><tr>{heads}</tr></thead>{rows}</table>"
        f'<p id="noot1"><sup>1</sup> {NOTE}</p></html>'
    ).encode()


def as_pdf() -> bytes:
    style = (
        "@page { size: A5; margin: 15mm } body { font: 10pt sans-serif; hyphens: none }"
        "table { width: 100%; border-spacing: 4mm 1mm } td { text-align: right; width: 22% }"
        "th { font-weight: normal; text-align: left } caption { text-align: left }"
        "sup { font-size: 60%; vertical-align: super } a { text-decoration: none }"
    )
    printed: bytes = HTML(string=as_html(style).decode()).write_pdf()
    return printed


def as_txt() -> bytes:
    return f"""\
{HEADING}

Werkgevers zorgden samen voor 61.615 extra banen. Dat is meer dan de afge-
sproken 55.000. Bij de overheid bleef het aantal achter: daar kwamen er
9.786 bij, en dat is 5.214 te weinig.

{NOTED[0]}¹{NOTED[1]}

- {ITEMS[0]}
- {ITEMS[1]}

{CAPTION}

Extra banen

markt

Extra banen

overheid

Alle extra

banen

Formele dienstverbanden 46.218 4.211 50.429
Inleenverbanden (uitzendrelaties en Wsw-
detacheringen) 5.611 –5.576 11.186
Doelstelling (40.000) (15.000) (55.000)

1 {NOTE}
""".encode()


FORMATS = {"txt": as_txt, "docx": as_docx, "odt": as_odt, "html": as_html, "pdf": as_pdf}
