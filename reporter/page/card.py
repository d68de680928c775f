"""The run card: with what an annex was made, so that the same can be shown to give the same."""

from __future__ import annotations

import ctypes
import hashlib
import platform
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reporter.annex.printed import PrintedAnnex
    from reporter.project import Templates

LIBRARIES = ("babel", "fonttools", "jinja2", "odfdo", "pydyf", "tinycss2", "weasyprint")
"""The Python libraries that have a say in what is printed."""
PANGO = "libpango-1.0.so.0"
FONTS = "fonts"
OTHERS = ("verschillen", "voorbeeld")
"""How the templates begin that have no say in an annex: of the report on differences, of the
preview."""
CODE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class RunCard:
    """Hashes by file name, versions by library."""

    deliveries: dict[str, str]
    templates: dict[str, str]
    fonts: dict[str, str]
    program: str
    code: str
    libraries: dict[str, str]
    tables: dict[str, str] = field(default_factory=dict)
    """Empty in archives from before tables were files."""


def run_card(annex: PrintedAnnex, templates: Templates) -> RunCard:
    """Fill in the card for an annex that is made now, here, by this version of the program."""
    files = templates.files().items()
    hashes = _hashes({name: path for name, path in files if not path.name.startswith(OTHERS)})
    return RunCard(
        deliveries=dict(annex.deliveries.files),
        templates={name: sha for name, sha in hashes.items() if not name.startswith(FONTS + "/")},
        fonts={name: sha for name, sha in hashes.items() if name.startswith(FONTS + "/")},
        program=annex.colophon["version"],
        code=_code(),
        libraries=_libraries(),
        tables={name: sha for table in annex.edition.tables for name, sha in table.files.items()},
    )


def _hashes(files: Mapping[str, Path]) -> dict[str, str]:
    return {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()}


@cache
def _code() -> str:
    """Hash the program file by file, so that a changed line shows even without a new version."""
    paths = sorted(path for path in CODE.rglob("*.py") if path.is_file())
    files = _hashes({path.relative_to(CODE).as_posix(): path for path in paths})
    return hashlib.sha256("".join(f"{n}:{sha}\n" for n, sha in files.items()).encode()).hexdigest()


@cache
def _libraries() -> dict[str, str]:
    found = {name: version(name) for name in LIBRARIES}
    return {**found, "pango": _pango(), "python": platform.python_version()}


def _pango() -> str:
    """Ask the system's Pango for its version; without it only HTML and data can be made."""
    try:
        library = ctypes.CDLL(PANGO)
    except OSError:
        return "absent"
    library.pango_version_string.restype = ctypes.c_char_p
    text: bytes = library.pango_version_string()
    return text.decode()
