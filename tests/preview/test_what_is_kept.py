"""Between two saves the preview keeps what did not change, and never anything else."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest

from reporter.preview.builder import PageBuilder
from tests.preview.draft_sample import copied, rewrite

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reporter.preview.state import PreviewPage
    from reporter.project import Project

FIGURES = {
    "a delivery": ("data/uren.csv", "2019,formeel,markt,wajong,", "2019,formeel,markt,wajong,1"),
    "a code list": ("data/begrippen.csv", "Doelgroep Participatiewet", "Participatiewet"),
    "a table": ("data/tabellen/resultaten.toml", "Extra banen", "Meer banen"),
    "an edition": ("data/editions/2019.toml", "Resultaten", "Uitkomsten"),
    "bounds": ("data/grenzen.toml", "punten = 10", "punten = 1"),
}
WORDS = {
    "a text": ("templates/teksten/resultaten.html.j2", "In het kort", "Kort gezegd"),
    "a typed number": (
        "templates/teksten/resultaten.html.j2",
        "In het kort</h2>",
        "x</h2><p>5.611</p>",
    ),
    "a link": ("templates/tabel.html.j2", 'href="#{{ mark.anchor }}"', 'href="#{{ mark.mark }}"'),
}
LOOKS = {
    "a style": ("templates/stijl.css", "h1, h2 { color: ", "h1, h2 { color: red; top: "),
    "the margin": ("templates/voorbeeld-kantlijn.html.j2", "</", " </"),
}
SAVES = FIGURES | WORDS | LOOKS


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return copied(tmp_path)


@pytest.fixture
def builder(project: Project) -> Iterator[PageBuilder]:
    made = PageBuilder(project)
    yield made
    made.close()


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Name each step that is made, every time."""
    names: list[str] = []
    build = import_module("reporter.build")  # the package has a function of that name
    for name in ("compose", "print_annex", "check_edition"):
        step = getattr(build, name)

        def counted(*given: Any, name: str = name, step: Any = step) -> Any:
            names.append(name)
            return step(*given)

        monkeypatch.setattr(build, name, counted)
    return names


def save(project: Project, saved: str, *, back: bool = False) -> None:
    name, *words = SAVES[saved]
    rewrite(project.data.parent / name, *(reversed(words) if back else words))


def shown(page: PreviewPage) -> tuple[object, ...]:
    """Give all that somebody sees of a page and can take from it."""
    return page.html, page.margin, page.state, page.mistakes, page.file("html"), page.file("json")


@pytest.mark.parametrize(
    ("saved", "steps"),
    [
        *((saved, ["compose", "print_annex", "check_edition"]) for saved in FIGURES),
        *((saved, ["check_edition"]) for saved in WORDS),
        *((saved, []) for saved in LOOKS),
    ],
)
def test_only_the_steps_that_a_save_touches_are_made_again(
    project: Project, builder: PageBuilder, made: list[str], saved: str, steps: list[str]
) -> None:
    builder.build("2019")
    made.clear()
    save(project, saved)
    builder.build("2019")
    assert made == steps


@pytest.mark.parametrize("saved", SAVES)
def test_what_is_kept_is_what_a_fresh_preview_would_make(
    project: Project, builder: PageBuilder, saved: str
) -> None:
    before = shown(builder.build("2019"))
    save(project, saved)
    after, fresh = shown(builder.build("2019")), shown(PageBuilder(project).build("2019"))
    save(project, saved, back=True)
    again = shown(builder.build("2019"))

    assert after == fresh != before
    assert again == before


def test_editions_do_not_keep_from_each_other(
    project: Project, builder: PageBuilder, made: list[str]
) -> None:
    builder.index()
    made.clear()
    builder.index()
    assert not made
    assert shown(builder.build("2018")) == shown(PageBuilder(project).build("2018"))


def test_after_a_fault_in_a_delivery_the_figures_are_those_of_the_files(
    project: Project, builder: PageBuilder, made: list[str]
) -> None:
    hours, before = project.data / "uren.csv", shown(builder.build("2019"))
    sound = hours.read_bytes()
    hours.write_bytes(b"nonsense")
    made.clear()
    with pytest.raises(Exception, match="found"):
        builder.build("2019")
    hours.write_bytes(sound)
    assert shown(builder.build("2019")) == before
    assert not made
