"""Wrong rows of uren.csv, with the whole message that the user reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    Change = Callable[[str, str, str], None]
    Message = Callable[[], str]
    Refusal = Callable[[str, str, str], str]

ALL_GROUPS = "one row without doelgroep, or one for every group in begrippen.csv"

HIRED = "either inleen, or both uitzend and wsw_detachering"


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        (
            "uren.csv",
            "2012,inleen",
            "2011,inleen",
            'row 4, column jaar: found "2011", expected a year from 2012 to 2100.',
        ),
        (
            "uren.csv",
            "2012,inleen",
            "2012,inlen",
            (
                'row 4, column vorm: found "inlen", expected one of formeel, inleen, uitzend, '
                'wsw_detachering. Did you mean "inleen"?'
            ),
        ),
        (
            "uren.csv",
            "2019,formeel,markt,pw",
            "2019,formeel,markt,wajon",
            (
                'row 5, column doelgroep: found "wajon", expected one of pw, wajong. '
                'Did you mean "wajong"?'
            ),
        ),
        (
            "uren.csv",
            "2012,formeel,markt",
            "2012,formeel,",
            (
                "row 2, column sector: found an empty cell, expected markt or overheid: formal "
                "jobs count in the employer's own sector."
            ),
        ),
        (
            "uren.csv",
            "2012,inleen,",
            "2012,inleen,markt",
            (
                'row 4, column sector: found "markt", expected an empty cell: the payroll does not '
                "know where hired work is done."
            ),
        ),
        (
            "uren.csv",
            "2012,inleen,,",
            "2012,inleen,,pw",
            (
                'row 4, column doelgroep: found "pw", expected an empty cell: only formal '
                "employment is divided by target group."
            ),
        ),
        (
            "uren.csv",
            "gepubliceerd",
            "gepubliseerd",
            (
                'row 2, column herkomst: found "gepubliseerd", expected one of geleverd, '
                'gepubliceerd, herleid, aangenomen. Did you mean "gepubliceerd"?'
            ),
        ),
        (
            "uren.csv",
            "2012,formeel,overheid,,55.46",
            "2012,formeel,markt,,55.46",
            (
                "row 3: found the same jaar, vorm, sector, doelgroep as in row 2, expected each of "
                "them once."
            ),
        ),
        (
            "uren.csv",
            "2012,formeel,overheid,,55.46,aangenomen\n",
            "",
            f"row 2: found no formal hours of 2012 in sector overheid, expected {ALL_GROUPS}.",
        ),
        (
            "uren.csv",
            "2019,formeel,overheid,wajong,20,\n",
            "",
            (
                "row 5: found no formal hours of 2019 in sector overheid for wajong, expected "
                f"{ALL_GROUPS}."
            ),
        ),
        (
            "uren.csv",
            "2019,formeel,overheid,wajong",
            "2019,formeel,overheid,",
            (
                "row 5: found formal hours of 2019 in sector overheid both with and without "
                f"doelgroep, expected {ALL_GROUPS}."
            ),
        ),
        (
            "uren.csv",
            "2019,formeel,overheid,pw,10.5,\n2019,formeel,overheid,wajong",
            "2019,formeel,overheid,",
            (
                "row 5: found formal hours of 2019 by doelgroep in sector markt only, expected the "
                "same division in both sectors of a year."
            ),
        ),
        (
            "uren.csv",
            "2012,inleen,,,100,\n",
            "",
            f"row 2: found no complete hired hours of 2012, expected {HIRED}.",
        ),
        (
            "uren.csv",
            "2019,uitzend,,,30,\n",
            "",
            f"row 5: found no complete hired hours of 2019 but wsw_detachering, expected {HIRED}.",
        ),
    ],
)
def test_a_wrong_row_of_hours_is_named(
    name: str, old: str, new: str, said: str, refusal: Refusal
) -> None:
    separator = ": " if said.startswith("found") else ", "
    assert refusal(name, old, new) == f"data/{name}{separator}{said}"


def test_hours_without_the_baseline_year_are_refused(change: Change, message: Message) -> None:
    rows = "2012,formeel,markt,,110.92,gepubliceerd\n2012,formeel,overheid,,55.46,aangenomen\n"
    change("uren.csv", f"{rows}2012,inleen,,,100,\n", "")
    assert message() == (
        "data/uren.csv: found no rows of 2012, expected the baseline, against which every "
        "increase is counted."
    )
