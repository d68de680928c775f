from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from reporter.errors import PrintingError
from tests.preview.running import listened_to, until

if TYPE_CHECKING:
    import pytest

    from reporter.preview.state import PreviewPage
    from tests.preview.running import Running
    from tests.preview.small_builder import SmallBuilder


def test_a_line_tells_all_of_what_is_shown_at_once_and_after_every_change(
    running: Running, builder: SmallBuilder
) -> None:
    with running.events("/events?show=2022") as told:
        first = told()
        assert (first["version"], first["margin"]) == (1, "<p>5</p>")
        assert "<p>5</p>" in first["html"]
        (builder.folder / "2022.txt").write_text("6")
        until(lambda: told()["state"] == "cijfer 6")


def test_a_line_about_the_list_tells_that_it_may_be_out_of_date(
    running: Running, builder: SmallBuilder
) -> None:
    with running.events("/events?show=/") as told:
        first = told()
        (builder.folder / "2019.txt").write_text("6")
        later = told()
    assert first["turn"] < later["turn"]


def test_an_edition_that_comes_to_be_shown_is_made_of_the_files_as_they_are(
    running: Running, builder: SmallBuilder
) -> None:
    running.get("/2022/annex")
    (builder.folder / "2022.txt").write_text("6")
    until(lambda: running.state()["version"] == 1 and builder.builds.count("2022") == 1)
    with running.events("/events?show=2022") as told:
        until(lambda: told()["state"] == "cijfer 6")


def test_what_is_told_comes_in_the_order_in_which_it_happened(
    running: Running, builder: SmallBuilder
) -> None:
    heard: list[Any] = []
    with running.events() as told:

        def hears(version: int, *, failing: bool) -> bool:
            heard.append(told())
            return (heard[-1]["version"], bool(heard[-1]["failure"])) == (version, failing)

        (builder.folder / "2019.txt").write_text("drie")
        until(lambda: hears(1, failing=True))
        (builder.folder / "2019.txt").write_text("3")
        until(lambda: hears(2, failing=False))
        (builder.folder / "2019.txt").write_text("4")
        until(lambda: hears(3, failing=False))
    versions = [news["version"] for news in heard]
    assert versions == sorted(versions)
    assert heard[-1]["state"] == running.state()["state"] == "cijfer 4"


def test_a_line_that_ends_during_a_build_leaves_the_edition_to_who_comes_next(
    running: Running, builder: SmallBuilder, monkeypatch: pytest.MonkeyPatch
) -> None:
    build, begun, go = type(builder).build, threading.Event(), threading.Event()

    def build_slowly(self: SmallBuilder, name: str) -> PreviewPage:
        begun.set()
        assert go.wait(300)
        return build(self, name)

    monkeypatch.setattr(type(builder), "build", build_slowly)
    lines = listened_to(monkeypatch)
    with running.client.stream("GET", "/events?show=2022"):
        assert begun.wait(300)
    until(lambda: lines == [])
    go.set()
    assert running.state("2022")["state"] == "cijfer 5"


def test_a_line_about_an_edition_that_is_not_there_is_refused(running: Running) -> None:
    assert running.get("/events?show=2031").status_code == 404


def test_a_page_that_cannot_be_made_comes_again_by_itself(
    running: Running, monkeypatch: pytest.MonkeyPatch, builder: SmallBuilder
) -> None:
    def refuse(*_: object) -> str:
        message = "templates/voorbeeld.html.j2, row 3: unexpected '}'"
        raise PrintingError(message)

    monkeypatch.setattr(type(builder), "shell", refuse)
    answer = running.get("/2019/")
    assert (answer.status_code, answer.headers["Refresh"]) == (503, "2")
    assert "Deze pagina kan nu niet worden gemaakt." in answer.text
    assert "templates/voorbeeld.html.j2, rij 3" in answer.text
    assert "Refresh" not in running.get("/2031/").headers
