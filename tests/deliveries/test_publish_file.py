from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING

import pytest

from reporter.deliveries.publishing import publish_file
from reporter.errors import PublishingError

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_is_put_in_a_folder_that_was_not_there(tmp_path: Path) -> None:
    publish_file(tmp_path / "not" / "yet" / "changes.html", b"new")
    assert (tmp_path / "not" / "yet" / "changes.html").read_bytes() == b"new"


def test_a_new_file_takes_the_place_of_the_old_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    for content in (b"old", b"new"):
        publish_file(tmp_path / "changes.html", content)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"changes.html": b"new"}


@pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o644), (0o077, 0o600)])
def test_the_permissions_of_a_file_follow_the_umask(tmp_path: Path, mask: int, mode: int) -> None:
    before = os.umask(mask)
    try:
        publish_file(tmp_path / "changes.html", b"new")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "changes.html").stat().st_mode) == mode


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    path = tmp_path / "changes.html"
    publish_file(path, b"old")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(PublishingError) as caught:
        publish_file(path, b"new")
    assert str(caught.value) == (
        f"{path}: No space left on device; nothing was changed there. "
        "Check the permissions and the free space."
    )
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == {"changes.html": b"old"}


def test_a_folder_where_the_file_should_be_is_told_and_stays(tmp_path: Path) -> None:
    (tmp_path / "changes.html").mkdir()
    with pytest.raises(PublishingError, match="Is a directory; nothing was changed there"):
        publish_file(tmp_path / "changes.html", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["changes.html"]


def test_what_a_kill_left_beside_the_file_goes_with_the_next(tmp_path: Path) -> None:
    stale = tmp_path / ".changes.html.0123abcd"
    stale.mkdir()
    (stale / "changes.html").write_bytes(b"half")
    os.utime(stale, (0, 0))
    publish_file(tmp_path / "changes.html", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["changes.html"]
