"""Tell what changed between two annexes, and keep what was agreed."""

from __future__ import annotations

import sys
from typing import Any

import click

from reporter.cli.options import ACCEPTED, DATA, TO, editions_begun, project_of, reported_as
from reporter.cli.terminal import put, say, shown


@click.command()
@click.argument("old", shell_complete=editions_begun)
@click.argument("new", shell_complete=editions_begun)
@DATA
@ACCEPTED
@reported_as("text", "html", "json", "csv", "ods")
@click.option("--only", default="", help="Only these classes, such as revised,new,text.")
@TO
@click.option("--quiet", "-q", is_flag=True, help="Say nothing; the exit code tells.")
@click.option("--erratum", is_flag=True, help="Draft an erratum in Dutch of accepted changes.")
def diff(old: str, new: str, **how: Any) -> None:  # noqa: ANN401 - click gives options of several types
    """Tell what changed from OLD to NEW, by meaning.

    Each side is an edition (what a build of it makes now), an annex.json, a folder with one, or
    "accepted": what was approved of the edition on the other side. Of two folders with PDFs the
    pages are compared too (--format html). Exit code 0: the same, 1: different.

    An erratum follows from what was printed and what is accepted now: git show
    HEAD:output/accepted/2019.json > gedrukt.json, then reporter diff gedrukt.json accepted
    --erratum.
    """
    from reporter.diff.differences import report

    form = "erratum" if how["erratum"] else how["form"]
    found = report(old, new, project_of(), form, how["only"])
    if not how["quiet"]:
        put(found.content, how["target"])
    sys.exit(0 if found.same else 1)


@click.command()
@click.argument("edition", shell_complete=editions_begun)
@click.option("--reason", required=True, help="Why this is right; kept with what is accepted.")
@click.option("--figure", "figures", multiple=True, help="Only this indicator; may be repeated.")
@DATA
@ACCEPTED
def accept(edition: str, reason: str, figures: tuple[str, ...]) -> None:
    """Keep what EDITION is now as accepted, in output/accepted/.

    With --figure only that figure is taken over and every other change stays open.
    """
    import datetime as dt

    from reporter.diff.accept import accept as accept_annex
    from reporter.diff.differences import lines

    if not reason.strip():
        message = "found an empty --reason, expected words a colleague can judge by"
        raise click.UsageError(message)
    today = dt.datetime.now(tz=dt.UTC).date()
    project = project_of()
    say(lines(accept_annex(edition, reason.strip(), today, project, figures)))
    click.echo(shown(project.accepted_file(edition)))
