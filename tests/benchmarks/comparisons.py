"""What is compared with what.

Each is the ratio of whole processes, started and ended; the six editions are a difference of
two such processes, so that what happens once at the start is counted on neither side.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from reporter.project import CHECKOUT
from tests.benchmarks.archives import archive_comparisons
from tests.benchmarks.pairs import Comparison
from tests.benchmarks.processes import python

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.benchmarks.processes import Cost

REPORTER = ("-m", "reporter")
BARE = Path(__file__).with_name("bare.py")
STAGES = Path(__file__).with_name("stages.py")
FONTS = CHECKOUT / "templates" / "fonts" / "fonts.conf"
WARM_UP = "2019-ingroeipad"
SIX = ("2015", "2016", "2017", "2018", "2019", "2022")


def comparisons(folder: Path) -> Iterator[Comparison]:
    """Make the HTML that both sides print, and give the comparisons."""
    _build(folder, WARM_UP, *SIX)
    yield Comparison(
        name="annex of 2019, all files, against WeasyPrint alone on the same HTML",
        ours=lambda: _build(folder, "2019"),
        other=lambda: _bare(folder, "2019"),
        bound=1.15,
    )
    yield Comparison(
        name="annex of 2019, HTML only, against importing pandas, Jinja2 and Babel",
        ours=lambda: _build(folder, "2019", "--format", "html"),
        other=lambda: python("-c", "import pandas, jinja2, babel.numbers"),
        bound=1.3,
    )
    yield Comparison(
        name="reporter --help, against importing click",
        ours=lambda: python(*REPORTER, "--help"),
        other=lambda: python("-c", "import click"),
        bound=1.5,
    )
    yield Comparison(
        name="six more editions, all files, against WeasyPrint, warm, on the same HTML",
        ours=lambda: _build(folder, WARM_UP, *SIX) - _build(folder, WARM_UP),
        other=lambda: _bare(folder, WARM_UP, *SIX) - _bare(folder, WARM_UP),
        bound=1.1,
    )
    pages = [str(folder / "all" / "2019" / "annex.json")] * 2
    yield Comparison(
        name="reporter diff of two annexes, against importing what it uses",
        ours=lambda: python(*REPORTER, "diff", *pages),
        other=lambda: python("-c", "import click, reporter.diff.differences"),
        bound=1.3,
    )
    yield from archive_comparisons(folder)


def stages(folder: Path) -> str:
    """Tell where the time of the PDF of 2019 goes, a line for each step."""
    page = folder / "all" / "2019" / "annex.html"
    return subprocess.run(  # noqa: S603 - this Python with our own code
        [sys.executable, STAGES, CHECKOUT / "templates", page],
        env={**os.environ, "FONTCONFIG_FILE": str(FONTS)},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    ).stdout


def _build(folder: Path, *words: str) -> Cost:
    """Build into a folder of its own: HTML alone would remove the files that bare.py reads."""
    output = folder / ("html" if "--format" in words else "all")
    return python(*REPORTER, "build", *words, "--output", output)


def _bare(folder: Path, *editions: str) -> Cost:
    pages = [folder / "all" / edition / "annex.html" for edition in editions]
    return python(BARE, CHECKOUT / "templates", folder, *pages, FONTCONFIG_FILE=str(FONTS))
