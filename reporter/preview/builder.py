"""Drafts of editions for the preview: each with what changed, what was checked, and its files."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from reporter.annex.printing import print_annex
from reporter.build import editions, measured
from reporter.check.edition import check_edition
from reporter.deliveries.editions import read_edition
from reporter.diff.accept import ACCEPTED, parse_accepted, read_text, side
from reporter.diff.compare import compare
from reporter.errors import ReporterError
from reporter.page.archive import write_archive
from reporter.page.files import FILES, archived, render_data
from reporter.page.html import lay_out
from reporter.page.press import WarmPress
from reporter.preview.draft import Beside, print_checks, print_draft
from reporter.preview.margin import STANDINGS, render_concept, render_draft, render_margin
from reporter.preview.shell import (
    ListedEdition,
    read_assets,
    render_failure,
    render_index,
    render_shell,
    short,
)
from reporter.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reporter.page.archive import Archive
    from reporter.page.html import LaidOut
    from reporter.preview.draft import Draft
    from reporter.project import Project

APPROVED = "de goedgekeurde bijlage"


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewPage:
    """One edition as it was at one moment.

    ``html`` is the annex as a whole document, ``margin`` a fragment that stands beside it,
    ``state`` one plain Dutch sentence about both ("3 cijfers anders dan in …"), which is read
    aloud. ``file`` makes the annex of this very page in a form (html, pdf, json, csv, ods), with
    a watermark as long as it is a draft; it is called from a thread, beside builds, and raises
    ReporterError.
    """

    html: str
    margin: str
    state: str
    file: Callable[[str], bytes]


class PageBuilder:
    """Makes the pages of the preview from the files of a project as they are now.

    ``against`` is the other side of every comparison. It is called from threads, for one build
    at a time.
    """

    def __init__(self, project: Project, against: str = ACCEPTED) -> None:
        self._project = project
        self._against = against
        self._press = WarmPress(project.templates)

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
        return editions(self._project)

    def assets(self) -> Mapping[str, bytes]:
        """Give the scripts, styles and fonts of the pages around the annexes."""
        return read_assets(self._project.templates)

    def index(self) -> str:
        """Give the list of editions with their state."""
        listed = [self._listed(name) for name in self.names()]
        return render_index(listed, self._project.templates)

    def shell(self, name: str) -> str:
        """Give the page that shows an edition."""
        return render_shell(name, self._project.templates)

    def build(self, name: str) -> PreviewPage:
        """Make the page of an edition from the files as they are now. Raises ReporterError."""
        laid, archive, draft = self._draft(name)
        templates = self._project.templates

        def file(form: str) -> bytes:
            if form not in FILES:
                message = f"there is no file of the form {form} of this page"
                raise ReporterError(message)
            if form == "pdf":
                return self._press.print(laid.html)
            if form == "json":
                return write_archive(archive)
            return render_data(laid, templates, [form])[FILES[form]]

        return PreviewPage(
            html=render_draft(draft, templates),
            margin=render_margin(draft, templates),
            state=draft.summary,
            file=file,
        )

    def failure(self, error: Exception) -> str:
        """Tell why an edition could not be made, as a fragment for on the last good page."""
        return render_failure(error, self._project.templates)

    def close(self) -> None:
        """End the press."""
        self._press.close()

    def _draft(self, name: str) -> tuple[LaidOut, Archive, Draft]:
        templates = self._project.templates
        annex = measured(name, self._project)
        laid = lay_out(print_annex(annex, __version__), templates)
        archive = archived(laid, templates)
        beside = self._beside(name, archive)
        checks = print_checks(annex, laid.annex, check_edition(annex, laid))
        draft = print_draft(laid.annex, beside, checks)
        if draft.is_concept:
            laid = replace(laid, html=render_concept(draft, templates))
        return laid, archive, draft

    def _beside(self, name: str, built: Archive) -> Beside:
        """Compare an edition with what was accepted, and with the side that was asked for."""
        path, found = self._project.accepted / f"{name}.json", None
        if path.is_file():
            found = compare(_accepted(read_text(path), path.name), built)
        if self._against == ACCEPTED:
            return Beside(accepted=found, chosen=found, name=APPROVED)
        other = side(self._against, self._project).archive
        return Beside(accepted=found, chosen=compare(other, built), name=self._against)

    def _listed(self, name: str) -> ListedEdition:
        try:
            *_, draft = self._draft(name)
        except ReporterError as error:
            return ListedEdition(
                name=name,
                title=self._title(name),
                kind="bouwt niet",
                sign="✕",
                state="bouwt niet:",
                reason=short(error),
            )
        return ListedEdition(
            name=name,
            title=draft.annex.title,
            kind=draft.standing,
            sign=STANDINGS[draft.standing],
            state=draft.state,
        )

    def _title(self, name: str) -> str:
        try:
            return read_edition(self._project.data, name).title
        except ReporterError:
            return name


@lru_cache(maxsize=8)
def _accepted(text: str, name: str) -> Archive:
    """Read what was accepted, once as long as the file says the same."""
    return parse_accepted(text, f"{ACCEPTED}/{name}").archive
