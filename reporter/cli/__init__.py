"""The command: read the words of a call, call, print, give an exit code.

Exit codes: 0 done or no difference, 1 different or wrong, 2 something the user can mend (the
message says how), 130 interrupted, 143 told to end, 129 when its terminal was closed, 141 when
nobody reads on what it prints.
"""

from __future__ import annotations

import click

from reporter.cli.accept import accept
from reporter.cli.build import build
from reporter.cli.check import check
from reporter.cli.count import count
from reporter.cli.diff import diff
from reporter.cli.editions import editions
from reporter.cli.init import init
from reporter.cli.preview import preview
from reporter.cli.proofread import proofread
from reporter.cli.reconstruct import reconstruct
from reporter.cli.synthesize import synthesize
from reporter.cli.terminal import Program
from reporter.version import __version__

EPILOG = """Tab completes commands, options and editions after
eval "$(_REPORTER_COMPLETE=bash_source reporter)"; for zsh or fish, zsh_source or fish_source."""


@click.group(cls=Program, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="reporter")
def main() -> None:
    """Make the annexes of the letters on the banenafspraak."""


for command in (init, build, preview, check, proofread, diff, accept, editions):
    main.add_command(command)
for command in (count, synthesize, reconstruct):  # these make deliveries
    main.add_command(command)
