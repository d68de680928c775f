"""Comparisons in words: what an indicator means, what turned, which words changed."""

from __future__ import annotations

from typing import Any

import pytest

from reporter.annex.indicator import Indicator
from reporter.annex.printed import meaning
from reporter.diff.changes import Comparison, WordRun
from reporter.diff.compare import compare
from tests.diff.small_annex import archive, cell_of, deliver, key, small_annex


@pytest.mark.parametrize(
    ("known", "words"),
    [
        (
            "toename/banen/2019/markt/formeel/totaal",
            "toename van het aantal banen, markt, formele dienstverbanden, 2019",
        ),
        ("stand/personen/2012/totaal/totaal/totaal", "aantal personen, 2012"),
        (
            "toename/banen/2019/totaal/formeel/wajong",
            "toename van het aantal banen, formele dienstverbanden, wajong, 2019",
        ),
        (
            "afstand/banen/2019/overheid/totaal/totaal",
            "afstand tot de doelstelling, overheid, 2019",
        ),
        ("stand/banen/2019/totaal/uitzend/totaal", "aantal banen, uitzendrelaties, 2019"),
        (
            "doelstelling/banen/structureel/totaal/totaal/totaal",
            "doelstelling, structureel",
        ),
    ],
)
def test_an_indicator_is_said_in_words(known: str, words: str) -> None:
    assert meaning(Indicator.of_key(known)) == words


def compared(new: dict[str, Any], old: dict[str, Any] | None = None) -> Comparison:
    return compare(archive(old or small_annex()), archive(new))


def test_a_revision_is_told_with_its_place_difference_and_reason() -> None:
    annex = small_annex()
    deliver(annex, "formeel", 2019, "12300", "1.230")

    (change,) = compared(annex).figures

    assert (change.kind, change.kind.dutch) == ("revised", "herzien")
    assert change.labels == ("Tabel 1, Formele dienstverbanden, 2019",)
    assert (change.old, change.new, change.move) == ("20", "1.230", "+1.210")
    assert change.causes == ("other delivered hours +1.210,00",)
    assert change.reasons == ("andere geleverde uren: +1.210,00",)


def test_a_headline_is_one_dutch_sentence() -> None:
    annexes = []
    for amount, printed in (("1", "1"), ("-1", "–1")):
        annex = small_annex()
        gap = key("formeel", 2019, "afstand")
        cell_of(annex, "formeel", 2019).update(
            indicator=gap, exact=amount, rounded=amount, printed=printed
        )
        annexes.append(annex)

    (headline,) = compared(annexes[1], annexes[0]).headlines

    assert headline.sentence == (
        "Doelstelling nu niet meer gehaald: afstand tot de doelstelling, markt, formele "
        "dienstverbanden, 2019 (was 1, is –1)."
    )


def test_changed_words_are_told_from_those_that_stayed() -> None:
    annex = small_annex()
    annex["text"][0]["text"] = "Samen zijn dat 18."

    (text,) = compared(annex).texts

    assert text.words == (
        WordRun(kind="same", text="Samen"),
        WordRun(kind="old", text="17."),
        WordRun(kind="new", text="zijn dat 18."),
    )
    assert (text.kind.dutch, text.origin.dutch) == ("tekst", "niet verklaard")


def test_classes_are_told_by_weight() -> None:
    annex = small_annex()
    deliver(annex, "formeel", 2019, "230", "23")
    annex["tables"][0]["cells"].pop()

    found = compared(annex)

    assert [change.kind.dutch for change in found.figures] == ["herzien", "vervallen"]
    assert found.unchanged == 2


def test_a_difference_of_a_tenth_keeps_its_decimal() -> None:
    annex, old = small_annex(), small_annex()
    for one, amount, printed in ((old, "699/10", "69,9"), (annex, "68", "68,0")):
        cell_of(one, "formeel", 2019).update(
            indicator="verdeelsleutel/procent/2019/markt/totaal/totaal",
            exact=amount,
            rounded=amount,
            printed=printed,
        )

    (change,) = compared(annex, old).figures

    assert change.move == "–1,9"
