"""Show the draft of an annex on a local page while it is being written."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from reporter.cli.options import ACCEPTED, DATA, editions_begun, project_of
from reporter.cli.terminal import shown
from reporter.errors import ArchiveError, UnknownEditionError, suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from reporter.preview.server import Started

PORT = 8319
ACCEPTED_SIDE = "accepted"
WAY_IN = (
    '<!doctype html><html lang="nl"><meta charset="utf-8"><title>Voorbeeld</title>'
    '<meta name="referrer" content="no-referrer"><meta http-equiv="refresh" content="0;url={0}">'
    '<p><a href="{0}">Naar het voorbeeld</a></p></html>'
)


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

    Only who has the address, which is secret and new at every start, can see it, on this computer.
    It writes no file. Ctrl-C ends it.
    """
    from contextlib import ExitStack

    from reporter.deliveries.editions import known_editions
    from reporter.preview.builder import PageBuilder
    from reporter.preview.server import serve

    def begun(started: Started) -> None:
        _report(started)
        if browse:
            _open(ending.enter_context(way_in(started.url)))

    project = project_of()
    builder = PageBuilder(project, against)
    _expect(edition, against, known_editions(project.data))
    with ExitStack() as ending:
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


def _open(page: Path) -> None:
    """Show a page in the browser, beside us: some browsers wait until the user closes them."""
    import threading
    import webbrowser

    threading.Thread(target=webbrowser.open, args=(page.as_uri(),), daemon=True).start()


@contextmanager
def way_in(address: str) -> Iterator[Path]:
    """Write a page, for this user alone, that leads to an address, and take it away again.

    What a browser is started with, every user of the computer can see; the address is secret.
    """
    from pathlib import Path
    from tempfile import gettempdir

    from reporter.aside import folder_for_now

    with folder_for_now("reporter-preview-", Path(gettempdir())) as aside:
        page = aside / "open.html"
        page.touch(0o600)
        page.write_text(WAY_IN.format(address), encoding="utf-8")
        yield page


def _report(started: Started) -> None:
    from pathlib import Path

    click.echo("watched:")
    for folder, count in started.folders.items():
        files = "1 file" if count == 1 else f"{count} files"
        click.echo(f"  {shown(Path(folder))}/ ({files}, and new ones)")
    if not started.sound:
        click.echo("it cannot be built now: the page says why, and heals when you mend it")
    click.echo(f"{started.url}  (Ctrl-C ends it)")
