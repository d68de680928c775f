"""Every input file of a project, damaged at random: is it refused, told, or silently believed?

    python -m tests.end_to_end.mutated_inputs --number 4500 --seed 1

The same seed and number give the same files. Each run is of the command itself, in this process.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import shutil
import signal
import sys
import tempfile
import traceback
from collections import Counter
from contextlib import chdir
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import click
from click.testing import CliRunner

from reporter.cli import main
from reporter.project import CHECKOUT, Project, begin
from tests.count.five_people import PEOPLE
from tests.count.populations import write_csv, write_parquet
from tests.end_to_end.mutations import KINDS
from tests.proofread.letter.written_letters import FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from types import FrameType

    from click.testing import Result

LONGEST = 400
CONTRADICTED = {
    "schema.json": ("telregels.toml",),
    "begrippen.csv": ("uren.csv", "personen.csv"),
    "tabel.html.j2": ("resultaten.html.j2",),
}
"""Where two files contradict each other, either is named: no program knows which is right."""
PATIENCE = 60


class Verdict(StrEnum):
    """What became of a damaged file."""

    REFUSED = "refused with a clear message"
    TOLD = "told by a check"
    SAME = "the same figures"
    ANOTHER = "a sound file with other contents"
    SILENT = "silently other figures"
    UNCLEAR = "an unclear message"
    TRACEBACK = "a traceback"
    HUNG = "no end"


FAULTY = (Verdict.SILENT, Verdict.UNCLEAR, Verdict.TRACEBACK, Verdict.HUNG)


@dataclass(frozen=True, slots=True)
class Case:
    """A file to damage and the call that reads it.

    ``figures`` are what the call made of it, None where other contents rightly give others.
    """

    file: Path
    words: tuple[str, ...]
    figures: Callable[[Result], object] | None = None
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one damaged file, and what was said."""

    file: str
    mutation: str
    verdict: Verdict
    said: str
    content: bytes = field(repr=False)


def project_with_everything(folder: Path) -> tuple[Case, ...]:
    """Make a project with every kind of file that we read, and a call for each."""
    begin(folder)
    templates = folder / "templates"
    shutil.copytree(CHECKOUT / "templates", templates, dirs_exist_ok=True)
    letters, registers, output = folder / "brieven", folder / "registers", folder / "output"
    for place in (letters, registers, output / "oud"):
        place.mkdir(exist_ok=True)
    for kind, write in FORMATS.items():
        (letters / f"brief.{kind}").write_bytes(write())
    write_csv(PEOPLE, registers)
    write_parquet(PEOPLE, registers)
    accepted = json.loads(Project(folder).accepted_file("2019").read_bytes())
    (output / "oud" / "annex.json").write_text(json.dumps(accepted["annex"]), "utf-8")
    (output / "oud" / "gedrukt.json").write_text(json.dumps(_printed(accepted["annex"])), "utf-8")
    return tuple(_cases(folder))


def _printed(annex: Any) -> list[dict[str, str]]:
    found = {c["indicator"]: c["printed"] for t in annex["tables"][:1] for c in t["cells"]}
    return [{"indicator": key, "printed": text} for key, text in found.items() if text != "–"]


def _cases(folder: Path) -> Iterator[Case]:
    data, output = folder / "data", folder / "output"

    def built(_: Result) -> object:
        with (output / "2019" / "annex.csv").open(encoding="utf-8-sig", newline="") as file:
            return [(row["indicator"], row["gedrukt"]) for row in csv.DictReader(file)]

    def counted(_: Result) -> object:
        names = ("uren.csv", "personen.csv")
        return [(folder / "geteld" / name).read_bytes() for name in names]

    def compared(file: Path) -> Callable[[Result], object]:
        return lambda _: _archived(file)

    build = ("build", "2019", "--format", "csv", "--output", str(output))
    names = ("uren", "personen", "verdeelsleutels", "doelstellingen", "begrippen")
    for name in (*names, "controletotalen"):
        yield Case(data / f"{name}.csv", build, built, 3)
    settings = ("editions/2019", "../reporter", "variant", "grenzen", "tabellen/reeks")
    for file in (data / f"{name}.toml" for name in settings):
        yield Case(file, build, built, 2)
    for name in ("annex.html.j2", "tabel.html.j2", "teksten/resultaten.html.j2", "stijl.css"):
        yield Case(folder / "templates" / name, build, built)
    for kind in FORMATS:
        written = folder / "brieven" / f"brief.{kind}"
        yield Case(written, ("proofread", str(written), "--edition", "2019"))
    text = str(folder / "brieven" / "brief.txt")
    yield Case(data / "woordenschat.toml", ("proofread", text, "--edition", "2019"), None, 2)
    accepted = output / "accepted" / "2019.json"
    yield Case(accepted, ("diff", "accepted", "2019"), compared(accepted), 2)
    yield Case(accepted, ("accept", "2019", "--reason", "x"), None)
    archive = output / "oud" / "annex.json"
    yield Case(archive, ("diff", str(archive), "2019"), compared(archive), 2)
    printed = output / "oud" / "gedrukt.json"
    yield Case(printed, ("check", "--printed", str(printed)))
    letter = data / "gepubliceerd" / "2019.csv"
    yield Case(letter, ("check", "--printed", str(letter), "--edition", "2019"))
    for kind in ("csv", "parquet"):
        yield from _registers(folder, kind, counted)


def _registers(folder: Path, kind: str, counted: Callable[[Result], object]) -> Iterator[Case]:
    registers = folder / "registers"
    payroll = registers / ("payroll" if kind == "parquet" else "payroll.csv")
    files = {
        "register": registers / f"register.{kind}",
        "payroll": next(iter(sorted(payroll.glob("*")))) if payroll.is_dir() else payroll,
        "employers": registers / f"employers.{kind}",
    }
    words = (
        *("count", "--year", "2019", "--output", str(folder / "geteld")),
        *(word for name, file in files.items() for word in (f"--{name}", str(file))),
    )
    for file in files.values():
        yield Case(file, words, counted)
    if kind == "csv":
        yield Case(folder / "data" / "registers" / "schema.json", words, counted, 3)
        yield Case(folder / "data" / "registers" / "telregels.toml", words, None, 2)


def _archived(file: Path) -> object:
    """Give what a file prints of each figure; nothing else of it counts."""
    parts = json.loads(file.read_bytes())
    annex = parts.get("annex", parts)
    places = [*((t["name"], c) for t in annex["tables"] for c in t["cells"])]
    return sorted((name, c["indicator"], c["printed"], c["exact"]) for name, c in places)


class _EndlessError(BaseException):
    """A call that does not end."""


def _ring(_: int, __: FrameType | None) -> None:
    raise _EndlessError


def _called(case: Case) -> Result:
    shutil.rmtree(case.file.parent / "geteld", ignore_errors=True)
    signal.setitimer(signal.ITIMER_REAL, PATIENCE)
    try:
        return CliRunner().invoke(main, case.words)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def outcomes(folder: Path, seed: int, numbers: Sequence[int], only: str = "") -> Iterator[Outcome]:
    """Damage files of a new project in this folder, one after another; each is put back.

    ``only`` is part of the name of the files to damage.
    """
    before = signal.signal(signal.SIGALRM, _ring)
    cases = project_with_everything(folder / "project")
    weighted = [case for case in cases for _ in range(case.weight) if only in case.file.name]
    sound: dict[Case, object] = {}
    with chdir(folder / "project"):
        for number in numbers:
            rng = Random(f"{seed}/{number}")  # noqa: S311 - the same damage at every run
            case = rng.choice(weighted)
            yield _outcome(case, rng, folder / "project", sound)
    signal.signal(signal.SIGALRM, before)


def _outcome(case: Case, rng: Random, folder: Path, sound: dict[Case, object]) -> Outcome:
    if not case.file.exists():
        case.file.write_text('naam = "anders"\n', "utf-8")
    original = case.file.read_bytes()
    if case.figures and case not in sound:
        result = _called(case)
        assert isinstance(result.exception, SystemExit | None), result.exc_info
        sound[case] = (case.figures(result), result.exit_code, result.stderr)
    kinds = KINDS[case.file.suffix.removeprefix(".")]
    mutation = rng.choice([*kinds])
    content = kinds[mutation](rng, original)
    case.file.write_bytes(content)
    try:
        verdict, said = _judged(case, content, original, sound.get(case))
    finally:
        case.file.write_bytes(original)
        if case.words[0] == "accept" and case.file.read_bytes() != original:
            case.file.write_bytes(original)
        (folder / "data" / "variant.toml").unlink(missing_ok=True)
    return Outcome(case.file.name, mutation, verdict, said, content)


def _judged(case: Case, content: bytes, original: bytes, sound: Any) -> tuple[Verdict, str]:
    try:
        result = _called(case)
    except _EndlessError:
        return Verdict.HUNG, " ".join(case.words)
    error = result.exception
    if error is not None and not isinstance(error, SystemExit):
        return Verdict.TRACEBACK, "".join(traceback.format_exception(error)[-3:])
    if result.exit_code == 2:
        return _message(case, result.stderr)
    if sound is None:
        return Verdict.ANOTHER, ""
    return _believed(case, result, sound, another=_is_another(case, original, content))


def _believed(case: Case, result: Result, sound: Any, *, another: bool) -> tuple[Verdict, str]:
    figures, status, said = sound
    try:
        same = case.figures is None or case.figures(result) == figures
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
        return Verdict.SILENT, f"believed, though {problem!r}"
    if same:
        return Verdict.SAME, ""
    if result.exit_code != status or result.stderr != said:
        return Verdict.TOLD, result.stderr
    if another and case.words[0] != "diff":
        return Verdict.ANOTHER, ""
    return Verdict.SILENT, result.output[:LONGEST]


def _message(case: Case, said: str) -> tuple[Verdict, str]:
    faults = said.strip().split("\n")
    names = (case.file.stem.partition(".")[0], *CONTRADICTED.get(case.file.name, ()))
    named = any(name in said for name in names)
    short = all(len(fault) <= LONGEST for fault in faults)
    return (Verdict.REFUSED if named and short else Verdict.UNCLEAR), said


def _is_another(case: Case, original: bytes, content: bytes) -> bool:
    """Tell whether a file is as sound as before, with other cells: another delivery.

    A delivery has its rows; a register may have any number of them.
    """
    try:
        before, after = (
            [*csv.reader(io.StringIO(text.decode("utf-8-sig"), newline=""), strict=True)]
            for text in (original, content)
        )
    except (UnicodeDecodeError, csv.Error):
        return False
    widths = [{len(row) for row in rows} for rows in (before, after)]
    rows = case.words[0] == "count" or len(before) == len(after)
    return before[:1] == after[:1] and widths[0] == widths[1] and rows


def run(seed: int, number: int, only: str = "") -> list[Outcome]:
    """Damage so many files in a folder of their own."""
    with tempfile.TemporaryDirectory(prefix="reporter-mutated-") as folder:
        return [*outcomes(Path(folder).resolve(), seed, range(number), only)]


def report(found: Sequence[Outcome], keep: Path | None) -> None:
    """Print how many there were of each verdict, and what was wrong."""
    for number, outcome in enumerate(found):
        if outcome.verdict in FAULTY:
            click.echo(f"{number}: {outcome.file}, {outcome.mutation}: {outcome.verdict}")
            click.echo("    " + outcome.said[-700:].strip().replace("\n", "\n    "))
            if keep:
                keep.mkdir(parents=True, exist_ok=True)
                (keep / f"{number}-{outcome.file}").write_bytes(outcome.content)
    counts = Counter(outcome.verdict for outcome in found)
    for verdict in Verdict:
        click.echo(f"{counts[verdict]:>7,} {verdict}")
    files = Counter((outcome.file, outcome.verdict) for outcome in found)
    for (file, verdict), times in sorted(files.items()):
        if verdict in FAULTY:
            click.echo(f"{times:>7,} {file}: {verdict}")


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--number", type=int, default=4500)
    asked.add_argument("--only", default="", help="part of the name of the files to damage")
    asked.add_argument("--keep", type=Path, help="keep the files that were not refused well here")
    chosen = asked.parse_args()
    results = run(chosen.seed, chosen.number, chosen.only)
    report(results, chosen.keep)
    sys.exit(any(outcome.verdict in FAULTY for outcome in results))
