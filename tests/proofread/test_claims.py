from __future__ import annotations

import pytest

from reporter.proofread.proof import Status, Subject
from tests.proofread.reading import findings, wrong


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("Overheidswerkgevers hebben de doelstelling gehaald.", "gehaald", "niet gehaald"),
        ("De doelstelling voor de markt is niet bereikt.", "niet bereikt", "bereikt"),
        ("De markt heeft de doelstelling niet overtroffen.", "niet overtroffen", "overtroffen"),
        ("Het aantal banen bij de markt is afgenomen met 7.812.", "afgenomen", "toegenomen"),
        ("Het aantal banen bij de overheid is gedaald.", "gedaald", "gestegen"),
        ("Het aantal inleenverbanden bij de markt nam in 2019 met 887 toe.", "nam", "nam … af"),
        ("Het aantal banen bij de overheid is verdubbeld.", "", ""),
        (
            "Marktwerkgevers halen nu voor de vierde maal op rij de doelstelling.",
            "vierde maal op rij",
            "vijfde … op rij",
        ),
    ],
)
def test_a_claim_that_the_figures_contradict_is_found(text: str, found: str, expected: str) -> None:
    said = wrong(text)
    assert said.get(found, "") == expected


@pytest.mark.parametrize(
    "text",
    [
        "Overheidswerkgevers hebben de doelstelling niet gehaald.",
        "Als de doelstelling voor de overheid wordt gehaald, vervalt de heffing.",
        "De overheid moet de doelstelling in 2025 hebben gehaald.",
        "Marktwerkgevers halen voor de vijfde maal op rij de doelstelling.",
        "Het aantal werkzoekenden bij de overheid is afgenomen.",
        "Met 51.829 extra banen heeft de markt de doelstelling gehaald.",
    ],
)
def test_a_claim_that_is_so_or_is_none_raises_no_alarm(text: str) -> None:
    assert wrong(text) == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Op het moment van de vier-meting waren er meer banen.", {"vier-meting": "vijf-meting"}),
        ("Op het moment van de viermeting waren er meer banen.", {"viermeting": "vijfmeting"}),
        ("Bij de vijf-meting waren er meer banen dan bij de nulmeting.", {}),
        ("Bij de vier-meting over 2018 waren er minder banen.", {}),
        ("Bij de vijf-meting over 2018 waren er minder banen.", {"vijf-meting": "vier-meting"}),
        ("Bij de een-meting over 2015 waren er minder banen.", {}),
        ("Bij de vier-meting een jaar eerder waren er minder banen.", {}),
        ("Bij de vijf-meting vorig jaar waren er minder banen.", {"vijf-meting": "vier-meting"}),
    ],
)
def test_the_name_of_a_measurement_goes_with_its_year(text: str, expected: dict[str, str]) -> None:
    assert wrong(text) == expected


def test_a_year_that_went_stale_is_named_beside_its_figure() -> None:
    said = findings("Eind 2018 waren er 47.392 banen via inleenverbanden.")
    found = {one.text: one.subject for one in said if one.status is Status.WRONG}
    assert found == {"2018": Subject.YEAR, "47.392": Subject.NUMBER}


def test_a_mark_without_its_note_is_found() -> None:
    said = findings("Er zijn 61.615 extra banen2 sinds de nulmeting.", notes=("1",))
    assert [one.text for one in said if one.subject is Subject.NOTE] == ["2"]


@pytest.mark.parametrize("conclusion", ["dus", "daarmee", "hiermee"])
def test_gerealiseerd_says_that_a_target_was_reached_only_as_a_conclusion(conclusion: str) -> None:
    text = "De doelstelling voor de overheid is {} gerealiseerd."
    assert wrong(text.format(conclusion)) == {"gerealiseerd": "niet gerealiseerd"}
    assert wrong(text.format("nu")) == {}
