"""Keep what was agreed."""

from __future__ import annotations

import click

from reporter.cli.options import ACCEPTED, DATA, editions_begun, project_of
from reporter.cli.terminal import say, shown


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
    import os

    from reporter.diff.accept import accept as accept_annex
    from reporter.diff.differences import lines

    if not reason.strip():
        message = "found an empty --reason, expected words a colleague can judge by"
        raise click.UsageError(message)
    reason = os.fsencode(reason).decode(
        errors="replace"
    )  # a shell may not have said what it speaks
    today = dt.datetime.now(tz=dt.UTC).date()
    project = project_of()
    say(lines(accept_annex(edition, reason.strip(), today, project, figures)))
    click.echo(shown(project.accepted_file(edition)))
