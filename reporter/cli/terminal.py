"""What a user sees of a command: lines, progress on a terminal, one message when it stops."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, NoReturn

import click

from reporter.ending import BY_SIGNAL, INTERRUPTED
from reporter.errors import ReporterError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from typing import TextIO


READER_GONE = BY_SIGNAL + 13
"""As if by SIGPIPE, which Windows has not."""


class Program(click.Group):
    """A group whose commands turn every error of ours into one message and exit code 2."""

    def main(self, *words: Any, **options: Any) -> Any:  # noqa: ANN401 - as click declares it
        """Run a call, wherever it comes from."""
        os.umask(os.umask(0) & ~0o700)  # no mask keeps us out of what we make
        _open_what_is_closed()
        try:
            _forget_a_broken_zone()
            return super().main(*words, **options)
        except (
            OSError
        ) as error:  # also where help, or what click says of wrong words, found no room
            _stop(2, _refusal(error))

    def make_context(self, *words: Any, **options: Any) -> click.Context:  # noqa: ANN401 - the same
        """Read the words of a call; help is shown here."""
        with _quiet_end():
            return super().make_context(*words, **options)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - as click declares it
        """Run a command."""
        try:
            with _quiet_end():
                return super().invoke(ctx)
        except ReporterError as error:
            _stop(2, f"{error}")
        except ModuleNotFoundError as error:
            extra = EXTRAS.get(f"{ctx.invoked_subcommand}")
            if extra is None or f"{error.name}".partition(".")[0] not in OPTIONAL:
                raise
            _stop(2, _lacking(f"{ctx.invoked_subcommand}", extra, error))
        except (ImportError, MemoryError, RuntimeError, SyntaxError, SystemError) as error:
            if not _is_lack_of_memory(error):
                raise
            _stop(2, NO_MEMORY)
        except KeyboardInterrupt:
            _stop(BY_SIGNAL + signal.SIGINT, INTERRUPTED)


@contextmanager
def _quiet_end() -> Iterator[None]:
    """End without a word where a reader of our output, such as head, has seen enough."""
    try:
        yield
    except BrokenPipeError:
        _give_up(sys.stdout)
        sys.exit(READER_GONE)


def _refusal(error: OSError) -> str:
    if isinstance(error, FileNotFoundError) and error.filename is None:
        return "The folder you are in is not there any more. Go to another, and try again."
    return f"The computer refuses: {error}. Check permissions and free space."


def _open_what_is_closed() -> None:
    """Give what has no input or output nothing: else the first file we open gets its number."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


def _forget_a_broken_zone() -> None:
    """Leave a time zone that is no file of zones: Babel stops at it, and we tell no time."""
    from pathlib import Path

    zone = os.environ.get("TZ", "").removeprefix(":")
    there = Path(zone)
    if zone and there.exists() and not (there.is_file() and there.read_bytes()[:4] == b"TZif"):
        del os.environ["TZ"]


NO_MEMORY = (
    "There is too little memory for this, and nothing was changed. Close other programs, or allow "
    "more if there is a limit (ulimit -v); --format html takes least."
)
REFUSALS = (
    "failed to map segment",
    "Cannot allocate memory",
    "can't start new thread",
    "without exception set",
    "without setting an exception",
    "line 0)",
)
"""What is said of it where a library cannot load, a thread not begin, or our own XML not parse."""


def _is_lack_of_memory(error: Exception) -> bool:
    return isinstance(error, MemoryError) or any(words in str(error) for words in REFUSALS)


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
        (remark if err else click.echo)(line)


def say_files(paths: Iterable[Path]) -> None:
    """Print where files are."""
    say(str(shown(path)) for path in paths)


def shown(path: Path) -> Path:
    """Show a path the short way where the user stands above it."""
    try:
        here = path.cwd()
    except FileNotFoundError:  # somebody removed the folder that we stand in
        return path
    return path.relative_to(here) if path.is_relative_to(here) else path


def _stop(status: int, message: str) -> NoReturn:
    progress()
    remark(message)
    try:
        click.echo(nl=False)
    except OSError:
        _give_up(sys.stdout)
    sys.exit(status)


def remark(text: str, *, end: bool = True) -> None:
    """Write to standard error; where nobody can take it the work still counts."""
    try:
        click.echo(text, nl=end, err=True)
    except OSError:
        _give_up(sys.stderr)


def _give_up(stream: TextIO) -> None:
    """Let a stream that takes no more end in nothing, also when Python empties it at the end."""
    with suppress(OSError):  # what is captured has no number
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def progress(step: str = "") -> None:
    """Show one step on a terminal in place of the one before, or wipe that."""
    if sys.stderr is not None and sys.stderr.isatty():  # a job may have no standard error at all
        remark(f"\r\x1b[K{step} …" if step else "\r\x1b[K", end=False)
