"""Wrong rows of the other deliveries, with the whole message that the user reads."""

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

ALL_GROUPS = "one row without doelgroep, or one for every group in begrippen.csv"

HIRED = "either inleen, or both uitzend and wsw_detachering"


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        (
            "begrippen.csv",
            "Participatiewet,",
            '"Participatie\nwet",',
            (
                'row 2, column naam: found "Participatie\\nwet", expected text without control '
                'characters or invisible ones. Character 13 is "\\n".'
            ),
        ),
        (
            "begrippen.csv",
            "Participatiewet",
            "Participatie\u200bwet",
            (
                'row 2, column naam: found "Participatie\\u200bwet", expected text without control '
                'characters or invisible ones. Character 13 is "\\u200b".'
            ),
        ),
        (
            "begrippen.csv",
            "Participatiewet",
            "",
            "row 2, column naam: found an empty cell, expected a text.",
        ),
        (
            "begrippen.csv",
            "doelgroep,pw",
            "doelgroep,P W",
            (
                'row 2, column code: found "P W", expected a code of small letters, digits and _, '
                "such as wsw_wachtlijst."
            ),
        ),
        (
            "begrippen.csv",
            "vorm,inleen",
            "vorm,inlenen",
            (
                'row 5, column code: found "inlenen", expected one of formeel, inleen, uitzend, '
                'wsw_detachering. Did you mean "inleen"?\n'
                "data/begrippen.csv: found no row for vorm inleen, expected a name for every form "
                "of employment."
            ),
        ),
        (
            "begrippen.csv",
            "vorm,formeel",
            "doelgroep,totaal,T,\nvorm,formeel",
            (
                'row 4, column code: found "totaal", expected another code: this one has a meaning '
                "of its own.\n"
                "data/uren.csv, row 5: found no formal hours of 2019 in sector markt for totaal, "
                f"expected {ALL_GROUPS}.\n"
                "data/uren.csv, row 5: found no formal hours of 2019 in sector overheid for "
                f"totaal, expected {ALL_GROUPS}.\n"
                "data/personen.csv, row 2: found no persons in formal employment of 2012 for "
                "totaal, expected one row for every group in begrippen.csv."
            ),
        ),
        (
            "verdeelsleutels.csv",
            "24.0",
            "23.0",
            "row 2: found percentages of 2012 that add up to 99.00, expected exactly 100.",
        ),
        (
            "verdeelsleutels.csv",
            "76.0",
            "100.01",
            'row 2, column percentage: found "100.01", expected a number of at most 100.',
        ),
        (
            "verdeelsleutels.csv",
            "76.0",
            "76.05",
            (
                'row 2, column percentage: found "76.05", expected a percentage of at most one '
                "decimal, such as 69.9."
            ),
        ),
        (
            "verdeelsleutels.csv",
            "2019,overheid,30.1\n",
            "",
            "row 4: found 2019 for sector markt only, expected both markt and overheid.",
        ),
        (
            "verdeelsleutels.csv",
            "2019,markt,69.9\n2019,overheid,30.1\n",
            "",
            (
                "found no percentages of 2019, expected a distribution key for the hired hours of "
                "that year (data/uren.csv, row 9)."
            ),
        ),
        (
            "doelstellingen.csv",
            "2019,overheid,15000\n",
            "",
            "row 2: found 2019 for sector markt only, expected both markt and overheid.",
        ),
        (
            "doelstellingen.csv",
            "40000",
            "40000.5",
            'row 2, column banen: found "40000.5", expected a whole number such as 1234.',
        ),
        (
            "doelstellingen.csv",
            "structureel,markt",
            "structurel,markt",
            (
                'row 4, column jaar: found "structurel", expected a year from 2012 to 2100, or '
                "structureel."
            ),
        ),
        (
            "personen.csv",
            "pw,1",
            ",1",
            (
                "row 2, column doelgroep: found an empty cell, expected a target group: persons in "
                "formal employment are delivered by group."
            ),
        ),
        (
            "personen.csv",
            "2012,formeel,wajong,2\n",
            "",
            (
                "row 2: found no persons in formal employment of 2012 for wajong, expected one row "
                "for every group in begrippen.csv."
            ),
        ),
        (
            "personen.csv",
            "2012,inleen,,2\n",
            "",
            f"row 2: found no complete hired persons of 2012, expected {HIRED}.",
        ),
        (
            "personen.csv",
            "2012,totaal,,4\n",
            "",
            (
                "row 2: found no unique persons of 2012, expected one row totaal, in which "
                "everybody counts once."
            ),
        ),
        (
            "personen.csv",
            "2012,totaal,,4",
            "2012,totaal,,6",
            (
                "row 2: found 6 unique persons in 2012, expected at most 5, all rows of that year "
                "added."
            ),
        ),
        (
            "personen.csv",
            "2012,totaal,,4",
            "2012,totaal,,2",
            (
                "row 2: found 2 unique persons in 2012, expected at least 3, the persons with work "
                "of form formeel."
            ),
        ),
    ],
)
def test_a_wrong_row_of_another_delivery_is_named(
    name: str, old: str, new: str, said: str, refusal: Refusal
) -> None:
    separator = ": " if said.startswith("found") else ", "
    assert refusal(name, old, new) == f"data/{name}{separator}{said}"


def test_persons_without_the_baseline_year_are_refused(population: Path, message: Message) -> None:
    text = (population / "personen.csv").read_text(encoding="utf-8")
    (population / "personen.csv").write_text(text.replace("2012", "2019"), encoding="utf-8")
    assert message() == (
        "data/personen.csv: found no rows of 2012, expected the baseline, against which every "
        "increase is counted."
    )


def test_a_code_list_without_groups_is_refused(change: Change, message: Message) -> None:
    change("begrippen.csv", "doelgroep,pw,Participatiewet,\n", "")
    change("begrippen.csv", "doelgroep,wajong,Wajong,<b>oud & nieuw</b>\n", "")
    first = message().splitlines()[0]
    assert first == "data/begrippen.csv: found no row for a doelgroep, expected at least one."


def test_markup_and_soft_hyphens_are_ordinary_text(population: Path, change: Change) -> None:
    change("begrippen.csv", "Participatiewet", "<i>Participatie\u00adwet</i>")
    name = read_deliveries(population).groups[0].name
    assert name == "<i>Participatie\u00adwet</i>"
