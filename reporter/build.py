"""The whole programme in order: from the deliveries of a project to the files of its annexes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from reporter.annex.compose import Annex, LeftOut, compose
from reporter.annex.printing import print_annex
from reporter.check.edition import check_edition
from reporter.check.finished_page import FinishedPage
from reporter.deliveries.editions import read_edition
from reporter.deliveries.publishing import publish
from reporter.deliveries.reading import read_deliveries
from reporter.page.archive import Archive, archive_of
from reporter.page.files import FILES, render_data
from reporter.page.html import LaidOut, lay_out
from reporter.page.press import Press
from reporter.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from reporter.annex.declaration import Edition
    from reporter.annex.delivered import Deliveries
    from reporter.annex.printed import PrintedAnnex
    from reporter.check.finding import EditionCheck
    from reporter.project import Project, Templates

Made = TypeVar("Made")
Memory = dict[object, tuple[object, Any]]
"""Of each step of a draft what it was last made of, and what that gave."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What one build left: files in their place, what a check found, and the annex as archived.

    ``left_out`` are the tables that the deliveries cannot fill.
    """

    edition: str
    files: tuple[Path, ...]
    left_out: tuple[LeftOut, ...]
    check: EditionCheck
    archive: Archive


def build(
    names: Sequence[str],
    project: Project,
    formats: Sequence[str] = tuple(FILES),
    progress: Callable[[str], None] = lambda _: None,
    press: Press | None = None,
) -> Iterator[Built]:
    """Make the annex of each edition and put its files in ``output/<edition>/``.

    An edition is printed when the iterator comes to it, and put in place when all its files are
    made. ``progress`` hears each step; ``press`` may have been started. Raises ReporterError.
    """
    with ExitStack() as stack:
        if press is None and "pdf" in formats:  # it loads while the figures are computed
            press = stack.enter_context(Press(project.templates))
        chosen = [read_edition(project.data, name) for name in dict.fromkeys(names)]
        beside = stack.enter_context(ThreadPoolExecutor(1))
        progress("reading deliveries")
        deliveries, templates = read_deliveries(project.data), project.templates
        # The next editions are measured while one is being printed; each fails in its turn.
        ahead = ThreadPoolExecutor(1)
        stack.callback(ahead.shutdown, cancel_futures=True)
        drafts = ahead.map(lambda edition: draft(edition, deliveries, templates), chosen)
        for edition in chosen:
            progress(f"{edition.name}: measuring")
            annex, laid, check = next(drafts)
            progress(f"{edition.name}: printing")
            pdf = beside.submit(press.print, laid.html) if press else None
            archive = archive_of(laid.annex, laid.text, templates)
            content = render_data(laid, archive, formats)
            if pdf:
                content[FILES["pdf"]] = pdf.result()
            files = publish(project.output / edition.name, content, frozenset(FILES.values()))
            yield Built(
                edition=edition.name,
                files=tuple(files),
                left_out=annex.left_out,
                check=check,
                archive=archive,
            )


def draft(
    edition: Edition, deliveries: Deliveries, templates: Templates, memory: Memory | None = None
) -> tuple[Annex, LaidOut, EditionCheck]:
    """Give the annex of an edition with exact amounts, laid out as it is read, and checked.

    What ``memory`` has of the same deliveries, and of a page that says the same, is not made anew.
    """
    memory = {} if memory is None else memory
    annex, shown = _step(memory, figures, edition, deliveries)
    laid = lay_out(shown, templates)
    page = FinishedPage(laid.html)
    return annex, laid, _step(memory, check_edition, annex, shown, laid.text, page)


def _step(memory: Memory, make: Callable[..., Made], /, *given: object) -> Made:
    """Make a step, unless it was last made of the same: then it is the same."""
    before, kept = memory.get(make, (None, None))
    made: Made = kept if before == given else make(*given)
    memory[make] = given, made
    return made


def figures(edition: Edition, deliveries: Deliveries) -> tuple[Annex, PrintedAnnex]:
    """Give the annex of an edition with exact amounts, and with every figure rounded."""
    annex = compose(edition, deliveries)
    return annex, print_annex(annex, __version__)


def measured(name: str, project: Project) -> Annex:
    """Stop after the exact amounts. Raises ReporterError, as all of these do."""
    edition = read_edition(project.data, name)
    return compose(edition, read_deliveries(project.data))


def printed(name: str, project: Project) -> PrintedAnnex:
    """Stop where every figure is rounded."""
    edition = read_edition(project.data, name)
    return figures(edition, read_deliveries(project.data))[1]


def drafted(
    name: str, project: Project, memory: Memory | None = None
) -> tuple[Annex, LaidOut, EditionCheck]:
    """Stop where all that a build would make is laid out and checked."""
    edition, deliveries = read_edition(project.data, name), read_deliveries(project.data)
    return draft(edition, deliveries, project.templates, memory)


def checked(name: str, project: Project) -> EditionCheck:
    """Say what a check of all that a build would make finds."""
    return drafted(name, project)[-1]


def archived(name: str, project: Project) -> Archive:
    """Stop at the archive that a build would write."""
    annex = printed(name, project)
    laid = lay_out(annex, project.templates)
    return archive_of(laid.annex, laid.text, project.templates)
