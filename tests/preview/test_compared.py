from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from reporter.annex.indicator import Measure
from reporter.annex.printing import print_annex
from reporter.build import archived, checked, measured
from reporter.check.finding import Severity
from reporter.diff.compare import compare
from reporter.preview.compared import ComparedAnnex, Standing, margin_checks
from reporter.project import Project
from reporter.version import __version__
from tests.preview.draft_sample import change_key, copied, rewrite

if TYPE_CHECKING:
    from pathlib import Path

    from reporter.diff.changes import Comparison

HERE = Project()


def compared(found: Comparison | None, *, accepted: Comparison | None = None) -> ComparedAnnex:
    text = print_annex(measured("2019", HERE), __version__)
    return ComparedAnnex(annex=text, accepted=accepted, chosen=found, against="de brief", checks=())


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    """Compare 2019 with another key of 2019."""
    other = copied(tmp_path_factory.mktemp("other"))
    change_key(other)
    new, old = (archived("2019", one) for one in (HERE, other))
    return compare(old, new)


@pytest.fixture(scope="module")
def same() -> Comparison:
    archive = archived("2019", HERE)
    return compare(archive, archive)


def test_an_annex_without_another_side_is_open(same: Comparison) -> None:
    alone = compared(None)
    assert (alone.standing, alone.state) == (Standing.OPEN, "nog niet goedgekeurd")
    assert alone.is_concept
    assert alone.marks == ()
    equal = compared(same, accepted=same)
    assert (equal.standing, equal.state) == (Standing.ACCEPTED, "goedgekeurd")
    assert equal.summary == "Gelijk aan de brief."
    assert not equal.is_concept


def test_one_and_more_changes_are_counted_in_words(changed: Comparison) -> None:
    (first, second), text = changed.figures[:2], changed.texts[:1]
    one = replace(changed, figures=(first,), texts=())
    assert compared(one, accepted=one).state == "gewijzigd (1 cijfer)"
    two = replace(changed, figures=(first, second), texts=text)
    assert compared(two).summary == "2 cijfers en 1 tekst anders dan in de brief."
    assert compared(replace(changed, figures=(), texts=text)).summary == (
        "1 tekst anders dan in de brief."
    )


def test_a_change_is_marked_at_every_place_where_it_stands(changed: Comparison) -> None:
    marks = compared(changed).marks
    hired = next(
        one for one in marks if one.change.indicator.key.endswith("2019/markt/inleen/totaal")
    )
    assert [anchor for _, anchor in hired.places] == [
        "tabel-1-r2k1",
        "tabel-2-r2k6",
        "tabel-4-r2k1",
    ]
    key = next(one for one in marks if one.change.indicator.measure is Measure.KEY)
    assert list(key.places) == [
        ("Lopende tekst, sleutel markt meting", "tekst-sleutel_markt_meting")
    ]


def test_what_was_dropped_has_no_place_to_go_to(changed: Comparison) -> None:
    dropped = replace(changed, figures=(replace(changed.figures[0], new=None),))
    (mark,) = compared(dropped).marks
    assert mark.places
    assert {anchor for _, anchor in mark.places} == {""}


def test_checks_name_what_to_look_at_first_and_what_holds() -> None:
    annex = measured("2019", HERE)
    found = margin_checks(annex, print_annex(annex, __version__), checked("2019", HERE))
    found_severities = [one.severity for one in found]
    assert found_severities == sorted(found_severities, key=[*Severity].index)
    texts = [one.text for one in found]
    assert any(text.endswith("een aanname. Zie data/README.md.") for text in texts)
    proved = next(text for text in texts if text.startswith("Precies de som van de delen: "))
    sums = sum(not one.overlap for table in annex.tables for one in table.sums)
    assert f" {sums} totalen" in proved
    rounded = next(one for one in found if one.text.startswith("Door afronding "))
    # 5.611 + 5.576 is 11.187 and not 11.186, the first in reading order.
    assert rounded.anchor == "tabel-1-r2k3"


def test_gaps_and_tables_left_out_are_to_be_looked_at(tmp_path: Path) -> None:
    project = copied(tmp_path)
    path = project.data / "personen.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("2019,")]
    path.write_text("\n".join(kept) + "\n", encoding="utf-8")
    annex = measured("2019", project)

    found = margin_checks(annex, print_annex(annex, __version__), checked("2019", project))

    left_out = [one for one in found if "weggelaten" in one.text]
    assert [one.severity for one in left_out] == [Severity.WARNING]


def test_what_a_check_finds_stands_before_all_that_is_good() -> None:
    annex = measured("2022", HERE)
    key, *others = margin_checks(annex, print_annex(annex, __version__), checked("2022", HERE))
    assert (key.severity, key.text) == (
        Severity.WARNING,
        "De uitkomst hangt af van de verdeelsleutel.",
    )
    # 33.183 agency and other hired jobs at 74,2 percent; at 68,0 the market lacks 1.247 of 70.000.
    assert "niet gehaald met 1247 banen, met de sleutel van 2021" in key.detail
    assert any(one.text.startswith("Niets fout gevonden in ") for one in others)


def test_a_mistake_comes_first_and_nothing_is_then_called_sound(tmp_path: Path) -> None:
    project = copied(tmp_path)
    rewrite(project.templates / "teksten/resultaten.html.j2", "</ul>", "<li>Eind 2018.</li></ul>")
    annex = measured("2019", project)
    found = margin_checks(annex, print_annex(annex, __version__), checked("2019", project))
    assert (found[0].severity, found[0].text) == (
        Severity.WRONG,
        "Een jaartal of naam van een meting lijkt verouderd.",
    )
    assert not any(one.text.startswith("Niets fout") for one in found)
