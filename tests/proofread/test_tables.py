from __future__ import annotations

from reporter.proofread.proof import Judgement, Status, Subject, key_of
from tests.proofread.reading import table

HEADS = ("Toename aantal banen markt", "Toename aantal banen overheid", "Totale toename banen")
CAPTION = "Tabel 1: Resultaten eind 2019 ten opzichte van de nulmeting"


def wrong(found: list[Judgement]) -> dict[str, tuple[int, int] | None]:
    return {one.text: one.cell for one in found if one.status is Status.WRONG}


def test_each_cell_is_bound_by_caption_head_and_label() -> None:
    found = table(
        CAPTION,
        HEADS,
        ("Formele dienstverbanden", "46.218", "4.211", "50.429"),
        ("Inleenverbanden", "5.611", "5.576", "11.186"),
        ("Totaal", "51.829", "9.786", "61.615"),
        ("Doelstelling Sociaal Akkoord", "(40.000)", "(15.000)", "(55.000)"),
    )
    assert {one.status for one in found} == {Status.RIGHT}
    assert key_of(found[4].known) == "toename/banen/2019/overheid/inleen/totaal"
    assert key_of(found[9].known) == "doelstelling/banen/2019/markt/totaal/totaal"


def test_a_wrong_cell_is_found_at_its_place() -> None:
    found = table(CAPTION, HEADS, ("Totaal", "51.829", "9.786", "61.651"))
    assert wrong(found) == {"61.651": (0, 2)}
    assert found[2].where == "row 1, Totaal / Totale toename banen"


def test_a_lost_sign_is_found() -> None:
    heads = ("2015", "2016")
    caption = "Tabel 3: Resultaten sector overheid ten opzichte van de nulmeting"
    found = table(caption, heads, ("Formele dienstverbanden", "984", "–531"))
    assert wrong(found) == {"984": (0, 0)}


def test_agency_work_alone_may_be_called_hired_labour_beside_secondment() -> None:
    heads = ("Toename aantal personen met een baan", "Toename aantal banen")
    caption = "Tabel 7: Toename naar doelgroep"
    rows = (
        ("Wajong", "13.355", "17.391"),
        ("Inleenverbanden", "8.950", "9.300"),
        ("Wsw-detacheringen", "1.046", "1.887"),
        ("Totaal inclusief inleenverbanden", "53.436", "37.736"),
    )
    assert wrong(table(caption, heads, *rows)) == {"37.736": (3, 1)}


def test_a_caption_of_last_year_is_found() -> None:
    heads = ("Aantal banen markt", "Aantal banen overheid", "Totaal aantal banen")
    found = table(
        "Tabel 6: Aantal banen eind 2018 (vier-meting)",
        heads,
        ("Formele dienstverbanden", "80.058", "9.344", "89.402"),
        ("Totaal", "113.185", "23.609", "136.794"),
    )
    years = [one for one in found if one.subject is Subject.YEAR]
    assert [(one.text, one.words) for one in years] == [("2018", "2019")]


def test_a_table_of_something_else_is_left_alone() -> None:
    found = table("Tabel 2: Aanvragen", ("2018", "2019"), ("Gemeenten", "1.234", "2.345"))
    assert {one.status for one in found} == {Status.NOT_OURS}


def test_a_row_whose_label_tells_nothing_known_is_not_wrong() -> None:
    found = table("Extra banen eind 2019", ("Markt",), ("Allerhande", "12.345"))
    assert [one.status for one in found] == [Status.AMBIGUOUS]
