from __future__ import annotations

import asyncio
import os
import signal
import socket
import threading
from contextlib import ExitStack
from typing import TYPE_CHECKING

import httpx
import pytest

from reporter.errors import PreviewError
from reporter.page.files import FILES
from reporter.preview.app import FORMS
from reporter.preview.server import listening, serve
from tests.preview.running import Running, listened_to, until

if TYPE_CHECKING:
    from reporter.preview.server import Started
    from tests.preview.small_builder import SmallBuilder


def test_a_saved_file_becomes_a_new_page(running: Running, builder: SmallBuilder) -> None:
    assert "<p>3</p>" in running.get("/2019/annex").text
    with running.events() as told:
        first = told()
        assert (first["version"], first["state"], first["failure"]) == (1, "cijfer 3", "")
        (builder.folder / "2019.txt").write_text("4")
        until(lambda: told()["version"] == 2)
    state = running.state()
    assert "<p>4</p>" in state["html"]
    assert state["margin"] == "<p>4</p>"


def test_a_failed_build_keeps_the_last_good_page_and_heals(
    running: Running, builder: SmallBuilder
) -> None:
    text = builder.folder / "2019.txt"
    with running.events() as told:
        told()
        text.write_text("drie")
        until(lambda: bool(told()["failure"]))
        state = running.state()
        assert "2019.txt, row 1: found &#x27;drie&#x27;, expected a number." in state["failure"]
        assert (state["version"], "<p>3</p>" in state["html"]) == (1, True)
        text.write_text("3")
        until(lambda: not told()["failure"])
    assert running.state()["version"] == 2


def test_an_error_nobody_foresaw_is_shown_as_well(running: Running, builder: SmallBuilder) -> None:
    (builder.folder / "2019.txt").write_bytes(b"\xff")
    until(lambda: bool(running.state()["failure"]))
    assert "can&#x27;t decode byte 0xff" in running.state()["failure"]
    (builder.folder / "2019.txt").write_text("7")
    until(lambda: "<p>7</p>" in running.state()["html"])


def test_an_error_that_cannot_be_told_well_is_told_plainly(
    running: Running, builder: SmallBuilder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(builder), "failure", None)
    (builder.folder / "2019.txt").write_text("<drie>")
    until(lambda: "found &#x27;&lt;drie&gt;&#x27;" in running.state()["failure"])


def test_a_file_half_written_does_not_flash_an_error(
    running: Running, builder: SmallBuilder, monkeypatch: pytest.MonkeyPatch
) -> None:
    told_failures: list[str] = []
    built = type(builder).build

    def build_while_written(self: SmallBuilder, name: str) -> object:
        try:
            return built(self, name)
        finally:
            (builder.folder / "2019.txt").write_text("8")

    monkeypatch.setattr(type(builder), "build", build_while_written)
    monkeypatch.setattr(type(builder), "failure", lambda *words: told_failures.append(str(words)))
    (builder.folder / "2019.txt").write_text("half wr")
    until(lambda: "<p>8</p>" in running.state()["html"])
    assert told_failures == []


def test_a_preview_can_begin_with_an_edition_that_fails(builder: SmallBuilder) -> None:
    (builder.folder / "2019.txt").write_text("drie")
    with Running(builder) as running:
        assert not running.told.sound
        assert "Er is nog geen bijlage" in running.get("/2019/annex").text
        assert running.get("/2019/annex.json").status_code == 404
        assert (running.state()["version"], running.state()["html"]) == (0, "")
        (builder.folder / "2019.txt").write_text("3")
        until(lambda: running.state()["version"] == 1)


def test_only_editions_that_are_looked_at_are_built(
    running: Running, builder: SmallBuilder
) -> None:
    running.get("/2022/annex")
    builder.builds.clear()
    (builder.folder / "style.css").write_text("p { color: red }")
    until(lambda: "red" in running.state()["html"])
    assert builder.builds == ["2019"]
    assert "red" in running.get("/2022/annex").text
    assert builder.builds == ["2019", "2022"]
    with running.events("/events?show=2022") as told:
        told()
        (builder.folder / "style.css").write_text("p { color: blue }")
        until(lambda: told()["version"] == 3)
    assert builder.builds == ["2019", "2022", "2019", "2022"]


def test_the_index_is_made_anew_after_a_change(running: Running, builder: SmallBuilder) -> None:
    assert "2019, 2022" in running.get("/").text
    with running.events("/events") as told:
        told()
        (builder.folder / "2030.txt").write_text("9")
        told()
    assert "2019, 2022, 2030" in running.get("/").text
    assert "<p>9</p>" in running.get("/2030/annex").text


def test_the_address_of_an_edition_may_lack_its_last_stroke(running: Running) -> None:
    answer = running.get("/2019")
    assert (answer.status_code, answer.headers["Location"]) == (307, "2019/")


def test_a_download_is_of_exactly_what_is_shown(running: Running, builder: SmallBuilder) -> None:
    (builder.folder / "2019.txt").write_text("drie")
    until(lambda: bool(running.state()["failure"]))
    answer = running.get("/2019/annex.json?version=1")
    assert answer.json() == ["json", "3"]
    assert answer.headers["Content-Disposition"] == 'attachment; filename="annex-2019.json"'
    (builder.folder / "2019.txt").write_text("4")
    until(lambda: running.state()["version"] == 2)
    assert running.get("/2019/annex.json?version=1").status_code == 409
    assert running.get("/2019/annex.csv?version=2").json() == ["csv", "4"]


def test_a_form_that_does_not_exist_is_refused(running: Running) -> None:
    assert running.get("/2019/annex.docx").status_code == 404
    assert {"html", "pdf", "json", "csv", "ods"} == FORMS.keys() == FILES.keys()


def test_the_pages_of_the_pdf_follow_as_pictures(running: Running, builder: SmallBuilder) -> None:
    sheets = {"version": 1, "count": 3, "problem": "", "notice": ""}
    until(lambda: running.state()["pages"] == sheets)
    picture = running.get("/2019/pages/3.png?version=1")
    assert picture.headers["Content-Type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")
    assert running.get("/2019/pages/4.png").status_code == 404
    assert running.get("/2019/pages/0.png").status_code == 404
    (builder.folder / "2019.txt").write_text("1")
    until(lambda: running.state()["pages"] == sheets | {"version": 2, "count": 1})
    assert running.get("/2019/pages/1.png?version=1").status_code == 409


def test_a_pdf_that_cannot_be_made_is_told_and_nothing_else_fails(
    builder: SmallBuilder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> bytes:
        message = "no Pango here"
        raise PreviewError(message)

    monkeypatch.setattr(type(builder), "file", refuse)
    with Running(builder) as running:
        until(lambda: bool(running.state()["pages"]["problem"]))
        told = running.state()["pages"]["problem"]
        assert told == "De pdf kan nu niet worden gemaakt. Het programma meldt: geen Pango here"
        assert "<p>3</p>" in running.get("/2019/annex").text
        assert running.get("/2019/annex.pdf").status_code == 503


def test_a_slow_pdf_holds_nothing_up_and_pages_between_are_never_printed(
    builder: SmallBuilder, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed, begun, go = [], threading.Event(), threading.Event()
    file = type(builder).file

    def slowly(self: SmallBuilder, text: str, form: str) -> bytes:
        begun.set()
        assert go.wait(300)
        printed.append(text)
        return file(self, text, form)

    monkeypatch.setattr(type(builder), "file", slowly)
    with Running(builder) as running:
        assert begun.wait(300)
        for version, figure in enumerate(("4", "5", "6"), start=2):
            (builder.folder / "2019.txt").write_text(figure)
            until(lambda version=version: running.state()["version"] == version)  # type: ignore[misc]  # bound at once
        go.set()
        until(lambda: running.state()["pages"]["version"] == 4)
        assert running.state()["pages"]["count"] == 6
        assert printed == ["3", "6"]


def test_a_tab_that_comes_back_hears_at_once_what_it_missed(
    running: Running, builder: SmallBuilder
) -> None:
    with running.events() as told:
        assert told()["version"] == 1
    (builder.folder / "2019.txt").write_text("4")
    until(lambda: running.state()["version"] == 2)
    with running.events() as told:
        assert told()["version"] == 2


def test_a_tab_that_never_reads_holds_nobody_up(running: Running, builder: SmallBuilder) -> None:
    address = running.client.base_url
    with (
        httpx.Client(base_url=address, trust_env=False, timeout=300) as other,
        other.stream("GET", "/events?show=2019"),
    ):
        for figure in range(4, 14):
            (builder.folder / "2019.txt").write_text(str(figure))
            until(lambda figure=figure: f"<p>{figure}</p>" in running.state()["html"])  # type: ignore[misc]  # bound at once


def test_a_tab_that_has_gone_is_no_longer_built_for(
    running: Running, builder: SmallBuilder, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = listened_to(monkeypatch)
    with running.events("/events?show=2022") as told:
        told()
    until(lambda: lines == [])
    builder.builds.clear()
    (builder.folder / "style.css").write_text("p { color: red }")
    until(lambda: "red" in running.state()["html"])
    (builder.folder / "style.css").write_text("p { color: blue }")
    until(lambda: "blue" in running.state()["html"])
    assert {*builder.builds} == {"2019"}


def test_two_hundred_tabs_hear_of_a_change(running: Running, builder: SmallBuilder) -> None:
    asked = running.request("/events?show=2019").encode()
    with ExitStack() as stack:
        tabs = []
        for _ in range(200):
            place = ("127.0.0.1", running.port)
            tabs.append(stack.enter_context(socket.create_connection(place, timeout=300)))
            tabs[-1].sendall(asked)
        heard = [b"" for _ in tabs]
        for number, tab in enumerate(tabs):
            while b'"version": 1' not in heard[number]:
                heard[number] += tab.recv(65536) or pytest.fail("the line was ended")
        (builder.folder / "2019.txt").write_text("4")
        for number, tab in enumerate(tabs):
            while b'"version": 2' not in heard[number]:
                heard[number] += tab.recv(65536) or pytest.fail("the line was ended")
    assert running.state()["state"] == "cijfer 4"


def test_a_taken_port_is_told() -> None:
    with listening(0) as place, pytest.raises(PreviewError, match="is taken, perhaps by another"):
        listening(place.getsockname()[1])


def test_a_system_without_priorities_and_signals_shows_it_too(
    builder: SmallBuilder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise NotImplementedError

    def press_ctrl_c(_: Started) -> None:
        raise KeyboardInterrupt

    monkeypatch.delattr(os, "setpriority")
    monkeypatch.delattr(signal, "SIGHUP")
    monkeypatch.setattr(asyncio.SelectorEventLoop, "add_signal_handler", refuse)
    with Running(builder) as running:
        until(lambda: running.state()["pages"]["count"] == 3)
    builder.closed = False
    serve(builder, "2019", 0, press_ctrl_c)
    assert builder.closed


def test_the_end_closes_the_builder_although_tabs_are_open(builder: SmallBuilder) -> None:
    with Running(builder) as running, running.events() as told:
        told()
        running.stop()
    assert builder.closed
