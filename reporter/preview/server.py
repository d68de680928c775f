"""Serves the preview on this computer alone, until it is told to stop."""

from __future__ import annotations

import asyncio
import errno
import gc
import signal
import socket
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import uvicorn

from reporter.errors import PreviewError
from reporter.preview.app import Guard, Pages
from reporter.preview.desk import Desk
from reporter.preview.printing import Printing
from reporter.preview.watching import Reads, Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reporter.preview.builder import Builder

ADDRESS = "127.0.0.1"
"""Only this computer can reach it."""
BACKLOG = 512
BETWEEN_COLLECTIONS = 50_000
"""New objects between two looks for garbage; Python's own number is 700."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """What a preview tells when it can be looked at."""

    url: str
    folders: dict[str, int]
    """Each folder that is watched, with how many files in it a page is made of."""
    sound: bool
    """Whether the first build succeeded; if not, the page says why."""


class Server(uvicorn.Server):
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


class Preview:
    """One builder, watched and shown."""

    def __init__(self, builder: Builder, chosen: str, *, poll: bool = False) -> None:
        self._builder = builder
        self._chosen = chosen
        self._reads = Reads(builder.sources)
        self._watch = Watch(builder.sources, self._reads, poll=poll)
        self._end: Callable[[], object] = _nothing

    def serve(self, port: int, started: Callable[[Started], None]) -> None:
        """Serve until Ctrl-C or a polite request to end.

        Raises PreviewError when the port is taken.
        """
        with listening(port) as place:
            try:
                with _rare_collections():
                    asyncio.run(self._serve(place, started))
            finally:
                self._end = _nothing
                self._builder.close()

    def stop(self) -> None:
        """End it from another thread."""
        self._end()

    async def _serve(self, place: socket.socket, started: Callable[[Started], None]) -> None:
        self._reads.listen()
        printing = Printing(self._builder, self._reads)
        desk = Desk(self._builder, printing, self._chosen)
        port = place.getsockname()[1]
        stop = self._stop_sign()
        server = Server(_settings(Guard(Pages(desk, printing).app(), port)), stop)
        # Watched from before the first build on: what changes meanwhile is noticed.
        works = (self._outdate(desk, stop), desk.work(), printing.work())
        async with asyncio.TaskGroup() as group:
            group.create_task(server.serve([place]))
            tasks = [group.create_task(work) for work in works]
            tasks.append(group.create_task(self._begin(desk, port, started)))
            try:
                await stop.wait()
            finally:
                stop.set()
                desk.close()
                printing.close()
                for task in tasks:
                    task.cancel()

    async def _begin(self, desk: Desk, port: int, started: Callable[[Started], None]) -> None:
        first = await desk.first()
        url = f"http://{ADDRESS}:{port}/{self._chosen}/"
        started(Started(url=url, folders=self._reads.folders(), sound=not first.failure))

    async def _outdate(self, desk: Desk, stop: asyncio.Event) -> None:
        async for _ in self._watch.changes(stop):
            desk.outdate()

    def _stop_sign(self) -> asyncio.Event:
        """Let Ctrl-C, a closed terminal, a polite kill or another thread end the preview."""
        stop, loop = asyncio.Event(), asyncio.get_running_loop()
        self._end = lambda: loop.call_soon_threadsafe(stop.set)
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                loop.add_signal_handler(number, stop.set)
        return stop


@contextmanager
def _rare_collections() -> Iterator[None]:
    """Look for garbage in circles less often: that took a tenth of every build."""
    before = gc.get_threshold()
    gc.set_threshold(BETWEEN_COLLECTIONS)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def listening(port: int) -> socket.socket:
    """Take a port of this computer, 0 for any. Raises PreviewError when it is taken."""
    place = socket.socket()
    place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        place.bind((ADDRESS, port))
        place.listen(BACKLOG)
    except OSError as error:
        place.close()
        if error.errno != errno.EADDRINUSE:
            raise
        message = (
            f"port {port} of this computer is taken, perhaps by another preview. "
            "Stop that one with Ctrl-C, or choose another port with --port."
        )
        raise PreviewError(message) from error
    return place


def _nothing() -> None:
    """Do nothing: what is not yet there need not be ended."""


def _settings(app: Guard) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        access_log=False,
        backlog=BACKLOG,
        date_header=False,
        lifespan="off",
        log_config=None,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=1,
        ws="none",
    )
