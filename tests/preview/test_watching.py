from __future__ import annotations

import os
import shutil
import time
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from watchfiles import awatch

from reporter.preview import watching
from reporter.preview.watching import BURST
from tests.preview.running import Running, until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.preview.small_builder import SmallBuilder

LONG_ENOUGH = 1.3
"""Seconds in which a change would certainly have been noticed, also by looking oneself."""


@pytest.fixture(params=[False, True], ids=["told by the system", "by polling"])
def watched(builder: SmallBuilder, request: pytest.FixtureRequest) -> Iterator[Running]:
    with Running(builder, poll=request.param) as running:
        time.sleep(0.3)  # polling takes its first look
        yield running


def save(path: Path) -> None:
    path.write_text("4")


def save_by_moving(path: Path) -> None:
    aside = path.with_name(".x.goutputstream")
    aside.write_text("4")
    aside.replace(path)


def save_as_vim_does(path: Path) -> None:
    path.with_name("4913").touch()
    path.with_name("4913").unlink()
    path.rename(path.with_name(f"{path.name}~"))
    path.write_text("4")
    path.with_name(f"{path.name}~").unlink()


def save_as_excel_does(path: Path) -> None:
    path.with_name(f"~${path.name}").write_text("mine")
    aside = path.with_name("A1B2C3D4.tmp")
    aside.write_text("4")
    path.unlink()
    aside.rename(path)
    path.with_name(f"~${path.name}").unlink()


@pytest.mark.parametrize("way", [save, save_by_moving, save_as_vim_does, save_as_excel_does])
def test_however_a_file_is_saved_the_page_follows(
    watched: Running, builder: SmallBuilder, way: Callable[[Path], None]
) -> None:
    way(builder.folder / "2019.txt")
    until(lambda: "<p>4</p>" in watched.state()["html"])
    assert watched.state()["failure"] == ""


def test_a_file_that_comes_and_one_that_goes_are_noticed(
    watched: Running, builder: SmallBuilder
) -> None:
    (builder.folder / "style.css").unlink()
    until(lambda: bool(watched.state()["failure"]))
    (builder.folder / "style.css").write_text("p { color: green }")
    until(lambda: "green" in watched.state()["html"])
    (builder.folder / "2031.txt").write_text("1")
    until(lambda: "2031" in watched.get("/").text)


def test_a_burst_of_saves_gives_one_build(running: Running, builder: SmallBuilder) -> None:
    builder.builds.clear()
    saved = []
    for number in range(25):
        (builder.folder / "2019.txt").write_text(str(number))
        (builder.folder / "style.css").write_text(f"p {{ top: {number}px }}")
        saved.append(time.monotonic())
    until(lambda: "<p>24</p>" in running.state()["html"])
    time.sleep(LONG_ENOUGH)
    # A busy machine may hold the saver up in between, and then it is no burst any more.
    pauses = sum(later - before > BURST / 2000 for before, later in pairwise(saved))
    assert 1 <= len(builder.builds) <= 1 + pauses


@pytest.mark.parametrize(
    "name",
    [
        ".2019.txt.swp",
        ".~lock.2019.txt#",
        "~$2019.txt",
        "4913",
        "2019.txt~",
        "#2019.txt#",
        "A1B2.tmp",
        ".git/index",
        "__pycache__/a.pyc",
    ],
)
def test_what_programs_leave_beside_a_file_is_no_change(
    running: Running, builder: SmallBuilder, name: str
) -> None:
    builder.builds.clear()
    path = builder.folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("mine")
    path.write_text("still mine")
    path.unlink()
    time.sleep(LONG_ENOUGH)
    assert builder.builds == []
    assert running.state()["version"] == 1


def test_a_file_that_no_build_read_may_change(running: Running, builder: SmallBuilder) -> None:
    (builder.folder / "README.md").write_text("new, so it might matter")
    until(lambda: running.state()["version"] == 2)
    builder.builds.clear()
    (builder.folder / "README.md").write_text("changed")
    time.sleep(LONG_ENOUGH)
    assert builder.builds == []


def test_reading_is_no_change(running: Running, builder: SmallBuilder) -> None:
    builder.builds.clear()
    (builder.folder / "2019.txt").read_text()
    list(builder.folder.iterdir())
    time.sleep(LONG_ENOUGH)
    assert builder.builds == []
    assert running.state()["version"] == 1


def test_what_another_process_read_for_the_pdf_is_watched(
    running: Running, builder: SmallBuilder
) -> None:
    font = builder.folder / "font.ttf"
    until(lambda: running.state()["pages"]["count"] == 3)
    font.write_text("letters")
    until(lambda: running.state()["version"] == 2)
    font.write_text("other letters")
    until(lambda: running.state()["version"] == 3)


def test_a_file_behind_a_link_is_watched_where_it_lies(
    running: Running, builder: SmallBuilder, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere.txt").write_text("5")
    (builder.folder / "2019.txt").unlink()
    (builder.folder / "2019.txt").symlink_to(tmp_path / "elsewhere.txt")
    until(lambda: "<p>5</p>" in running.state()["html"])
    (tmp_path / "elsewhere.txt").write_text("6")
    until(lambda: "<p>6</p>" in running.state()["html"])


def test_a_folder_that_is_replaced_is_watched_again(
    running: Running, builder: SmallBuilder, tmp_path: Path
) -> None:
    shutil.copytree(builder.folder, tmp_path / "branch")
    (tmp_path / "branch" / "2019.txt").write_text("6")
    builder.folder.rename(tmp_path / "before")
    (tmp_path / "branch").rename(builder.folder)
    until(lambda: "<p>6</p>" in running.state()["html"])
    time.sleep(LONG_ENOUGH)
    (builder.folder / "2019.txt").write_text("7")
    until(lambda: "<p>7</p>" in running.state()["html"])


def test_a_folder_that_has_gone_for_a_while_is_an_error_that_heals(
    running: Running, builder: SmallBuilder, tmp_path: Path
) -> None:
    builder.folder.rename(tmp_path / "gone")
    until(lambda: bool(running.state()["failure"]))
    time.sleep(LONG_ENOUGH)
    assert "<p>3</p>" in running.state()["html"]
    (tmp_path / "gone").rename(builder.folder)
    until(lambda: not running.state()["failure"])


def test_a_folder_that_comes_later_is_watched_from_then_on(
    builder: SmallBuilder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = tmp_path / "later"
    monkeypatch.setattr(type(builder), "sources", (builder.folder, later))
    with Running(builder) as running:
        later.mkdir()
        until(lambda: running.state()["version"] == 2)
        (later / "new.txt").write_text("new")
        until(lambda: running.state()["version"] == 3)


def test_it_tells_what_it_watches(running: Running, builder: SmallBuilder) -> None:
    assert running.told.folders == {os.path.realpath(builder.folder): 2}


@pytest.mark.parametrize("refused", [{None}, {None, True}], ids=["being told", "polling as well"])
def test_where_the_system_can_tell_of_no_more_changes_the_files_are_looked_at_and_one_line_says_so(
    builder: SmallBuilder,
    refused: set[bool | None],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def watch(*folders: Path, **how: Any) -> object:
        if how["force_polling"] in refused:  # what inotify says when its instances are used up
            said = "Error creating recommended watcher: Too many open files (os error 24)"
            raise RuntimeError(said)
        return awatch(*folders, **how)

    monkeypatch.setattr(watching, "awatch", watch)
    with Running(builder) as running:
        until(lambda: bool(caplog.messages))
        (builder.folder / "2019.txt").write_text("4")
        until(lambda: running.state()["state"] == "cijfer 4")
    (said,) = caplog.messages
    assert said.startswith("The system cannot tell of changes (Error creating recommended watcher")
