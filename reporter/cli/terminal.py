"""What a user sees of a command: lines, progress on a terminal, one message when it stops."""

from __future__ import annotations

import errno
import signal
import sys
from typing import TYPE_CHECKING, Any, NoReturn

import click

from reporter.ending import BY_SIGNAL, INTERRUPTED
from reporter.errors import ReporterError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


class Program(click.Group):
    """A group whose commands turn every error of ours into one message and exit code 2."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - as click declares it
        """Run a command."""
        try:
            return super().invoke(ctx)
        except ReporterError as error:
            _stop(ctx, 2, f"{error}")
        except ModuleNotFoundError as error:
            extra = EXTRAS.get(f"{ctx.invoked_subcommand}")
            if extra is None or f"{error.name}".partition(".")[0] not in OPTIONAL:
                raise
            _stop(ctx, 2, _lacking(f"{ctx.invoked_subcommand}", extra, error))
        except OSError as error:
            if error.errno == errno.EPIPE:  # a reader such as head has seen enough
                raise
            _stop(ctx, 2, f"The computer refuses: {error}. Check permissions and free space.")
        except KeyboardInterrupt:
            _stop(ctx, BY_SIGNAL + signal.SIGINT, INTERRUPTED)


EXTRAS = {
    "count": "registers",
    "synthesize": "registers",
    "check": "solver",
    "reconstruct": "solver",
}
OPTIONAL = frozenset({"duckdb", "ibis", "numpy", "pyarrow", "scipy"})
"""What the extras of pyproject.toml install; the rest is always there."""


def _lacking(command: str, extra: str, error: ModuleNotFoundError) -> str:
    """Tell what to install; a checkout has its own way."""
    import shlex

    from reporter.project import CHECKOUT, SHIPPED

    way = f'pip install "banenafspraak-reporter[{extra}]"'
    if SHIPPED == CHECKOUT:
        way = shlex.join(["bash", str(shown(CHECKOUT / "setup.sh"))])
    return f"reporter {command} needs more than is installed ({error}); install it with: {way}"


def put(content: bytes, target: str | None) -> None:
    """Write to a file, or to standard output; no spreadsheet onto a terminal."""
    if target is None:
        if content.startswith(b"PK") and sys.stdout.isatty():
            message = "a spreadsheet is no text for a terminal; name a file with --to"
            raise click.UsageError(message)
        click.echo(content, nl=False)
        return
    from pathlib import Path

    from reporter.deliveries.publishing import publish_file

    publish_file(Path(target), content)
    click.echo(target)


def say(lines: Iterable[str], *, err: bool = False) -> None:
    """Print lines, to standard error where they ask for attention."""
    for line in lines:
        click.echo(line, err=err)


def say_files(paths: Iterable[Path]) -> None:
    """Print where files are."""
    say(str(shown(path)) for path in paths)


def shown(path: Path) -> Path:
    """Show a path the short way where the user stands above it."""
    here = path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _stop(ctx: click.Context, status: int, message: str) -> NoReturn:
    progress()
    click.echo(message, err=True)
    ctx.exit(status)


def progress(step: str = "") -> None:
    """Show one step on a terminal in place of the one before, or wipe that."""
    if sys.stderr is not None and sys.stderr.isatty():  # a job may have no standard error at all
        click.echo(f"\r\x1b[K{step} …" if step else "\r\x1b[K", nl=False, err=True)
