"""From one HTML text to one PDF. Imported in the child process only: it loads WeasyPrint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weasyprint import CSS, HTML  # type: ignore[import-untyped]  # publishes no types
from weasyprint.text.ffi import (  # type: ignore[import-untyped]  # publishes no types
    harfbuzz_subset,
)
from weasyprint.text.fonts import (  # type: ignore[import-untyped]  # publishes no types
    FontConfiguration,
)
from weasyprint.urls import (  # type: ignore[import-untyped]  # publishes no types
    FatalURLFetchingError,
)

from reporter.errors import PrintingError
from reporter.rendering.archival import VARIANT, keep_readable, promise_both
from reporter.rendering.fetcher import FolderFetcher
from reporter.rendering.soundness import check_fonts, check_margins, check_source, no_warnings
from reporter.rendering.tagging.links import name_links
from reporter.rendering.tagging.markup import tables_in
from reporter.rendering.tagging.running import set_aside
from reporter.rendering.tagging.structure import StructureTree
from reporter.rendering.tagging.tables import link_headers

if TYPE_CHECKING:
    from pathlib import Path

    import pydyf  # type: ignore[import-untyped]  # publishes no types
    from weasyprint import Document

    from reporter.rendering.tagging.markup import MarkedTable

if harfbuzz_subset is None:
    # WeasyPrint would do without, with other bytes in the PDF.
    MISSING = "cannot load library HarfBuzz-Subset"
    raise ImportError(MISSING)


class Typesetter:
    """Lays out documents one after another with one set of fonts.

    ``templates`` holds ``pers.css`` and everything a document may refer to. Raises
    PrintingError when the fonts cannot be loaded.
    """

    def __init__(self, templates: Path) -> None:
        self._fetcher = FolderFetcher(templates)
        self._base = f"{templates.resolve().as_uri()}/"
        self._fonts = FontConfiguration()
        with no_warnings():
            self._faces = CSS(
                filename=templates / "pers.css",
                font_config=self._fonts,
                url_fetcher=self._fetcher,
            )

    def pdf(self, html: str) -> bytes:
        """Make a PDF that is PDF/A-2a and PDF/UA-1, the same bytes for the same text.

        Raises PrintingError with everything the library warned of, or with what is unsound.
        """
        with no_warnings():
            return self._pdf(html)

    def _pdf(self, html: str) -> bytes:
        try:
            source = HTML(string=html, base_url=self._base, url_fetcher=self._fetcher)
            tables = tables_in(source.etree_element)
            check_source(source.etree_element, tables)
            document = source.render(
                font_config=self._fonts, stylesheets=[self._faces], pdf_variant=VARIANT
            )
            return _written(document, tables)
        except FatalURLFetchingError as error:
            raise PrintingError(str(error)) from error


def _written(document: Document, tables: tuple[MarkedTable, ...]) -> bytes:
    def finish(_: Document, pdf: pydyf.PDF) -> None:
        tree = StructureTree(pdf)
        link_headers(tree, tables)
        set_aside(tree)
        name_links(document)
        keep_readable(pdf)

    check_margins(document)
    promise_both(document.metadata)
    written: bytes = document.write_pdf(finisher=finish, pdf_variant=VARIANT)
    check_fonts(document)
    return written
