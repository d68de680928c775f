"""Makes the annexes of the letters on the banenafspraak; see README.md.

    >>> import reporter
    >>> reporter.frames("2019")["resultaten"]

Everything heavy is loaded when it is first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from reporter.errors import InputError, ReporterError
    from reporter.model.indicator import Indicator, Measure
    from reporter.pipeline import Built, build, editions, frames, measured, printed
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
    "Built": "pipeline",
    "Indicator": "model.indicator",
    "InputError": "errors",
    "Measure": "model.indicator",
    "Project": "project",
    "ReporterError": "errors",
    "build": "pipeline",
    "editions": "pipeline",
    "frames": "pipeline",
    "measured": "pipeline",
    "printed": "pipeline",
}


def __getattr__(name: str) -> object:
    """Load a public name from the module it lives in."""
    if name not in HOME:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(f"{__name__}.{HOME[name]}"), name)
