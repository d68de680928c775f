"""The folders of the project: the only place that knows paths."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """Where deliveries come from, templates are, and finished annexes go."""

    data: Path = CHECKOUT / "data"
    templates: Path = CHECKOUT / "templates"
    output: Path = CHECKOUT / "output"

    @property
    def accepted(self) -> Path:
        """The folder of the annexes as last approved, which is kept under version control."""
        return self.output / "accepted"

    @property
    def published(self) -> Path:
        """The folder of the figures as the letters print them."""
        return self.data / "gepubliceerd"


HERE = Project()
"""The folders of the checkout that this programme runs from."""
