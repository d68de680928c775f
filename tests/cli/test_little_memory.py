"""Too little memory is one message, wherever it is noticed."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from reporter.cli import main
from reporter.cli.terminal import NO_MEMORY


@pytest.mark.parametrize(
    "problem",
    [
        MemoryError(),
        ImportError("libarrow.so.2600: failed to map segment from shared object"),
        RuntimeError("can't start new thread"),
    ],
    ids=lambda problem: type(problem).__name__,
)
def test_too_little_memory_is_one_message(
    monkeypatch: pytest.MonkeyPatch, problem: Exception
) -> None:
    def refuse(_: object) -> None:
        raise problem

    monkeypatch.setattr("reporter.deliveries.editions.edition_names", refuse)
    result = CliRunner().invoke(main, ["editions"])
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"{NO_MEMORY}\n")


def test_another_fault_of_a_library_is_not_called_lack_of_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(_: object) -> None:
        message = "cannot import name 'x'"
        raise ImportError(message)

    monkeypatch.setattr("reporter.deliveries.editions.edition_names", refuse)
    assert isinstance(CliRunner().invoke(main, ["editions"]).exception, ImportError)
