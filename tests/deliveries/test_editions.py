from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from reporter.annex.declaration import Edition
from reporter.deliveries.editions import DEFAULT_TABLES, edition_names, read_edition
from reporter.errors import InputError, UnknownEditionError
from tests.declared import tables

if TYPE_CHECKING:
    from pathlib import Path

GOOD = 'jaar = 2019\ntitel = "Eind 2019"\n'
TABLES = 'a list of tables, such as ["resultaten", "nulmeting"]'


def write(data: Path, text: str, name: str = "2019") -> None:
    (data / "editions" / f"{name}.toml").write_bytes(text.encode())


def test_an_edition_takes_the_usual_tables_and_text_unless_it_says_otherwise(
    population: Path,
) -> None:
    write(population, GOOD)
    assert read_edition(population, "2019") == Edition(
        name="2019",
        year=2019,
        title="Eind 2019",
        date=None,
        tables=tables(*DEFAULT_TABLES),
        text="resultaten",
    )


def test_an_edition_may_choose_its_date_tables_and_text(population: Path) -> None:
    chosen = 'datum = 2020-07-02\ntabellen = ["meting"]\ntekst = "ingroeipad"\n'
    write(population, "\ufeff" + (GOOD + chosen).replace("\n", "\r\n"))
    edition = read_edition(population, "2019")
    assert (edition.date, edition.tables) == (dt.date(2020, 7, 2), tables("meting"))
    assert edition.text == "ingroeipad"


def test_in_the_data_folder_of_a_variant_the_title_names_it(population: Path) -> None:
    write(population, GOOD)
    (population / "variant.toml").write_text('naam = "zonder Wsw"\n', encoding="utf-8")
    assert read_edition(population, "2019").title == "Eind 2019 (variant: zonder Wsw)"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("naam = 5\n", ", row 1, column naam: found 5, expected a text between quotation marks."),
        ("", ", column naam: found nothing, expected a text between quotation marks."),
        (
            'naam = "x"\nnam = "x"\n',
            ', row 2, column nam: found the setting "nam", expected one of naam. Did you',
        ),
        (
            "naam = x\n",
            (
                ", row 1, column 8: found broken TOML (Invalid value), expected a setting such "
                'as naam = "zonder detacheringen".'
            ),
        ),
    ],
)
def test_a_variant_without_a_sound_name_is_told(population: Path, text: str, said: str) -> None:
    write(population, GOOD)
    (population / "variant.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_edition(population, "2019")
    assert str(caught.value).startswith(f"data/variant.toml{said}")


def test_editions_are_sorted_and_other_files_are_none(population: Path) -> None:
    for name in ("2022", "2019", "Mijn_versie"):
        write(population, GOOD, name)
    (population / "editions" / "map.toml").mkdir()
    assert edition_names(population) == ("2019", "2022")
    assert edition_names(population / "editions") == ()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("209", 'There is no edition "209". Known editions: 2019. Did you mean "2019"?'),
        ("concept", 'There is no edition "concept". Known editions: 2019.'),
        (
            "../x",
            (
                '"../x" is not the name of an edition: small letters, digits and hyphens only. '
                "Known editions: 2019."
            ),
        ),
        (
            "2019\n",
            (
                '"2019\\n" is not the name of an edition: small letters, digits and hyphens only. '
                "Known editions: 2019."
            ),
        ),
    ],
)
def test_an_unknown_edition_is_refused_with_the_known_ones(
    population: Path, name: str, said: str
) -> None:
    write(population, GOOD)
    with pytest.raises(UnknownEditionError) as caught:
        read_edition(population, name)
    assert str(caught.value) == said


def test_without_editions_the_message_says_so_and_what_to_add(population: Path) -> None:
    with pytest.raises(UnknownEditionError) as caught:
        read_edition(population, "2019")
    assert str(caught.value) == (
        f"There are no editions in {population / 'editions'}. Add one, such as 2019.toml with "
        'the lines jaar = 2019 and titel = "Resultaten banenafspraak eind 2019".'
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            GOOD + "tabelen = []\n",
            (
                ', row 3, column tabelen: found the setting "tabelen", expected one of jaar, '
                "titel, datum, tabellen, "
                'tekst. Did you mean "tabellen"?'
            ),
        ),
        (
            'titel = "x"\n',
            ", column jaar: found nothing, expected a year such as 2019, without quotation marks.",
        ),
        (
            'jaar = "2019"\ntitel = "x"\n',
            (
                ', row 1, column jaar: found "2019", expected a year such as 2019, without '
                "quotation marks."
            ),
        ),
        (
            'jaar = true\ntitel = "x"\n',
            ", row 1, column jaar: found True, expected a year from 2012 to 2100.",
        ),
        (
            'jaar = 1019\ntitel = "x"\n',
            ", row 1, column jaar: found 1019, expected a year from 2012 to 2100.",
        ),
        (
            GOOD.replace("2019", "2014", 1),
            (
                ", row 1, column jaar: found 2014, expected a year from 2015, the first "
                "measurement, on."
            ),
        ),
        (
            "jaar = 2019\ntitel = 5\n",
            ", row 2, column titel: found 5, expected a text between quotation marks.",
        ),
        ('jaar = 2019\ntitel = " "\n', ', row 2, column titel: found " ", expected a text.'),
        (
            'jaar = 2019\ntitel = "a\\u0007"\n',
            (
                ', row 2, column titel: found "a\\x07", expected text without control characters '
                "or "
                'invisible ones. Character 2 is "\\x07".'
            ),
        ),
        (
            GOOD + "datum = 2020-07-02T10:00:00\n",
            (
                ", row 3, column datum: found 2020-07-02 10:00:00, expected a date such as "
                "2020-07-02, "
                "without quotation marks or time."
            ),
        ),
        (GOOD + "tabellen = []\n", f", row 3, column tabellen: found [], expected {TABLES}."),
        (GOOD + "tabellen = [1]\n", f", row 3, column tabellen: found [1], expected {TABLES}."),
        (
            GOOD + 'tabellen = ["a", "a"]\n',
            ", row 3, column tabellen: found ['a', 'a'], expected each table once.",
        ),
        (
            GOOD + 'tekst = "../x"\n',
            (
                ', row 3, column tekst: found "../x", expected the name of a text: small '
                "letters, digits "
                "and hyphens."
            ),
        ),
        (
            "jaar = 2019\ntitel = Eind\n",
            (
                ", row 2, column 9: found broken TOML (Invalid value), expected settings such as "
                "jaar = 2019."
            ),
        ),
        (
            'jaar = 2019\ntitel = "Eind',
            (
                ", row 2: found broken TOML (Unterminated string), expected settings such as "
                "jaar = 2019."
            ),
        ),
    ],
)
def test_a_wrong_setting_is_named_with_what_was_expected(
    population: Path, text: str, said: str
) -> None:
    write(population, text)
    with pytest.raises(InputError) as caught:
        read_edition(population, "2019")
    assert str(caught.value) == f"data/editions/2019.toml{said}"


@pytest.mark.parametrize("value", ["9" * 5000, "[" * 5000])
def test_a_setting_that_no_reader_can_hold_is_a_fault_and_no_crash(
    population: Path, value: str
) -> None:
    write(population, f"jaar = {value}\n")
    with pytest.raises(InputError, match="broken TOML"):
        read_edition(population, "2019")
