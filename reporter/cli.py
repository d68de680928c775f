"""The command: read the words of a call, call, print, give an exit code.

Exit codes: 0 done or no difference, 1 different, 2 something the user can mend (the message
says how), 130 interrupted.
"""

from __future__ import annotations

import sys
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

import click

from reporter import __version__
from reporter.terminal import Program, clear_progress, progress, put, shown

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager

    from reporter.project import Project
    from reporter.rendering.press import Press

FORMATS = ("html", "pdf", "json", "csv", "ods")
FOLDER = click.Path(file_okay=False)
THERE = click.Path(file_okay=False, exists=True)


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="reporter")
def main() -> None:
    """Make the annexes of the letters on the banenafspraak."""


@main.command()
@click.argument("editions", nargs=-1, required=True, metavar="EDITION...")
@click.option("--output", type=FOLDER, help="Where the annexes go (default: output/).")
@click.option("--data", type=THERE, help="Where the deliveries are (default: data/).")
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(FORMATS),
    help="Make only this file; may be given more than once (default: all).",
)
@click.option("--check", is_flag=True, help="Fail (1) if a build differs from what was accepted.")
def build(
    editions: tuple[str, ...],
    output: str | None,
    data: str | None,
    formats: tuple[str, ...],
    *,
    check: bool,
) -> None:
    """Build the annex of one or more editions, each in its own folder.

    A folder always holds one set: files of an earlier build that this one does not make
    are removed, files of others stay.
    """
    project, wanted = _project(data, output), formats or FORMATS
    with _press(project, wanted) as press:
        from reporter.pipeline import build as build_annexes  # noqa: PLC0415 - after the press

        for built in build_annexes(editions, project, wanted, progress, press):
            clear_progress()
            for missing in built.left_out:
                what = f"{built.edition}: {missing.title} ({missing.reason})"
                click.echo(f"left out of {what}", err=True)
            for path in built.files:
                click.echo(shown(path))
    if check:
        unlike = [name for name in dict.fromkeys(editions) if not _is_accepted(name, project)]
        sys.exit(1 if unlike else 0)


@main.command()
@click.option("--data", type=THERE, help="Where the deliveries are (default: data/).")
def editions(data: str | None) -> None:
    """List the editions that can be built."""
    from reporter.inputs import edition_names  # noqa: PLC0415 - --help answers at once

    for name in edition_names(_project(data, None).data):
        click.echo(name)


@main.command()
@click.option("--data", type=THERE, help="Where the published figures are (default: data/).")
def reconstruct(data: str | None) -> None:
    """Compute deliveries from the figures in print, and write them to data/.

    The real hours are not public. These reproduce every printed figure that can be right;
    figures that cannot be right are listed.
    """
    from reporter.reconstruction import (  # noqa: PLC0415 - loads SciPy
        reconstruct_deliveries,
    )

    done = reconstruct_deliveries(_project(data, None))
    for claim in done.misprints:
        place = "/".join(filter(None, (claim.place.table, claim.place.row, claim.place.column)))
        click.echo(
            f"cannot be right: {claim.place.text} at {place} in data/gepubliceerd/"
            f"{claim.letter}.csv, row {claim.place.line}; left out of account",
            err=True,
        )
    for path in done.files:
        click.echo(shown(path))


@main.command()
@click.argument("old")
@click.argument("new")
@click.option("--data", type=THERE, help="Where the deliveries are (default: data/).")
@click.option("--output", type=FOLDER, help="The folder with accepted/ (default: output/).")
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "html", "json", "csv", "ods")),
    default="text",
    help="How to tell it (default: text).",
)
@click.option("--only", default="", help="Only these classes, such as revised,new,text.")
@click.option("--to", "target", type=click.Path(dir_okay=False), help="Write to this file.")
@click.option("--quiet", "-q", is_flag=True, help="Say nothing; the exit code tells.")
@click.option("--erratum", is_flag=True, help="Draft an erratum in Dutch of accepted changes.")
def diff(old: str, new: str, data: str | None, output: str | None, **how: Any) -> None:  # noqa: ANN401 - click gives options of several types
    """Tell what changed from OLD to NEW, by meaning.

    Each side is an edition, an annex.json, a folder with one, or "accepted": what was
    approved of the edition on the other side. Exit code 0: the same, 1: different.
    """
    from reporter.telling import Telling, tell  # noqa: PLC0415 - --help answers at once

    telling = Telling(only=how["only"], form=how["form"], erratum=how["erratum"])
    told = tell(old, new, _project(data, output), telling)
    if not how["quiet"]:
        put(told.content, how["target"])
    sys.exit(0 if told.same else 1)


@main.command()
@click.argument("edition")
@click.option("--reason", required=True, help="Why this is right; kept with what is accepted.")
@click.option("--figure", "figures", multiple=True, help="Only this indicator; may be repeated.")
@click.option("--data", type=THERE, help="Where the deliveries are (default: data/).")
@click.option("--output", type=FOLDER, help="The folder with accepted/ (default: output/).")
def accept(
    edition: str, reason: str, figures: tuple[str, ...], data: str | None, output: str | None
) -> None:
    """Keep what EDITION is now as accepted, in output/accepted/.

    With --figure only that figure is taken over and every other change stays open.
    """
    import datetime as dt  # noqa: PLC0415 - --help answers at once

    from reporter.differences import accept as accept_annex  # noqa: PLC0415 - the same
    from reporter.rendering.changes import lines  # noqa: PLC0415 - the same

    if not reason.strip():
        message = "found an empty --reason, expected words a colleague can judge by"
        raise click.UsageError(message)
    today = dt.datetime.now(tz=dt.UTC).date()
    project = _project(data, output)
    for line in lines(accept_annex(edition, reason.strip(), today, project, figures)):
        click.echo(line)
    click.echo(shown(project.accepted / f"{edition}.json"))


def _is_accepted(edition: str, project: Project) -> bool:
    """Say what differs from what was accepted, and what to do about it."""
    from reporter.differences import unaccepted  # noqa: PLC0415 - --help answers at once
    from reporter.rendering.changes import lines  # noqa: PLC0415 - the same

    comparison = unaccepted(edition, project)
    if comparison.is_empty:
        return True
    click.echo(f"{edition} differs from what was accepted:", err=True)
    for line in lines(comparison):
        click.echo(f"  {line}", err=True)
    click.echo(f'Agreed? reporter accept {edition} --reason "…"', err=True)
    return False


def _project(data: str | None, output: str | None) -> Project:
    from pathlib import Path  # noqa: PLC0415 - --help answers at once

    from reporter.project import Project  # noqa: PLC0415 - --help answers at once

    given = {"data": data, "output": output}
    return Project(**{name: Path(path).resolve() for name, path in given.items() if path})


def _press(project: Project, formats: Sequence[str]) -> AbstractContextManager[Press | None]:
    """Start the press before all else: it loads its library while ours are being loaded."""
    if "pdf" not in formats:
        return nullcontext()
    from reporter.rendering.press import Press  # noqa: PLC0415 - --help answers at once

    return Press(project.templates)
