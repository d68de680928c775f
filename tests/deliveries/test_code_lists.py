"""The code list: target groups, forms, and dimensions of a project's own, with their totals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reporter.annex.delivered import Concept
from reporter.annex.expression import Kind
from reporter.deliveries.reading import read_deliveries, read_kind
from reporter.deliveries.schema import render_kind
from reporter.errors import InputError
from tests.five_files import FILES

if TYPE_CHECKING:
    from pathlib import Path

WORDS = (
    FILES["begrippen.csv"]
    .replace("naam,toelichting", "naam,toelichting,ouder,vanaf")
    .replace(",\n", ",,,\n")
    .replace("</b>\n", "</b>,,\n")
)
REGIONS = "regio,noord,Noord,,,\nregio,stad,De stad,,noord,\nregio,land,Het land,,noord,\n"
HOURS = (
    "jaar,vorm,sector,doelgroep,regio,verloonde_uren\n"
    "2012,formeel,markt,,,110.92\n2012,formeel,overheid,,,55.46\n2012,inleen,,,,100\n"
    "2019,formeel,markt,,stad,10\n2019,formeel,markt,,land,20\n"
    "2019,formeel,overheid,,stad,30\n2019,formeel,overheid,,land,40\n"
    "2019,inleen,,,stad,50\n2019,inleen,,,land,60\n"
)


def written(data: Path, words: str, hours: str = HOURS) -> Path:
    (data / "begrippen.csv").write_text(words, encoding="utf-8")
    (data / "uren.csv").write_text(hours, encoding="utf-8")
    return data


def refused(data: Path) -> str:
    with pytest.raises(InputError) as caught:
        read_deliveries(data)
    return str(caught.value)


def test_any_other_word_in_the_list_declares_a_dimension(population: Path) -> None:
    deliveries = read_deliveries(written(population, WORDS + REGIONS))
    assert deliveries.dimensions == {
        "regio": (
            Concept(code="noord", name="Noord"),
            Concept(code="stad", name="De stad", parent="noord"),
            Concept(code="land", name="Het land", parent="noord"),
        )
    }
    of_2019 = {
        row.key: amount
        for row, amount in deliveries.amounts.items()
        if (row.kind, row.year) == (Kind.HOURS, 2019)
    }
    assert of_2019["uren/2019/markt/formeel/totaal/regio=land"] == 20
    assert len(of_2019) == 6


def test_rows_of_own_dimensions_are_written_as_they_were_read(population: Path) -> None:
    data = written(population, WORDS + REGIONS)
    rows = read_kind(data, Kind.HOURS)
    text = render_kind(Kind.HOURS, rows).decode()
    assert text.splitlines()[0] == "jaar,vorm,sector,doelgroep,regio,verloonde_uren,herkomst"
    (data / "uren.csv").write_text(text, encoding="utf-8")
    again = read_kind(data, Kind.HOURS)
    assert {row: one.amount for row, one in again.items()} == {
        row: one.amount for row, one in rows.items()
    }


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            "jaar,x,X,,,",
            'column soort: found "jaar", expected doelgroep, vorm or another word for a dimension',
        ),
        ("regio,totaal,Alles,,,", 'column code: found "totaal", expected another code'),
        ("doelgroep,uitzend,U,,,", 'column code: found "uitzend", expected another code'),
        ("vorm,zzp,Zzp,,,", 'column code: found "zzp", expected one of formeel, inleen'),
        ("regio,x,X,,zuid,", 'column ouder: found "zuid", expected the code of another regio'),
        ("doelgroep,x,X,,pw,", 'column ouder: found "pw", expected the code of another doelgroep'),
        ("regio,x,X,,x,", 'column ouder: found "x", expected a code that is not itself a part'),
        ("regio,x,X,,,2011", 'column vanaf: found "2011", expected'),
    ],
)
def test_a_wrong_word_is_told_with_its_row(population: Path, row: str, said: str) -> None:
    lines = WORDS + REGIONS + row + "\n"
    number = lines.count("\n")
    assert f"data/begrippen.csv, row {number}, {said}" in refused(written(population, lines))


def test_a_code_cannot_end_before_it_begins(population: Path) -> None:
    head, rest = WORDS.split("\n", 1)
    words = f"{head},tot_en_met\n" + rest.replace("\n", ",\n") + "regio,x,X,,,2020,2019\n"
    assert 'column tot_en_met: found "2019", expected 2020 or later' in refused(
        written(population, words)
    )


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("2019,inleen,,,land,60\n", "", "no complete hired hours"),
        (
            "2019,formeel,markt,,land,20\n",
            "",
            "no formal hours of 2019 (regio land) in sector markt",
        ),
        (",land,", ",noord,", "rows of 2019 (regio noord), expected a code of each of regio"),
        (",stad,10\n", ",straat,10\n", 'column regio: found "straat", expected one of noord'),
        (",stad,10\n", ",,10\n", "rows of 2019, expected a code of each of regio"),
    ],
)
def test_a_year_is_divided_whole_or_not_at_all(
    population: Path, right: str, wrong: str, said: str
) -> None:
    assert right in HOURS
    data = written(population, WORDS + REGIONS, HOURS.replace(right, wrong))
    assert said in refused(data)


def test_a_code_without_rows_is_missed(population: Path) -> None:
    words = WORDS + REGIONS + "regio,dorp,Het dorp,,,\n"
    assert "found no rows of 2019 for dorp, expected one for every code" in refused(
        written(population, words)
    )


def test_a_group_that_came_later_is_not_asked_for_before(population: Path) -> None:
    words = WORDS + "doelgroep,wia,WIA,,,2024\n"
    deliveries = read_deliveries(written(population, words, FILES["uren.csv"]))
    assert [group.first for group in deliveries.groups] == [None, None, 2024]
    early = FILES["uren.csv"] + "2019,formeel,markt,wia,5,\n"
    assert 'column doelgroep: found "wia", expected one of pw, wajong' in refused(
        written(population, words, early)
    )
