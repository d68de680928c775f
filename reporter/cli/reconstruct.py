"""Compute deliveries from the figures in print."""

from __future__ import annotations

import click

from reporter.cli.options import data_option, project_of
from reporter.cli.terminal import say, say_files


@click.command()
@data_option("Where the published figures are (default: data/).")
def reconstruct() -> None:
    """Compute deliveries from the figures in print, and write them to data/.

    The real hours are not public. These reproduce every printed figure that can be right;
    figures that cannot be right are listed.
    """
    from reporter.reconstruct.reconstruct import reconstruct_deliveries

    files, misprints = reconstruct_deliveries(project_of())
    say(
        (
            f"cannot be right: {figure.place.text} at {figure.place.address} in data/gepubliceerd/"
            f"{figure.letter}.csv, row {figure.place.line}; left out of account"
            for figure in misprints
        ),
        err=True,
    )
    say_files(files)
