"""Compute deliveries from the figures in print."""

from __future__ import annotations

import click

from reporter.cli.options import data_option, project_of
from reporter.cli.terminal import shown


@click.command()
@data_option("Where the published figures are (default: data/).")
def reconstruct(data: str | None) -> None:
    """Compute deliveries from the figures in print, and write them to data/.

    The real hours are not public. These reproduce every printed figure that can be right;
    figures that cannot be right are listed.
    """
    from reporter.reconstruct.reconstruct import reconstruct_deliveries  # noqa: PLC0415 - --help answers at once

    done = reconstruct_deliveries(project_of(data))
    for claim in done.misprints:
        place = "/".join(filter(None, (claim.place.table, claim.place.row, claim.place.column)))
        click.echo(
            f"cannot be right: {claim.place.text} at {place} in data/gepubliceerd/"
            f"{claim.letter}.csv, row {claim.place.line}; left out of account",
            err=True,
        )
    for path in done.files:
        click.echo(shown(path))
