"""Numbers and dates as the letters print them, wherever the build runs."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporter.annex.numbers import date, number, round_half_away


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("46218", "46.218"),
        ("46218.0833", "46.218"),
        ("-984", "–984"),
        ("-1330.4", "–1.330"),
        ("1234567.5", "1.234.568"),
        ("999.5", "1.000"),
        ("2.5", "3"),
        ("-2.5", "–3"),
        ("0", "0"),
        ("-0.4", "0"),
        ("0.4", "0"),
    ],
)
def test_a_number_has_dots_for_thousands_and_an_en_dash_for_minus(amount: str, text: str) -> None:
    assert number(Fraction(amount)) == text


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("9764", "+9.764"),
        ("-984", "–984"),
        ("0.5", "+1"),
        ("0.4", "0"),
        ("0", "0"),
        ("-0.4", "0"),
        ("-0.5", "–1"),
    ],
)
def test_growth_is_signed_and_nought_has_no_sign(amount: str, text: str) -> None:
    assert number(Fraction(amount), signed=True) == text


@pytest.mark.parametrize(
    ("amount", "decimals", "text"),
    [
        ("69.9", 1, "69,9"),
        ("76", 1, "76,0"),
        ("-0.04", 1, "0,0"),
        ("-0.05", 1, "–0,1"),
        ("110.92", 2, "110,92"),
        ("8880006.66", 2, "8.880.006,66"),
        ("81.84478", 4, "81,8448"),
    ],
)
def test_decimals_stand_after_a_comma_and_are_never_left_out(
    amount: str, decimals: int, text: str
) -> None:
    assert number(Fraction(amount), decimals=decimals) == text


def test_a_fraction_without_end_is_written_out_to_its_decimals() -> None:
    assert number(Fraction(500, 11), decimals=4) == "45,4545"


def test_twenty_digits_are_all_printed() -> None:
    assert number(Fraction(12_345_678_901_234_567_890)) == "12.345.678.901.234.567.890"


@given(st.fractions(-(10**12), 10**12), st.integers(0, 4), st.booleans())
@settings(deadline=None)
def test_a_number_reads_back_as_its_rounded_amount(
    amount: Fraction,
    decimals: int,
    signed: bool,  # noqa: FBT001 - drawn by Hypothesis
) -> None:
    text = number(amount, decimals=decimals, signed=signed)
    plain = text.replace(".", "").replace(",", ".").replace("–", "-")

    assert Fraction(plain) == round_half_away(amount, decimals)
    assert "-" not in text
    assert text.startswith("+") is (signed and round_half_away(amount, decimals) > 0)


def test_a_date_is_written_in_full() -> None:
    assert date(dt.date(2020, 7, 2)) == "2 juli 2020"
    assert date(dt.date(2023, 3, 31)) == "31 maart 2023"


@pytest.mark.parametrize("language", ["C", "de_CH.UTF-8", "en_US.UTF-8", "ar_EG.UTF-8"])
def test_the_language_of_whoever_builds_changes_nothing(language: str) -> None:
    # Babel looks at the environment when it is imported, so this needs a process of its own.
    code = (
        "import datetime as dt\n"
        "from fractions import Fraction\n"
        "from reporter.annex.numbers import date, number\n"
        "text = number(Fraction('-46218.25'), decimals=1) + '|' + date(dt.date(2020, 7, 2))\n"
        "print(ascii(text))\n"
    )
    spoken = {"LANG": language, "LC_ALL": language, "LANGUAGE": language, "LC_NUMERIC": language}

    done = subprocess.run(  # noqa: S603 - our own interpreter with our own code
        [sys.executable, "-c", code],
        env={**os.environ, **spoken},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.strip() == ascii("–46.218,3|2 juli 2020")
