"""The command where the machine is odd: full, closed, gone, broken, or somebody else's."""

from __future__ import annotations

import os
import stat
import subprocess
from pathlib import Path

import pytest

from reporter.project import HERE
from tests.end_to_end.runs import REPORTER, environment

FULL = Path("/dev/full")
SHORT = ("build", "2022", "--format", "csv")
"""What tells on standard error that a table is left out."""


def call(
    *words: str, cwd: Path, said: int = subprocess.PIPE, told: int = subprocess.PIPE, **more: str
) -> tuple[int, str, str]:
    """Give the exit code and what came out; ``said`` and ``told`` are standard output and error."""
    done = subprocess.run(  # noqa: S603 - our own command
        [*REPORTER, *words],
        cwd=cwd,
        stdout=said,
        stderr=told,
        check=False,
        env=environment(REPORTER_PROJECT=str(HERE.folder), **more),
    )
    out, err = ((text or b"").decode(errors="replace") for text in (done.stdout, done.stderr))
    assert "Traceback" not in err
    return done.returncode, out, err


@pytest.mark.parametrize("words", [["--help"], ["build", "--help"], ["editions"]])
def test_an_output_without_room_is_told(tmp_path: Path, words: list[str]) -> None:
    with FULL.open("wb") as full:
        code, _, err = call(*words, cwd=tmp_path, said=full.fileno())
    refused = "The computer refuses: [Errno 28] No space left on device."
    assert (code, err) == (2, f"{refused} Check permissions and free space.\n")


def test_what_cannot_be_told_undoes_no_work(tmp_path: Path) -> None:
    with FULL.open("wb") as full:
        code, out, _ = call(*SHORT, "--output", "o", cwd=tmp_path, told=full.fileno())
    assert (code, out) == (0, "o/2022/annex.csv\n")


@pytest.mark.parametrize("words", [["build", "2091"], ["build"]])
def test_a_fault_that_cannot_be_told_is_a_fault(tmp_path: Path, words: list[str]) -> None:
    with FULL.open("wb") as full:
        assert call(*words, cwd=tmp_path, said=full.fileno(), told=full.fileno())[0] == 2


@pytest.mark.parametrize("words", [["--help"], [*SHORT, "--output", "o"]])
def test_a_reader_that_has_seen_enough_ends_it_quietly(tmp_path: Path, words: list[str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    code, _, err = call(*words, cwd=tmp_path, said=writer)
    os.close(writer)
    assert code == 141
    assert "left out" in err or not err


def test_a_job_without_any_input_or_output_works(tmp_path: Path) -> None:
    printed = HERE.published_file("2019")
    call_of_shell = f'"$@" check --printed "{printed}" --edition 2019 <&- >&- 2>err'
    words = ["sh", "-c", call_of_shell, "sh", *REPORTER]
    done = subprocess.run(words, cwd=tmp_path, check=False, env=environment())  # noqa: S603 - ours
    assert (done.returncode, (tmp_path / "err").read_text()) == (1, "")


@pytest.mark.parametrize("zone", [":/etc/passwd", "/dev/zero", "a.zone"])
def test_a_time_zone_that_is_none_changes_nothing(tmp_path: Path, zone: str) -> None:
    (tmp_path / "a.zone").write_text("Europe/Amsterdam")
    assert call(*SHORT, "--output", "o", cwd=tmp_path, TZ=zone)[:2] == (0, "o/2022/annex.csv\n")


def test_a_folder_that_was_removed_under_us_is_told_or_does_not_matter(tmp_path: Path) -> None:
    shell = 'mkdir gone && cd gone && rmdir ../gone && exec "$@"'
    words = ["sh", "-c", shell, "sh", *REPORTER, *SHORT, "--output"]
    ends = [
        subprocess.run(  # noqa: S603 - our own command
            [*words, output],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
            env=environment(REPORTER_PROJECT=str(HERE.folder)),
        )
        for output in (str(tmp_path / "o"), "o")
    ]
    assert (ends[0].returncode, ends[0].stdout) == (0, f"{tmp_path}/o/2022/annex.csv\n")
    assert (ends[1].returncode, ends[1].stderr) == (
        2,
        "The folder you are in is not there any more. Go to another, and try again.\n",
    )


def test_a_link_to_itself_is_told(tmp_path: Path) -> None:
    (tmp_path / "o").mkdir()
    (tmp_path / "o" / "2022").symlink_to("2022")
    code, _, err = call(*SHORT, "--output", "o", cwd=tmp_path)
    assert code == 2
    assert err.startswith(f"{tmp_path}/o/2022: Not a directory; nothing was changed there.")


def test_a_file_in_the_folder_we_stand_in_passes_for_no_library(tmp_path: Path) -> None:
    for name in ("json", "typing", "click", "babel", "html", "weasyprint"):
        (tmp_path / f"{name}.py").write_text(f"open('{name}-ran', 'w'); raise SystemExit(9)")
    code, out, _ = call("build", "2019", "--format", "pdf", "--output", "o", cwd=tmp_path)
    assert (code, out) == (0, "o/2019/annex.pdf\n")
    assert list(tmp_path.glob("*-ran")) == []


def test_no_mask_keeps_us_out_of_what_we_make(tmp_path: Path) -> None:
    before = os.umask(0o777)
    try:
        assert call(*SHORT, "--output", "o", cwd=tmp_path)[0] == 0
    finally:
        os.umask(before)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "o").rglob("*")}
    assert modes == {".2022.lock": 0o600, "2022": 0o700, "annex.csv": 0o600}


def test_a_reason_is_kept_as_it_was_typed_whatever_the_language_of_the_machine(
    tmp_path: Path,
) -> None:
    words = ("accept", "2018", "--reason", "Één – reden", "--output", "o")
    ended = call(*words, cwd=tmp_path, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert ended[0] == 0
    assert '"reason": "Één – reden"' in (tmp_path / "o" / "accepted" / "2018.json").read_text()


@pytest.mark.parametrize("form", ["text", "html"])
def test_a_letter_whose_name_is_no_text_is_proofread(tmp_path: Path, form: str) -> None:
    letter = os.fsdecode(b"\xe9\xe9n.txt")
    (tmp_path / letter).write_text("Eind 2019 zijn er bij de markt 51.829 extra banen.")
    words = ("proofread", letter, "--edition", "2019", "--format", form)
    code, out, _ = call(*words, cwd=tmp_path)
    assert code == 0
    assert "??n.txt" in out
