"""Proofread a letter against the figures of an edition."""

from __future__ import annotations

import sys

import click

from reporter.cli.options import DATA, TO, editions_begun, project_of, reported_as
from reporter.cli.terminal import put


@click.command()
@click.argument("letter", type=click.Path(dir_okay=False))
@click.option(
    "--edition",
    required=True,
    shell_complete=editions_begun,
    help="The edition that the letter is about.",
)
@DATA
@reported_as("text", "json", "html")
@TO
def proofread(letter: str, edition: str, form: str, target: str | None) -> None:
    """Hold every number and claim of LETTER against the figures of an edition.

    LETTER is a .txt, .docx, .odt, .html or .pdf. Each number is right, right but for rounding,
    wrong, ambiguous or not ours; with --format html on a page with every number marked. Exit
    code 0: nothing is wrong, 1: something is. Right but for rounding (one unit beside, or a round
    number without a word such as bijna) is told, but is not wrong.
    """
    from pathlib import Path

    from reporter.proofread.proof import report
    from reporter.proofread.proofread import proofread_letter

    project = project_of()
    proof = proofread_letter(Path(letter), edition, project)
    put(report(proof, form, project.templates).encode(errors="replace"), target)
    sys.exit(0 if proof.clean else 1)
