"""A signal at any moment: one line, the exit code of the signal, and nothing left."""

from __future__ import annotations

import os
import signal
from shutil import copytree, which
from typing import TYPE_CHECKING

import pytest

from reporter.ending import INTERRUPTED
from reporter.project import CHECKOUT
from tests.count.five_people import PEOPLE
from tests.count.populations import write_csv
from tests.end_to_end.held import at, ended, held

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SIGNALS = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]
LOADING = """
class Held:
    def find_spec(self, name, *_):
        if name == "click":
            hold()

sys.meta_path.insert(0, Held())
"""
AS_SCRIPT = 'sys.argv[0] = f"{sys.prefix}/bin/reporter"'
AS_MODULE = 'sys.argv[0], sys.orig_argv = "-m", [sys.executable, "-m", "reporter"]'
AS_LIBRARY = 'sys.argv[0] = "/somewhere/else/bin/reporter"'
CALLED_BY_NATIVE_CODE = """
import importlib

class Held:
    def __del__(self):
        hold()

def drop(*_):
    Held()  # what is raised while an object goes is told and forgotten

importlib.import_module("reporter.build").read_deliveries = drop
"""
IN_DUCKDB = """
from reporter.count.engines import DuckDB, answers

def ask(self, _):
    print("held", flush=True)
    endless = "SELECT sum(a.range + b.range) FROM range(1000000000) a, range(1000000000) b"
    return answers(self._backend.con, endless)

DuckDB.rows = ask
"""
"""A question that takes DuckDB years."""
AT_THE_VERY_END = "import atexit; atexit.register(hold)"
BUILD = ("build", "2019", "--output", "{out}")


def filled_in(words: Sequence[str], folder: Path) -> list[str]:
    return [word.replace("{out}", f"{folder}/out").replace("{in}", f"{folder}") for word in words]


def left(folder: Path) -> list[str]:
    """Name what a command left in the temporary folder, or hidden in its output."""
    out = folder / "out"
    hidden = [path for path in out.rglob(".*") if path.suffix != ".lock"]
    return [path.name for path in (*(folder / "temporary").iterdir(), *hidden)]


@pytest.mark.parametrize("number", SIGNALS)
@pytest.mark.parametrize(
    ("point", "words"),
    [
        (LOADING, BUILD),
        (CALLED_BY_NATIVE_CODE, BUILD),
        (at("reporter.build:read_deliveries"), BUILD),
        (at("reporter.deliveries.publishing:exchange"), BUILD),
    ],
    ids=["while it loads", "in a callback", "beside its press", "before it publishes"],
)
def test_a_build_ends_with_a_line_and_leaves_the_old_set(
    tmp_path: Path, point: str, words: Sequence[str], number: signal.Signals
) -> None:
    old = tmp_path / "out" / "2019" / "annex.html"
    old.parent.mkdir(parents=True)
    old.write_text("the old page")
    child = held(point, *filled_in(words, tmp_path), temporary=tmp_path / "temporary")
    os.killpg(child.pid, number) if number is signal.SIGINT else child.send_signal(number)
    assert ended(child) == (128 + number, f"{INTERRUPTED}\n")
    assert left(tmp_path) == []
    assert [path.name for path in old.parent.iterdir()] == ["annex.html"]
    assert old.read_text() == "the old page"


@pytest.mark.parametrize(
    ("point", "words"),
    [
        ("reporter.diff.accept:compare", ("accept", "2018", "--reason", "x", "--output", "{out}")),
        (
            "reporter.deliveries.publishing:_write",
            ("accept", "2018", "--reason", "x", "--output", "{out}"),
        ),
        ("reporter.diff.differences:compare", ("diff", "accepted", "2019")),
        ("reporter.build:check_edition", ("check", "2019")),
        (
            "reporter.check.printed:read_words_and_targets",
            ("check", "--printed", "data/gepubliceerd/2019.csv", "--edition", "2019"),
        ),
        (
            "reporter.proofread.proofread:read_letter",
            ("proofread", "{in}/letter.txt", "--edition", "2019"),
        ),
        ("shutil:copyfile", ("init", "{out}/mijn")),
        (
            "reporter.synthesize.registers:write_table",
            ("synthesize", "--year", "2012", "--scale", "0", "--output", "{out}/made"),
        ),
        ("reporter.reconstruct.reconstruct:maximin", ("reconstruct", "--data", "{in}/data")),
        ("reporter.deliveries.editions:known_editions", ("preview", "2019", "--port", "0")),
    ],
    ids=lambda value: value if isinstance(value, str) else value[0],
)
def test_every_command_ends_with_a_line_and_leaves_nothing(
    tmp_path: Path, point: str, words: Sequence[str]
) -> None:
    (tmp_path / "out").mkdir()
    copytree(CHECKOUT / "data", tmp_path / "data")
    (tmp_path / "letter.txt").write_text("Eind 2019 zijn er 51.829 extra banen.")
    child = held(at(point), *filled_in(words, tmp_path), temporary=tmp_path / "temporary")
    child.terminate()
    code, said = ended(child)
    assert (code, said.splitlines()[-1]) == (143, INTERRUPTED)
    assert "Traceback" not in said
    assert left(tmp_path) == []


@pytest.mark.parametrize("number", SIGNALS)
@pytest.mark.parametrize(
    "point",
    [at("reporter.count.count:take_in"), IN_DUCKDB, at("reporter.count.count:publish")],
    ids=["before the engine", "in mid-query", "before it publishes"],
)
def test_a_count_ends_with_a_line_and_leaves_no_person(
    tmp_path: Path, point: str, number: signal.Signals
) -> None:
    write_csv(PEOPLE, tmp_path / "in")
    files = [f"--{name}={tmp_path}/in/{name}.csv" for name in ("register", "payroll", "employers")]
    words = ["count", "--year", "2019", *files, "--output", f"{tmp_path}/out/counted"]
    child = held(point, *words, temporary=tmp_path / "temporary")
    child.send_signal(number)
    assert ended(child) == (128 + number, f"{INTERRUPTED}\n")
    assert left(tmp_path) == []
    assert not (tmp_path / "out" / "counted").exists()


@pytest.mark.parametrize("called", [AS_SCRIPT, AS_MODULE])
def test_an_interrupt_before_our_handler_stands_ends_it_without_a_word(
    tmp_path: Path, called: str
) -> None:
    point = called + LOADING.replace("click", "reporter.ending")
    child = held(point, "editions", temporary=tmp_path / "temporary")
    child.send_signal(signal.SIGINT)
    assert ended(child) == (-signal.SIGINT, "")


def test_who_imports_us_as_a_library_keeps_pythons_own_ctrl_c(tmp_path: Path) -> None:
    point = AS_LIBRARY + LOADING.replace("click", "reporter.errors")
    child = held(point, temporary=tmp_path / "temporary")
    child.send_signal(signal.SIGINT)
    assert ended(child)[1].splitlines()[-1] == "KeyboardInterrupt"


def test_what_nohup_protects_goes_on(tmp_path: Path) -> None:
    nohup = which("nohup")
    assert nohup is not None
    point = at("reporter.cli.editions:say")
    child = held(point, "editions", temporary=tmp_path / "temporary", first=(nohup,))
    child.send_signal(signal.SIGHUP)
    assert ended(child)[0] == 0


@pytest.mark.parametrize("number", SIGNALS)
def test_what_is_done_is_done(tmp_path: Path, number: signal.Signals) -> None:
    child = held(AT_THE_VERY_END, "editions", temporary=tmp_path / "temporary")
    child.send_signal(number)
    assert ended(child) == (0, "")


def test_after_a_kill_the_next_command_clears_what_was_left(tmp_path: Path) -> None:
    point, temporary = at("reporter.build:read_deliveries"), tmp_path / "temporary"
    child = held(point, *filled_in(BUILD, tmp_path), temporary=temporary)
    os.killpg(child.pid, signal.SIGKILL)
    assert ended(child) == (-9, "")
    (stale,) = temporary.iterdir()
    os.utime(stale, (0, 0))
    child = held(point, *filled_in(BUILD, tmp_path), temporary=temporary)
    assert stale not in temporary.iterdir()
    child.terminate()
    assert ended(child)[0] == 143
    assert left(tmp_path) == []
