"""Tell what changed between two annexes."""

from __future__ import annotations

import sys
from typing import Any

import click

from reporter.cli.options import ACCEPTED, DATA, TO, editions_begun, project_of, reported_as
from reporter.cli.terminal import put


@click.command()
@click.argument("old", shell_complete=editions_begun)
@click.argument("new", shell_complete=editions_begun)
@DATA
@ACCEPTED
@reported_as("text", "html", "json", "csv", "ods")
@click.option("--only", default="", help="Only these classes, such as revised,new,text.")
@TO
@click.option("--quiet", "-q", is_flag=True, help="Say nothing; the exit code tells.")
@click.option("--erratum", is_flag=True, help="Draft an erratum in Dutch of accepted changes.")
def diff(old: str, new: str, **how: Any) -> None:  # noqa: ANN401 - click gives options of several types
    """Tell what changed from OLD to NEW, by meaning.

    Each side is an edition (what a build of it makes now), an annex.json, a folder with one, or
    "accepted": what was approved of the edition on the other side. Of two folders with PDFs the
    pages are compared too (--format html). Exit code 0: the same, 1: different.

    An erratum follows from what was printed and what is accepted now: git show
    HEAD:output/accepted/2019.json > gedrukt.json, then reporter diff gedrukt.json accepted
    --erratum.
    """
    from reporter.diff.differences import report

    form = "erratum" if how["erratum"] else how["form"]
    found = report(old, new, project_of(), form, how["only"])
    if not how["quiet"]:
        put(found.content, how["target"])
    sys.exit(0 if found.same else 1)
