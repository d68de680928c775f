"""A project: a folder with ``reporter.toml``, and the only place that knows what lies where in it.

The file may name other folders than those beside it: ``data``, ``output`` and ``templates``, each
a path seen from the file. An empty one is a project too.
"""

from __future__ import annotations

import os
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from os import PathLike
from pathlib import Path

from reporter.border import read_toml
from reporter.errors import LONGEST, Fault, InputError, ProjectError, listed, quoted, suggestion

MARK = "reporter.toml"
VARIABLE = "REPORTER_PROJECT"
FOLDERS = ("data", "output", "templates")
EDITIONS, TABLES, PUBLISHED = "editions", "tabellen", "gepubliceerd"
VOCABULARY, BOUNDS = "woordenschat.toml", "grenzen.toml"
REGISTER_SCHEMA, COUNTING_RULES = "registers/schema.json", "registers/telregels.toml"
"""What has its place in every folder of data, as the files of deliveries have."""
SAMPLE = (MARK, "data/**/*", "output/accepted/*")
"""What a new project is made of."""

PACKAGE = Path(__file__).resolve().parent
CHECKOUT = PACKAGE.parent
SHIPPED = PACKAGE if (PACKAGE / "templates").is_dir() else CHECKOUT
"""Where the templates of the program are: in an installed package, or in the checkout."""
CATALOGUE = SHIPPED / "templates/voorbeeld-nl.po"
"""What the program says, in Dutch."""


@dataclass(frozen=True, slots=True)
class Templates:
    """Folders of templates, styles and fonts: what lies in an earlier one goes before the rest."""

    folders: tuple[Path, ...]

    def __truediv__(self, name: str) -> Path:
        """The file that counts; one that is nowhere is expected in the last folder."""
        places = [folder / name for folder in self.folders]
        if any(place.is_dir() for place in places):
            message = f"{name} is a folder of templates, which several places may have; name a file"
            raise IsADirectoryError(message)
        return self.own(next((place for place in places if place.is_file()), places[-1]))

    def own(self, path: Path) -> Path:
        """Give a file of one of the folders. Raises ProjectError if a link leads out of it.

        What the program brings along is its own: an installer may have linked it.
        """
        for folder in self.folders:
            if path.is_relative_to(folder) and folder != PACKAGE / "templates":
                _keep_inside(path, folder)
        return path

    def differs(self, name: str) -> bool:
        """Tell whether a file of the program has another one in its place."""
        return (self / name).read_bytes() != (SHIPPED / "templates" / name).read_bytes()

    def files(self) -> dict[str, Path]:
        """Every file that counts, by its name within the folders, sorted."""
        found = {
            path.relative_to(folder): self.own(path)
            for folder in reversed(self.folders)
            for path in folder.rglob("*.*")
            if path.is_file()
        }
        return {name.as_posix(): path for name, path in sorted(found.items())}


class Project:
    """Where deliveries come from, templates are, and finished annexes go.

    ``folder`` holds ``reporter.toml``. Without it a project is looked for whenever it is needed:
    the folder that the environment variable ``REPORTER_PROJECT`` names, else the current folder or
    the nearest above it, else the checkout that this program runs from. ``data``, ``output`` and
    ``templates`` go before the folders of the project. Files in ``templates`` go before those of
    the same name that the program brings along.
    """

    def __init__(
        self,
        folder: str | PathLike[str] | None = None,
        *,
        data: str | PathLike[str] | None = None,
        output: str | PathLike[str] | None = None,
        templates: str | PathLike[str] | None = None,
    ) -> None:
        given = {"data": data, "output": output, "templates": templates}
        self._named = folder
        self._given = {name: real(path) for name, path in given.items() if path}

    @property
    def folder(self) -> Path:
        """The folder with ``reporter.toml``. Raises ProjectError if there is none."""
        named = self._named or os.environ.get(VARIABLE)
        here = real(named) if named else Path.cwd()
        for folder in (here,) if named else (here, *here.parents, CHECKOUT):
            if (folder / MARK).is_file():
                return folder
        who = "" if self._named else f", which {VARIABLE} names,"
        message = (
            f"{here}{who} is no project: it has no {MARK}. Name another folder, or make a "
            'project with "reporter init FOLDER".'
            if named
            else f"There is no project here: no {MARK} in {here} or above it. Go to one, name one "
            'with --project FOLDER, or make one with "reporter init FOLDER".'
        )
        raise ProjectError(message)

    @property
    def data(self) -> Path:
        """The folder of the deliveries and editions.

        Raises ProjectError if it is not there, or if a link in it leads out of the project.
        """
        folder = self._place("data")
        if "data" not in self._given and not folder.is_dir():
            message = (
                f"The project has no data: there is no folder {folder}. Put the deliveries there, "
                "or say with --data where they are."
            )
            raise ProjectError(message)
        _keep_links_inside(folder, folder)
        return folder

    @property
    def output(self) -> Path:
        """The folder of the finished annexes."""
        return self._place("output")

    @property
    def templates(self) -> Templates:
        """The templates of the project, and for what it has not, those of the program."""
        try:
            own = self._place("templates")
        except ProjectError:  # two annexes can be compared anywhere
            return Templates((SHIPPED / "templates",))
        return Templates(tuple(dict.fromkeys((real(own), SHIPPED / "templates"))))

    @property
    def accepted(self) -> Path:
        """The folder of the annexes as last approved, which is kept under version control."""
        return self.output / "accepted"

    def accepted_file(self, edition: str) -> Path:
        """The archive of an edition as last approved; not there if it never was."""
        return self.accepted / f"{edition}.json"

    def published_file(self, letter: str) -> Path:
        """The figures of one letter as it prints them, by the edition it belongs to."""
        return self.data / PUBLISHED / f"{letter}.csv"

    def _place(self, name: str) -> Path:
        if name in self._given:
            return self._given[name]
        return self.folder / _settings(self.folder / MARK).get(name, name)


def real(path: str | PathLike[str]) -> Path:
    """Follow every link; one to itself stays as it is, and is refused when it is used."""
    return Path(os.path.realpath(path))


def begin(folder: Path) -> None:
    """Make a project of the data and accepted annexes that the program brings along, or nothing.

    ``folder`` is new or empty. Raises ProjectError if something is in its way.
    """
    from shutil import copyfile  # noqa: PLC0415 - no other call needs it

    from reporter.aside import folder_for_now  # noqa: PLC0415 - the same

    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        message = f"{folder} is not empty, and nothing was changed there. Name a new folder."
        raise ProjectError(message)
    source = CHECKOUT if SHIPPED == CHECKOUT else SHIPPED / "sample"
    place = folder if folder.exists() else folder.parent
    place.mkdir(parents=True, exist_ok=True)
    with folder_for_now(".reporter-", place) as aside:
        made = aside / "project"
        (made / "templates").mkdir(parents=True)
        for pattern in SAMPLE:
            for path in filter(Path.is_file, source.glob(pattern)):
                target = made / path.relative_to(source)
                target.parent.mkdir(parents=True, exist_ok=True)
                copyfile(path, target)
        if place != folder:
            made.rename(folder)
            return
        # It stays the folder that the user stands in: each part moves there, or none.
        with ExitStack() as back:
            for name in (*FOLDERS, MARK):
                (made / name).rename(folder / name)
                back.callback((folder / name).rename, made / name)
            back.pop_all()


def table_files(data: Path) -> dict[str, Path]:
    """Every file that declares a table, by its name: those of ``data`` before the program's."""
    shipped = CHECKOUT if SHIPPED == CHECKOUT else SHIPPED / "sample"
    folders = (shipped / "data" / TABLES, data / TABLES)
    return {path.stem: path for folder in folders for path in sorted(folder.glob("*.toml"))}


def _keep_links_inside(folder: Path, data: Path) -> None:
    """Look at every link below a folder; one that cannot be listed says so when it is read."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_symlink():
                _keep_inside(Path(entry.path), data)
            elif entry.is_dir():
                _keep_links_inside(Path(entry.path), data)


def _keep_inside(path: Path, folder: Path) -> None:
    """Raise ProjectError if a path leads, by a link, out of a folder and out of its project.

    That the folder itself is a link is the choice of who named it.
    """
    if (target := real(path)) == path:  # there is no link in it
        return
    project = next((one for one in (folder, *folder.parents) if (one / MARK).is_file()), folder)
    if any(target.is_relative_to(real(one)) for one in (folder, project)):
        return
    message = (
        f"{quoted(os.path.relpath(path, project))} is a link to {quoted(str(target)[-LONGEST:])}, "
        "outside the project. Put a copy of the file in its place; a whole folder may lie "
        "elsewhere: name it in reporter.toml."
    )
    raise ProjectError(message)


HERE = Project()
"""The project of where we are: that of the current folder, or of the checkout."""


def _settings(file: Path) -> dict[str, str]:
    """Read which folders a project has elsewhere. Raises InputError with every fault."""
    settings = read_toml(file, MARK, 'lines such as output = "../bijlagen"')
    faults = [
        Fault(
            file=MARK,
            column=name,
            found=quoted(str(value)),
            expected=f"one of {listed(FOLDERS)}, with a folder between quotation marks",
            advice=suggestion(name, FOLDERS),
        )
        for name, value in settings.items()
        if name not in FOLDERS or not isinstance(value, str)
    ]
    if faults:
        raise InputError(faults)
    return settings
