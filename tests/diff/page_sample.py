"""Annexes in print: small ones with an archive of their own, and whole editions."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING

from PIL import Image

from reporter.build import build
from reporter.diff.compare import compare
from reporter.diff.pages import page_changes
from reporter.page.archive import read_archive
from reporter.project import CHECKOUT, Project
from tests.page.press_sample import page_of

if TYPE_CHECKING:
    from reporter.diff.changes import Comparison, PageChange
    from reporter.page.archive import Archive

NAMES = ("oud.pdf", "nieuw.pdf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """An annex as it was archived and as it was printed."""

    archive: Archive
    pdf: bytes


def changes(old: Annex, new: Annex) -> tuple[PageChange, ...]:
    """Compare the pages of two annexes."""
    return page_changes(old.pdf, new.pdf, compared(old, new), NAMES)


def compared(old: Annex, new: Annex) -> Comparison:
    return compare(old.archive, new.archive)


def zones_of(found: tuple[PageChange, ...]) -> dict[str, str]:
    """Give the origin of each changed zone by its name."""
    assert len({one.zone for one in found}) == len(found)
    return {one.zone: str(one.origin) for one in found}


def copied(folder: Path) -> Project:
    """Copy what annexes are made of, to be changed."""
    here = Project()
    return Project(
        data=Path(copytree(here.data, folder / "data")),
        templates=Path(copytree(CHECKOUT / "templates", folder / "templates")),
        output=folder / "output",
    )


def edit(file: Path, old: str, new: str) -> None:
    """Replace a text that stands in a file once."""
    text = file.read_text("utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), "utf-8")


def built(edition: str, project: Project) -> Annex:
    """Build an edition and read back what was archived and printed."""
    for _ in build([edition], project, ["json", "pdf"]):
        pass
    folder = project.output / edition
    content = (folder / "annex.json").read_bytes()
    return Annex(archive=read_archive(content, edition), pdf=(folder / "annex.pdf").read_bytes())


def small_page(
    *, inside: str = "", after: str = "", style: str = "", first: str = "10", last: str = "gaan"
) -> str:
    """Give a page with the table of the small annex, and text below it.

    ``first`` is the first figure, ``last`` the last word; ``inside`` stands right below the table.
    """
    table = (
        '<table><caption>Tabel 1 Extra banen</caption><thead><tr><th scope="col">Vorm</th>'
        '<th scope="col">2018</th><th scope="col">2019</th></tr></thead><tbody>'
        f'<tr><th scope="row">Formele dienstverbanden</th><td>{first}</td><td>20</td></tr>'
        '<tr><th scope="row">Inleenverbanden</th><td>5</td><td>–3</td></tr></tbody></table>'
    )
    body = (
        f"<h1>Resultaten</h1>{table}{inside}<h2>Toelichting</h2>{TEXT}<p>{LAST} {last}.</p>{after}"
    )
    return page_of(body, style=f"h2 {{ margin-top: 20pt }} {style}")


LAST = (
    "In deze alinea staat een zin die lang genoeg is om over meer dan één regel te lopen, want "
    "alleen dan kan een pagina er middenin ophouden en de volgende verder"
)
TEXT = "".join(f"<p>{number}. {LAST} gaan.</p>" for number in range(1, 5))


def picture(png: bytes) -> Image.Image:
    """Open a picture as red, green and blue."""
    return Image.open(BytesIO(png)).convert("RGB")
