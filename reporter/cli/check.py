"""Check an edition, or figures that somebody printed."""

from __future__ import annotations

import sys

import click

from reporter.cli.options import DATA, editions_begun, project_of, reported_as
from reporter.cli.terminal import say


@click.command()
@click.argument("editions", nargs=-1, metavar="[EDITION]...", shell_complete=editions_begun)
@click.option(
    "--printed",
    metavar="FILE",
    help="Check these printed figures instead: CSV, or JSON in a file named .json, with an "
    "indicator and its printed text.",
)
@click.option(
    "--edition",
    "tables",
    metavar="NAME",
    shell_complete=editions_begun,
    help="Whose tables FILE names, if it names tables.",
)
@reported_as("text", "json")
@DATA
def check(editions: tuple[str, ...], printed: str | None, tables: str | None, form: str) -> None:
    """Find the wrong figure: in what a build of EDITION would make, or in printed figures.

    Of printed figures it tells which must be wrong (the fewest that explain it) and what they
    should be, which are right only thanks to rounding, and which nothing checks. Exit code 0:
    nothing wrong, 1: something is.

    FILE has columns (or, in .json, objects with) indicator and printed, an indicator as
    annex.json writes it; or tabel, rij, kolom and gedrukt, with --edition. 46218 is 46.218;
    46.21 and 1,234 could be read in two ways and are refused. A key with one decimal is
    exact; 32 is 31,5 to 32,5. Years and keys that are not in print need not be known.
    """
    if bool(editions) == bool(printed):
        message = "name one or more editions, or a file of printed figures with --printed"
        raise click.UsageError(message)
    if tables and not printed:
        message = "--edition goes with --printed; an edition to check is named without it"
        raise click.UsageError(message)
    wrong = _review(printed, tables or "", form) if printed else _check(editions, form)
    sys.exit(1 if wrong else 0)


def _check(editions: tuple[str, ...], form: str) -> bool:
    from reporter.build import checked
    from reporter.check.finding import check_lines, render_findings_json

    project = project_of()
    checks = [checked(name, project) for name in dict.fromkeys(editions)]
    if form == "json":
        click.echo(render_findings_json(checks), nl=False)
    else:
        say(line for found in checks for line in check_lines(found))
    return any(found.wrong for found in checks)


def _review(printed: str, tables: str, form: str) -> bool:
    from pathlib import Path

    from reporter.check.printed import check_printed
    from reporter.check.review import render_review_json, review_lines

    review = check_printed(Path(printed), project_of(), tables)
    if form == "json":
        click.echo(render_review_json(review), nl=False)
    else:
        say(review_lines(review))
    return bool(review.blamed)
