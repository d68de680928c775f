"""Plant faults in a copy of the program, one at a time, and see whether a test turns red.

    make mutants                                     all of them, for hours
    python tests/strength/run_mutants.py --sample 60 so many of each room, drawn with a seed

A mutant meets the tests that ran its line, which the coverage of ``make test`` tells, its own
room's first, until one fails. It is killed by a red test; one that takes ten times as long as its
tests do is endless, and counted apart. The rest has survived: it gets a test, or its reason in
``equivalent.toml``.
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
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import coverage

CHECKOUT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(CHECKOUT))

from tests.strength.mutants import Mutant, mutants  # noqa: E402 - run as a script

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

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
TEXTS = 6
"""Of so many mutants of a sample one is of the words of a message."""
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

        What runs when a file is imported belongs to every test of the file.
        """
        ran = [] if mutant.at_import else self._ran(mutant.file).get(mutant.line, [])
        return _ordered(mutant.file, ran) or self.of_file(mutant.file)

    def of_file(self, file: str) -> list[str]:
        """Give the tests of any line of a file, in the same order."""
        return _ordered(file, chain(*self._ran(file).values()))

    def _ran(self, file: str) -> Mapping[int, Sequence[str]]:
        if file not in self._lines:
            self._lines[file] = self._data.contexts_by_lineno(str(CHECKOUT / file))
        return self._lines[file]


def _ordered(file: str, contexts: Iterable[str]) -> list[str]:
    names = {name.partition("|")[0] for name in contexts} - {""}
    room = f"tests/{file.split('/')[1]}/"
    turn: Counter[str] = Counter()
    ordered = []
    for name in sorted(names):
        test_file = name.partition("::")[0]
        turn[test_file] += 1
        ordered.append((not name.startswith(room), turn[test_file] > 3, name))
    return [name for *_, name in sorted(ordered)][:MOST_TESTS]


def red(place: Path, tests: Sequence[str], seconds: float) -> bool | None:
    """Run tests in the copy; tell whether one failed, None if they do not end in time."""
    quiet = ("-x", "-q", "--no-header", "-p", "no:cacheprovider", "-p", "no:cov", "-p", "no:xdist")
    words = [sys.executable, "-m", "pytest", *quiet, "--hypothesis-profile=mutants", *tests]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    kept |= {"PYTHONPATH": str(place), "PYTHONDONTWRITEBYTECODE": "1"}
    with (place.parent / "last.txt").open("w") as log:
        child = subprocess.Popen(  # noqa: S603 - our own tests
            words, cwd=place, env=kept, stdout=log, stderr=log, start_new_session=True
        )
        try:
            return child.wait(seconds) != 0
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
            return None


class Judge:
    """What becomes of mutants."""

    def __init__(self, copy: Copy, tests: Tests, equivalent: Mapping[str, str]) -> None:
        self._copy, self._tests, self._equivalent = copy, tests, equivalent
        self._green: set[str] = set()

    def judge(self, mutant: Mutant) -> str:
        """Plant it and see."""
        if mutant.name in self._equivalent:
            return EQUIVALENT
        tests = self._tests.of(mutant)
        if not tests:
            return SURVIVED
        self._is_green(mutant.file.split("/")[1], tests)
        with self._copy.with_fault(mutant):
            failed = red(self._copy.place, tests, SLACK + 10 * USUAL * len(tests))
        if failed is None:
            return ENDLESS
        return KILLED if failed else SURVIVED

    def _is_green(self, room: str, tests: Sequence[str]) -> None:
        """Be sure, once for each room, that tests pass without a fault: else all seem killed."""
        if room not in self._green:
            if red(self._copy.place, tests, SLACK + 10 * USUAL * len(tests)) is not False:
                log = self._copy.place.parent / "last.txt"
                sys.exit(f"the tests of {room} are red or endless without a fault: see {log}")
            self._green.add(room)


def drawn(room: str, sample: int | None, seed: int) -> list[Mutant]:
    """Give the mutants of a room, or a sample of them."""
    paths = [path for glob in ROOMS[room] for path in sorted((CHECKOUT / "reporter").glob(glob))]
    found = [m for path in paths for m in mutants(path, path.relative_to(CHECKOUT).as_posix())]
    if sample is None:
        return found
    chance = random.Random(f"{seed} {room}")  # noqa: S311 - a sample, no secret
    texts = [mutant for mutant in found if mutant.is_text]
    others = [mutant for mutant in found if not mutant.is_text]
    few = min(len(texts), sample // TEXTS)
    return chance.sample(others, min(len(others), sample)) + chance.sample(texts, few)


def told(room: str, counted: Counter[tuple[bool, str]]) -> str:
    """Say how many were killed, of meaning and of words apart."""
    parts = []
    for words in (False, True):
        one = {fate: counted[words, fate] for fate in (KILLED, ENDLESS, SURVIVED, EQUIVALENT)}
        alive = sum(one.values()) - one[EQUIVALENT]
        share = (one[KILLED] + one[ENDLESS]) / alive if alive else 1
        parts.append(f"{share:.1%} of {alive} ({', '.join(f'{n} {f}' for f, n in one.items())})")
    return f"{room}: {parts[0]}; words of messages {parts[1]}"


def main() -> None:
    """Judge every mutant, or a sample of each room; exit code 1 if too many survive."""
    words = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    words.add_argument("rooms", nargs="*", choices=[*ROOMS, []], default=list(ROOMS))
    words.add_argument("--sample", type=int, help="so many of each room (default: all)")
    words.add_argument("--seed", type=int, default=2019)
    words.add_argument(
        "--seconds", type=float, default=float("inf"), help="stop beginning new ones after this"
    )
    words.add_argument("--coverage", type=Path, default=CHECKOUT / ".cache" / "coverage")
    words.add_argument("--least", type=float, default=0.9, help="the share that must be killed")
    given = words.parse_args()
    if not given.coverage.is_file():
        sys.exit(f"{given.coverage} is not there; make test makes it")
    os.nice(10)
    listed = tomllib.loads(Path(__file__).with_name("equivalent.toml").read_text("utf-8"))
    copy = Copy(CHECKOUT / ".cache" / "mutants" / "tree")
    judge = Judge(
        copy, Tests(given.coverage), {row["mutant"]: row["reason"] for row in listed["equivalent"]}
    )
    late, whole = time.monotonic() + given.seconds, Counter[str]()
    for room in given.rooms:
        counted: Counter[tuple[bool, str]] = Counter()
        for mutant in drawn(room, given.sample, given.seed):
            if time.monotonic() > late:
                break
            fate = judge.judge(mutant)
            counted[mutant.is_text, fate] += 1
            whole[fate] += not mutant.is_text
            if fate in {SURVIVED, ENDLESS}:
                print(f"{fate} at line {mutant.line}: {mutant.name}", flush=True)  # noqa: T201 - a report
        print(told(room, counted), flush=True)  # noqa: T201 - a report
    alive = whole[KILLED] + whole[ENDLESS] + whole[SURVIVED]
    sys.exit(1 if whole[SURVIVED] > (1 - given.least) * alive else 0)


if __name__ == "__main__":
    main()
