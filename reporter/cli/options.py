"""What commands share: in which project they work, how they report, and completed editions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from reporter.project import Project

FOLDER = click.Path(file_okay=False)
THERE = click.Path(file_okay=False, exists=True)
TO = click.option("--to", "target", type=click.Path(dir_okay=False), help="Write to this file.")


def _of_project(*names: str, kind: click.Path, text: str) -> Callable[..., Any]:
    """Add an option that no command is passed: it belongs to the project of the call."""

    def keep(context: click.Context, option: click.Parameter, folder: str | None) -> None:
        context.ensure_object(dict)[option.name] = folder

    return click.option(*names, type=kind, expose_value=False, callback=keep, help=text)


OUTPUT = _of_project("--output", kind=FOLDER, text="Where the annexes go (default: output/).")
ACCEPTED = _of_project(
    "--output", kind=FOLDER, text="The folder with accepted/ (default: output/)."
)
PROJECT = _of_project(
    "--project",
    "folder",
    kind=THERE,
    text="The folder with reporter.toml (default: this folder, or one above it).",
)


def data_option(text: str) -> Callable[..., Any]:
    """Add --data, with this help, and --project, which says whose data that is by default."""
    data = _of_project("--data", kind=THERE, text=text)
    return lambda command: data(PROJECT(command))


DATA = data_option("Where the deliveries are (default: data/).")


def project_of(context: click.Context | None = None) -> Project:
    """Give the project of a call; folders that are not named are the project's own."""
    from reporter.project import Project

    return Project(**(context or click.get_current_context()).ensure_object(dict))


def reported_as(*forms: str, what: str = "it") -> Callable[..., Any]:
    """Add --format, which passes one of these as ``form``."""
    text = f"How to tell {what} (default: text)."
    return click.option("--format", "form", type=click.Choice(forms), default="text", help=text)


def editions_begun(context: click.Context, _: click.Parameter, begun: str) -> list[str]:
    """Complete the name of an edition; where there is no project, there is nothing to complete."""
    from reporter.deliveries.editions import edition_names
    from reporter.errors import ReporterError

    try:
        names = edition_names(project_of(context).data)
    except (ReporterError, OSError):
        return []
    return [name for name in names if name.startswith(begun)]
