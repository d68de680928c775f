from __future__ import annotations

import pytest

from reporter.proofread.numerals import written_out
from reporter.proofread.proof import Status, key_of
from tests.proofread.reading import findings, known, statuses, wrong

RIGHT, WRONG, NOT_OURS = Status.RIGHT, Status.WRONG, Status.NOT_OURS
ROUNDING, AMBIGUOUS = Status.ROUNDING, Status.AMBIGUOUS


def test_figures_are_bound_by_sector_and_measure() -> None:
    said = findings(
        "Met 51.829 extra banen hebben marktwerkgevers de doelstelling van 40.000 extra banen "
        "overtroffen; overheidswerkgevers realiseerden er 9.786."
    )
    bound = {one.text: key_of(one.known) for one in said if one.known}
    assert bound == {
        "51.829": "toename/banen/2019/markt/totaal/totaal",
        "40.000": "doelstelling/banen/2019/markt/totaal/totaal",
        "9.786": "toename/banen/2019/overheid/totaal/totaal",
    }
    assert {one.status for one in said} == {RIGHT}


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("Bij de markt zijn er 9.786 extra banen.", "9.786", "51829"),
        ("Eind 2019 waren er 105.373 banen bij de markt.", "105.373", "113185"),
        ("De markt heeft 46.128 extra banen via formele dienstverbanden.", "46.128", "46218"),
        ("De overheid heeft 4.211 extra banen via inleenverbanden.", "4.211", "5576"),
        ("De doelstelling voor de overheid was 12.500 extra banen.", "12.500", "15000"),
        ("Het verschil met vorig jaar bij inleenverbanden in de markt is 887.", "887", "-887"),
        ("Eind 2019 werkten er 191.764 mensen uit de doelgroep.", "191.764", "119764"),
    ],
)
def test_a_wrong_figure_is_found_with_the_right_one(text: str, found: str, expected: str) -> None:
    assert wrong(text) == {found: expected}


def test_a_figure_of_another_meaning_is_named() -> None:
    (one,) = findings("Bij de markt zijn er 9.786 extra banen.")
    assert key_of(one.also) == "toename/banen/2019/overheid/totaal/totaal"


def test_one_beside_a_rounded_figure_is_right_but_for_rounding() -> None:
    assert statuses("Bij de markt zijn er 51.830 extra banen.") == {"51.830": ROUNDING}
    assert wrong("Bij de markt zijn er 51.830 extra banen.") == {"51.830": "51829"}


def test_one_beside_a_figure_that_nothing_rounds_is_wrong() -> None:
    assert statuses("De doelstelling voor de overheid was 15.001 banen.") == {"15.001": WRONG}


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("bijna 52.000", RIGHT),  # 51.829
        ("ruim 51.000", RIGHT),
        ("circa 52.000", RIGHT),
        ("meer dan 50.000", RIGHT),
        ("52.000", ROUNDING),
        ("52 duizend", RIGHT),
        ("ruim 52.000", WRONG),
        ("bijna 51.000", WRONG),
    ],
)
def test_vague_words_allow_what_they_say(words: str, status: Status) -> None:
    said = findings(f"Bij de markt zijn er sinds de nulmeting {words} extra banen gerealiseerd.")
    assert [one.status for one in said] == [status]


def test_a_number_in_words_is_read() -> None:
    text = "De afspraak is dat er in 2025 honderdvijfentwintigduizend extra banen zijn."
    assert statuses(text) == {"honderdvijfentwintigduizend": RIGHT}


def test_what_came_before_binds_what_comes_after() -> None:
    text = (
        "Overheidswerkgevers realiseerden in 2019 1.846 extra banen. "
        "Het aantal banen via formele dienstverbanden is met {} toegenomen."
    )
    assert wrong(text.format("1.746")) == {}
    assert wrong(text.format("8.699")) == {"8.699": "1746"}


def test_a_heading_binds_what_stands_below_it() -> None:
    assert wrong("# Sector overheid", "Via formele banen gaat het om 46.218 extra banen.") == {
        "46.218": "4211"
    }


def test_a_number_that_is_divided_is_the_total() -> None:
    text = "De opgave was {} extra banen: 40.000 bij marktwerkgevers en 15.000 bij de overheid."
    assert wrong(text.format("55.000")) == {}
    assert wrong(text.format("40.000"))["40.000"] == "55000"


def test_from_and_to_are_states_and_with_is_a_change() -> None:
    text = (
        "Het aantal mensen met een baan is gestegen met 53.436 personen, "
        "van 66.328 (nulmeting) naar 119.764."
    )
    assert wrong(text) == {}


def test_numbers_pair_off_with_what_was_named() -> None:
    text = (
        "Bij de nulmeting waren er 27.516 banen via inleenverbanden bij de markt en 8.689 bij de "
        "overheid. Eind 2019 was dat {} respectievelijk {}."
    )
    assert wrong(text.format("33.127", "14.265")) == {}
    assert set(wrong(text.format("14.265", "33.127"))) == {"14.265", "33.127"}


@pytest.mark.parametrize(
    "text",
    [
        "Zie Kamerstukken II 2018/19, 34 352, nr. 168 en artikel 38b, lid 3.",
        "Op 1 januari 2020 trad de wet in werking (Stb. 2015, 547).",
        "De heffing is € 5.000 per baan, of 3,77 euro per uur.",
        "Werkgevers met minder dan 25 medewerkers vallen erbuiten.",
        "In totaal zijn er 167.000 mensen in beschut werk en de sociale werkvoorziening.",
        "Bij Binnenwerk komen er 300 extra banen bij.",
        "Voor 2019 kregen 12.345 leerlingen een baan.",
        "In het schooljaar 2018/19 waren er 1.200 scholen.",
    ],
)
def test_what_is_no_figure_of_ours_is_left_alone(text: str) -> None:
    assert {one.status for one in findings(text)} <= {NOT_OURS, AMBIGUOUS}


def test_the_hours_of_a_job_are_known() -> None:
    text = "Als één baan telt een baan van {} uur per week."
    assert wrong(text.format("25,5")) == {}
    assert wrong(text.format("25,6")) == {"25,6": "25.5"}
    assert wrong("Zij werken gemiddeld 28,9 uur per week.") == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Van de 61.615 extra banen zijn er 50.429 ({} procent) formeel.", "82"),
        ("Van deze inleenverbanden hoort {} procent bij de markt.", "69.9"),
    ],
)
def test_a_percentage_that_does_not_follow_is_found(text: str, expected: str) -> None:
    right = expected.replace(".", ",")
    off = right[::-1]
    assert wrong(text.format(right)) == {}
    assert set(wrong(text.format(off))) == {off}


def test_the_mark_of_a_note_is_no_digit() -> None:
    said = findings("Er zijn 61.6153 extra banen3 sinds de nulmeting.", notes=("3",))
    assert [(one.text, one.status) for one in said] == [("61.615", RIGHT)]


def test_a_letter_of_another_year_is_held_against_that_year() -> None:
    text = "Met 81.117 extra banen is de doelstelling van 92.500 banen niet gehaald."
    assert wrong(text, edition="2022") == {}
    assert wrong(text, edition="2019")["81.117"] == "61615"


def test_a_sentence_that_breaks_off_is_read_all_the_same() -> None:
    assert [one.text for one in findings("Bij de nulmeting 75.179 van –5")] == ["75.179", "–5"]


def test_agency_work_and_secondment_together_are_all_hired_labour() -> None:
    said = "Via uitzending en detachering zijn er ten opzichte van de nulmeting {} extra banen."
    assert wrong(said.format("11.186")) == {}
    assert wrong(said.format("61.615")) == {"61.615": "11186"}


def test_toen_is_the_year_that_was_compared_with() -> None:
    said = (
        "Er zijn 53.436 mensen meer aan het werk dan bij de nulmeting, toen het om {} mensen ging."
    )
    assert wrong(said.format("66.328")) == {}
    assert wrong(said.format("66.382")) == {"66.382": "66328"}


def test_numbers_after_respectievelijk_stand_in_the_order_of_what_was_named() -> None:
    said = "Markt en overheid realiseerden respectievelijk {} en {} extra banen."
    assert wrong(said.format("51.829", "9.786")) == {}
    assert set(wrong(said.format("9.786", "51.829"))) == {"9.786", "51.829"}


def test_a_number_of_thousands_of_digits_is_no_figure_of_ours() -> None:
    text = f"In de markt waren er {'9' * 5000} extra banen, en {'1' * 50},{'3' * 5000} procent."
    assert wrong(text) == {}


def test_people_counted_twice_may_be_added_up_where_the_sentence_says_so() -> None:
    text = "Formeel werkten eind 2019 78.730 mensen, als inleen 41.938, opgeteld {} mensen."
    assert statuses(text.format("120.668"))["120.668"] is RIGHT
    assert wrong(text.format("120.686")) == {"120.686": "119764"}
    assert wrong(text.replace("opgeteld", "samen").format("120.668")) == {"120.668": "119764"}


def test_a_share_more_than_twice_or_under_half_the_one_that_is_named_is_no_misprint_of_it() -> None:
    text = "Van de 61.615 extra banen zijn er 50.429 formeel, {} procent."  # 81,8
    assert statuses(text.format(42))["42"] is RIGHT  # of the market
    assert statuses(text.format(41))["41"] is WRONG
    assert statuses(text.format(40))["40"] is AMBIGUOUS


def test_a_comparison_with_the_year_before_excuses_no_number() -> None:
    text = "Vergeleken met {} zijn er bij de markt 7.821 banen bijgekomen."
    assert statuses(text.format(2018))["7.821"] is WRONG
    assert statuses(text.format(2017))["7.821"] is AMBIGUOUS


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("duizend", 1000),
        ("vijfentwintigduizend", 25_000),
        ("honderdduizend", 100_000),
        ("driehonderdduizend", 300_000),
        ("honderdeneenduizend", 101_000),
        ("honderdvijfentwintigduizend", 125_000),
        ("vijfentwintig", None),
        ("duizendpoot", None),
        ("vijfhondduizend", None),
    ],
)
def test_a_number_in_words_has_its_value(word: str, value: int | None) -> None:
    assert written_out(word, known()[1].numerals) == value


def test_a_share_of_something_else_is_not_ours() -> None:
    text = "In de bouw zijn er van de 61.615 extra banen 50.429 formeel, 64 procent."
    assert statuses(text)["64"] is NOT_OURS
    assert statuses(text.replace("In de bouw", "Nu"))["64"] is WRONG
