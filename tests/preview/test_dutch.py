"""What a reader of the preview sees is Dutch, also where something is wrong."""

from __future__ import annotations

import ast
import re
from itertools import chain
from shutil import copyfile
from typing import TYPE_CHECKING

import pytest

from reporter.errors import Fault, InputError, PrintingError, ReporterError, quoted
from reporter.preview.builder import PageBuilder
from reporter.preview.dutch import in_dutch, translated
from reporter.project import HERE, PACKAGE
from tests.page.page_reader import read_page
from tests.preview.draft_sample import copied, rewrite

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reporter.project import Project

CHECKS = ("check/edition", "check/words", "check/bounds")
ROOMS = ("deliveries/*", "annex/*", "project", "border", *CHECKS)
PRESS = ("page/html", "page/press", "page/printer", "page/typesetting", "page/tagging")
MODULES = [
    path.relative_to(PACKAGE).with_suffix("").as_posix()
    for name in (*ROOMS, *PRESS)
    for path in sorted(PACKAGE.glob(f"{name}.py"))
]
NAMES = frozenset({"found", "expected", "advice", "wanted", "message", "said"})
"""How the rooms call what becomes a message."""
OTHERS = frozenset(
    {
        # of reporter init, and of a mistake of ours
        '"x" is not empty, and nothing was changed there. Name a new folder.',
        '"x" is a folder of templates, which several places may have; name a file',
        '"x" is no indicator',
        "a share is a ratio, not a sum",
    }
)


ENGLISH = re.compile(r"\b(the|an|with|and|found|expected|such|only|not|from|each|by|to)\b")


def message(node: ast.AST) -> str | None:
    """Give a written message with a value of somebody's wherever one stands."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        return "".join(
            str(part.value) if isinstance(part, ast.Constant) else '"x"' for part in node.values
        )
    return None


def written(node: ast.AST) -> Iterator[str]:
    """Give what is said below a node, whichever way the condition falls."""
    if isinstance(node, ast.IfExp):
        yield from chain(written(node.body), written(node.orelse))
    elif isinstance(node, ast.Tuple):
        yield from chain.from_iterable(map(written, node.elts))
    elif re.search("[a-z]{2} ?[a-z]", said := message(node) or "") and " " in said:
        yield said


def messages(module: str) -> Iterator[str]:
    """Give every message of a module, by how it is handed on."""
    for node in ast.walk(ast.parse((PACKAGE / f"{module}.py").read_text(encoding="utf-8"))):
        if isinstance(node, ast.keyword) and node.arg in NAMES:
            yield from written(node.value)
        if isinstance(node, ast.Assign):
            named = {name.id for name in ast.walk(node.targets[0]) if isinstance(name, ast.Name)}
            yield from written(node.value) if named & NAMES else ()
        if isinstance(node, ast.Yield) and node.value and module.startswith("check/"):
            yield from written(node.value)


@pytest.mark.parametrize("module", MODULES)
def test_every_message_that_a_preview_can_show_stands_in_the_catalogue(module: str) -> None:
    found = set(messages(module)) - OTHERS
    lacking = [said for said in found if ENGLISH.search(translated(said) or "the")]
    assert lacking == [], "write these in templates/voorbeeld-nl.po, with {0} for each value"


def test_values_of_a_message_are_said_in_dutch_too_but_for_what_users_wrote() -> None:
    assert in_dutch("a year from 2012 to 2100, or structureel") == (
        "een jaar van 2012 tot en met 2100, of structureel"
    )
    assert in_dutch("broken TOML (Invalid value (at line 1, column 8))") == (
        "kapotte TOML (verkeerde waarde, op regel 1, plaats 8)"
    )
    assert in_dutch(quoted("an empty cell")) == '"an empty cell"'
    assert in_dutch("het weer") == "het weer"


def test_a_whole_fault_is_one_dutch_sentence() -> None:
    wanted = "a number such as 1234 or 1234.56"
    place = {"file": "data/uren.csv", "row": 3, "column": "uren"}
    fault = Fault(found='"5%"', expected=wanted, advice="Leave out the percent sign.", **place)  # type: ignore[arg-type]  # three kinds

    assert in_dutch(str(fault)) == (
        'data/uren.csv, rij 3, kolom uren: gevonden: "5%"; verwacht: een getal zoals 1234 of '
        "1234.56. Laat het procentteken weg."
    )


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return copied(tmp_path)


FAULTS = {
    "a word for a number": ("data/verdeelsleutels.csv", "2019,markt,69.9", "2019,markt,veel"),
    "a point lost": ("data/verdeelsleutels.csv", "2019,markt,69.9", "2019,markt,699"),
    "a cell lost": ("data/verdeelsleutels.csv", "2019,markt,69.9", "2019,markt"),
    "a row twice": ("data/verdeelsleutels.csv", "2019,markt", "2019,markt,69.9,\n2019,markt"),
    "another head": ("data/uren.csv", "uren", "hours"),
    "another sector": ("data/uren.csv", "markt", "market"),
    "no year of the key": ("data/verdeelsleutels.csv", "2019,", "2020,"),
    "broken TOML": ("data/editions/2019.toml", "jaar = 2019", "jaar = "),
    "an unknown setting": ("data/editions/2019.toml", "jaar = 2019", "jaar = 2019\nkleur = 1"),
    "a year as text": ("data/editions/2019.toml", "jaar = 2019", 'jaar = "2019"'),
    "an unknown text": ("data/editions/2019.toml", "jaar = 2019", 'jaar = 2019\ntekst = "nee"'),
    "an unknown table": ("data/editions/2019.toml", "jaar = 2019", 'jaar = 2019\ntabellen=["a"]'),
    "an unknown name": ("templates/tabel.html.j2", "{{ table.corner }}", "{{ tafel.corner }}"),
    "an unknown part": ("templates/tabel.html.j2", "{{ table.corner }}", "{{ table.hoek }}"),
    "an unknown tag": ("templates/tabel.html.j2", "{{ table.corner }}", "{% nee %}"),
    "an open block": ("templates/tabel.html.j2", "{{ table.corner }}", "{% if table %}"),
    "an open brace": ("templates/tabel.html.j2", "{{ table.corner }}", "{{ table.corner }"),
    "an unknown filter": ("templates/tabel.html.j2", "{{ table.corner }}", "{{ table|nee }}"),
    "no text": ("templates/tabel.html.j2", "{{ table.corner }}", "{{ table }}"),
}


@pytest.mark.parametrize("kind", FAULTS)
def test_a_fault_is_told_wholly_in_dutch(project: Project, kind: str) -> None:
    path, old, new = FAULTS[kind]
    rewrite(project.data.parent / path, old, new)
    builder = PageBuilder(project)
    with pytest.raises(ReporterError) as caught:
        builder.build("2019")

    told = read_page(builder.failure(caught.value).fragment)

    english = [one.text for one in told.elements if one.attributes.get("lang") == "en"]
    assert english == []
    assert not ENGLISH.search(" ".join(one.text for one in told.all("dt") + told.all("dd")[1:]))


@pytest.mark.parametrize("typed", ["303949716", "303949.16", "7"])
def test_what_control_totals_find_is_told_in_dutch(project: Project, typed: str) -> None:
    copyfile(HERE.data / "controletotalen.csv", project.data / "controletotalen.csv")
    rewrite(project.data / "uren.csv", "uitzend,,,3039497.16", f"uitzend,,,{typed}")
    with pytest.raises(InputError) as caught:
        PageBuilder(project).build("2019")
    assert 'lang="en"' not in PageBuilder(project).failure(caught.value).fragment
    assert not ENGLISH.search(in_dutch(str(caught.value)))


def test_a_file_that_is_gone_is_told_in_dutch(project: Project) -> None:
    (project.data / "uren.csv").unlink()
    builder = PageBuilder(project)
    with pytest.raises(InputError) as caught:
        builder.build("2019")
    assert 'lang="en"' not in builder.failure(caught.value).fragment


def test_what_no_catalogue_knows_is_marked_as_english(project: Project) -> None:
    told = PageBuilder(project).failure(PrintingError("The moon is full."))

    assert '<p lang="en">The moon is full.</p>' in told.fragment
