"""The options that commands share, and the folders they name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from reporter.project import Project

FOLDER = click.Path(file_okay=False)
THERE = click.Path(file_okay=False, exists=True)
DATA = click.option("--data", type=THERE, help="Where the deliveries are (default: data/).")
OUTPUT = click.option("--output", type=FOLDER, help="Where the annexes go (default: output/).")
ACCEPTED = click.option(
    "--output", type=FOLDER, help="The folder with accepted/ (default: output/)."
)


def project_of(data: str | None, output: str | None) -> Project:
    """Give the folders of a call; those not named are the checkout's."""
    from pathlib import Path  # noqa: PLC0415 - --help answers at once

    from reporter.project import Project  # noqa: PLC0415 - --help answers at once

    given = {"data": data, "output": output}
    return Project(**{name: Path(path).resolve() for name, path in given.items() if path})
