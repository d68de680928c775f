"""Starts the command the way a person or a machine does."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

REPORTER = (sys.executable, "-m", "reporter")


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
    stdout, stderr = child.communicate(timeout=60)
    assert (child.returncode, stderr) == (0, "")
    return stdout
