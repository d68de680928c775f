"""A project whose commands may fail at any point, and what must hold of its folder then.

The sentences stand in ARCHITECTURE.md, under "What always holds of a project's folder".
"""

from __future__ import annotations

import json
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from shutil import copytree, rmtree
from typing import Any, NamedTuple

from reporter.page.files import FILES
from tests.end_to_end.runs import environment

OURS = frozenset(FILES.values())
EDITIONS = ("2018", "2019", "2022")
NO_FAULT: dict[str, Any] = {}
STOPPED = {"kill": {-9}, "interrupt": {130}, "end": {143}}
"""How a command may end when it is stopped; it may also have been done before that."""

Files = dict[str, bytes]
"""The files of a folder by their path within it."""


class Ending(NamedTuple):
    """What a command left behind besides files."""

    status: int
    out: str
    err: str


def files(folder: Path) -> Files:
    """Read all files of a folder, those that wait beside a set included."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def passing(names: Files) -> set[str]:
    """Give the folders that our own writing needs for a moment, of which a killed one stays."""
    found = set()
    for name in names:
        parts = Path(name).parts
        hidden = [n for n, part in enumerate(parts) if part.startswith(".") and not is_lock(part)]
        found |= {"/".join(parts[: n + 1]) for n in hidden[:1]}
    return found


def is_lock(name: str) -> bool:
    """Tell whether a path is a lock, which stays."""
    return Path(name).name.startswith(".") and name.endswith(".lock")


class Runs:
    """The process that runs commands, and what they made of each input, in all walks."""

    def __init__(self) -> None:
        self.made: dict[str, Files | None] = {}
        self._process = subprocess.Popen(  # noqa: S603 - our own code
            [sys.executable, str(Path(__file__).with_name("faulty_runs.py"))],
            env=environment(
                PYTHONPATH=str(Path(__file__).parents[2]),
                OPENBLAS_NUM_THREADS="1",  # a process with threads cannot be copied
            ),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, request: dict[str, Any]) -> list[int]:
        """Give the endings of some commands."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        return list(map(int, json.loads(self._process.stdout.readline())))

    def close(self) -> None:
        """End the process."""
        self._process.communicate()


class ProjectFolder:
    """A project in a folder of its own, its commands, and what was built of the same input."""

    def __init__(self, home: Path, sample: Path, runs: Runs) -> None:
        self.home, self.runs = home, runs
        self.left: set[str] = set()
        self.root = Path(copytree(sample, home / "project"))
        self.aside, self.temporary = home / "aside", home / "temporary"
        self.aside.mkdir()
        self.temporary.mkdir()

    def run(self, *calls: tuple[list[str], dict[str, Any]]) -> list[Ending]:
        """Run commands, each with its fault: at once, or the second while the first is held."""
        jobs: list[dict[str, Any]] = [
            {
                "words": words,
                "fault": fault,
                "out": str(self.aside / f"{number}.out"),
                "err": str(self.aside / f"{number}.err"),
            }
            for number, (words, fault) in enumerate(calls)
        ]
        places = {"folder": str(self.root), "temporary": str(self.temporary)}
        statuses = self.runs.ask({**places, "jobs": jobs})
        endings = [
            Ending(status, *(Path(job[name]).read_text("utf-8") for name in ("out", "err")))
            for status, job in zip(statuses, jobs, strict=True)
        ]
        for ending, (words, fault) in zip(endings, calls, strict=True):
            allowed = {0, 1, 2} | STOPPED.get(fault.get("kind", ""), set())
            assert ending.status in allowed, (words, fault, ending)
            assert "Traceback" not in ending.err, (words, fault, ending)
            assert ending.status != 2 or ending.err.strip(), (words, fault)
        self._nothing_is_left(endings, calls)
        return endings

    def _nothing_is_left(
        self, endings: list[Ending], calls: tuple[tuple[list[str], dict[str, Any]], ...]
    ) -> None:
        """After a clean end nothing temporary is new; what a kill left goes with the next build."""
        temporary = sorted(path.name for path in self.temporary.iterdir())
        left = passing(files(self.root))
        able = not any(
            fault.get("kind") == "refuse" for _, fault in calls
        )  # a disk that lets us clean up
        if able and all(ending.status in {0, 1, 2} for ending in endings):
            assert temporary == [], (calls, endings)
            assert left <= self.left, (calls, endings)
        for ending, (words, _) in zip(endings, calls, strict=True):
            if able and words[0] == "build" and ending.status in {0, 1}:
                swept = tuple(f"output/.{name}." for name in EDITIONS if name in words)
                assert not [name for name in left if name.startswith(swept)], (calls, endings)
        assert all(name.startswith("reporter-") for name in temporary), temporary
        for path in self.temporary.iterdir():
            rmtree(path)
        self.left = left

    def data(self) -> Files:
        """Give the deliveries and settings."""
        return files(self.root / "data")

    def output(self, edition: str) -> Files:
        """Give the set of an edition, others' files included."""
        return files(self.root / "output" / edition)

    def accepted(self) -> Files:
        """Give all that was accepted."""
        return files(self.root / "output" / "accepted")

    def others(self) -> Files:
        """Give all that no command may change: templates, settings, files of colleagues."""
        return {
            name: content
            for name, content in files(self.root).items()
            if not name.startswith("data/")
            and not is_lock(name)
            and not passing({name: b""})
            and not name.startswith("output/accepted/")
            and not (name.startswith("output/") and name.rpartition("/")[2] in OURS)
        }

    def expected(self, edition: str, formats: tuple[str, ...]) -> Files | None:
        """Give what a build that nothing disturbs makes of the input, None if it is refused.

        It is made once; the same input must give the same bytes for ever after.
        """
        key = self._key(edition, formats)
        if key not in self.runs.made:
            words = ["build", edition, *worded(formats), "--output", str(self.aside / "built")]
            (ending,) = self.run((words, NO_FAULT))
            built = files(self.aside / "built" / edition)
            assert bool(built) == (ending.status in {0, 1}), ending
            self.runs.made[key] = built or None
            rmtree(self.aside / "built", ignore_errors=True)
        return self.runs.made[key]

    def _key(self, edition: str, formats: tuple[str, ...]) -> str:
        whole = sha256(f"{edition} {sorted(formats)}".encode())
        for folder in ("data", "templates"):
            for name, content in sorted(files(self.root / folder).items()):
                whole.update(f"\0{folder}/{name}\0{len(content)}\0".encode() + content)
        return whole.hexdigest()


def worded(formats: tuple[str, ...]) -> list[str]:
    """Give formats as options."""
    return [word for name in formats for word in ("--format", name)]


def fits_its_deliveries(annex: bytes, data: Files) -> None:
    """Hold the fingerprints and amounts of an ``annex.json`` against the deliveries."""
    parts = json.loads(annex)
    for name, fingerprint in parts["card"]["deliveries"].items():
        assert sha256(data[name]).hexdigest() == fingerprint, name


def is_one_build(built: Files) -> None:
    """Each file of a set tells the same figures: CSV, JSON and page."""
    if "annex.json" not in built:
        return
    parts = json.loads(built["annex.json"])
    figures = {
        (cell["indicator"], cell["printed"])
        for table in parts["tables"]
        for cell in table["cells"]
        if cell["printed"]
    }
    if "annex.html" in built:
        page = built["annex.html"].decode()
        assert parts["fingerprint"] in page
        assert all(printed in page for _, printed in figures)
    if "annex.csv" in built:
        sheet = built["annex.csv"].decode("utf-8-sig")
        assert all(indicator in sheet and printed in sheet for indicator, printed in figures)
