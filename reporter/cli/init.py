"""Begin a project of one's own."""

from __future__ import annotations

import click

from reporter.cli.options import FOLDER
from reporter.cli.terminal import shown


@click.command()
@click.argument("folder", type=FOLDER)
def init(folder: str) -> None:
    """Make FOLDER a project that can be built: with the deliveries and editions there are.

    FOLDER must be new or empty. It gets reporter.toml, data/, output/accepted/, and an empty
    templates/: a file there goes before that of the program with the same name.
    """
    from pathlib import Path

    from reporter.project import begin, real

    begin(Path(folder))
    place = real(folder)
    there = "" if place == Path.cwd() else f'cd "{shown(place)}" && '
    click.echo(f"made {place / 'reporter.toml'}; next: {there}reporter build 2019")
