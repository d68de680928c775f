"""What commands share: the options that say in which project they work, and completed editions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from reporter.project import Project

FOLDER = click.Path(file_okay=False)
THERE = click.Path(file_okay=False, exists=True)
OUTPUT = click.option("--output", type=FOLDER, help="Where the annexes go (default: output/).")
ACCEPTED = click.option(
    "--output", type=FOLDER, help="The folder with accepted/ (default: output/)."
)
TO = click.option("--to", "target", type=click.Path(dir_okay=False), help="Write to this file.")


def reported_as(
    *forms: str, what: str = "it"
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add --format, which passes one of these as ``form``."""
    text = f"How to tell {what} (default: text)."
    return click.option("--format", "form", type=click.Choice(forms), default="text", help=text)


def data_option(text: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add --data, with this help, and --project, which says whose data that is by default."""

    def keep(context: click.Context, _: click.Parameter, folder: str | None) -> None:
        context.obj = folder

    def add(command: Callable[..., Any]) -> Callable[..., Any]:
        named = click.option(
            "--project",
            type=THERE,
            expose_value=False,
            callback=keep,
            help="The folder with reporter.toml (default: this folder, or one above it).",
        )
        return click.option("--data", type=THERE, help=text)(named(command))

    return add


DATA = data_option("Where the deliveries are (default: data/).")


def project_of(data: str | None, output: str | None = None) -> Project:
    """Give the project of a call; folders that are not named are the project's own."""
    from reporter.project import Project

    return Project(click.get_current_context().obj, data=data, output=output)


def editions_begun(context: click.Context, _: click.Parameter, begun: str) -> list[str]:
    """Complete the name of an edition; where there is no project, there is nothing to complete."""
    from reporter.deliveries.editions import edition_names
    from reporter.errors import ReporterError
    from reporter.project import Project

    words = context.params
    try:
        names = edition_names(Project(context.obj, data=words.get("data")).data)
    except (ReporterError, OSError):
        return []
    return [name for name in names if name.startswith(begun)]
