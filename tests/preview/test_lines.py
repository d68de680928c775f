"""Real connections that ask nothing, or not all of it, or too many at once."""

from __future__ import annotations

import errno
import resource
import select
import socket
from asyncio import constants
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING

import pytest

from reporter.preview import lines, server
from tests.preview.running import Running

if TYPE_CHECKING:
    from tests.preview.small_builder import SmallBuilder

AT_ONCE = 0.05
NEVER = 600.0
MOST_BYTES = 9_000


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "PATIENCE", AT_ONCE)


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no line be dropped for its time, only for its number."""
    monkeypatch.setattr(lines, "PATIENCE", NEVER)


def hears(line: socket.socket, words: bytes, times: int = 1) -> None:
    told = b""
    while told.count(words) < times:
        piece = line.recv(65536)
        assert piece
        told += piece


def heard_or_refused(line: socket.socket) -> bytes:
    """Give what is told, also by a side that ended the line before it had read all."""
    with suppress(ConnectionError):
        return heard_until_its_end(line)
    return b""


def connected(running: Running, said: str = "") -> socket.socket:
    line = socket.create_connection(("127.0.0.1", running.port), timeout=300)
    line.sendall(said.encode())
    return line


def heard_until_its_end(line: socket.socket) -> bytes:
    """Give what is told on a line until the other side ends it."""
    told = b""
    while piece := line.recv(65536):
        told += piece
    return told


@pytest.mark.parametrize("said", ["", "GET /", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nHost: a"])
@pytest.mark.usefixtures("impatient")
def test_a_line_that_never_asks_all_of_it_is_dropped(running: Running, said: str) -> None:
    with connected(running, said) as line:
        assert heard_until_its_end(line) == b""


@pytest.mark.usefixtures("impatient")
def test_bytes_one_by_one_win_no_time(running: Running) -> None:
    sent, ended = 0, False
    with connected(running, "GET / HTTP/1.1\r\nX: ") as line:
        while not ended and sent < MOST_BYTES:
            ended = bool(select.select([line], [], [], AT_ONCE / 10)[0])
            with suppress(ConnectionError):
                sent += line.send(b"x")
        with suppress(ConnectionError):  # what was sent after the end is answered so
            assert line.recv(65536) == b""
    assert sent < MOST_BYTES


def test_a_body_that_never_comes_holds_no_line(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = running.request("/2019/annex").replace("\r\n\r\n", "\r\nContent-Length: 9\r\n\r\n")
    with connected(running, running.request("/2019/annex")) as line:
        hears(line, b"<p>3</p>")
        monkeypatch.setattr(lines, "PATIENCE", AT_ONCE)  # it has asked: it is in no hurry
        line.sendall(asked.encode())
        hears(line, b"<p>3</p>")
        assert heard_after(line, b"x") == b""


def test_a_line_that_asks_nothing_more_is_dropped_after_its_answers(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    with connected(running, running.request("/2019/annex")) as line:
        hears(line, b"<p>3</p>")
        monkeypatch.setattr(lines, "PATIENCE", AT_ONCE)
        line.sendall(running.request("/2019/annex").encode() * 3)
        hears(line, b"<p>3</p>", 3)
        assert heard_after(line, b"GET /") == b""


def heard_after(line: socket.socket, said: bytes) -> bytes:
    """Give what is told after bytes that stop the server's own clock, which times silence."""
    with suppress(ConnectionError):  # ours has dropped it already
        line.sendall(said)
    return heard_or_refused(line)


@pytest.mark.parametrize("before", [(), ("/2019/annex",)], ids=["alone", "after an answer"])
@pytest.mark.usefixtures("impatient")
def test_a_tab_that_listens_outlives_any_number_of_lines_that_wait(
    running: Running, builder: SmallBuilder, before: tuple[str, ...]
) -> None:
    asked = "".join(map(running.request, (*before, "/events?show=2019")))
    with listening(running, asked) as tab:
        for _ in range(3):  # each of them lasts as long as a line may wait
            with connected(running) as line:
                assert heard_until_its_end(line) == b""
        (builder.folder / "2019.txt").write_text("4")
        hears(tab, b'"version": 2')


def listening(running: Running, asked: str) -> socket.socket:
    """Give a line that was heard in time, which on a busy machine may take more tries."""
    while True:
        line = connected(running, asked)
        with suppress(ConnectionError, AssertionError):
            hears(line, b'"version": 1')
            return line
        line.close()


@pytest.mark.usefixtures("patient")
def test_of_too_many_that_wait_the_oldest_goes(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lines, "WAITING", 2)
    running.client.close()  # it keeps a line of its own
    with ExitStack() as stack:
        for _ in range(20):
            first = stack.enter_context(connected(running, "GET /"))
            stack.enter_context(connected(running, "GET /"))
            third = stack.enter_context(connected(running, running.request("/2019/annex")))
            assert heard_or_refused(first) == b""
            assert third.recv(65536).startswith(b"HTTP/1.1 200")


@pytest.mark.usefixtures("patient")
def test_a_full_preview_takes_no_one_more_and_keeps_those_who_listen(
    running: Running, builder: SmallBuilder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lines, "MOST", 3)
    with ExitStack() as stack:
        running.client.close()
        tabs = [
            stack.enter_context(connected(running, running.request("/events?show=2019")))
            for _ in range(3)
        ]
        for tab in tabs:
            hears(tab, b'"version": 1')
        with connected(running, running.request("/2019/annex")) as late:
            assert heard_or_refused(late) == b""
        (builder.folder / "2019.txt").write_text("4")
        for tab in tabs:
            hears(tab, b'"version": 2')


@pytest.mark.parametrize(
    ("soft", "counted_on"), [(100, 100), (1024, 1024), (4096, 1024), (resource.RLIM_INFINITY, 1024)]
)
def test_how_many_lines_are_held_follows_how_many_files_may_be_open(
    monkeypatch: pytest.MonkeyPatch, soft: int, counted_on: int
) -> None:
    monkeypatch.setattr(resource, "getrlimit", lambda _: (soft, resource.RLIM_INFINITY))
    assert lines.files_allowed() == counted_on


class Exhausted(socket.socket):
    """A port whose system has no room for another open file for a while."""

    times = 300

    def accept(self) -> tuple[socket.socket, object]:
        self.times -= 1
        if self.times >= 0:
            raise OSError(errno.EMFILE, "Too many open files")
        return super().accept()


def test_too_many_open_files_give_one_line_and_pass(
    builder: SmallBuilder, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def listening_there(port: int) -> socket.socket:
        place = Exhausted(socket.AF_INET, socket.SOCK_STREAM)
        place.bind(("127.0.0.1", port))
        place.listen(9)
        return place

    monkeypatch.setattr(server, "listening", listening_there)
    monkeypatch.setattr(constants, "ACCEPT_RETRY_DELAY", 0.01)
    with Running(builder) as running:
        assert "<p>3</p>" in running.get("/2019/annex", timeout=300).text
    (said,) = (record.getMessage() for record in caplog.records)
    assert said == (
        "no more connections can be taken now: Too many open files. The preview goes on by itself "
        "when others end; close tabs, or allow more open files (ulimit -n)."
    )


def test_nonsense_from_anybody_says_nothing_in_the_terminal(
    running: Running, caplog: pytest.LogCaptureFixture
) -> None:
    for said in ("NONSENSE\r\n\r\n", "GET / HTTP/1.1\r\nUpgrade: websocket\r\n\r\n", "\0" * 99_999):
        with connected(running, said) as line:
            assert heard_or_refused(line)[9:12] in (b"400", b"")
    assert caplog.records == []
