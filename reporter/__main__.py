"""Run the command as ``python -m reporter``."""

from reporter.cli import main

main(prog_name="reporter")
