"""A comparison in words with one of everything, made by hand, and the report of it."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

from reporter.diff.changes import Origin
from reporter.diff.report import render_report
from reporter.diff.words import (
    PrintedChange,
    PrintedComparison,
    PrintedHeadline,
    PrintedPageChange,
    PrintedTextChange,
    Word,
)
from reporter.project import Project

TEMPLATES = Project().templates


def png(width: int, height: int) -> bytes:
    """Draw a white picture."""
    target = BytesIO()
    Image.new("RGB", (width, height), "white").save(target, "PNG")
    return target.getvalue()


REVISED = PrintedChange(
    kind="revised",
    word="herzien",
    indicator="toename/banen/2019/markt/inleen/totaal",
    table="resultaten",
    places=("Tabel 1, Inleenverbanden, markt", "tekst, toename_markt"),
    old="5.611",
    new="4.710",
    difference="–901",
    causes=("other key –900,45",),
    reasons=("andere verdeelsleutel: –900,45",),
)
DROPPED = PrintedChange(
    kind="dropped",
    word="vervallen",
    indicator="toename/banen/2018/markt/inleen/totaal",
    table="reeks",
    places=("Tabel 10, Inleenverbanden, 2018",),
    old="6.497",
    new="",
    difference="",
    causes=(),
    reasons=(),
)
NEW = PrintedChange(
    kind="new",
    word="nieuw",
    indicator="verdeelsleutel/procent/2019/markt/totaal/totaal",
    table="tekst",
    places=("tekst, sleutel_markt",),
    old="",
    new="68,0",
    difference="",
    causes=(),
    reasons=(),
)
TEXT = PrintedTextChange(
    kind="text",
    word="tekst",
    place="kort",
    old="Er waren 5 banen.",
    new="Er waren 6 banen.",
    words=(
        Word(kind="same", text="Er waren"),
        Word(kind="old", text="5"),
        Word(kind="new", text="6"),
        Word(kind="same", text="banen."),
    ),
    origin=Origin.FIGURE,
    reason="volgt uit een ander cijfer",
)
STRANGE = PrintedTextChange(
    kind="label",
    word="kop",
    place="reeks, kolom 2018",
    old="2018",
    new="",
    words=(Word(kind="old", text="2018"),),
    origin=Origin.UNEXPLAINED,
    reason="niet verklaard",
)
COMPARISON = PrintedComparison(
    old="2018",
    new="2019",
    headlines=(
        PrintedHeadline(
            turn="target newly missed",
            indicator="afstand/banen/2019/markt/totaal/totaal",
            old="11",
            new="–9",
            sentence="Doelstelling nu niet meer gehaald: markt (was 11, is –9).",
        ),
    ),
    changes=(DROPPED, REVISED, NEW),
    texts=(TEXT, STRANGE),
    counts=(("herzien", "1"), ("nieuw", "1"), ("vervallen", "1")),
    unchanged="77",
    captions={"resultaten": "Tabel 1 Extra banen", "reeks": "Tabel 10 Banen per jaar"},
)
PAGES = (
    PrintedPageChange(
        zone="Tabel 1 Extra banen",
        old_page="1",
        new_page="2",
        origin=Origin.FIGURE,
        reason="volgt uit een ander cijfer",
        old_picture=png(600, 200),
        new_picture=png(600, 210),
    ),
    PrintedPageChange(
        zone="paginanummers",
        old_page="",
        new_page="3",
        origin=Origin.UNEXPLAINED,
        reason="niet verklaard",
        old_picture=b"",
        new_picture=png(600, 30),
    ),
)
SAME = PrintedComparison(
    old="2019", new="accepted", headlines=(), changes=(), texts=(), counts=(), unchanged="95"
)


def report() -> str:
    """Give the report of all of it."""
    return render_report(COMPARISON, PAGES, TEMPLATES)
