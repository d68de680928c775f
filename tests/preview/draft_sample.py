"""A project of its own to write drafts in: deliveries, templates, and what was accepted."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree, ignore_patterns

from reporter.project import CHECKOUT, Project

HERE = Project()


def copied(folder: Path) -> Project:
    """Copy the checkout's deliveries, templates and accepted annexes."""
    copytree(HERE.accepted, folder / "output" / "accepted")
    without_controls = ignore_patterns("controletotalen.csv")  # amounts are changed in it
    return Project(
        data=Path(copytree(HERE.data, folder / "data", ignore=without_controls)),
        templates=Path(copytree(CHECKOUT / "templates", folder / "templates")),
        output=folder / "output",
    )


def rewrite(path: Path, old: str, new: str) -> None:
    """Save a file with other words in it."""
    assert CHECKOUT not in path.resolve().parents, "tests change copies only"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def change_key(project: Project) -> None:
    """Deliver 68,0 and 32,0 percent for 2019 where 69,9 and 30,1 were accepted."""
    rewrite(project.data / "verdeelsleutels.csv", "2019,markt,69.9", "2019,markt,68.0")
    rewrite(project.data / "verdeelsleutels.csv", "2019,overheid,30.1", "2019,overheid,32.0")
