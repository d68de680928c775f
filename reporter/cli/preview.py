"""Show the draft of an annex on a local page while it is being written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reporter.cli.options import ACCEPTED, DATA, editions_begun, project_of
from reporter.cli.terminal import shown
from reporter.errors import ArchiveError, UnknownEditionError, suggestion

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reporter.preview.server import Started

PORT = 8319
ACCEPTED_SIDE = "accepted"


@click.command()
@click.argument("edition", shell_complete=editions_begun)
@click.option(
    "--against",
    default=ACCEPTED_SIDE,
    metavar="accepted|EDITION|FILE",
    help="What to mark changes against (default: accepted).",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=PORT,
    help=f"The port of this computer (default: {PORT}; 0: any that is free).",
)
@click.option("--poll", is_flag=True, help="Look for changes oneself, as on a network share.")
@click.option("--open", "browse", is_flag=True, help="Open it in the browser.")
@DATA
@ACCEPTED
def preview(edition: str, against: str, port: int, *, poll: bool, browse: bool) -> None:
    """Show EDITION as it will print, with its problems in the margin, anew at every save.

    Only this computer can see it. It writes no file. Ctrl-C ends it.
    """
    import threading
    import webbrowser

    from reporter.deliveries.editions import known_editions
    from reporter.preview.builder import PageBuilder
    from reporter.preview.server import serve

    def begun(started: Started) -> None:
        _report(started)
        if browse:  # beside us: some browsers wait until the user closes them
            threading.Thread(target=webbrowser.open, args=(started.url,), daemon=True).start()

    project = project_of()
    builder = PageBuilder(project, against)
    _expect(edition, against, known_editions(project.data))
    serve(builder, edition, port, begun, poll=poll)


def _expect(edition: str, against: str, names: Sequence[str]) -> None:
    """Refuse what is not there; an edition that is there and cannot be built may heal."""
    from pathlib import Path

    if edition not in names:
        message = (
            f'found no edition "{edition}", expected one of {", ".join(names)}. '
            f"{suggestion(edition, names)}"
        )
        raise UnknownEditionError(message.rstrip())
    if against not in (ACCEPTED_SIDE, *names) and not Path(against).exists():
        message = (
            f'--against: found no edition, file or folder "{against}", expected one of these '
            f'or "{ACCEPTED_SIDE}". Editions: {", ".join(names)}.'
        )
        raise ArchiveError(message)


def _report(started: Started) -> None:
    from pathlib import Path

    click.echo("watched:")
    for folder, count in started.folders.items():
        files = "1 file" if count == 1 else f"{count} files"
        click.echo(f"  {shown(Path(folder))}/ ({files}, and new ones)")
    if not started.sound:
        click.echo("it cannot be built now: the page says why, and heals when you mend it")
    click.echo(f"{started.url}  (Ctrl-C ends it)")
