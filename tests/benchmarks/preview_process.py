"""Serves the preview of one edition of a copy of the project, for measurements from outside.

Run as ``python preview_process.py <folder with data, templates and output> <edition>``; prints
its address and serves until it is interrupted.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from reporter.preview.builder import PageBuilder
from reporter.preview.server import serve
from reporter.project import Project

if TYPE_CHECKING:
    from reporter.preview.server import Started


def tell(started: Started) -> None:
    """Print the address."""
    sys.stdout.write(f"{started.url}\n")
    sys.stdout.flush()


def main() -> None:
    """Serve."""
    place, edition = Path(sys.argv[1]), sys.argv[2]
    project = Project(data=place / "data", templates=place / "templates", output=place / "output")
    serve(PageBuilder(project), edition, 0, tell)


if __name__ == "__main__":
    main()
