from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.errors import PrintingError
from reporter.preview.display import SERVER
from tests.preview.running import until

if TYPE_CHECKING:
    import pytest

    from tests.preview.running import Running
    from tests.preview.small_builder import SmallBuilder


def test_one_line_brings_the_news_of_all_that_is_shown(
    running: Running, builder: SmallBuilder
) -> None:
    with running.events("/events?show=2019,2022,/") as told:
        shown: set[str] = set()
        while shown != {"/", "2019", "2022"}:  # 2022 as soon as it is made
            news = told()
            assert news["server"] == SERVER
            shown.add(news["show"])
        (builder.folder / "2022.txt").write_text("6")
        until(lambda: told().get("state") == "cijfer 6")


def test_an_edition_that_comes_to_be_shown_is_made_of_the_files_as_they_are(
    running: Running, builder: SmallBuilder
) -> None:
    running.get("/2022/annex")
    (builder.folder / "2022.txt").write_text("6")
    until(lambda: running.state()["version"] == 1 and builder.builds.count("2022") == 1)
    with running.events("/events?show=2022") as told:
        until(lambda: told()["state"] == "cijfer 6")


def test_what_is_told_is_counted(running: Running, builder: SmallBuilder) -> None:
    with running.events() as told:
        turns = [told()["turn"]]
        for text in ("drie", "3", "4"):
            (builder.folder / "2019.txt").write_text(text)
            turns.append(told()["turn"])
    assert turns == sorted(set(turns))
    assert running.state()["turn"] >= turns[-1]


def test_a_line_about_an_edition_that_is_not_there_tells_of_the_others(running: Running) -> None:
    with running.events("/events?show=2031,2019") as told:
        assert told()["show"] == "2019"
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
    assert "templates/voorbeeld.html.j2, row 3" in answer.text
    assert "Refresh" not in running.get("/2031/").headers
