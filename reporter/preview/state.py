"""How what is shown stands: the one value that bar, title, margin, pages and voice all follow."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

NOTHING_YET = "Er is nog geen bijlage om te laten zien."
LAST_GOOD = "U ziet de laatste goede versie, van {}."
NO_PDF = "De pdf kan nu niet worden gemaakt."
REPORTED = f"{NO_PDF} Het programma meldt: {{}}"
OLD_SHEETS = "U ziet de laatste goede drukpagina’s, van {}."
NO_SHEETS = "Er zijn nog geen drukpagina’s."
SHEETS_TO_COME = "De drukpagina’s van deze versie worden gemaakt."


class PageKind(StrEnum):
    """What a tab shows, the worst first."""

    FAULT = "fout"
    """The files make no annex: what is shown is the last good version, if there is one."""
    WRONG = "mis"
    """It was made, and a check found a mistake in it."""
    GOOD = "goed"

    @property
    def sign(self) -> str:
        """What stands before the title of the tab."""
        return {"fout": "✕ Fout: ", "mis": "✕ Controle: "}.get(self, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewPage:
    """One edition as it was at one moment.

    ``html`` is the annex as a whole document, ``margin`` a fragment that stands beside it,
    ``state`` one plain Dutch sentence about both ("3 cijfers anders dan in …"), which is read
    aloud; ``mistakes`` counts the checks that failed. ``old_margin`` gives the fragment for when
    the files have changed and make no annex: what was made at this time is the last good page.
    ``file`` makes the annex of this very page in a form (html, pdf, json, csv, ods), with
    a watermark as long as it is a draft; it is called from a thread, beside builds, and raises
    ReporterError.
    """

    html: str
    margin: str
    state: str
    mistakes: int
    old_margin: Callable[[str], str]
    file: Callable[[str], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """A picture of each page of the last good PDF, of which version and time that is.

    ``problem`` is why there is none newer, though there is a newer page.
    """

    version: int = 0
    made: str = ""
    pictures: tuple[bytes, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Why there is no newer page: in one Dutch line, and wholly, as a fragment."""

    title: str
    fragment: str


NOT_PRINTED = Print()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageState:
    """The last good page of an edition, why there is none newer, and the newest good pictures.

    ``version`` counts good pages, 0 is none yet; ``made`` is the time of the last, as a reader
    reads it, and ``margin`` what stands beside it now.
    """

    name: str
    version: int = 0
    page: PreviewPage | None = None
    made: str = ""
    margin: str = ""
    failure: Failure | None = None
    print: Print = NOT_PRINTED

    @property
    def kind(self) -> PageKind:
        """The one word for it."""
        if self.failure or not self.page:
            return PageKind.FAULT
        return PageKind.WRONG if self.page.mistakes else PageKind.GOOD

    @property
    def title(self) -> str:
        """The title of the tab."""
        return f"{self.kind.sign}Voorbeeld {self.name}"

    @property
    def sentence(self) -> str:
        """What the bar says, and a screen reader."""
        if not self.failure:
            said = self.page.state if self.page else NOTHING_YET
            return f"{said} {NO_PDF}" if self.print.problem else said
        left = LAST_GOOD.format(self.made) if self.page else NOTHING_YET
        return f"Fout: {self.failure.title}. {left}"

    @property
    def problem(self) -> str:
        """Why no PDF can be made of the page, or nothing."""
        return REPORTED.format(self.print.problem) if self.print.problem else ""

    @property
    def sheets(self) -> str:
        """What stands above the pages of the PDF, if they are not those of the newest files."""
        current = self.print.version == self.version
        if current and not self.failure:
            return ""
        left = OLD_SHEETS.format(self.print.made) if self.print.version else NO_SHEETS
        expected = not current and not self.print.problem and not self.failure
        return f"{SHEETS_TO_COME} {left}" if expected else left

    def told(self) -> dict[str, object]:
        """All of it as it goes to a tab."""
        return {
            "version": self.version,
            "kind": self.kind,
            "title": self.title,
            "state": self.sentence,
            "failure": self.failure.fragment if self.failure else "",
            "html": self.page.html if self.page else "",
            "margin": self.margin,
            "pages": {
                "version": self.print.version,
                "count": len(self.print.pictures),
                "problem": self.problem,
                "notice": self.sheets,
            },
        }
