"""Prints HTML with WeasyPrint and nothing else: the least that any programme can do.

Run as ``python bare.py <folder of templates> <folder for PDF> <html>...``; same type, same kind
of PDF, one process for all files. It repairs, checks and promises nothing.
"""

from __future__ import annotations

import sys
from pathlib import Path

from weasyprint import CSS, HTML
from weasyprint.text.fonts import (
    FontConfiguration,
)


def main() -> None:
    """Print every file."""
    templates, folder, *sources = map(Path, sys.argv[1:])
    fonts = FontConfiguration()
    faces = CSS(filename=templates / "pers.css", font_config=fonts)
    for source in sources:
        HTML(filename=source, base_url=f"{templates}/").write_pdf(
            folder / f"{source.parent.name}.pdf",
            font_config=fonts,
            stylesheets=[faces],
            pdf_variant="pdf/a-2a",
        )


if __name__ == "__main__":
    main()
