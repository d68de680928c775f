"""Runs a preview in this process, and asks it things."""

from __future__ import annotations

import json
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Self

import httpx

from reporter.preview.desk import Desk
from reporter.preview.server import serve

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    import pytest

    from reporter.preview.builder import PageBuilder
    from reporter.preview.desk import Display
    from reporter.preview.server import Started


class Running:
    """A preview in a thread, with a client that asks as a browser's address bar does."""

    def __init__(self, builder: PageBuilder, *, poll: bool = False, port: int = 0) -> None:
        self._builder = builder
        self._poll = poll
        self._port = port
        self._there = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._there.wait(300)
        self.client = httpx.Client(
            base_url=self.told.url.removesuffix("2019/"), trust_env=False, timeout=300
        )
        self.port = self.client.base_url.port or 0
        return self

    def __exit__(self, *_: object) -> None:
        self.client.close()
        self.stop()

    def stop(self) -> None:
        """End the preview, and wait until it has ended."""
        if self._thread.is_alive():
            self.told.stop()
            self._thread.join(300)
        assert not self._thread.is_alive()

    def request(self, target: str) -> str:
        """Write a plain request below the secret, as bytes of our own would ask it."""
        root = self.client.base_url.path.rstrip("/")
        return f"GET {root}{target} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n\r\n"

    def get(self, path: str, **words: Any) -> httpx.Response:
        return self.client.get(path, **words)

    def state(self, name: str = "2019") -> dict[str, Any]:
        found: dict[str, Any] = self.get(f"/{name}/state").json()
        return found

    def _serve(self) -> None:
        serve(self._builder, "2019", self._port, self._started, poll=self._poll)

    def _started(self, told: Started) -> None:
        self.told = told
        self._there.set()

    @contextmanager
    def events(self, path: str = "/events?show=2019") -> Iterator[Callable[[], Any]]:
        """Listen to a stream; the function gives the next thing that is told."""
        with self.client.stream("GET", path, timeout=300) as answer:
            lines = answer.iter_lines()

            def told() -> Any:
                for line in lines:
                    if line.startswith("data: "):
                        return json.loads(line.removeprefix("data: "))
                raise AssertionError

            yield told


def until(condition: Callable[[], bool], seconds: float = 300) -> None:
    """Wait for something that comes of its own accord."""
    late = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < late
        time.sleep(0.01)


def listened_to(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give what tabs listen to now, one name for each open line."""
    lines: list[str] = []
    events = Desk.events

    async def counted(self: Desk, display: Display | None) -> AsyncIterator[str]:
        name = display.now.name if display else "/"
        lines.append(name)
        try:
            async for told in events(self, display):
                yield told
        finally:
            lines.remove(name)

    monkeypatch.setattr(Desk, "events", counted)
    return lines
