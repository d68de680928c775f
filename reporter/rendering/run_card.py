"""The run card: with what an annex was made, so that the same can be shown to give the same."""

from __future__ import annotations

import ctypes
import hashlib
import platform
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from reporter.model.archive import RunCard

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reporter.model.deliveries import Deliveries

LIBRARIES = ("babel", "fonttools", "jinja2", "odfdo", "pydyf", "tinycss2", "weasyprint")
"""The Python libraries that have a say in what is printed."""
PANGO = "libpango-1.0.so.0"
FONTS = "fonts"
OTHERS = ("verschillen", "voorbeeld")
"""How the templates begin that have no say in an annex: of the report on differences, of the
preview."""
CODE = Path(__file__).resolve().parent.parent


def run_card(deliveries: Deliveries, templates: Path, program: str) -> RunCard:
    """Fill in the card for an annex that is made now, here, by this version of the program."""
    ours = (path for path in templates.rglob("*.*") if not path.name.startswith(OTHERS))
    hashes = _hashes(templates, ours)
    return RunCard(
        deliveries={one.name: one.sha256 for one in deliveries.files},
        templates={name: sha for name, sha in hashes.items() if not name.startswith(FONTS + "/")},
        fonts={name: sha for name, sha in hashes.items() if name.startswith(FONTS + "/")},
        program=program,
        code=_code(),
        libraries=_libraries(),
    )


def _hashes(folder: Path, paths: Iterable[Path]) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(paths)
        if path.is_file()
    }


@cache
def _code() -> str:
    """Hash the program file by file, so that a changed line shows even without a new version."""
    files = _hashes(CODE, CODE.rglob("*.py"))
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
