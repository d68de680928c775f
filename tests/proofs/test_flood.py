"""Two thousand half-open lines on this computer, where few or very few files may be open."""

from __future__ import annotations

import resource
import signal
import socket
import subprocess
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

from reporter.project import HERE
from tests.end_to_end.runs import REPORTER, environment
from tests.preview.running import until

if TYPE_CHECKING:
    from collections.abc import Iterator

FLOOD = 2000
LONG = 300
"""Seconds; only what hangs takes so long."""


@pytest.fixture(autouse=True)
def _files() -> Iterator[None]:
    """Let this side hold all its lines."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    room = FLOOD + 500
    most = room if hard == resource.RLIM_INFINITY else min(room, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, most), hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def half_open(port: int) -> socket.socket:
    line = socket.socket()
    line.settimeout(0)
    line.connect_ex(("127.0.0.1", port))
    return line


def held(child: subprocess.Popen[str]) -> int:
    """Count the sockets that a process has; its press may open other files."""
    sockets = 0
    for file in Path(f"/proc/{child.pid}/fd").iterdir():
        with suppress(FileNotFoundError):  # closed meanwhile
            sockets += str(file.readlink()).startswith("socket:")
    return sockets


@pytest.mark.parametrize("files", [1024, 100])
def test_a_flood_of_half_open_lines_takes_its_own_place_and_passes(
    tmp_path: Path, files: int
) -> None:
    shell = 'ulimit -n "$0" && exec "$@"'
    words = ["sh", "-c", shell, f"{files}", *REPORTER, "preview", "2019", "--port", "0"]
    with (tmp_path / "err").open("w") as told, ExitStack() as stack:
        child = stack.enter_context(
            subprocess.Popen(  # noqa: S603 - our own command
                words,
                stdout=subprocess.PIPE,
                stderr=told,
                text=True,
                env=environment(REPORTER_PROJECT=str(HERE.folder)),
            )
        )
        stack.callback(child.kill)
        assert child.stdout is not None
        url = next(line for line in child.stdout if line.startswith("http")).split()[0]
        port = urlsplit(url).port or 0
        before = held(child)
        lines = [stack.enter_context(half_open(port)) for _ in range(FLOOD)]
        for line in lines:
            with suppress(OSError):  # not there yet, or gone already
                line.send(b"GET / HTTP/1.1\r\n")
        with urlopen(f"{url}annex", timeout=LONG) as page:  # noqa: S310 - our own preview
            assert b"<table" in page.read()
        assert held(child) < files / 2
        until(lambda: held(child) <= before)
        child.send_signal(signal.SIGINT)
        assert child.wait(LONG) == 0
    assert (tmp_path / "err").read_text() == ""
