"""Too little memory is one message, wherever it is noticed."""

from __future__ import annotations

from typing import Any

import pytest
from click.testing import CliRunner
from lxml.etree import XMLSyntaxError

from reporter.cli import main
from reporter.cli.terminal import NO_MEMORY


def unparsed(reason: str, line: int) -> SyntaxError:
    make: Any = XMLSyntaxError  # its stubs know another signature
    error: SyntaxError = make(reason, 0, line, 0, "<string>")
    return error


@pytest.mark.parametrize(
    "problem",
    [
        MemoryError(),
        ImportError("libarrow.so.2600: failed to map segment from shared object"),
        RuntimeError("can't start new thread"),
        SystemError("error return without exception set"),
        SystemError("<function _find_and_load> returned NULL without setting an exception"),
        unparsed("", 0),
        unparsed("unknown error", 0),
    ],
    ids=repr,
)
def test_too_little_memory_is_one_message(
    monkeypatch: pytest.MonkeyPatch, problem: Exception
) -> None:
    def refuse(_: object) -> None:
        raise problem

    monkeypatch.setattr("reporter.deliveries.editions.edition_names", refuse)
    result = CliRunner().invoke(main, ["editions"])
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"{NO_MEMORY}\n")


@pytest.mark.parametrize(
    "problem",
    [
        ImportError("cannot import name 'x'"),
        unparsed("Document is empty", 1),
    ],
    ids=repr,
)
def test_another_fault_of_a_library_is_not_called_lack_of_memory(
    monkeypatch: pytest.MonkeyPatch, problem: Exception
) -> None:
    def refuse(_: object) -> None:
        raise problem

    monkeypatch.setattr("reporter.deliveries.editions.edition_names", refuse)
    assert CliRunner().invoke(main, ["editions"]).exception is problem
