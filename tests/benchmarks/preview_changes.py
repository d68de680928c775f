"""What is saved while the preview is measured, and what of it can be seen in the page."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DOCUMENT = "document.getElementById('bijlage').contentDocument"
FIGURE = f"() => {DOCUMENT}.querySelector('#tabel-1-r1k1').textContent"
TITLE = f"() => {DOCUMENT}.querySelector('.soort').textContent"
COLOUR = f"() => getComputedStyle({DOCUMENT}.querySelector('h1')).color"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Something that a user saves, and what of it can be seen in the page."""

    name: str
    file: str
    pattern: str
    fresh: Callable[[int], str]
    seen: str

    def save(self, folder: Path, number: int) -> float:
        """Write the file, another time for every number; give the moment in milliseconds."""
        path = folder / self.file
        text = re.sub(self.pattern, self.fresh(number), path.read_text("utf-8"), count=1)
        path.write_text(text, "utf-8")
        return time.time() * 1000


CHANGES = (
    Change(
        name="a delivery (data/uren.csv)",
        file="data/uren.csv",
        pattern=r"2019,formeel,markt,wajong,[\d.]+",
        fresh=lambda number: f"2019,formeel,markt,wajong,{3_019_089 + 11_092 * number}.37",
        seen=FIGURE,
    ),
    Change(
        name="a template (annex.html.j2)",
        file="templates/annex.html.j2",
        pattern=r'<p class="soort">[^<]*</p>',
        fresh=lambda number: f'<p class="soort">Bijlage {number}</p>',
        seen=TITLE,
    ),
    Change(
        name="a style (stijl.css)",
        file="templates/stijl.css",
        pattern=r"h1, h2 \{ color: [^;]*;",
        fresh=lambda number: f"h1, h2 {{ color: rgb(0, 0, {number % 250});",
        seen=COLOUR,
    ),
)
