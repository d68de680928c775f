"""The command, as ``reporter`` or ``python -m reporter``."""

from __future__ import annotations

from reporter.ending import end_well, let_finish


def run() -> None:
    """Run it; from the first moment on a signal ends it well."""
    end_well()
    try:
        from reporter.cli import main  # noqa: PLC0415 - a signal may come while it loads

        main(prog_name="reporter")
    finally:
        let_finish()


if __name__ == "__main__":
    run()
