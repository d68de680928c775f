"""The annex laid out: its running text, and the one HTML file, on screen and source of the PDF."""

from __future__ import annotations

import re
import reprlib
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from traceback import walk_tb
from typing import TYPE_CHECKING, Any, ClassVar

import jinja2
from markupsafe import Markup

from reporter.errors import LONGEST, PrintingError, ProjectError, TemplateFaultError, listed
from reporter.page.archive_data import TextBlock
from reporter.page.sandbox import FILTERS, Sandbox
from reporter.project import Templates

if TYPE_CHECKING:
    from jinja2.bccache import Bucket

    from reporter.annex.printed import PrintedAnnex

FOLDER = "templates"
"""What a message calls the folder of a template."""
SAID = 240
"""Characters of what Jinja2 says that a message repeats."""


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
    text = tuple(running_text(render_words(annex, templates)))
    return LaidOut(annex=annex, text=text, html=html)


def render_html(annex: PrintedAnnex, templates: Templates) -> str:
    """Make the page alone. Raises PrintingError as ``lay_out`` does."""
    advice = f"; for another text, set tekst in data/editions/{annex.edition.name}.toml"
    return fill("annex.html.j2", templates, advice, annex=annex)


def render_words(annex: PrintedAnnex, templates: Templates) -> str:
    """Make the page out of its words alone: what their authors wrote around the tables."""
    return fill("annex.html.j2", templates, "", NO_WORDS, annex=annex)


NO_WORDS = ("tabel.html.j2", "colofon.html.j2", "stijl.css", "scherm.css", "papier.css")
"""Templates of a page that have no part in its running text."""
BLOCKS = frozenset({"h1", "h2", "p", "li", "dt", "dd"})
OUTSIDE = frozenset({"table", "details", "nav"})
"""Not running text: figures are compared as figures, the rest repeats or steers."""
VOID = frozenset({"meta", "link", "br", "hr", "col", "img", "input"})
"""Elements without an end."""


def running_text(words: str) -> list[TextBlock]:
    """Cut the words of a page, which are HTML, into paragraphs.

    ``<h2 id>`` begins a section, ``<data value>`` holds a figure by its indicator.
    """
    reader = _Words()
    reader.feed(words)
    reader.close()
    return reader.blocks


class _Words(HTMLParser):
    """Collects what stands in blocks; every tag that is opened is closed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[TextBlock] = []
        self._section = ""
        self._outside: list[str] = []
        self._block = ""
        self._text: list[str] = []
        self._wording: list[str] = []
        self._figure = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if self._outside or tag in OUTSIDE:
            self._outside += [] if tag in VOID else [tag]
            return
        if tag == "h2":
            self._section = given.get("id") or ""
        if tag in BLOCKS:
            self._block = tag
        if tag == "data":
            self._figure = given.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        if self._outside:
            self._outside.pop()
            return
        if tag == "data":
            self._wording.append("{" + self._figure + "}")
            self._figure = ""
        if tag == self._block:
            text, wording = _line("".join(self._text)), _line("".join(self._wording))
            self.blocks.append(TextBlock(section=self._section, text=text, wording=wording))
            self._block, self._text, self._wording = "", [], []

    def handle_data(self, data: str) -> None:
        if self._outside or not self._block:
            return
        self._text.append(data)
        if not self._figure:
            self._wording.append(data)


def _line(text: str) -> str:
    return " ".join(text.split())


def fill(
    name: str,
    templates: Templates,
    advice: str = "",
    without: tuple[str, ...] = (),
    /,
    **texts: object,
) -> str:
    """Fill one template; ``advice`` says what to do if it is not there.

    Those ``without`` which it is filled are taken for empty. Raises PrintingError.
    """
    try:
        return _environment(templates, without).get_template(name).render(texts)
    except jinja2.TemplateNotFound as error:
        file, row, _ = _place(error, templates)
        asked = f" ({file}, row {row} asks for it)" if file else ""
        message = (
            f"there is no template {_cut(f'{error.name}', LONGEST)} in {FOLDER}/{asked}{advice}"
        )
        raise PrintingError(message) from error
    except ProjectError:
        raise
    except Exception as error:
        # Not only TemplateError: what a template is given can be used wrongly in any way.
        what = getattr(error, "message", None) or f"{type(error).__name__}: {error}"
        there = f" A template has {listed(FILTERS)}." if what.startswith("No filter ") else ""
        refused = isinstance(error, jinja2.exceptions.SecurityError)  # these words are ours
        said = what if refused else f"{_cut(what)}{there}"
        raise TemplateFaultError(said, *_place(error, templates)) from error


def _cut(text: str, most: int = SAID) -> str:
    return text if len(text) <= most else f"{text[:most]}…"


@cache
def _environment(templates: Templates, without: tuple[str, ...]) -> jinja2.Environment:
    """Escape everything: the default only looks at names that end in .html."""
    empty = jinja2.DictLoader(dict.fromkeys(without, ""))
    return Sandbox(
        loader=jinja2.ChoiceLoader([empty, _Loader(templates.folders)]),
        cache_size=0,
        bytecode_cache=_Compiled(),
        autoescape=True,
        undefined=_Nothing if without else jinja2.StrictUndefined,
        finalize=_only_text,
        trim_blocks=True,
        lstrip_blocks=True,
    )


class _Loader(jinja2.FileSystemLoader):
    """Tells which template is no UTF-8, and in what row, or is a link out of the project."""

    def get_source(self, environment: jinja2.Environment, template: str) -> Any:  # noqa: ANN401 - as Jinja2 declares it
        try:
            found = super().get_source(environment, template)
            Templates(tuple(map(Path, self.searchpath))).own(Path(found[1] or ""))
        except UnicodeDecodeError as error:
            row = error.object.count(b"\n", 0, error.start) + 1
            message = f"found the byte 0x{error.object[error.start]:02X}, expected UTF-8 text"
            raise jinja2.TemplateSyntaxError(message, row, template) from error
        return found


class _Nothing(jinja2.ChainableUndefined):
    """Stands for what a template would have held that is taken for empty; also for a macro."""

    def __call__(self, *_: object, **__: object) -> str:  # type: ignore[override]  # that fails
        return ""


class _Compiled(jinja2.BytecodeCache):
    """Keeps what was compiled, as long as the same text stands there.

    A time of change would not do: two saves can bear the same one.
    """

    known: ClassVar[dict[str, bytes]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what is known; a bucket refuses what belongs to another text."""
        bucket.bytecode_from_string(self.known.get(bucket.key, b""))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Remember it."""
        self.known[bucket.key] = bucket.bytecode_to_string()


def _only_text(value: object) -> object:
    """Refuse anything but text: numbers are written in the room formatting, nowhere else."""
    if isinstance(value, str | Markup | jinja2.Undefined):
        return value
    message = f"a template may print text only, found {type(value).__name__} {reprlib.repr(value)}"
    raise jinja2.TemplateError(message)


MACRO = re.compile(r"{%[-+]? *macro +(\w+)")
IN_MACRO = "template"
"""What Jinja calls every place that is neither the top of a template nor a block."""


def _place(
    error: Exception, templates: Templates
) -> tuple[str | None, int | None, tuple[str, str, int] | None]:
    """Name the deepest template and line in the trace; of a macro also its name and call."""
    lineno, name = getattr(error, "lineno", None), getattr(error, "name", None)
    if lineno is not None:
        return name and f"{FOLDER}/{name}", lineno, None
    places = [
        (f"{FOLDER}/{path.relative_to(folder).as_posix()}", number, frame.f_code.co_name, path)
        for frame, number in walk_tb(error.__traceback__)
        for path in [Path(frame.f_code.co_filename)]
        for folder in filter(path.is_relative_to, templates.folders)
    ]
    if not places:
        return None, None, None
    file, row, kind, path = places[-1]
    texts = [(file, row) for file, row, kind, _ in places if kind != IN_MACRO]
    called = (_macro(path, row), *texts[-1]) if kind == IN_MACRO and texts else None
    return file, row, called


def _macro(path: Path, row: int) -> str:
    """Name the macro that a line is in."""
    above = path.read_text(encoding="utf-8").splitlines()[:row]
    return "".join(MACRO.findall("\n".join(above))[-1:])
