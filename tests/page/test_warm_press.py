from __future__ import annotations

from pathlib import Path
from shutil import copytree
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from reporter.errors import PressEndedError, PrintingError
from reporter.page.press import Press
from reporter.project import Templates
from tests.page.press_sample import FOLDER, page_of, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator

HTML = page_of(rows_of(2))


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    return Path(copytree(FOLDER, tmp_path / "templates"))


@pytest.fixture
def press(templates: Path) -> Iterator[Press]:
    made = Press(Templates((templates,)))
    yield made
    made.close(at_once=True)


def test_it_prints_again_after_a_document_was_refused(press: Press) -> None:
    with pytest.raises(PrintingError, match="no <title>"):
        press.print(page_of("x", title=""))
    assert press.print(HTML).startswith(b"%PDF")


def test_it_starts_anew_when_its_child_has_ended(press: Press) -> None:
    before = press.print(HTML)
    assert press._child is not None  # noqa: SLF001 - to end it from outside
    press._child.kill()  # noqa: SLF001 - see above
    with pytest.raises(PressEndedError, match="ended by itself"):
        press.print(HTML)
    assert press.print(HTML) == before


def test_other_letters_are_loaded_before_the_next_print(press: Press, templates: Path) -> None:
    before = press.print(HTML)
    style = templates / "pers.css"
    text = style.read_text(encoding="utf-8")
    style.write_text(text + "table { padding-top: 3mm }\n", encoding="utf-8")

    assert press.print(HTML) != before
    style.write_text(text, encoding="utf-8")
    assert press.print(HTML) == before


def test_letters_that_cannot_be_loaded_are_told_of_and_heal(press: Press, templates: Path) -> None:
    font = templates / "fonts" / "SourceSans3-Regular.ttf"
    content = font.read_bytes()
    font.unlink()
    with pytest.raises(PrintingError):
        press.print(HTML)
    font.write_bytes(content)
    assert press.print(HTML).startswith(b"%PDF")


def test_what_it_reads_by_itself_is_named(press: Press, templates: Path) -> None:
    assert {templates / "pers.css", templates / "fonts" / "fonts.conf"} <= {*press.reads()}


def test_closing_ends_a_print_that_another_thread_waits_for(press: Press) -> None:
    problems: list[PrintingError] = []

    def print_much() -> None:
        try:
            press.print(page_of(rows_of(50) * 40))
        except PrintingError as error:
            problems.append(error)

    thread = Thread(target=print_much)
    thread.start()
    while press._child is None:  # noqa: SLF001 - only this tells that it has begun
        pass
    press.close()
    thread.join(300)
    assert not thread.is_alive()
    assert len(problems) == 1
    with pytest.raises(PrintingError, match="closed"):
        press.print(HTML)
