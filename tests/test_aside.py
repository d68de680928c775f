"""Folders for a moment go by themselves, and what a kill left of ours goes at the next start."""

from __future__ import annotations

import os
import shutil
import time
from typing import TYPE_CHECKING

import pytest

from reporter.aside import DAY, folder_for_now

if TYPE_CHECKING:
    from pathlib import Path

BEGINNING = "reporter-press-"


def left_behind(place: Path, name: str = f"{BEGINNING}0123abcd", age: float = DAY + 60) -> Path:
    """Make what a killed process would have left, of this age in seconds."""
    folder = place / name
    folder.mkdir()
    (folder / "copy.parquet").write_text("somebody")
    os.utime(folder, times=(time.time() - age,) * 2)
    return folder


def begin_one(place: Path) -> None:
    with folder_for_now(BEGINNING, place):
        pass


def test_a_folder_is_for_its_user_alone_and_goes_after_use(tmp_path: Path) -> None:
    with folder_for_now(BEGINNING, tmp_path) as folder:
        assert folder.stat().st_mode & 0o777 == 0o700
        assert folder.parent == tmp_path
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", [f"{BEGINNING}0123abcd", f"{BEGINNING}gq4z6o_l"])
def test_what_a_kill_left_over_a_day_ago_goes_at_the_next_start(tmp_path: Path, name: str) -> None:
    left_behind(tmp_path, name)
    begin_one(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_what_is_younger_than_a_day_stays(tmp_path: Path) -> None:
    young = left_behind(tmp_path, age=DAY - 3600)
    begin_one(tmp_path)
    assert list(tmp_path.iterdir()) == [young]


@pytest.mark.parametrize(
    "name", ["reporter-press-", "reporter-press-0123abcd.bak", "xreporter-press-0123abcd"]
)
def test_what_is_not_named_as_ours_stays(tmp_path: Path, name: str) -> None:
    other = left_behind(tmp_path, name)
    begin_one(tmp_path)
    assert list(tmp_path.iterdir()) == [other]


def test_what_belongs_to_another_user_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = left_behind(tmp_path)
    monkeypatch.setattr(os, "getuid", lambda: other.stat().st_uid + 1)
    begin_one(tmp_path)
    assert list(tmp_path.iterdir()) == [other]


def test_a_link_is_neither_followed_nor_removed(tmp_path: Path) -> None:
    (tmp_path / "temporary").mkdir()
    aim = left_behind(tmp_path)
    link = tmp_path / "temporary" / aim.name
    link.symlink_to(aim)
    os.utime(link, (0, 0), follow_symlinks=False)
    begin_one(tmp_path / "temporary")
    assert (link.is_symlink(), (aim / "copy.parquet").read_text()) == (True, "somebody")


def test_a_link_in_what_was_left_does_not_lead_out_of_it(tmp_path: Path) -> None:
    (tmp_path / "temporary").mkdir()
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("ask Piet")
    stale = left_behind(tmp_path / "temporary")
    (stale / "link").symlink_to(tmp_path / "mine")
    os.utime(stale, (0, 0))
    begin_one(tmp_path / "temporary")
    assert not stale.exists()
    assert (tmp_path / "mine" / "notes.txt").read_text() == "ask Piet"


def test_what_a_process_that_still_runs_uses_stays_however_old(tmp_path: Path) -> None:
    with folder_for_now(BEGINNING, tmp_path) as folder:
        os.utime(folder, (0, 0))
        begin_one(tmp_path)
        assert folder.is_dir()


def test_a_folder_in_which_threads_still_write_goes_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rmtree, tried = shutil.rmtree, []

    def written_meanwhile(folder: Path, *, ignore_errors: bool) -> None:
        rmtree(folder, ignore_errors=ignore_errors)
        tried.append(folder)
        if len(tried) < 3:
            folder.mkdir()

    monkeypatch.setattr(shutil, "rmtree", written_meanwhile)
    begin_one(tmp_path)
    assert (list(tmp_path.iterdir()), len(tried)) == ([], 3)


def test_a_place_that_cannot_be_listed_is_told_as_usual(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        begin_one(tmp_path / "gone")


def test_where_a_system_has_no_locks_and_no_users_nothing_is_swept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = left_behind(tmp_path)
    monkeypatch.setattr("reporter.aside.flock", None)
    monkeypatch.delattr("os.getuid")
    begin_one(tmp_path)
    assert list(tmp_path.iterdir()) == [left]
