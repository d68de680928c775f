"""List what can be built."""

from __future__ import annotations

import click

from reporter.cli.options import DATA, project_of
from reporter.cli.terminal import say


@click.command()
@DATA
def editions() -> None:
    """List the editions that can be built."""
    from reporter.deliveries.editions import known_editions

    say(known_editions(project_of().data))
