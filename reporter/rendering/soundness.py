"""What must hold for a document before and after it is laid out."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING

from reporter.errors import PrintingError
from reporter.rendering.tagging.markup import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from xml.etree.ElementTree import Element

    from weasyprint import Document  # type: ignore[import-untyped]  # publishes no types

    from reporter.rendering.tagging.markup import MarkedTable

FAMILY = "Source Sans 3"
MOST_ROWS = 60
"""More rows never fit on one page: at 9 points type an A4 page holds fewer lines."""

SLACK = 1
"""Pixels that a text may stand in the margin; more than any sum of rounded widths."""


class _Records(logging.Handler):
    """Keeps the messages that a library logs."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextmanager
def no_warnings() -> Iterator[None]:
    """Raise PrintingError with all that WeasyPrint warns of, and with what stopped it, if any.

    The library goes on after an error: a missing image is no more than a line in its log.
    """
    records = _Records()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(records)
    try:
        yield
    except PrintingError as error:
        records.messages.append(str(error))
    finally:
        logger.removeHandler(records)
    if records.messages:
        raise PrintingError("\n".join(dict.fromkeys(records.messages)))


def check_source(root: Element, tables: Sequence[MarkedTable]) -> None:
    """Raise PrintingError for a document that need not be laid out to be refused."""
    title = root.find("head/title")
    faults = []
    if title is None or not text_of(title):
        faults.append("The document has no <title>. It is the name under which a PDF opens.")
    if not root.get("lang"):
        faults.append('The document has no language. Write <html lang="nl">.')
    faults += [
        f'Table "{table.caption}" has {len(table.rows)} rows; at most {MOST_ROWS} fit on one '
        "page, and a table may not be broken. Divide it into two tables."
        for table in tables
        if len(table.rows) > MOST_ROWS
    ]
    if any("attachment" in link.get("rel", "").lower().split() for link in root.iter()):
        faults.append("The document attaches a file, which this kind of PDF does not allow.")
    if faults:
        raise PrintingError("\n".join(faults))


def check_margins(document: Document) -> None:
    """Raise PrintingError when a text runs out of the page on the right, where it is cut off."""
    for number, page in enumerate(document.pages, start=1):
        paper = page._page_box  # noqa: SLF001 - the library tells nowhere else where a text stands
        edge = paper.content_box_x() + paper.width
        for box in paper.descendants():
            text = getattr(box, "text", "")
            if text.strip() and box.position_x + box.width > edge + SLACK:
                message = (
                    f'"{text.strip()}" on page {number} runs out of the page on the right. '
                    "Give the table fewer columns, or smaller letters in templates/papier.css."
                )
                raise PrintingError(message)


def check_fonts(document: Document) -> None:
    """Raise PrintingError when a drawn text needed another font than ours."""
    strange = sorted({font.family for font in document.fonts.values()} - {FAMILY})
    if strange:
        message = (
            f"The PDF holds the font {', '.join(strange)}, expected only {FAMILY}. "
            "Take the font-family or @font-face that asks for it out of the styles."
        )
        raise PrintingError(message)
