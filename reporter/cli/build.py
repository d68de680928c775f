"""Build annexes."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

import click

from reporter.cli.options import DATA, OUTPUT, editions_begun, project_of
from reporter.cli.terminal import progress, remark, say, say_files
from reporter.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reporter.build import Built
    from reporter.page.press import Press
    from reporter.project import Project

FORMATS = ("html", "pdf", "json", "csv", "ods")


@click.command()
@click.argument(
    "editions", nargs=-1, required=True, metavar="EDITION...", shell_complete=editions_begun
)
@OUTPUT
@DATA
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(FORMATS),
    help="Make only this file; may be given more than once (default: all).",
)
@click.option("--check", is_flag=True, help="Fail (1) if a build differs from what was accepted.")
def build(editions: tuple[str, ...], formats: tuple[str, ...], *, check: bool) -> None:
    """Build the annex of one or more editions, each in its own folder.

    A folder always holds one set: files of an earlier build that this one does not make
    are removed, files of others stay. Every build is checked as "reporter check" does; exit
    code 1 tells that something in it is wrong.
    """
    project, wanted = project_of(), formats or FORMATS
    made = []
    with _press(project, wanted) as press:
        from reporter.build import build as build_annexes
        from reporter.check.finding import finding_lines

        for built in build_annexes(editions, project, wanted, progress, press):
            progress()
            left = (f"{missing.title} ({missing.reason})" for missing in built.left_out)
            say((f"left out of {built.edition}: {what}" for what in left), err=True)
            say(finding_lines(built.check), err=True)
            say_files(built.files)
            made.append(built)
    unlike = [built for built in made if not _is_accepted(built, project, whole=check)]
    if (check and unlike) or any(built.check.wrong for built in made):
        sys.exit(1)


def _is_accepted(built: Built, project: Project, *, whole: bool) -> bool:
    """Say in a line what differs from what was accepted; the ``whole`` of it for a check."""
    edition = built.edition
    if not (whole or project.accepted_file(edition).is_file()):
        return False
    from reporter.diff.accept import unaccepted

    try:
        found = unaccepted(built.archive, project)
    except ArchiveError as error:
        if whole:
            raise
        remark(f"{edition}: not compared with what was accepted: {error}")
        return False
    if found.is_empty:
        remark(f"{edition}: as accepted")
    elif whole:
        from reporter.diff.differences import lines

        told = (f"  {line}" for line in lines(found))
        agreed = f'Agreed? reporter accept {edition} --reason "…"'
        say([f"{edition} differs from what was accepted:", *told, agreed], err=True)
    else:
        counts = f"{len(found.figures)} figures and {len(found.texts)} texts"
        more = f"reporter diff accepted {edition}"
        remark(f"{edition}: {counts} differ from what was accepted ({more})")
    return found.is_empty


def _press(project: Project, formats: Sequence[str]) -> AbstractContextManager[Press | None]:
    """Start the press before all else: it loads its library while ours are being loaded."""
    if "pdf" not in formats:
        return nullcontext()
    from reporter.page.press import Press

    return Press(project.templates)
