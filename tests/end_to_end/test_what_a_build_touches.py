"""A whole build under Python's audit hook: what it reads, writes, starts and connects to.

What the libraries written in C do by themselves (Pango opening fonts) is not seen by it.
"""

from __future__ import annotations

import json
import os
import sys
import sysconfig
from pathlib import Path
from shutil import copytree

import pytest

from reporter.project import CHECKOUT, HERE
from tests.end_to_end.runs import finish, start

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

READ = {
    sys.prefix: "Python and its packages",
    sysconfig.get_path("stdlib"): "Python's own library",
    sysconfig.get_path("platstdlib"): "the part of it that is made for this computer",
    **{
        path: "the same in one file, if it were there" for path in sys.path if path.endswith(".zip")
    },
    str(CHECKOUT / "reporter"): "the program",
    str(CHECKOUT / "reporter.toml"): "the project",
    str(CHECKOUT / "templates"): "the templates",
    str(HERE.data): "the deliveries",
    "/etc/mime.types": "WeasyPrint asks Python which kinds of files there are",
    "/usr/share/zoneinfo/": "a library loads UTC; no time is printed",
    os.devnull: "standard input of ldconfig",
}
STARTED = {
    sys.executable: "the press",
    "/sbin/ldconfig": "Python looks for the libraries of Pango",
    "ld": "the same, on a path on which nothing can be found",
}
CHANGING = {
    *("os.mkdir", "os.chmod", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink"),
    *("os.truncate", "os.utime", "os.chown", "shutil.rmtree", "tempfile.mkdtemp"),
}
BY_NAME = "-1"
"""Ends the arguments of a change; another number means: within a folder opened before."""

Event = tuple[str, list[str]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("watched")


@pytest.fixture(scope="module")
def events(folder: Path) -> list[Event]:
    watcher = Path(copytree(Path(__file__).parent / "watcher", folder / "watcher"))
    (folder / "temporary").mkdir()
    (folder / "empty").mkdir()
    build = start(
        *("build", "2019", "--output", folder / "output"),
        cwd=folder / "empty",
        PYTHONPATH=os.pathsep.join([str(watcher), str(CHECKOUT)]),
        PYTHONDONTWRITEBYTECODE="1",
        TMPDIR=str(folder / "temporary"),
    )
    finish(build)
    lines = (watcher / "log").read_text("utf-8").splitlines()
    return [(event, arguments) for event, *arguments in map(json.loads, lines)]


def opened(events: list[Event], *, writing: bool) -> set[str]:
    """Give the files that were opened by their whole name.

    A number is a pipe that was open already, a name alone stands in a folder that was opened
    before: the build itself stands in an empty one. A folder that is opened (Python 3.13 does
    so on the way to a file) gives away no content.
    """
    paths = {
        arguments[0]
        for event, arguments in events
        if event == "open" and bool(int(arguments[2]) & WRITING) is writing
    }
    return {path for path in paths if "/" in path and not Path(path).is_dir()}


def elsewhere(paths: set[str], *places: str) -> set[str]:
    # Python keeps compiled modules beside their source, whoever is the first to load them.
    return {path for path in paths if not path.startswith(places) and "__pycache__" not in path}


def test_the_watcher_sees_the_whole_build(events: list[Event], folder: Path) -> None:
    read = opened(events, writing=False)
    assert {str(HERE.data / name) for name in ("uren.csv", "editions/2019.toml")} <= read
    assert str(HERE.templates / "fonts/SourceSans3-Regular.ttf") in read
    assert {path.name for path in (folder / "output" / "2019").iterdir()} >= {"annex.pdf"}


def test_a_build_makes_no_connection(events: list[Event]) -> None:
    assert [event for event, _ in events if event.startswith("socket.")] == []
    asked = {arguments[0] for event, arguments in events if event == "urllib.Request"}
    assert {url for url in asked if not url.startswith((CHECKOUT / "templates").as_uri())} == set()


def test_a_build_reads_the_program_the_templates_and_the_deliveries_only(
    events: list[Event], folder: Path
) -> None:
    temporary = str(folder / "temporary" / "reporter-press-")
    assert elsewhere(opened(events, writing=False), *READ, temporary) == set()


def test_a_build_writes_in_its_output_and_in_the_temporary_folder_only(
    events: list[Event], folder: Path
) -> None:
    places = (str(folder / "output"), str(folder / "temporary"), os.devnull)
    assert elsewhere(opened(events, writing=True), *places) == set()
    changed = {
        path
        for event, arguments in events
        if event in CHANGING
        for path in arguments
        if path.startswith("/") or (arguments[-1] == BY_NAME and not path.lstrip("-").isdecimal())
    }
    assert changed
    assert elsewhere(changed, *places) == set()


def test_a_build_starts_one_press_and_nothing_unknown(events: list[Event]) -> None:
    started = [arguments for event, arguments in events if event == "subprocess.Popen"]
    assert {arguments[0] for arguments in started} <= set(STARTED)
    presses = [arguments for arguments in started if arguments[0] == sys.executable]
    assert ["reporter.page.printer" in arguments[1] for arguments in presses] == [True]
    assert not [event for event, _ in events if event in {"os.system", "os.exec", "os.fork"}]


def test_a_build_leaves_nothing_in_the_temporary_folder(events: list[Event], folder: Path) -> None:
    assert events
    assert [*(folder / "temporary").iterdir(), *(folder / "empty").iterdir()] == []
    assert {path.name for path in (folder / "output").iterdir()} == {"2019", ".2019.lock"}
