"""One state: bar, title, margin, pages and voice say the same, whatever happens."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from reporter.check.finding import Severity
from reporter.errors import PressEndedError, PrintingError
from reporter.preview.compared import ComparedAnnex, MarginCheck
from reporter.preview.printing import print_pages
from reporter.preview.rendering import render_margin
from reporter.preview.state import Failure, PageKind, PageState, PreviewPage, Print
from tests.page.annex_sample import CHECKOUT, annex_of
from tests.page.page_reader import read_page
from tests.preview.running import Running, until
from tests.preview.small_builder import MISTAKEN

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from reporter.annex.printed import PrintedAnnex
    from tests.preview.small_builder import SmallBuilder

WRONG = MarginCheck(severity=Severity.WRONG, text="Een totaal is niet de som van zijn delen.")
READ = MarginCheck(severity=Severity.GOOD, text="De leveringen zijn zonder fouten gelezen.")


def compared(annex: PrintedAnnex, *checks: MarginCheck) -> ComparedAnnex:
    return ComparedAnnex(annex=annex, accepted=None, chosen=None, against="", checks=checks)


def page(file: Callable[[str], bytes], mistakes: int = 0) -> PreviewPage:
    return PreviewPage(
        html="", margin="", state="Gelijk.", mistakes=mistakes, old_margin=str, file=file
    )


def no_pdf(_: str) -> bytes:
    message = "no Pango here"
    raise PrintingError(message)


GOOD = PageState(name="2019", version=2, made="14:03:12", page=page(no_pdf))
SHEETS = Print(version=1, made="14:01:00", pictures=(b"one", b"two"))
FAILED = Failure(title="Er zit een fout in de gegevens", fragment="<p>alles</p>")


def test_a_good_page_says_how_it_stands_and_its_title_is_plain() -> None:
    assert (GOOD.kind, GOOD.title, GOOD.sentence) == (PageKind.GOOD, "Voorbeeld 2019", "Gelijk.")


def test_a_fault_is_in_title_and_sentence_with_the_time_of_what_is_seen() -> None:
    state = replace(GOOD, failure=FAILED)

    assert (state.kind, state.title) == (PageKind.FAULT, "✕ Fout: Voorbeeld 2019")
    assert state.sentence == (
        "Fout: Er zit een fout in de gegevens. U ziet de laatste goede versie, van 14:03:12."
    )


def test_a_fault_with_nothing_before_it_says_that_there_is_nothing() -> None:
    state = PageState(name="2019", failure=FAILED)

    assert state.sentence.endswith("Er is nog geen bijlage om te laten zien.")
    assert state.sheets == "Er zijn nog geen drukpagina’s."


def test_a_failed_check_is_in_the_title() -> None:
    state = replace(GOOD, page=page(no_pdf, mistakes=1))

    assert (state.kind, state.title) == (PageKind.WRONG, "✕ Controle: Voorbeeld 2019")


def test_a_failed_check_is_told_wherever_the_page_says_how_it_stands() -> None:
    found = compared(annex_of("2019"), WRONG, WRONG, READ)

    assert found.summary.startswith("2 controles mislukt. ")
    assert found.state == "nog niet goedgekeurd, 2 controles mislukt"
    margin = read_page(render_margin(found, CHECKOUT.templates))
    assert margin.all("h2")[0].text.endswith("Concept, 2 controles mislukt")


def test_beside_a_fault_the_margin_says_no_good_of_files_that_are_not_read() -> None:
    found = compared(annex_of("2019"), READ)
    assert "zonder fouten gelezen" in render_margin(found, CHECKOUT.templates)

    margin = render_margin(found, CHECKOUT.templates, "14:03:12")

    assert "Verouderd" in margin
    assert "van 14:03:12" in margin
    assert not re.search("Goedgekeurd|zonder fouten|✓|Controles", margin)


def test_what_fails_a_check_or_makes_no_annex_is_told_to_every_tab(
    running: Running, builder: SmallBuilder
) -> None:
    text = builder.folder / "2019.txt"
    text.write_text(MISTAKEN)
    until(lambda: running.state()["kind"] == "mis")
    text.write_text("drie")
    until(lambda: running.state()["kind"] == "fout")
    told = running.state()
    assert told["title"] == "✕ Fout: Voorbeeld 2019"
    assert re.fullmatch(rf"<p>was {MISTAKEN} om \d\d:\d\d:\d\d</p>", told["margin"])
    text.write_text("3")
    until(lambda: running.state()["kind"] == "goed")
    assert running.state()["margin"] == "<p>3</p>"


def test_the_last_good_sheets_stay_when_the_next_cannot_be_made() -> None:
    state = replace(GOOD, print=SHEETS)
    assert state.sheets == (
        "De drukpagina’s van deze versie worden gemaakt. "
        "U ziet de laatste goede drukpagina’s, van 14:01:00."
    )

    state = replace(state, print=print_pages(state))

    assert state.print.pictures == SHEETS.pictures
    assert state.problem.startswith("De pdf kan nu niet worden gemaakt.")
    assert state.sheets == "U ziet de laatste goede drukpagina’s, van 14:01:00."
    assert state.sentence == "Gelijk. De pdf kan nu niet worden gemaakt."


def test_sheets_of_the_version_that_is_shown_need_no_word() -> None:
    assert replace(GOOD, print=replace(SHEETS, version=2)).sheets == ""


def test_a_press_that_died_is_tried_once_more_at_once(builder: SmallBuilder) -> None:
    asked: list[str] = []

    def die_once(form: str) -> bytes:
        asked.append(form)
        if len(asked) == 1:
            message = "The process that prints ended by itself (SIGKILL)."
            raise PressEndedError(message)
        return builder.file("3", form)

    done = print_pages(replace(GOOD, page=page(die_once)))

    assert (asked, len(done.pictures), done.version) == (["pdf", "pdf"], 3, 2)


def test_a_page_without_its_pdf_is_printed_again_at_the_next_save_though_that_fails(
    builder: SmallBuilder, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, broken = type(builder).file, [True]

    def fail_at_first(self: SmallBuilder, text: str, form: str) -> bytes:
        return no_pdf(form) if broken else file(self, text, form)

    monkeypatch.setattr(type(builder), "file", fail_at_first)
    with Running(builder) as running:
        until(lambda: bool(running.state()["pages"]["problem"]))
        broken.clear()
        (builder.folder / "2019.txt").write_text("drie")
        until(lambda: running.state()["pages"]["count"] == 3)
        assert running.state()["kind"] == "fout"
