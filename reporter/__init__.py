"""Makes the annexes of the letters on the banenafspraak; see README.md.

    >>> import reporter
    >>> reporter.frames("2019")["resultaten"]

Everything heavy is loaded when it is first asked for.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from reporter.annex.indicator import Indicator, Measure
    from reporter.build import Built, build, editions, frames, measured, printed
    from reporter.errors import InputError, ReporterError
    from reporter.project import Project

__all__ = [
    "Built",
    "Indicator",
    "InputError",
    "Measure",
    "Project",
    "ReporterError",
    "build",
    "editions",
    "frames",
    "measured",
    "printed",
]

HOME = {
    "Built": "build",
    "Indicator": "annex.indicator",
    "InputError": "errors",
    "Measure": "annex.indicator",
    "Project": "project",
    "ReporterError": "errors",
    "build": "build",
    "editions": "build",
    "frames": "build",
    "measured": "build",
    "printed": "build",
}


def __getattr__(name: str) -> object:
    """Load a public name from the module it lives in."""
    if name not in HOME:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(f"{__name__}.{HOME[name]}"), name)


class _Face(ModuleType):
    """A command, its room and its function bear one name; here the function is meant."""

    def __setattr__(self, name: str, value: object) -> None:
        """Do not let Python put a room that was just imported before the function of its name."""
        if not (isinstance(value, ModuleType) and name in HOME):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Face
