"""The annex laid out: its running text, and the one HTML file, on screen and source of the PDF."""

from __future__ import annotations

import os
import reprlib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, TemplateNotFound
from markupsafe import Markup

from reporter.errors import PrintingError, TemplateFaultError
from reporter.page.text import running_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from reporter.annex.printed import PrintedAnnex
    from reporter.page.archive import TextBlock
    from reporter.project import Templates

FOLDER = "templates"
"""What a message calls the folder of a template."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidOut:
    """An annex with its running text in reading order, and the page that shows all of it."""

    annex: PrintedAnnex
    text: tuple[TextBlock, ...]
    html: str


def lay_out(annex: PrintedAnnex, templates: Templates) -> LaidOut:
    """Fill the templates with the printed texts: the words by themselves, and the whole page.

    Raises PrintingError with file and line if a template is wrong or asks for an unknown name.
    """
    html = render_html(annex, templates)
    text = tuple(running_text(annex.title, render_words(annex, templates)))
    return LaidOut(annex=annex, text=text, html=html)


def render_words(annex: PrintedAnnex, templates: Templates) -> str:
    """Fill the text of the edition alone, which its author wrote around the tables."""
    return fill(f"teksten/{annex.edition.text}.html.j2", templates, annex=annex, tabel=_NoTables())


class _NoTables:
    """Stands for the macros of ``tabel.html.j2``: a table has no part in the running text."""

    def __getattr__(self, _: str) -> Callable[..., str]:
        return lambda *_, **__: ""


def render_html(annex: PrintedAnnex, templates: Templates) -> str:
    """Make the page alone. Raises PrintingError as ``lay_out`` does."""
    advice = f"; for another text, set tekst in data/editions/{annex.edition.name}.toml"
    return fill("annex.html.j2", templates, advice, annex=annex)


def fill(name: str, templates: Templates, advice: str = "", **texts: object) -> str:
    """Fill one template; ``advice`` says what to do if it is not there.

    Raises PrintingError.
    """
    try:
        return _environment(templates).get_template(name).render(texts)
    except TemplateNotFound as error:
        message = f"there is no template {error.name} in {FOLDER}/{advice}"
        raise PrintingError(message) from error
    except Exception as error:
        # Not only TemplateError: a template can do whatever Python can.
        what = getattr(error, "message", None) or f"{type(error).__name__}: {error}"
        raise TemplateFaultError(what, *_place(error, templates)) from error


@cache
def _environment(templates: Templates) -> Environment:
    """Escape everything: the default only looks at names that end in .html."""
    return Environment(
        loader=_ReadAnew(templates.folders),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_only_text,
        trim_blocks=True,
        lstrip_blocks=True,
    )


class _ReadAnew(FileSystemLoader):
    """Reads every template at every use, and compiles it anew when another text stands there.

    A time of change would not do: two saves can bear the same one.
    """

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        """Read a template."""
        source, file, _ = super().get_source(environment, template)

        def is_up_to_date() -> bool:
            try:
                return super(_ReadAnew, self).get_source(environment, template)[0] == source
            except (OSError, UnicodeError, TemplateNotFound):
                return False

        return source, file, is_up_to_date


def _only_text(value: object) -> object:
    """Refuse anything but text: numbers are written in the room formatting, nowhere else."""
    if isinstance(value, str | Markup | StrictUndefined):
        return value
    message = f"a template may print text only, found {type(value).__name__} {reprlib.repr(value)}"
    raise TemplateError(message)


def _place(error: Exception, templates: Templates) -> tuple[str | None, int | None]:
    """Name the template and line where it went wrong, from the deepest template in the trace."""
    file, row = None, None
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        for folder in templates.folders:
            if code.co_filename.startswith(f"{folder}{os.sep}"):
                file, row = code.co_filename[len(str(folder)) + 1 :], trace.tb_lineno
        trace = trace.tb_next
    lineno, name = getattr(error, "lineno", None), getattr(error, "name", None)
    if lineno is not None:
        file, row = name, lineno
    return file and f"{FOLDER}/{file}", row
