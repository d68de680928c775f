from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
from fractions import Fraction
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from reporter.annex.delivered import Concept, Source
from reporter.annex.expression import Kind, Quantity
from reporter.annex.indicator import STRUCTURAL, Form, Sector
from reporter.deliveries import reading
from reporter.deliveries.publishing import exchange
from reporter.deliveries.reading import read_deliveries
from reporter.deliveries.sheet import read_sheet

if TYPE_CHECKING:
    import random

    import pytest

    from reporter.deliveries.columns import Layout
    from reporter.deliveries.sheet import CsvFile

HEADER = "jaar,vorm,sector,doelgroep,verloonde_uren"
OTHERS = {
    "begrippen.csv": (
        "soort,code,naam,toelichting\ndoelgroep,pw,P,\ndoelgroep,wajong,W,\nvorm,formeel,F,\n"
        "vorm,inleen,I,\nvorm,uitzend,U,\nvorm,wsw_detachering,D,\n"
    ),
    "personen.csv": "jaar,vorm,doelgroep,personen\n",
    "verdeelsleutels.csv": "jaar,sector,percentage\n2012,markt,76\n2012,overheid,24\n",
    "doelstellingen.csv": "jaar,sector,banen\n2019,markt,1\n2019,overheid,2\n",
}
ROWS = (
    ("2012", "formeel", "markt", "pw"),
    ("2012", "formeel", "markt", "wajong"),
    ("2012", "formeel", "overheid", "pw"),
    ("2012", "formeel", "overheid", "wajong"),
    ("2012", "uitzend", "", ""),
    ("2012", "wsw_detachering", "", ""),
)
CENTS = st.lists(st.integers(0, 10**12), min_size=len(ROWS), max_size=len(ROWS))


def amounts_of(content: bytes) -> dict[Quantity, Fraction]:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        for name, text in OTHERS.items():
            (data / name).write_text(text, encoding="utf-8")
        (data / "uren.csv").write_bytes(content)
        return dict(read_deliveries(data).amounts)


def lines_of(cents: list[int]) -> list[str]:
    return [
        ",".join((*row, f"{number // 100}.{number % 100:02}"))
        for row, number in zip(ROWS, cents, strict=True)
    ]


def hours(year: int, form: Form, sector: Sector | None, group: str | None = None) -> Quantity:
    return Quantity(kind=Kind.HOURS, year=year, form=form, sector=sector, group=group)


def test_hours_persons_keys_and_targets_become_exact_amounts(population: Path) -> None:
    amounts = read_deliveries(population).amounts
    assert len(amounts) == 9 + 4 + 4 + 4
    assert amounts[hours(2012, Form.FORMAL, Sector.MARKET)] == Fraction(11092, 100)
    assert amounts[hours(2019, Form.FORMAL, Sector.MARKET, "pw")] == Fraction(123456, 100)
    assert amounts[hours(2019, Form.SECONDMENT, None)] == 40
    assert amounts[Quantity(kind=Kind.PERSONS, year=2012)] == 4
    assert amounts[Quantity(kind=Kind.KEY, year=2019, sector=Sector.MARKET)] == Fraction(699, 1000)
    structural = Quantity(kind=Kind.TARGET, year=STRUCTURAL, sector=Sector.GOVERNMENT)
    assert amounts[structural] == 25000


def test_a_source_names_the_file_the_line_and_whether_the_amount_is_assumed(
    population: Path,
) -> None:
    sources = read_deliveries(population).sources
    assumed = sources[hours(2012, Form.FORMAL, Sector.GOVERNMENT)]
    assert assumed == Source(file="uren.csv", row=3, assumed=True)
    assert sources[hours(2019, Form.SECONDMENT, None)] == Source(file="uren.csv", row=10)


def test_groups_stand_in_file_order_and_forms_by_their_form(population: Path) -> None:
    deliveries = read_deliveries(population)
    assert deliveries.groups == (
        Concept(code="pw", name="Participatiewet"),
        Concept(code="wajong", name="Wajong", note="<b>oud & nieuw</b>"),
    )
    assert list(deliveries.forms) == list(Form)
    assert deliveries.forms[Form.AGENCY].name == "Uitzend"


def test_every_file_that_was_read_is_named_with_its_hash(population: Path) -> None:
    (population / "datapackage.json").write_text("{}", encoding="utf-8")
    deliveries = read_deliveries(population)
    assert deliveries.files == {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(population.glob("*.csv"))
    }


def test_persons_may_be_a_header_only(population: Path) -> None:
    (population / "personen.csv").write_text("jaar,vorm,doelgroep,personen\n", encoding="utf-8")
    amounts = read_deliveries(population).amounts
    assert not [quantity for quantity in amounts if quantity.kind is Kind.PERSONS]


@given(cents=CENTS, seed=st.randoms())
def test_shuffling_the_rows_of_hours_changes_no_amount(
    cents: list[int], seed: random.Random
) -> None:
    lines = lines_of(cents)
    shuffled = seed.sample(lines, len(lines))
    plain = amounts_of("\n".join([HEADER, *lines]).encode())
    assert amounts_of("\n".join([HEADER, *shuffled]).encode()) == plain
    assert max(plain.values()) >= Fraction(max(cents), 100)


@given(cents=CENTS)
def test_dutch_excel_and_a_programme_write_the_same_amounts(cents: list[int]) -> None:
    lines = [HEADER, *lines_of(cents)]
    dutch = [line.replace(",", ";").replace(".", ",") for line in lines]
    excel = "\ufeff" + "\r\n".join([*dutch, ";;;;", ";;;;", ""])
    assert amounts_of(excel.encode()) == amounts_of("\n".join(lines).encode())


def test_reading_loads_no_heavy_library() -> None:
    code = (
        "import sys, reporter.deliveries.reading, reporter.deliveries.editions; "
        "print({'pandas', 'numpy', 'babel'} & set(sys.modules))"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - own interpreter
    assert done.stdout == "set()\n"


def test_files_that_a_count_replaces_while_they_are_read_are_read_again(
    population: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first two files are read, then a count puts other hours and persons in their place."""
    after = Path(copytree(population, population.parent / "after"))
    for name in ("uren.csv", "personen.csv"):
        text = (after / name).read_text()
        (after / name).write_text(
            text.replace("110.92", "221.84").replace("formeel,pw,1\n", "formeel,pw,2\n")
        )
    read: list[str] = []

    def read_and_count(path: Path, name: str, layout: Layout) -> CsvFile:
        sheet = read_sheet(path, name, layout)
        read.append(path.name)
        if len(read) == 2:
            exchange(after, population)
        return sheet

    monkeypatch.setattr(reading, "read_sheet", read_and_count)
    found = read_deliveries(population)
    hours, persons = (
        Quantity(kind=Kind.HOURS, year=2012, form=Form.FORMAL, sector=Sector.MARKET),
        Quantity(kind=Kind.PERSONS, year=2012, form=Form.FORMAL, group="pw"),
    )
    assert (found.amounts[hours], found.amounts[persons]) == (Fraction("221.84"), Fraction(2))
    assert len(read) == 10
    for name, fingerprint in found.files.items():
        assert hashlib.sha256((population / name).read_bytes()).hexdigest() == fingerprint
