"""Serves the preview on this computer alone, until it is told to stop."""

from __future__ import annotations

import asyncio
import errno
import gc
import secrets
import socket
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import uvicorn

from reporter.ending import rather
from reporter.errors import PreviewError
from reporter.preview.app import preview_app
from reporter.preview.desk import Desk
from reporter.preview.lines import AT_ONCE, BoundedLine, tell_shortage_once
from reporter.preview.watching import Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from starlette.types import ASGIApp

    from reporter.preview.builder import PageBuilder

ADDRESS = "127.0.0.1"
"""Only this computer can reach it."""
BACKLOG = 512
BETWEEN_COLLECTIONS = 50_000
"""New objects between two looks for garbage; Python's own number is 700."""
SECRET = 24
"""Bytes of chance in the address, new at every start: others on this computer reach the port."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """What a preview tells when it can be looked at."""

    url: str
    folders: dict[str, int]
    """Each folder that is watched, with how many files in it a page is made of."""
    sound: bool
    """Whether the first build succeeded; if not, the page says why."""
    stop: Callable[[], object]
    """Ends it, from any thread."""


def serve(
    builder: PageBuilder,
    chosen: str,
    port: int,
    started: Callable[[Started], None],
    *,
    poll: bool = False,
) -> None:
    """Show a builder's pages, the chosen edition first, until Ctrl-C or a polite request to end.

    ``port`` 0 is any that is free. ``poll`` looks for changes itself, as a network share needs.
    Raises PreviewError when the port is taken.
    """
    collections = gc.get_threshold()
    with listening(port) as place:
        # To look for garbage in circles took a tenth of every build.
        gc.set_threshold(BETWEEN_COLLECTIONS)
        try:
            # Python's own Ctrl-C, where the command did not make it a sign.
            with suppress(KeyboardInterrupt):
                asyncio.run(_serve(builder, chosen, place, started, poll=poll))
        finally:
            gc.set_threshold(*collections)
            builder.close()


async def _serve(
    builder: PageBuilder,
    chosen: str,
    place: socket.socket,
    started: Callable[[Started], None],
    *,
    poll: bool,
) -> None:
    watch, desk, stop = Watch(builder.sources, poll=poll), Desk(builder, chosen), _stop_sign()
    loop, port = asyncio.get_running_loop(), place.getsockname()[1]
    secret = secrets.token_urlsafe(SECRET)
    tell_shortage_once(loop)

    async def begin() -> None:
        first = await desk.freshen(desk.chosen)
        place.listen(BACKLOG)  # the loop let no more wait than it takes at once
        told = Started(
            url=f"http://{ADDRESS}:{port}/{secret}/{chosen}/",
            folders=watch.folders(),
            sound=not first.now.failure,
            stop=lambda: loop.call_soon_threadsafe(stop.set),
        )
        started(told)

    async def outdate() -> None:
        async for _ in watch.changes(stop):
            desk.outdate()

    async with asyncio.TaskGroup() as group:
        server = _Server(_settings(preview_app(builder, desk, port, secret)), stop)
        group.create_task(server.serve([place]))
        # Watched from before the first build on: what changes meanwhile is noticed.
        works = (outdate(), desk.build(), desk.print(), begin())
        tasks = [group.create_task(work) for work in works]
        try:
            await stop.wait()
        finally:
            stop.set()
            desk.close()
            for task in tasks:
                task.cancel()


def _stop_sign() -> asyncio.Event:
    """Give what is set when the preview must end."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()

    def end() -> None:
        with suppress(RuntimeError):  # the loop has ended
            loop.call_soon_threadsafe(stop.set)

    rather(end)
    return stop


def listening(port: int) -> socket.socket:
    """Take a port of this computer, 0 for any. Raises PreviewError when it is taken."""
    try:
        return socket.create_server((ADDRESS, port), backlog=BACKLOG)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        message = (
            f"port {port} of this computer is taken, perhaps by another preview. "
            "Stop that one with Ctrl-C, or choose another port with --port."
        )
        raise PreviewError(message) from error


class _Server(uvicorn.Server):
    """A server that runs until a sign is given, and leaves it to us who gives it.

    Left to itself it looks ten times a second whether to end, and then waits for open tabs.
    """

    def __init__(self, config: uvicorn.Config, stop: asyncio.Event) -> None:
        super().__init__(config)
        self._stop = stop

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Do nothing."""
        yield

    async def main_loop(self) -> None:
        """Wait for the sign."""
        await self.on_tick(0)
        await self._stop.wait()


def _settings(app: ASGIApp) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        access_log=False,
        backlog=AT_ONCE,
        date_header=False,
        http=BoundedLine,
        lifespan="off",
        log_config=None,
        log_level="error",  # anybody on this computer can send nonsense
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=1,
        ws="none",
    )
