"""Makes what the preview shows: pages, margins, the list, their scripts; and files of a page."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from reporter.build import drafted
from reporter.deliveries.editions import edition_names, read_edition
from reporter.diff.accept import ACCEPTED, parse_accepted, read_text, side
from reporter.diff.compare import compare
from reporter.errors import ReporterError
from reporter.page.archive import Archive, archive_of
from reporter.page.files import FILES, render_data
from reporter.page.html import LaidOut, fill
from reporter.page.press import Press
from reporter.preview.compared import ComparedAnnex, Standing, margin_checks
from reporter.preview.dutch import in_dutch
from reporter.preview.rendering import (
    render_concept,
    render_failure,
    render_margin,
    render_other_side,
    render_preview,
)
from reporter.preview.state import PreviewPage
from reporter.preview.texts import marked_texts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reporter.build import Memory
    from reporter.diff.changes import Comparison
    from reporter.preview.state import Failure
    from reporter.project import Project

APPROVED = "de goedgekeurde bijlage"
ASSETS = (
    "voorbeeld.css",
    "voorbeeld.js",
    "voorbeeld-cijfers.js",
    "voorbeeld-idiomorph.js",
    "voorbeeld-langs.js",
    "voorbeeld-lijn.js",
    "voorbeeld-lijst.js",
    "voorbeeld-naast.js",
    "voorbeeld-paginas.js",
    "voorbeeld-wissel.js",
    "voorbeeld-zicht.js",
)
LETTERS = ("SourceSans3-Regular.ttf", "SourceSans3-Semibold.ttf")
STYLES = ("stijl.css", "scherm.css", "papier.css", "pers.css")
"""The styles of an annex, which can hide what it says."""
DOWNLOADS = (
    ("pdf", "Pdf"),
    ("html", "Html"),
    ("ods", "Rekenblad"),
    ("csv", "Csv"),
    ("json", "Json"),
)


class PageBuilder:
    """Makes the pages of the preview from the files of a project as they are now.

    ``against`` is the other side of every comparison. It is called from threads, for one build
    at a time.
    """

    def __init__(self, project: Project, against: str = ACCEPTED) -> None:
        self._project = project
        self._against = against
        self._press = Press(project.templates)
        self._memory: defaultdict[str, Memory] = defaultdict(dict)

    @property
    def sources(self) -> tuple[Path, ...]:
        """The folders and files below which lies everything a page is made of."""
        project = self._project
        own = (project.data, *project.templates.folders, project.accepted)
        given = Path(self._against)
        is_file = self._against not in (ACCEPTED, *self.names())
        return (*own, given / FILES["json"] if given.is_dir() else given) if is_file else own

    def names(self) -> tuple[str, ...]:
        """Name the editions there are."""
        return edition_names(self._project.data)

    def assets(self) -> Mapping[str, bytes]:
        """Give the scripts, styles and fonts of the pages around the annexes, by file name."""
        templates = self._project.templates
        paths = [templates / name for name in ASSETS]
        paths += [templates / f"fonts/{name}" for name in LETTERS]
        return {path.name: path.read_bytes() for path in paths}

    def index(self) -> str:
        """Give the document that lists the editions with their state."""
        listed = [self._listed(name) for name in self.names()]
        return fill("voorbeeld-lijst.html.j2", self._project.templates, editions=listed)

    def shell(self, name: str) -> str:
        """Give the document that shows an edition: bar, margin and a frame for the annex."""
        templates = self._project.templates
        return fill("voorbeeld.html.j2", templates, edition=name, downloads=DOWNLOADS)

    def build(self, name: str) -> PreviewPage:
        """Make the page of an edition from the files as they are now. Raises ReporterError."""
        laid, archive, compared = self._compared(name)
        templates = self._project.templates

        def file(form: str) -> bytes:
            if form == "pdf":
                return self._press.print(laid.html)
            return render_data(laid, archive, [form])[FILES[form]]

        return PreviewPage(
            html=render_preview(compared, templates),
            margin=render_margin(compared, templates),
            state=compared.summary,
            mistakes=compared.mistakes,
            old_margin=lambda made: render_margin(compared, templates, made),
            file=file,
        )

    def other_side(self, name: str) -> str:
        """Give what an edition is compared with as a document. Raises ReporterError."""
        archive, path = None, self._project.accepted_file(name)
        if self._against != ACCEPTED:
            archive = side(self._against, self._project).archive
        elif path.is_file():
            archive = _accepted(read_text(path), path.name)
        return render_other_side(archive, self._called, self._project.templates)

    @property
    def _called(self) -> str:
        """What the other side is called in a Dutch sentence."""
        return APPROVED if self._against == ACCEPTED else self._against

    def failure(self, error: Exception) -> Failure:
        """Tell why an edition could not be made, for on the last good page."""
        return render_failure(error, self._project.templates)

    def close(self) -> None:
        """End the press."""
        self._press.close(at_once=True)

    def _compared(self, name: str) -> tuple[LaidOut, Archive, ComparedAnnex]:
        """Give an edition as it is handed on, its archive, and what a preview shows of it."""
        templates = self._project.templates
        annex, laid, check = drafted(name, self._project, self._memory[name])
        archive = archive_of(laid.annex, laid.text, templates)
        accepted, chosen = self._comparisons(name, archive)
        styles = [style for style in STYLES if templates.differs(style)]
        compared = ComparedAnnex(
            annex=laid.annex,
            accepted=accepted,
            chosen=chosen,
            against=self._called,
            checks=margin_checks(annex, laid.annex, check, styles),
            texts=marked_texts(laid.annex, laid.html, chosen) if chosen else (),
        )
        if compared.is_concept:
            laid = replace(laid, html=render_concept(laid.annex, templates))
        return laid, archive, compared

    def _comparisons(
        self, name: str, built: Archive
    ) -> tuple[Comparison | None, Comparison | None]:
        """Compare an edition with what was accepted, and with the side that was asked for."""
        path, found = self._project.accepted_file(name), None
        if path.is_file():
            found = compare(_accepted(read_text(path), path.name), built)
        if self._against == ACCEPTED:
            return found, found
        return found, compare(side(self._against, self._project).archive, built)

    def _listed(self, name: str) -> dict[str, str]:
        """Say of an edition how it stands, or why it cannot be made."""
        try:
            *_, compared = self._compared(name)
        except ReporterError as error:
            title, standing = self._title(name), Standing.IMPOSSIBLE
            state, reason = f"{standing}:", in_dutch(str(error).partition("\n")[0])
        else:
            title, standing, state = compared.annex.title, compared.standing, compared.state
            reason = ""
        return {
            "name": name,
            "title": title,
            "kind": standing,
            "sign": standing.sign,
            "state": state,
            "reason": reason,
        }

    def _title(self, name: str) -> str:
        try:
            return read_edition(self._project.data, name).title
        except ReporterError:
            return name


@lru_cache(maxsize=8)
def _accepted(text: str, name: str) -> Archive:
    """Read what was accepted, once as long as the file says the same."""
    return parse_accepted(text, f"{ACCEPTED}/{name}").archive
