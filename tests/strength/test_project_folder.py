"""Whatever is done to a project, in whatever order, and wherever it is stopped, its folder holds.

The quick profile of ``make test`` always walks the same way; ``make walks`` walks for long and at
random.
"""

from __future__ import annotations

import json
import tempfile
from itertools import product
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING, Any, ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from reporter.project import begin
from tests.count.five_people import PEOPLE
from tests.count.populations import write_parquet
from tests.strength.project_folder import (
    EDITIONS,
    NO_FAULT,
    OURS,
    ProjectFolder,
    Runs,
    fits_its_deliveries,
    is_one_build,
    worded,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.strength.project_folder import Ending, Files

LONG = settings.get_current_profile_name() == "long"
FORMATS = st.sets(
    st.sampled_from(["html", "json", "csv", "ods", *(["pdf"] if LONG else [])]), min_size=1
).map(lambda chosen: tuple(sorted(chosen)))
EDITION = st.sampled_from(EDITIONS)
STOPS = st.fixed_dictionaries(
    {"kind": st.sampled_from(["kill", "interrupt", "end", "refuse"]), "point": st.integers(1, 14)}
)
FULL = st.fixed_dictionaries({"kind": st.just("full"), "point": st.integers(0, 200_000)})
FAULTS = st.one_of(st.just(NO_FAULT), STOPS, FULL)
HELD = st.fixed_dictionaries({"kind": st.just("hold"), "point": st.integers(1, 12)})
TEXTS = [
    "<h2>In het kort</h2>{% for table in annex.tables %}{{ tabel.toon(table) }}{% endfor %}",
    "<section><h2>Kort</h2><p>Er is niets meer over.</p></section>",
    "<p>{{ annex.is_er_niet }}</p>",
    "{% for table in",
]


@pytest.fixture(scope="module", autouse=True)
def _runs() -> Iterator[None]:
    Walk.runs = Runs()
    yield
    Walk.runs.close()


class Walk(RuleBasedStateMachine):
    """A project that is worked on."""

    runs: ClassVar[Runs]

    @initialize()
    def start(self) -> None:
        home = Path(tempfile.mkdtemp(prefix="walk-"))
        begin(home / "sample")
        write_parquet(PEOPLE, home / "registers")
        self.home = home
        self.project = ProjectFolder(home / "work", home / "sample", self.runs)
        self.whole: dict[str, tuple[Files, Files]] = {}
        self.data, self.accepted = self.project.data(), self.project.accepted()
        self.others = self.project.others()

    def teardown(self) -> None:
        if hasattr(self, "home"):
            rmtree(self.home)

    # What people do to the files.

    @rule(row=st.integers(1, 40), amount=st.sampled_from(["0.00", "7915140.47", "1.5", "twee"]))
    def somebody_edits_hours(self, row: int, amount: str) -> None:
        self._edit_rows("uren.csv", row, 4, amount)

    @rule(row=st.integers(1, 16), key=st.sampled_from(["50.0", "69.9", "101", ""]))
    def somebody_edits_a_key(self, row: int, key: str) -> None:
        self._edit_rows("verdeelsleutels.csv", row, 2, key)

    @rule(edition=EDITION, title=st.sampled_from(["Banen", "Banen &amp; <b>meer</b>", ""]))
    def somebody_edits_a_setting(self, edition: str, title: str) -> None:
        self._write(f"data/editions/{edition}.toml", f'jaar = {edition}\ntitel = "{title}"\n')

    @rule(text=st.sampled_from(TEXTS))
    def somebody_edits_a_text(self, text: str) -> None:
        self._write("templates/teksten/eigen.html.j2", text)
        self._write("data/editions/2018.toml", 'jaar = 2018\ntitel = "Eigen"\ntekst = "eigen"\n')

    @rule(style=st.sampled_from(["", "td { color: #333 }"]))
    def somebody_edits_a_style(self, style: str) -> None:
        self._write("templates/stijl.css", style)

    @rule()
    def somebody_takes_the_edits_back(self) -> None:
        for path in (self.home / "sample" / "data").rglob("*.*"):
            name = path.relative_to(self.home / "sample").as_posix()
            (self.project.root / name).write_bytes(path.read_bytes())
        self._remember_edits()

    @rule(edition=EDITION)
    def a_colleague_leaves_a_note(self, edition: str) -> None:
        self._write(f"output/{edition}/notitie.txt", f"Vraag Piet naar {edition}.")

    def _edit_rows(self, name: str, row: int, column: int, cell: str) -> None:
        path = self.project.root / "data" / name
        lines = path.read_text("utf-8").splitlines()
        cells = lines[1 + row % (len(lines) - 1)].split(",")
        cells[column] = cell
        lines[1 + row % (len(lines) - 1)] = ",".join(cells)
        self._write(f"data/{name}", "\n".join(lines) + "\n")

    def _write(self, name: str, text: str) -> None:
        path = self.project.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        self._remember_edits()

    def _remember_edits(self) -> None:
        self.data, self.others = self.project.data(), self.project.others()

    # What people ask of the program.

    @rule(
        editions=st.lists(EDITION, min_size=1, max_size=2, unique=True),
        formats=FORMATS,
        fault=FAULTS,
    )
    def build(self, editions: list[str], formats: tuple[str, ...], fault: dict[str, Any]) -> None:
        before = {edition: self._set(edition) for edition in editions}
        (ending,) = self.project.run((["build", *editions, *worded(formats)], fault))
        self._sets_are_old_or_new(editions, formats, before, ending)

    def _sets_are_old_or_new(
        self, editions: list[str], formats: tuple[str, ...], before: dict[str, Files], end: Ending
    ) -> None:
        for edition in editions:
            new, found = self.project.expected(edition, formats), self._set(edition)
            assert found in (before[edition], new), (edition, end)
            assert end.status not in {0, 1} or found == new, (edition, end)
            if found and found == new:
                self.whole[edition] = (found, self.data)

    @rule(edition=EDITION, formats=FORMATS)
    def two_build_at_once(self, edition: str, formats: tuple[str, ...]) -> None:
        before, words = {edition: self._set(edition)}, ["build", edition, *worded(formats)]
        for ending in self.project.run((words, NO_FAULT), (words, NO_FAULT)):
            self._sets_are_old_or_new([edition], formats, before, ending)

    @rule(edition=EDITION, fault=FAULTS)
    def accept(self, edition: str, fault: dict[str, Any]) -> None:
        words = ["accept", edition, "--reason", "de brief van 3 mei"]
        (ending,) = self.project.run((words, fault))
        self._accepted_is_old_or_new(edition, ending)

    def _accepted_is_old_or_new(self, edition: str, ending: Ending) -> None:
        found, name = self.project.accepted(), f"{edition}.json"
        old = self.accepted.get(name)
        assert {**found, name: old} == {**self.accepted, name: old}
        if found.get(name) != old:
            new = self.project.expected(edition, ("json",))
            assert new is not None
            parts, before = json.loads(found[name]), json.loads(old) if old else {"approvals": []}
            assert parts["annex"] == json.loads(new["annex.json"])
            assert parts["approvals"][:-1] == before["approvals"]
        self.accepted = found
        if ending.status == 0:
            (difference,) = self.project.run((["diff", "accepted", edition], NO_FAULT))
            assert difference.status == 0, difference

    @rule(edition=EDITION)
    def accept_one_figure(self, edition: str) -> None:
        first, *_ = self._open_figures(edition) or [""]
        if not first:
            return
        words = ["accept", edition, "--reason", "dit cijfer", "--figure", first]
        (ending,) = self.project.run((words, NO_FAULT))
        assert (ending.status == 0) == (first not in self._open_figures(edition)), ending
        if ending.status:
            assert self.project.accepted() == self.accepted
        self.accepted = self.project.accepted()

    def _open_figures(self, edition: str) -> list[str]:
        words = ["diff", "accepted", edition, "--format", "json"]
        (ending,) = self.project.run((words, NO_FAULT))
        if ending.status != 1:
            return []
        return [change["indicator"] for change in json.loads(ending.out) if "indicator" in change]

    @rule(fault=FAULTS)
    def count(self, fault: dict[str, Any]) -> None:
        self._count_is_old_or_new(*self.project.run((self._counting(), fault)))

    def _counting(self) -> list[str]:
        names = {
            "register": "register.parquet",
            "payroll": "payroll",
            "employers": "employers.parquet",
        }
        registers = [
            w
            for name, file in names.items()
            for w in (f"--{name}", str(self.home / "registers" / file))
        ]
        return ["count", "--year", "2019", *registers, "--output", "data"]

    def _count_is_old_or_new(self, ending: Ending) -> None:
        """Of the files of data only those of a count may change, and all of them or none."""
        found = self.project.data()
        changed = {name for name in found | self.data if found.get(name) != self.data.get(name)}
        assert changed <= {"uren.csv", "personen.csv", "telprotocol-2019.json"}
        if changed or ending.status == 0:
            assert b"2019,formeel,markt,wajong,110.92,geleverd" in found["uren.csv"], ending
        self.data = found

    @precondition(lambda _: LONG)
    @rule(fault=FAULTS)
    def reconstruct(self, fault: dict[str, Any]) -> None:
        (ending,) = self.project.run((["reconstruct"], fault))
        found = self.project.data()
        if ending.status in {0, -9, 130}:
            self.data = found
        assert found == self.data, ending

    @rule(edition=EDITION, formats=FORMATS, fault=HELD)
    def somebody_counts_during_a_build(
        self, edition: str, formats: tuple[str, ...], fault: dict[str, Any]
    ) -> None:
        """A build is of the deliveries before the count or after it, never of some of each."""
        before, old = self._set(edition), self.project.expected(edition, formats)
        words = ["build", edition, *worded(formats)]
        built, counted = self.project.run((words, fault), (self._counting(), NO_FAULT))
        earlier = self.data
        self._count_is_old_or_new(counted)
        new, found = self.project.expected(edition, formats), self._set(edition)
        assert found in (before, old, new), built
        if found and found != before:
            self.whole[edition] = (found, self.data if found == new else earlier)

    def _set(self, edition: str) -> Files:
        found = self.project.output(edition)
        return {name: content for name, content in found.items() if name in OURS}

    # What always holds.

    @invariant()
    def only_what_may_change_has_changed(self) -> None:
        if not hasattr(self, "project"):
            return
        assert self.project.data() == self.data
        assert self.project.accepted() == self.accepted
        assert self.project.others() == self.others

    @invariant()
    def each_set_is_whole_and_of_one_build(self) -> None:
        for edition, (built, data) in getattr(self, "whole", {}).items():
            assert self._set(edition) == built
            is_one_build(built)
            if "annex.json" in built:
                fits_its_deliveries(built["annex.json"], data)


def test_a_build_that_is_killed_or_refused_at_each_point_leaves_the_old_set_or_the_new(
    tmp_path: Path,
) -> None:
    """Point by point, until the fault falls behind the end of the build."""
    begin(tmp_path / "sample")
    (tmp_path / "work").mkdir()
    project, words = (
        ProjectFolder(tmp_path / "work", tmp_path / "sample", Walk.runs),
        ["build", "2018"],
    )
    formats = ("csv", "json")
    project.run(([*words, *worded(("csv", "html"))], NO_FAULT))
    old, new = project.output("2018"), project.expected("2018", formats)
    reached = set()
    for kind, point in product(("kill", "refuse"), range(1, 12)):
        fault = {"kind": kind, "point": point}
        (ending,) = project.run(([*words, *worded(formats)], fault))
        found = project.output("2018")
        assert found in (old, new), (fault, ending)
        reached.add((kind, ending.status, found == new))
        project.run(([*words, *worded(("csv", "html"))], NO_FAULT))
        assert project.output("2018") == old
    assert {("kill", -9, False), ("kill", -9, True), ("refuse", 2, False)} <= reached


TestProjectFolder = Walk.TestCase
TestProjectFolder.settings = settings(
    max_examples=300 if LONG else 2,
    stateful_step_count=40 if LONG else 10,
    derandomize=not LONG,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
