from __future__ import annotations

import errno
import os
import resource
import stat
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reporter.deliveries import publishing
from reporter.deliveries.publishing import in_turn, publish
from reporter.errors import PublishingError

if TYPE_CHECKING:
    from collections.abc import Iterator

OURS = frozenset({"annex.html", "annex.csv", "annex.pdf"})
OLD = {"annex.html": b"old page", "annex.csv": b"old table"}
NEW = {"annex.html": b"new page", "annex.pdf": b"new print"}
NOBODY = 65534
"""The user that owns nothing."""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "output" / "2019"
    publish(folder, OLD, OURS)
    return folder


def held(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def beside(folder: Path) -> set[str]:
    return {path.name for path in folder.parent.iterdir()}


def test_a_set_is_put_in_a_folder_that_was_not_there(tmp_path: Path) -> None:
    folder = tmp_path / "not" / "yet" / "2019"
    assert publish(folder, NEW, OURS) == [folder / "annex.html", folder / "annex.pdf"]
    assert held(folder) == NEW


def test_a_new_set_takes_the_place_of_the_old_and_leaves_no_older_file_of_ours(
    place: Path,
) -> None:
    publish(place, NEW, OURS)
    assert held(place) == NEW
    assert beside(place) == {"2019", ".2019.lock"}


def test_what_colleagues_left_stays_as_it_is(place: Path) -> None:
    (place / "notes.txt").write_bytes(b"ask Piet")
    (place / "notes.txt").chmod(0o640)
    os.utime(place / "notes.txt", (10**9, 10**9))
    (place / ".~lock.annex.ods#").write_bytes(b"")
    (place / "drafts" / "old").mkdir(parents=True)
    (place / "drafts" / "old" / "annex.html").write_bytes(b"draft")
    (place / "link").symlink_to("drafts/old")
    publish(place, NEW, OURS)
    assert held(place) == {**NEW, "notes.txt": b"ask Piet", ".~lock.annex.ods#": b""}
    about = (place / "notes.txt").stat()
    assert (stat.S_IMODE(about.st_mode), about.st_mtime) == (0o640, 10**9)
    assert (place / "drafts" / "old" / "annex.html").read_bytes() == b"draft"
    assert (place / "link").readlink().as_posix() == "drafts/old"


def test_a_linked_folder_stays_a_link_and_what_it_points_at_gets_the_set(
    tmp_path: Path, place: Path
) -> None:
    link = tmp_path / "link"
    link.symlink_to(place)
    assert publish(link, NEW, OURS) == [link / "annex.html", link / "annex.pdf"]
    assert link.is_symlink()
    assert held(place) == NEW
    assert beside(link) == {"output", "link"}


def test_what_an_interrupted_build_left_is_swept_and_that_of_another_edition_is_not(
    place: Path,
) -> None:
    for name in (".2019.abcdefgh.deel", ".2019-ingroeipad.abcdefgh.deel"):
        (place.parent / name).mkdir()
        (place.parent / name / "annex.html").write_bytes(b"half")
    publish(place, NEW, OURS)
    assert beside(place) == {"2019", ".2019.lock", ".2019-ingroeipad.abcdefgh.deel"}


def test_brackets_in_the_name_of_a_folder_are_letters_like_any_other(tmp_path: Path) -> None:
    folder = tmp_path / "data [a-z]"
    leftover = tmp_path / ".data [a-z].abcdefgh.deel"
    leftover.mkdir()
    (tmp_path / ".data b.abcdefgh.deel").mkdir()
    publish(folder, NEW, OURS)
    assert beside(folder) == {"data [a-z]", ".data [a-z].lock", ".data b.abcdefgh.deel"}


def test_who_has_the_turn_has_it_again_and_others_are_told(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing, "PATIENCE", 0)
    with ThreadPoolExecutor(1) as colleague, in_turn(place):
        publish(place, NEW, OURS)
        refused = colleague.submit(publish, place, OLD, OURS).exception()
    assert str(refused) == (
        f"{place}: found another command at work there for 0 seconds, expected it to end; "
        "nothing was changed. Try again when it has ended."
    )
    assert held(place) == NEW


def test_the_lock_of_a_process_that_died_in_its_turn_blocks_nobody(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing, "PATIENCE", 0)
    code = (
        "import os, pathlib, sys; from reporter.deliveries.publishing import in_turn; "
        "in_turn(pathlib.Path(sys.argv[1])).__enter__(); os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", code, str(place)], check=False)  # noqa: S603 - our own
    assert (place.parent / ".2019.lock").exists()
    publish(place, NEW, OURS)
    assert held(place) == NEW


@pytest.mark.parametrize(
    ("mask", "files", "folders"), [(0o022, 0o644, 0o755), (0o077, 0o600, 0o700)]
)
def test_permissions_follow_the_umask(tmp_path: Path, mask: int, files: int, folders: int) -> None:
    before = os.umask(mask)
    try:
        publish(tmp_path / "2019", NEW, OURS)
        publish(tmp_path / "2019", NEW, OURS)
        assert os.umask(mask) == mask
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "2019").stat().st_mode) == folders
    assert {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "2019").iterdir()} == {files}


def refusal(folder: Path, files: dict[str, bytes]) -> str:
    with pytest.raises(PublishingError) as caught:
        publish(folder, files, OURS)
    return str(caught.value)


@contextmanager
def no_file_larger_than(size: int) -> Iterator[None]:
    """Let the system refuse larger files, as it does when the disk is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_file_that_the_disk_does_not_take_leaves_the_old_set(place: Path) -> None:
    with no_file_larger_than(1000):
        message = refusal(place, {"annex.html": b"new", "annex.pdf": bytes(2000)})
    assert message == (
        f"{place}: File too large; nothing was changed there. "
        "Check the permissions and the free space, or choose another folder with --output."
    )
    assert held(place) == OLD
    assert beside(place) == {"2019", ".2019.lock"}


def test_a_full_disk_is_told_and_leaves_the_old_set(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    assert "No space left on device; nothing was changed there." in refusal(place, NEW)
    assert held(place) == OLD
    assert beside(place) == {"2019", ".2019.lock"}


@contextmanager
def closed_to_us(folder: Path) -> Iterator[None]:
    """Take away the right to write; the administrator, who always may, becomes nobody."""
    folder.chmod(0o555)
    if os.geteuid() == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(os.getuid())
        folder.chmod(0o755)


def test_a_folder_that_is_closed_to_us_is_told_and_keeps_the_old_set() -> None:
    with tempfile.TemporaryDirectory() as output:
        place = Path(output) / "2019"
        publish(place, OLD, OURS)
        with closed_to_us(Path(output)):
            assert refusal(place, NEW).startswith(f"{place}: Permission denied; nothing was")
        assert held(place) == OLD


def test_a_file_where_the_folder_should_be_is_told_and_stays(tmp_path: Path) -> None:
    (tmp_path / "2019").write_bytes(b"a letter")
    assert refusal(tmp_path / "2019", NEW).startswith(f"{tmp_path / '2019'}: Not a directory;")
    assert (tmp_path / "2019").read_bytes() == b"a letter"
    assert beside(tmp_path / "2019") == {"2019", ".2019.lock"}


def test_a_file_where_the_folder_above_should_be_is_told_and_stays(tmp_path: Path) -> None:
    (tmp_path / "output").write_bytes(b"a letter")
    assert "nothing was changed there" in refusal(tmp_path / "output" / "2019", NEW)
    assert (tmp_path / "output").read_bytes() == b"a letter"
