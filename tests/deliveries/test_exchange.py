from __future__ import annotations

import ctypes
import errno
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reporter.deliveries.publishing import exchange, publish
from reporter.errors import PublishingError

if TYPE_CHECKING:
    from collections.abc import Callable

OURS = frozenset({"annex.html"})


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text(name)
    return tmp_path / "one", tmp_path / "other"


def contents(folders: tuple[Path, Path]) -> tuple[str, ...]:
    return tuple((folder / "file").read_text() for folder in folders)


class Library:
    """A C library whose renameat2 answers with an error; without a number it has none."""

    def __init__(self, number: int | None) -> None:
        if number is not None:
            self.renameat2: Callable[..., int] = lambda *_: ctypes.set_errno(number) or -1


def answer(monkeypatch: pytest.MonkeyPatch, number: int | None) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: Library(number))


def test_two_folders_change_names_at_once(folders: tuple[Path, Path]) -> None:
    exchange(*folders)
    assert contents(folders) == ("other", "one")


@pytest.mark.parametrize("number", [None, errno.ENOSYS, errno.EINVAL, errno.ENOTSUP])
def test_a_system_without_the_call_changes_names_in_three_steps(
    monkeypatch: pytest.MonkeyPatch, folders: tuple[Path, Path], number: int | None
) -> None:
    answer(monkeypatch, number)
    exchange(*folders)
    assert contents(folders) == ("other", "one")
    assert {path.name for path in folders[0].parent.iterdir()} == {"one", "other"}


def test_any_other_answer_of_the_system_is_an_error(
    monkeypatch: pytest.MonkeyPatch, folders: tuple[Path, Path]
) -> None:
    answer(monkeypatch, errno.EACCES)
    with pytest.raises(PermissionError, match="Permission denied"):
        exchange(*folders)
    assert contents(folders) == ("one", "other")


def test_a_step_that_fails_half_way_is_taken_back(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    answer(monkeypatch, errno.ENOSYS)
    place = tmp_path / "2019"
    publish(place, {"annex.html": b"old"}, OURS)
    rename = Path.rename

    def refuse_new(self: Path, target: Path) -> Path:
        if self.name.endswith(".deel") and target == place:
            raise OSError(errno.EBUSY, "Device or resource busy")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse_new)
    with pytest.raises(PublishingError, match="Device or resource busy; nothing was changed"):
        publish(place, {"annex.html": b"new"}, OURS)
    assert (place / "annex.html").read_bytes() == b"old"
    assert {path.name for path in tmp_path.iterdir()} == {"2019", ".2019.lock"}


def test_a_set_that_was_left_aside_is_put_back_before_anything_else(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    answer(monkeypatch, errno.ENOSYS)
    aside = tmp_path / ".2019.abcdefgh.deel.oud"
    aside.mkdir()
    (aside / "annex.html").write_bytes(b"old")
    (aside / "notes.txt").write_bytes(b"ask Piet")
    publish(tmp_path / "2019", {"annex.html": b"new"}, OURS)
    assert {path.name for path in tmp_path.iterdir()} == {"2019", ".2019.lock"}
    assert (tmp_path / "2019" / "notes.txt").read_bytes() == b"ask Piet"
    assert (tmp_path / "2019" / "annex.html").read_bytes() == b"new"
