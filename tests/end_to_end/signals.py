"""Strikes every command with signals at random moments, and tabulates how it ended.

Run as ``make signals``, or ``python -m tests.end_to_end.signals --tries 25 count build``;
``--program FOLDER`` strikes the program of another checkout. It ends with 1 when a command gave
another exit code than 128 and the signal's number, did not say so in its last line, or left
something behind.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from reporter.ending import INTERRUPTED
from reporter.project import CHECKOUT
from tests.end_to_end.runs import REPORTER, environment

SIGNS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
TOO_LONG = 300
"""Seconds; only what hangs takes so long."""
GROUP = {signal.SIGINT, signal.SIGHUP}
"""What a terminal sends to all processes of a command; the other is sent to one process."""
BUILD = ("build", "2019", "--output", "{out}")
COUNT = ("count", "--year", "2012", "--output", "{out}/counted")
PARTS = ("register", "payroll", "employers")
COMMANDS = {
    "build": BUILD,
    "build html": (*BUILD, "--format", "html"),
    "check": ("check", "2019"),
    "check --printed": (
        "check",
        "--printed",
        f"{CHECKOUT}/data/gepubliceerd/2019.csv",
        "--edition",
        "2019",
    ),
    "diff": ("diff", "accepted", "2019"),
    "accept": ("accept", "2018", "--reason", "strike", "--output", "{out}"),
    "proofread": ("proofread", "{inputs}/letter.txt", "--edition", "2019"),
    "init": ("init", "{out}/project"),
    "reconstruct": ("reconstruct", "--data", "{out}/data"),
    "synthesize": ("synthesize", "--year", "2012", "--scale", "0.02", "--output", "{out}/made"),
    "count": (*COUNT, *(f"--{name}={{inputs}}/{name}.parquet" for name in PARTS)),
    "count csv": (*COUNT, *(f"--{name}={{inputs}}/{name}.csv" for name in PARTS)),
    "preview": ("preview", "2019", "--port", "0"),
}
OPEN_END = frozenset({"preview"})
"""Ends when it is told to, and that is its work: exit code 0 once it serves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """How one call ended: its exit code, what it said, and what it left behind."""

    number: signal.Signals
    code: int
    said: str
    left: tuple[str, ...]
    seconds: float

    @property
    def outcome(self) -> str:
        """Name the ending in a word or two."""
        if "Traceback" in self.said or "Exception ignored" in self.said:
            early = " before our code" if "/reporter/cli/" not in self.said else ""
            return f"traceback{early}" if self.code >= 0 else f"traceback, {self.code}"
        if self.code == 128 + self.number:
            return "told" if self.said.splitlines()[-1:] == [INTERRUPTED] else "told otherwise"
        if self.code == -self.number and not self.said:
            return "at once"
        return f"exit {self.code}"


def strike(words: list[str], program: str, number: signal.Signals | None, wait: float) -> Stroke:
    """Start a command, strike it after ``wait`` seconds, and look what is left."""
    with TemporaryDirectory(prefix="struck-") as scratch:
        place = Path(scratch)
        (place / "temporary").mkdir()
        shutil.copytree(CHECKOUT / "data", place / "out" / "data")
        (place / "out" / "2019").mkdir()
        (place / "out" / "2019" / "annex.html").write_text("the old page")
        began = time.monotonic()
        with subprocess.Popen(  # noqa: S603 - our own command
            [*REPORTER, *(word.replace("{out}", f"{place / 'out'}") for word in words)],
            env=environment(TMPDIR=f"{place / 'temporary'}", PYTHONPATH=program),
            cwd=CHECKOUT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        ) as child:
            if number:
                with suppress(subprocess.TimeoutExpired):
                    child.wait(wait)
                with suppress(ProcessLookupError):
                    send = os.killpg if number in GROUP else os.kill
                    send(child.pid, number)
            _, said = child.communicate(timeout=TOO_LONG)
        passed = time.monotonic() - began
        left = [f"{path.relative_to(place)}" for path in (place / "temporary").iterdir()]
        hidden = (path for path in (place / "out").rglob(".*") if path.suffix != ".lock")
        left += [f"{path.relative_to(place)}" for path in hidden]
        if not _gone(child.pid):
            left.append("a process")
            os.killpg(child.pid, signal.SIGKILL)
        return Stroke(
            number=number or signal.SIGINT,
            code=child.returncode,
            said=said,
            left=tuple(left),
            seconds=passed,
        )


def _gone(group: int) -> bool:
    """Tell whether no process of a group is left after two seconds."""
    for _ in range(40):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


def inputs(folder: Path) -> None:
    """Make the registers and the letter that commands read."""
    import duckdb  # noqa: PLC0415 - only here

    made = folder / "made"
    words = ["synthesize", "--year", "2012", "--scale", "0.001", "--output", f"{made}"]
    subprocess.run([*REPORTER, *words], check=True, capture_output=True)  # noqa: S603 - our own
    sources = ("doelgroepregister.parquet", "polisadministratie/*.parquet", "werkgevers.parquet")
    for name, source in zip(PARTS, sources, strict=True):
        for form in ("parquet", "csv (delimiter ';')"):
            kind, _, options = form.partition(" ")
            target = f"'{folder}/{name}.{kind}' (format {kind}{', ' if options else ''}"
            target += f"{options.strip('()')})"
            duckdb.execute(f"copy (from '{made}/{source}') to {target}")
    (folder / "letter.txt").write_text("Eind 2019 zijn er bij de markt 51.829 extra banen.\n" * 200)


def table(name: str, strokes: list[Stroke]) -> list[str]:
    """Give a line for each signal: how the calls ended, and how many left something."""
    lines = []
    for number in SIGNS:
        struck = [stroke for stroke in strokes if stroke.number is number]
        outcomes = Counter(stroke.outcome for stroke in struck)
        endings = ", ".join(f"{times} {what}" for what, times in sorted(outcomes.items()))
        left = sum(bool(stroke.left) for stroke in struck)
        lines.append(f"| {name} | {number.name} | {len(struck)} | {endings} | {left} |")
    return lines


def is_sound(name: str, stroke: Stroke) -> bool:
    """Tell whether a call ended as it should; what ends before our first line is Python's."""
    allowed = {"told", "exit 0", "exit 1", "at once", "traceback before our code"}
    return not stroke.left and stroke.outcome in allowed - ({"exit 1"} & OPEN_END & {name})


def main() -> None:
    """Strike, print a table, and tell by the exit code whether everything ended well."""
    known = argparse.ArgumentParser(description=__doc__)
    known.add_argument("commands", nargs="*", default=[*COMMANDS], metavar="COMMAND")
    known.add_argument("--tries", type=int, default=20, help="of each signal on each command")
    known.add_argument("--seed", type=int, default=2019)
    known.add_argument("--program", default=f"{CHECKOUT}", help="the checkout to strike")
    asked = known.parse_args()
    for number in SIGNS:  # a shell lets what it starts in the background ignore some
        signal.signal(number, signal.SIG_DFL)
    chance, bad = random.Random(asked.seed), 0  # noqa: S311 - moments to strike, not secrets
    print("| command | signal | calls | ended | left something |\n|---|---|---|---|---|")  # noqa: T201 - for a terminal
    with TemporaryDirectory(prefix="strikes-") as folder:
        inputs(Path(folder))
        for name in asked.commands:
            words = [word.replace("{inputs}", folder) for word in COMMANDS[name]]
            end = (signal.SIGINT, 5.0) if name in OPEN_END else (None, 0.0)
            whole = strike(words, asked.program, *end)
            strokes = [
                strike(words, asked.program, number, chance.uniform(0, whole.seconds))
                for _ in range(asked.tries)
                for number in SIGNS
            ]
            print(*table(name, strokes), sep="\n", flush=True)  # noqa: T201 - the same
            for stroke in strokes:
                if not is_sound(name, stroke):
                    bad += 1
                    said = stroke.said.strip().rpartition("\n")[2]
                    print(f"  {stroke.outcome}: {said} {stroke.left}", file=sys.stderr)  # noqa: T201 - the same
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
