"""A comparison with one of everything, made by hand, and the report of it."""

from __future__ import annotations

from fractions import Fraction
from io import BytesIO

from PIL import Image

from reporter.annex.indicator import Indicator
from reporter.diff.changes import (
    Cause,
    Change,
    ChangeClass,
    Comparison,
    Effect,
    Headline,
    Origin,
    PageChange,
    TextChange,
    TextKind,
    Turn,
)
from reporter.diff.differences import render_report
from reporter.page.archive import Archive, ArchivedTable, Place
from reporter.page.card import RunCard
from reporter.project import Project

TEMPLATES = Project().templates
NAMES = ("2018", "2019")


def png(width: int, height: int) -> bytes:
    """Draw a white picture."""
    target = BytesIO()
    Image.new("RGB", (width, height), "white").save(target, "PNG")
    return target.getvalue()


def annex(**titles: tuple[int, str]) -> Archive:
    """Make an archive with nothing but tables, each with its number and title."""
    tables = {
        name: ArchivedTable(
            name=name, number=number, title=title, columns={}, rows={}, notes=(), legend=()
        )
        for name, (number, title) in titles.items()
    }
    card = RunCard(deliveries={}, templates={}, fonts={}, program="", code="", libraries={})
    return Archive(
        edition="",
        year=2019,
        title="",
        date=None,
        fingerprint="",
        card=card,
        amounts={},
        tables=tables,
        cells=(),
        text=(),
        left_out=(),
        parts={},
    )


REVISED = Change(
    kind=ChangeClass.REVISED,
    indicator=Indicator.of_key("toename/banen/2019/markt/inleen/totaal"),
    places=(Place("resultaten", "inleen", "markt"), Place("tekst", "toename_markt", "")),
    labels=("Tabel 1, Inleenverbanden, markt", "tekst, toename_markt"),
    old="5.611",
    new="4.710",
    difference=Fraction(-901),
    effects=(Effect(cause=Cause.KEY, amount=Fraction("-900.45")),),
)
DROPPED = Change(
    kind=ChangeClass.DROPPED,
    indicator=Indicator.of_key("toename/banen/2018/markt/inleen/totaal"),
    places=(Place("reeks", "inleen", "2018"),),
    labels=("Tabel 10, Inleenverbanden, 2018",),
    old="6.497",
    new=None,
)
NEW = Change(
    kind=ChangeClass.NEW,
    indicator=Indicator.of_key("verdeelsleutel/procent/2019/markt/totaal/totaal"),
    places=(Place("tekst", "sleutel_markt", ""),),
    labels=("tekst, sleutel_markt",),
    old=None,
    new="68,0",
)
TEXT = TextChange(
    kind=TextKind.TEXT,
    place="kort",
    where="kort",
    old="Er waren 5 banen.",
    new="Er waren 6 banen.",
    origin=Origin.FIGURE,
)
STRANGE = TextChange(
    kind=TextKind.LABEL,
    place="reeks, kolom 2018",
    where="Tabel 10, kolom 2018",
    old="2018",
    new=None,
    origin=Origin.UNEXPLAINED,
)
COMPARISON = Comparison(
    old=annex(reeks=(10, "Banen per jaar"), resultaten=(1, "Minder banen")),
    new=annex(resultaten=(1, "Extra banen")),
    headlines=(
        Headline(
            turn=Turn.NEWLY_MISSED,
            indicator=Indicator.of_key("afstand/banen/2019/markt/totaal/totaal"),
            old="11",
            new="–9",
        ),
    ),
    figures=(DROPPED, REVISED, NEW),
    texts=(TEXT, STRANGE),
    unchanged=77,
)
PAGES = (
    PageChange(
        zone="Tabel 1 Extra banen",
        old_page=1,
        new_page=2,
        origin=Origin.FIGURE,
        old_picture=png(600, 200),
        new_picture=png(600, 210),
    ),
    PageChange(
        zone="paginanummers",
        old_page=None,
        new_page=3,
        origin=Origin.UNEXPLAINED,
        old_picture=b"",
        new_picture=png(600, 30),
    ),
)
SAME = Comparison(old=annex(), new=annex(), headlines=(), figures=(), texts=(), unchanged=95)


def report() -> str:
    """Give the report of all of it."""
    return render_report(COMPARISON, NAMES, PAGES, TEMPLATES)
