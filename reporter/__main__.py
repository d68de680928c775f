"""Run the command as ``python -m reporter``."""

from __future__ import annotations

from reporter.cli import main

main(prog_name="reporter")
