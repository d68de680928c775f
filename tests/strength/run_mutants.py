"""Plant faults in a copy of the program, one at a time, and see whether a test turns red.

    make mutants                                     all of them, for hours
    python tests/strength/run_mutants.py --sample 60 so many of each room, drawn with a seed

A mutant meets the tests that ran its line, which the coverage of ``make test`` tells, its own
room's first, until one fails. It is killed by a red test that is green without it; one that takes
ten times as long as its tests do is endless, and counted apart. The rest has survived: it gets a
test, or its reason in ``equivalent.toml``. With ``--seconds`` all is over by then: a mutant that
is not judged yet does not count.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import tomllib
from collections import Counter
from itertools import chain, islice
from math import comb
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import coverage

BEGUN = time.monotonic()
CHECKOUT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(CHECKOUT))

from tests.strength.mutants import Mutant, mutants  # noqa: E402 - run as a script

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

ROOMS = {
    "annex": ["annex/*.py"],
    "deliveries": ["deliveries/*.py"],
    "check": ["check/*.py"],
    "diff": ["diff/*.py"],
    "page": ["page/*.py"],
    "count": ["count/tally.py", "count/rules.py", "count/checks.py"],
    "proofread": [f"proofread/{name}.py" for name in ("numerals", "numbers", "claims", "binding")],
}
"""What computes, prints, compares, checks and publishes."""
MOST_TESTS = 150
"""So many of the tests that ran a line are tried, some of each file first."""
USUAL, SLACK = 0.5, 20
"""Seconds of a test, generously, and of starting: ten times the first and the second are a loop."""
KILLED, ENDLESS, SURVIVED, EQUIVALENT = "killed", "endless", "survived", "equivalent"


class Copy:
    """A copy of the checkout in which a fault may stand."""

    def __init__(self, place: Path) -> None:
        self.place = place
        shutil.rmtree(place, ignore_errors=True)
        listed = ("git", "ls-files", "--cached", "--others", "--exclude-standard", "-z")
        names = subprocess.run(listed, cwd=CHECKOUT, capture_output=True, text=True, check=True)  # noqa: S603 - our own words
        for name in filter(None, names.stdout.split("\0")):
            if (CHECKOUT / name).is_file():
                (place / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(CHECKOUT / name, place / name)

    @contextlib.contextmanager
    def with_fault(self, mutant: Mutant) -> Iterator[None]:
        """Let the fault stand in its file; nothing compiled of the file is left before or after."""
        path = self.place / mutant.file
        source = path.read_bytes()
        path.write_bytes(mutant.applied(source))
        try:
            yield
        finally:
            path.write_bytes(source)


class Tests:
    """Which tests ran which line, as the coverage of ``make test`` has it."""

    def __init__(self, data: Path) -> None:
        self._data = coverage.CoverageData(str(data))
        self._data.read()
        self._lines: dict[str, Mapping[int, Sequence[str]]] = {}

    def of(self, mutant: Mutant) -> list[str]:
        """Give the tests of a line: those of its room first, of each file some before the rest.

        What runs when a file is imported belongs to every test of the file. Of what the press
        runs, a process of its own, coverage knows no test: it gets those of file and room.
        """
        ran = self._ran(mutant.file)
        of_line = [] if mutant.at_import else ran.get(mutant.line, [])
        room = (name for name in self._data.measured_contexts() if _is_of_room(name, mutant.file))
        return _ordered(mutant.file, of_line) or _ordered(mutant.file, chain(room, *ran.values()))

    def _ran(self, file: str) -> Mapping[int, Sequence[str]]:
        if file not in self._lines:
            self._lines[file] = self._data.contexts_by_lineno(str(CHECKOUT / file))
        return self._lines[file]


def _is_of_room(test: str, file: str) -> bool:
    return test.startswith(f"tests/{file.split('/')[1]}/")


def _ordered(file: str, contexts: Iterable[str]) -> list[str]:
    names = {name.rpartition("|")[0] for name in contexts} - {""}
    turn: Counter[str] = Counter()
    ordered = []
    for name in sorted(names):
        test_file = name.partition("::")[0]
        turn[test_file] += 1
        ordered.append((not _is_of_room(name, file), turn[test_file] > 3, name))
    return [name for *_, name in sorted(ordered)][:MOST_TESTS]


class Ending(NamedTuple):
    """How a run of tests ended; ``failed`` are the tests that its log names."""

    is_red: bool
    failed: frozenset[str]


def ran(place: Path, tests: Sequence[str], seconds: float) -> Ending | None:
    """Run tests in the copy until one fails; None if they do not end in time."""
    quiet = ("-x", "-q", "--no-header", "-p", "no:cacheprovider", "-p", "no:cov", "-p", "no:xdist")
    words = [sys.executable, "-m", "pytest", *quiet, "--hypothesis-profile=mutants", *tests]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    kept |= {"PYTHONPATH": str(place), "PYTHONDONTWRITEBYTECODE": "1"}
    log = place.parent / "last.txt"
    with log.open("w") as stream:
        child = subprocess.Popen(  # noqa: S603 - our own tests
            words, cwd=place, env=kept, stdout=stream, stderr=stream, start_new_session=True
        )
        try:
            is_red = child.wait(max(seconds, 0)) != 0
        except subprocess.TimeoutExpired:
            return None
        finally:  # a signal comes here too; what tests started and left ends with them
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            child.wait()
    told = log.read_text("utf-8", errors="replace")
    return Ending(is_red, frozenset(name for name in tests if _is_told(name, told)))


def _is_told(test: str, log: str) -> bool:
    """Tell whether a test failed, or is none any more since coverage was measured."""
    return f"\nFAILED {test} - " in log or f"\nFAILED {test}\n" in log or f"/{test}\n" in log


class Judge:
    """What becomes of mutants, until it is too late."""

    def __init__(self, copy: Copy, tests: Tests, equivalent: Mapping[str, str]) -> None:
        self._copy, self._tests, self._equivalent = copy, tests, equivalent
        self._green: set[str] = set()
        self._unsound: set[str] = set()
        self.late = float("inf")

    def judge(self, mutant: Mutant) -> str | None:
        """Plant it and see; None if time is up before the end."""
        if mutant.name in self._equivalent:
            return EQUIVALENT
        tests = self._tests.of(mutant)
        while tests := [name for name in tests if name not in self._unsound]:
            with self._copy.with_fault(mutant):
                ending = self._run(tests)
            if ending is None:
                return ENDLESS if time.monotonic() < self.late else None
            if not ending.is_red:
                return SURVIVED
            sound = self._is_green(ending.failed or frozenset(tests))
            if sound or sound is None:
                return KILLED if sound else None
        return SURVIVED

    def _run(self, tests: Collection[str], patience: int = 1) -> Ending | None:
        left = self.late - time.monotonic()
        seconds = min(patience * (SLACK + 10 * USUAL * len(tests)), left)
        return ran(self._copy.place, [*tests], seconds)

    def _is_green(self, tests: frozenset[str]) -> bool | None:
        """Be sure, once, that tests pass without a fault; what does not is told and left out."""
        if tests <= self._green:
            return True
        ending = self._run(tests, patience=10)
        if ending is None and time.monotonic() > self.late:
            return None
        if ending and not ending.is_red:
            self._green |= tests
            return True
        self._unsound |= (ending and ending.failed) or tests
        print(f"red without a fault: {', '.join(sorted(tests))[:400]}", flush=True)  # noqa: T201 - a report
        return False


def drawn(room: str, sample: int | None, seed: int) -> Iterator[Mutant]:
    """Give the mutants of a room, or a sample of them; one that is no Python any more is left out.

    Which are Python costs a parse of each, so it is asked of what is drawn alone.
    """
    paths = [path for glob in ROOMS[room] for path in sorted((CHECKOUT / "reporter").glob(glob))]
    found = [m for path in paths for m in mutants(path, path.relative_to(CHECKOUT).as_posix())]
    sources = {path.relative_to(CHECKOUT).as_posix(): path.read_bytes() for path in paths}
    if sample is None:
        return (mutant for mutant in found if mutant.is_python(sources[mutant.file]))
    random.Random(f"{seed} {room}").shuffle(found)  # noqa: S311 - a sample, no secret
    sound = (mutant for mutant in found if mutant.is_python(sources[mutant.file]))
    return islice(sound, sample)


def too_few(survived: int, alive: int, least: float) -> bool:
    """Tell whether so many survive less than once in a hundred draws if ``least`` are killed."""
    draws = range(survived, alive + 1)
    chance = sum(comb(alive, n) * (1 - least) ** n * least ** (alive - n) for n in draws)
    return survived > (1 - least) * alive and chance < 0.01


def told(room: str, counted: Counter[tuple[bool, str]]) -> str:
    """Say how many were killed, of meaning and of words apart."""
    parts = []
    for words in (False, True):
        one = {fate: counted[words, fate] for fate in (KILLED, ENDLESS, SURVIVED, EQUIVALENT)}
        alive = sum(one.values()) - one[EQUIVALENT]
        share = f"{(one[KILLED] + one[ENDLESS]) / alive:.1%}" if alive else "none"
        parts.append(f"{share} of {alive} ({', '.join(f'{n} {f}' for f, n in one.items())})")
    return f"{room}: {parts[0]}; words of messages {parts[1]}"


def main() -> None:
    """Judge every mutant, or a sample of each room; exit code 1 if too many survive."""
    words = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    words.add_argument("rooms", nargs="*", choices=[*ROOMS, []], default=list(ROOMS))
    words.add_argument("--sample", type=int, help="so many of each room (default: all)")
    words.add_argument("--seed", type=int, default=2019)
    words.add_argument("--seconds", type=float, default=float("inf"), help="be done by then")
    words.add_argument("--coverage", type=Path, default=CHECKOUT / ".cache" / "coverage")
    words.add_argument("--least", type=float, default=0.9, help="the share that must be killed")
    given = words.parse_args()
    if not given.coverage.is_file():
        sys.exit(f"{given.coverage} is not there; make test makes it")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    os.nice(10)
    listed = tomllib.loads(Path(__file__).with_name("equivalent.toml").read_text("utf-8"))
    copy = Copy(CHECKOUT / ".cache" / "mutants" / "tree")
    judge = Judge(
        copy, Tests(given.coverage), {row["mutant"]: row["reason"] for row in listed["equivalent"]}
    )
    whole = Counter[str]()
    for rooms_left, room in zip(range(len(given.rooms), 0, -1), given.rooms, strict=True):
        now = time.monotonic()
        judge.late = now + (BEGUN + given.seconds - now) / rooms_left
        whole += judged(judge, room, drawn(room, given.sample, given.seed))
    alive = whole[KILLED] + whole[ENDLESS] + whole[SURVIVED]
    sys.exit(1 if too_few(whole[SURVIVED], alive, given.least) else 0)


def judged(judge: Judge, room: str, found: Iterable[Mutant]) -> Counter[str]:
    """Judge mutants and tell of them; count what became of those of meaning."""
    counted: Counter[tuple[bool, str]] = Counter()
    for mutant in found:
        fate = judge.judge(mutant)
        if fate is None:
            break
        counted[mutant.is_text, fate] += 1
        if fate in {SURVIVED, ENDLESS}:
            print(f"{fate} at line {mutant.line}: {mutant.name}", flush=True)  # noqa: T201 - a report
    print(told(room, counted), flush=True)  # noqa: T201 - a report
    return Counter({fate: n for (is_text, fate), n in counted.items() if not is_text})


if __name__ == "__main__":
    main()
