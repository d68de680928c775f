"""Makes the annexes of the letters on the banenafspraak; see README.md.

    >>> import reporter
    >>> reporter.frames(2019)["resultaten"]
    kolom           markt overheid  totaal
    maat          toename  toename toename
    rij
    formeel         46218     4211   50429
    inleen           5611     5576   11186
    totaal          51829     9786   61615
    doelstelling    40000    15000   55000

Every function takes an edition as ``2019`` or ``"2019"``, and the project it works on: a
``Project``, its folder, or None for the one found from the current folder upwards. Jobs are
counted in full-time units of 110,92 paid hours in December, persons as persons, keys and shares
in percent. Whatever stops a call is a ``ReporterError``. Everything heavy is loaded when it is
first asked for.
"""

from __future__ import annotations

import os
import sys

if (sys.argv[:1] == ["-m"] and {"reporter", "-mreporter"} & {*sys.orig_argv}) or (
    "".join(sys.argv[:1]).endswith("/reporter")
    and os.path.realpath(sys.argv[0]) == os.path.realpath(f"{sys.prefix}/bin/reporter")
):
    # We are the command, no library. A signal may come while we load: Ctrl-C kills without a word
    # until our own handler stands, where Python's would show the line it struck.
    import _signal  # type: ignore[import-not-found]  # at once there; signal takes longest to load

    if _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler:
        _signal.signal(_signal.SIGINT, _signal.SIG_DFL)
    if sys.argv[0] == "-m":
        # As with -P: the folder we stand in is not ours, and a json.py there is no library.
        sys.path[:] = sys.path[not sys.flags.safe_path :]
    from reporter.ending import end_well

    end_well()

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from reporter.errors import (
    ArchiveError,
    CheckingError,
    CountingError,
    EngineError,
    Fault,
    InputError,
    PressEndedError,
    PreviewError,
    PrintingError,
    ProjectError,
    PublishingError,
    ReconstructionError,
    ReporterError,
    RoundingError,
    TemplateFaultError,
    UnknownEditionError,
)
from reporter.version import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from os import PathLike

    from pandas import DataFrame

    from reporter.annex.compose import Annex
    from reporter.annex.indicator import Indicator, Measure
    from reporter.annex.printed import Figure, PrintedAnnex
    from reporter.build import Built
    from reporter.check.finding import EditionCheck
    from reporter.check.review import Review
    from reporter.count.count import Registered
    from reporter.diff.changes import Comparison
    from reporter.project import Project
    from reporter.proofread.proof import Proof

    Folder = Project | str | PathLike[str] | None

__all__ = [
    "Annex",
    "ArchiveError",
    "Built",
    "CheckingError",
    "Comparison",
    "CountingError",
    "EditionCheck",
    "EngineError",
    "Fault",
    "Figure",
    "Indicator",
    "InputError",
    "Measure",
    "PressEndedError",
    "PreviewError",
    "PrintedAnnex",
    "PrintingError",
    "Project",
    "ProjectError",
    "Proof",
    "PublishingError",
    "ReconstructionError",
    "Registered",
    "ReporterError",
    "Review",
    "RoundingError",
    "TemplateFaultError",
    "UnknownEditionError",
    "__version__",
    "build",
    "check",
    "check_printed",
    "compare",
    "count",
    "editions",
    "frames",
    "measured",
    "printed",
    "proofread",
    "tidy",
]

TYPES = {
    "Annex": "annex.compose",
    "Built": "build",
    "Comparison": "diff.changes",
    "EditionCheck": "check.finding",
    "Figure": "annex.printed",
    "Indicator": "annex.indicator",
    "Measure": "annex.indicator",
    "PrintedAnnex": "annex.printed",
    "Project": "project",
    "Proof": "proofread.proof",
    "Registered": "count.count",
    "Review": "check.review",
}


def editions(project: Folder = None) -> tuple[str, ...]:
    """Name the editions that can be built, in the order of their names.

    Parameters
    ----------
    project : Project, path or None

    Returns
    -------
    tuple of str
        Names such as ``"2019"``: one for each file in ``data/editions``.

    Raises
    ------
    ProjectError
        If there is no project, or it has no data.

    Examples
    --------
    >>> reporter.editions()
    ('2015', '2016', '2017', '2018', '2019', '2019-ingroeipad', '2022')
    """
    from reporter.deliveries.editions import edition_names

    return edition_names(_project(project).data)


def measured(edition: int | str, project: Folder = None) -> Annex:
    """Give the annex of an edition with exact amounts, nothing rounded.

    Parameters
    ----------
    edition : int or str
    project : Project, path or None

    Returns
    -------
    Annex
        ``tables`` in order, each with ``amounts[row][column]``: what a figure means, its exact
        ``Fraction`` in jobs, persons or percent, and its expression over delivered quantities.
        Where there is no amount, ``absence`` says why.

    Raises
    ------
    UnknownEditionError
        If there is no such edition.
    InputError
        If a delivery is wrong; every fault at once.
    CountingError
        If no table of its own year can be made.

    Examples
    --------
    >>> amount = reporter.measured(2019).tables[0].amounts[0][0]
    >>> amount.indicator.key, round(float(amount.exact), 2)
    ('toename/banen/2019/markt/formeel/totaal', 46218.08)
    """
    from reporter.build import measured

    return measured(str(edition), _project(project))


def printed(edition: int | str, project: Folder = None) -> PrintedAnnex:
    """Give the annex of an edition as it is read: every figure rounded once, on its own.

    Parameters
    ----------
    edition : int or str
    project : Project, path or None

    Returns
    -------
    PrintedAnnex
        ``tables`` in order, each with ``rows``, ``columns``, ``cells[row][column]`` and
        ``notes``. The ``figure`` of a cell has its ``text`` in Dutch print and its ``exact``
        amount; halves are rounded away from zero.

    Raises
    ------
    ReporterError
        As ``measured`` does.

    Examples
    --------
    >>> table = reporter.printed(2019).tables[0]
    >>> [cell.figure.text for cell in table.cells[3]]
    ['(40.000)', '(15.000)', '(55.000)']
    """
    from reporter.build import printed

    return printed(str(edition), _project(project))


def build(
    editions: int | str | Sequence[int | str],
    project: Folder = None,
    formats: Sequence[str] = ("html", "pdf", "json", "csv", "ods"),
) -> tuple[Built, ...]:
    """Make annexes and put the files of each in ``output/<edition>/``, a whole set or none.

    Parameters
    ----------
    editions : int, str, or a sequence of them
        One edition or several; one that is named twice is made once.
    project : Project, path or None
    formats : sequence of str
        Which files to make.

    Returns
    -------
    tuple of Built
        For each edition its ``files``, the tables that were ``left_out`` and why, and what its
        ``check`` found. A build with something wrong in it is written too: look at ``check.wrong``.

    Raises
    ------
    ReporterError
        As ``measured`` does; also PrintingError if a template or the PDF
        fails; PublishingError if files cannot be put in place. The earlier set is still there.

    Examples
    --------
    >>> (built,) = reporter.build(2019, formats=["csv"])
    >>> [file.name for file in built.files], built.check.wrong
    (['annex.csv'], ())
    """
    from reporter.build import build

    names = [editions] if isinstance(editions, int | str) else editions
    return tuple(build([str(name) for name in names], _project(project), formats))


def check(edition: int | str, project: Folder = None) -> EditionCheck:
    """Check what a build of an edition would make now; nothing is written.

    Parameters
    ----------
    edition : int or str
    project : Project, path or None

    Returns
    -------
    EditionCheck
        ``findings`` in order, ``wrong`` those that are mistakes, and ``counted`` how much of what
        was looked at.

    Raises
    ------
    ReporterError
        As ``measured`` does, and PrintingError if a template fails.

    Examples
    --------
    >>> found = reporter.check(2022)
    >>> found.wrong, [finding.check for finding in found.findings]
    ((), ['keys'])
    """
    from reporter.build import checked

    return checked(str(edition), _project(project))


def check_printed(
    figures: str | PathLike[str], edition: int | str = "", project: Folder = None
) -> Review:
    """Ask whether any amounts exist from which all these printed figures follow.

    Parameters
    ----------
    figures : path
        A CSV with the columns ``indicator`` and ``printed``, a JSON list of objects with those
        names, or a CSV with ``tabel,rij,kolom,gedrukt``.
    edition : int or str, optional
        Whose tables they are; needed for figures by table, row and column.
    project : Project, path or None

    Returns
    -------
    Review
        ``blamed``: the smallest sets of figures that must be wrong, each with what could stand
        there; ``rounded``: sums right only thanks to rounding; ``unchecked``: figures about which
        the others say next to nothing.

    Raises
    ------
    InputError
        If the file cannot be read so; every fault at once.
    CheckingError
        If an edition is needed and none is named, or the search does not end.

    Examples
    --------
    >>> review = reporter.check_printed("data/gepubliceerd/2019.csv", 2019)
    >>> [suspect.figure.text for suspect in review.blamed[0]], int(review.blamed[0][0].low)
    (['37.736'], 61615)
    """
    from pathlib import Path

    from reporter.check.printed import check_printed

    return check_printed(Path(figures), _project(project), str(edition))


def compare(old: int | str, new: int | str, project: Folder = None) -> Comparison:
    """Compare two annexes by meaning: figures by indicator, never by position.

    Parameters
    ----------
    old, new : int or str
        An edition (what a build of it would make now), the path of an ``annex.json`` or of a
        folder with one, or ``"accepted"``: what was accepted of the other side's edition.
    project : Project, path or None

    Returns
    -------
    Comparison
        ``headlines`` (targets and directions that turned), ``figures`` (each changed figure with
        its class, difference and causes), ``texts``, and how many are ``unchanged``;
        ``is_empty`` if nothing changed.

    Raises
    ------
    ArchiveError
        If a side is not there or unsound.
    UnknownEditionError
        If there is no such edition.

    Examples
    --------
    >>> reporter.compare("accepted", 2019).is_empty
    True
    """
    from reporter.diff.accept import sides
    from reporter.diff.compare import compare as compare_archives

    before, after = sides(str(old), str(new), _project(project))
    return compare_archives(before.archive, after.archive)


def proofread(letter: str | PathLike[str], edition: int | str, project: Folder = None) -> Proof:
    """Hold every number and claim of a letter against the figures of an edition.

    Parameters
    ----------
    letter : path
        A .txt, .docx, .odt, .html or .pdf file.
    edition : int or str
        The edition whose figures the letter is about.
    project : Project, path or None

    Returns
    -------
    Proof
        ``judgements`` in reading order: of each number and claim where it stands, its ``status``,
        and what it is or should be; ``clean`` if nothing is wrong.

    Raises
    ------
    InputError
        If the letter or a delivery cannot be read.
    UnknownEditionError
        If there is no such edition.

    Examples
    --------
    >>> from pathlib import Path
    >>> text = "Eind 2019 zijn er bij de markt 51.928 extra banen."
    >>> _ = Path("brief.txt").write_text(text, encoding="utf-8")
    >>> judged = reporter.proofread("brief.txt", 2019).judgements[-1]
    >>> judged.text, str(judged.status)
    ('51.928', 'wrong')
    """
    from pathlib import Path

    from reporter.proofread.proofread import proofread_letter

    return proofread_letter(Path(letter), str(edition), _project(project))


def count(
    year: int,
    registers: Mapping[str, str | PathLike[str]],
    output: str | PathLike[str],
    rules: str | PathLike[str] | None = None,
    project: Folder = None,
) -> Registered:
    """Count the deliveries of one December from the registers, with DuckDB.

    Parameters
    ----------
    year : int
        Of which year December is counted.
    registers : mapping of str to path
        ``register``, ``payroll`` and ``employers``: a file or folder each, Parquet or CSV.
    output : path
        The folder for the deliveries; a new one is filled so that it can be built from.
    rules : path, optional
    project : Project, path or None

    Returns
    -------
    Registered
        The ``files`` that were written and the ``protocol``: what became of every record.

    Raises
    ------
    ReporterError
        InputError for wrong records or files, all at once and without a person in them;
        EngineError; PublishingError if the outcome would replace what was not counted.

    Examples
    --------
    After ``reporter synthesize --year 2019 --scale 0.001 --output made-up``:

    >>> names = ("doelgroepregister.parquet", "polisadministratie", "werkgevers.parquet")
    >>> paths = dict(zip(("register", "payroll", "employers"), (f"made-up/{n}" for n in names)))
    >>> reporter.count(2019, paths, "output/geteld").protocol["persons"]
    119764
    """
    from pathlib import Path

    from reporter.count.count import Inquiry, count_registers
    from reporter.project import real

    paths = {name: (Path(path),) for name, path in registers.items()}
    place, told = real(output), Path(rules) if rules else None
    inquiry = Inquiry(paths=paths, year=year, rules=told, output=place)
    return count_registers(inquiry, _project(project), __version__)


def frames(edition: int | str, project: Folder = None) -> dict[str, DataFrame]:
    """Give the tables of an edition as pandas frames, with the whole numbers that are printed.

    Parameters
    ----------
    edition : int or str
    project : Project, path or None

    Returns
    -------
    dict of str to DataFrame
        By name of table. Rows are the keys of the table's rows (``rij``); columns have two levels:
        the key of the column (``kolom``) and its measure (``maat``), which tells a stock
        (``stand``) from an increase (``toename``). The row ``doelstelling`` holds targets. Numbers
        are int64; a column in which a figure is missing is float64 with NaN, so that every writer
        of pandas takes it. Flat, for gptables: ``frame.droplevel("maat", axis=1).reset_index()``.

    Raises
    ------
    ReporterError
        As ``printed`` does.

    Examples
    --------
    >>> reporter.frames(2019)["reeks-markt"]["2012"]
    maat            stand
    rij
    formeel       33840.0
    inleen        27516.0
    totaal        61356.0
    doelstelling      NaN
    """
    from reporter.page.frames import render_frames

    return render_frames(printed(edition, project))


def tidy(edition: int | str, project: Folder = None) -> DataFrame:
    """Give every figure of an edition's tables as one long frame, a row for each cell.

    Parameters
    ----------
    edition : int or str
    project : Project, path or None

    Returns
    -------
    DataFrame
        Where it stands: ``table``, ``row``, ``column``. What it means: ``measure``, ``unit``,
        ``year``, ``sector``, ``form``, ``group`` (``totaal`` for the whole of a dimension).
        ``exact``: the amount before rounding, a fraction as text (``Fraction(text)`` reads it);
        ``value``: the rounded number, float64; ``printed``: the text in print; ``sign``: 1, 0 or
        -1 of the exact amount, float64. ``status``: empty, ``aangenomen`` if a delivered amount
        behind it is assumed, or why there is no figure. ``notes``: the notes below the table
        that belong to the cell, its row or its column. Missing numbers are NaN, missing texts "".

    Raises
    ------
    ReporterError
        As ``printed`` does.

    Examples
    --------
    >>> frame = reporter.tidy(2019)
    >>> frame[["row", "column", "measure", "value", "printed"]].head(3)
           row    column  measure    value printed
    0  formeel     markt  toename  46218.0  46.218
    1  formeel  overheid  toename   4211.0   4.211
    2  formeel    totaal  toename  50429.0  50.429
    """
    from reporter.page.frames import render_tidy

    return render_tidy(printed(edition, project))


def _project(given: Folder) -> Project:
    from reporter.project import Project

    return given if isinstance(given, Project) else Project(given)


def __getattr__(name: str) -> object:
    """Load a type from the room it lives in."""
    room = TYPES.get(name)
    if not room:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(f"{__name__}.{room}"), name)


class _Face(ModuleType):
    """A command, its room and its function bear one name; here the function is meant."""

    def __setattr__(self, name: str, value: object) -> None:
        """Do not let Python put a room that was just imported before the function of its name."""
        if not (isinstance(value, ModuleType) and name in __all__):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Face
