"""Numbers in a delivery: read when unambiguous, refused in plain words otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reporter.deliveries.reading import read_deliveries

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Change = Callable[[str, str, str], None]
    Message = Callable[[], str]
    Refusal = Callable[[str, str, str], str]

MARK = "Write thousands without a mark; a mark is for decimals, of which there are at most two."

NUMBER = "a number such as 1234 or 1234.56"


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("-3", 'found "-3", expected a number of 0 or more.'),
        ("-0", 'found "-0", expected a number of 0 or more. Write 0 without a sign.'),
        ("1.234", f'found "1.234", expected {NUMBER}. {MARK}'),
        ('"1,234"', f'found "1,234", expected {NUMBER}. {MARK}'),
        ("1_234", f'found "1_234", expected {NUMBER}. {MARK}'),
        ('"1,234.56"', f'found "1,234.56", expected {NUMBER}.'),
        ("1.5678", f'found "1.5678", expected {NUMBER}. There may be at most two decimals.'),
        ("0123", f'found "0123", expected {NUMBER}. Leave out the leading noughts.'),
        (
            "1e5",
            (
                f'found "1e5", expected {NUMBER}. Write the number out: this short form, which '
                "Excel makes, has lost digits."
            ),
        ),
        ("76%", f'found "76%", expected {NUMBER}. Leave out the percent sign.'),
        ("NaN", f'found "NaN", expected {NUMBER}.'),
        ("-Infinity", f'found "-Infinity", expected {NUMBER}.'),
        (
            "\uff11\uff12",
            f'found "\uff11\uff12", expected {NUMBER}. Use the ordinary digits 0 to 9.',
        ),
        ("+5", f'found "+5", expected {NUMBER}.'),
        ("", f"found an empty cell, expected {NUMBER}."),
        (
            "1000000000000000000",
            'found "1000000000000000000", expected a number of at most 10,000,000,000.',
        ),
        ("9" * 5000, f'found "{"9" * 59}…", expected a number of at most 10,000,000,000.'),
    ],
)
def test_hours_that_are_no_clear_number_are_refused(
    number: str, said: str, refusal: Refusal
) -> None:
    assert (
        refusal("uren.csv", "1234.56", number)
        == f"data/uren.csv, row 5, column verloonde_uren: {said}"
    )


@pytest.mark.parametrize("number", ['"1234,56"', '"1.234,56"', " 1234.56\u00a0", "1234.56"])
def test_hours_may_be_written_in_every_unambiguous_way(
    population: Path, number: str, change: Change
) -> None:
    expected = read_deliveries(population).amounts
    change("uren.csv", "1234.56", number)
    assert read_deliveries(population).amounts == expected
