"""Starts the command and holds it at a named point, so that no test depends on how fast it is."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from reporter.project import CHECKOUT
from tests.end_to_end.runs import environment

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = """
import sys

def hold(*_, **__):
    print("held", flush=True)
    sys.stdin.read()

{prepare}
from reporter.__main__ import run
run()
"""
LONG = 300
"""Seconds; only what hangs takes so long."""
INSTEAD = """
import importlib
module, _, name = {point!r}.partition(":")
owner, *path = [importlib.import_module(module)]
for part in name.split(".")[:-1]:
    owner = getattr(owner, part)
setattr(owner, name.rpartition(".")[2], hold)
"""


def at(point: str) -> str:
    """Give code that holds the program where it would call ``module:name``."""
    return INSTEAD.format(point=point)


def held(
    prepare: str, *words: str | Path, temporary: Path, first: tuple[str, ...] = ()
) -> subprocess.Popen[str]:
    """Start the command with code that holds it somewhere, and wait until it is there."""
    temporary.mkdir(exist_ok=True)
    child = subprocess.Popen(  # noqa: S603 - our own command
        [*first, sys.executable, "-c", PROGRAM.format(prepare=prepare), *map(str, words)],
        env=environment(TMPDIR=str(temporary)),
        cwd=CHECKOUT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert child.stdout is not None
    for line in child.stdout:
        if line == "held\n":
            return child
    raise AssertionError(child.communicate(timeout=LONG))


def ended(child: subprocess.Popen[str]) -> tuple[int, str]:
    """Wait until it has ended; give its exit code and what it said to standard error."""
    _, said = child.communicate(timeout=LONG)
    return child.returncode, said
