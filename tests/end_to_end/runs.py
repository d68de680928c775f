"""Starts the command the way a person or a machine does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

from reporter.project import CHECKOUT

if TYPE_CHECKING:
    from pathlib import Path

REPORTER = (sys.executable, "-m", "reporter")
CALLS = """
import json, sys
from reporter.cli import main

for words in json.loads(sys.argv[1]):
    try:
        main(words, prog_name="reporter")
    except SystemExit as ending:
        print("->", words[0], ending.code, flush=True)
"""


def environment(**changes: str) -> dict[str, str]:
    """Give our environment without what measures coverage, with some changes."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    return {**kept, **changes}


def start(
    *words: str | Path, cwd: Path, umask: int = 0o022, **changes: str
) -> subprocess.Popen[str]:
    """Start the command in a folder."""
    return subprocess.Popen(  # noqa: S603 - our own command
        [*REPORTER, *map(str, words)],
        cwd=cwd,
        umask=umask,
        env=environment(**changes),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finish(child: subprocess.Popen[str]) -> str:
    """Wait for the command, which must have nothing to complain of; give what it printed."""
    stdout, stderr = child.communicate(timeout=300)
    assert (child.returncode, stderr) == (0, "")
    return stdout


def endings(first: str, folder: Path, *calls: list[str]) -> list[str]:
    """Run calls one after the other in one process; give the command and the exit code of each.

    ``first`` is code that takes something away from the process before it loads ours.
    """
    done = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", first + CALLS, json.dumps(calls)],
        cwd=folder,
        env=environment(PYTHONPATH=str(CHECKOUT)),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
    return [line.removeprefix("-> ") for line in done.stdout.splitlines() if "-> " in line]
