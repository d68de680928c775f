"""From one HTML text to one PDF. Imported in the child process only: it loads WeasyPrint."""

from __future__ import annotations

import logging
import sys
from contextlib import contextmanager
from logging.handlers import BufferingHandler
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import url2pathname

from weasyprint import CSS, HTML, Document
from weasyprint.text.ffi import harfbuzz_subset
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from reporter.errors import PrintingError, ProjectError
from reporter.page.tagging import (
    StructureTree,
    keep_spaces,
    link_headers,
    name_links,
    set_aside,
    tables_in,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from xml.etree.ElementTree import Element

    import pydyf
    from weasyprint.pdf.metadata import DocumentMetadata

    from reporter.page.tagging import MarkedTable
    from reporter.project import Templates


if harfbuzz_subset is None:
    # WeasyPrint would do without, with other bytes in the PDF.
    MISSING = "cannot load library HarfBuzz-Subset"
    raise ImportError(MISSING)


VARIANT = "pdf/a-2a"


class Typesetter:
    """Lays out documents one after another with one set of fonts.

    ``templates`` holds ``pers.css`` and everything a document may refer to. Raises
    PrintingError when the fonts cannot be loaded.
    """

    def __init__(self, templates: Templates) -> None:
        self._fetcher = FolderFetcher(templates)
        self._base = f"{templates.folders[0].as_uri()}/"
        self._fonts = FontConfiguration()
        with _no_warnings():
            self._faces = CSS(
                filename=templates / "pers.css",
                font_config=self._fonts,
                url_fetcher=self._fetcher,
            )

    def pdf(self, html: str) -> bytes:
        """Make a PDF that is PDF/A-2a and PDF/UA-1, the same bytes for the same text.

        Raises PrintingError with everything the library warned of, or with what is unsound.
        """
        with _no_warnings():
            source = HTML(string=html, base_url=self._base, url_fetcher=self._fetcher)
            tables = tables_in(source.etree_element)
            _check_source(source.etree_element, tables)
            document = source.render(
                font_config=self._fonts, stylesheets=[self._faces], pdf_variant=VARIANT
            )
            _check_margins(document)
            _promise_both(document.metadata)
            keep_spaces(document)

            def finish(_: Document, pdf: pydyf.PDF) -> None:
                tree = StructureTree(pdf)
                link_headers(tree, tables)
                set_aside(tree)
                name_links(document)
                # An archive reads the metadata without a PDF reader: they stay uncompressed.
                pdf.objects[int(pdf.catalog["Metadata"].split()[0])].compress = False

            written: bytes = document.write_pdf(finisher=finish, pdf_variant=VARIANT)
            _check_fonts(document)
            return written


class FolderFetcher(URLFetcher):  # type: ignore[misc]  # the library publishes no types
    """Fetches ``data:`` addresses and the templates, symbolic links resolved."""

    def __init__(self, templates: Templates) -> None:
        super().__init__(allowed_protocols=("data", "file"), allow_redirects=False)
        self._templates = templates
        self._folders = [folder.resolve() for folder in templates.folders]

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """Open an address.

        Raises FatalURLFetchingError for every other address: an ordinary exception would be
        logged by the library, and the rest of the document printed all the same.
        """
        return super().fetch(self._allowed(url), headers)

    def _allowed(self, url: str) -> str:
        parts = urlsplit(url)
        if parts.scheme == "data":
            return url
        file = self._found(Path(url2pathname(parts.path)))
        inside = any(file.is_relative_to(folder) for folder in self._folders)
        if parts.scheme == "file" and not parts.netloc and inside:
            # The resolved path is what is opened, so no second reading of the address differs.
            return file.as_uri()
        message = (
            f'The document asks for "{url}", but a PDF may only be made of files in '
            f"{self._folders[0]} and of data: addresses. Put the file in that folder."
        )
        raise FatalURLFetchingError(message)

    def _found(self, asked: Path) -> Path:
        """What one folder of templates is asked for may lie in another."""
        for folder in self._templates.folders:
            if asked.is_relative_to(folder):
                try:
                    return (self._templates / asked.relative_to(folder).as_posix()).resolve()
                except ProjectError as error:  # a link out of the project
                    raise FatalURLFetchingError(str(error)) from error
        return asked.resolve()


FAMILY = "Source Sans 3"
MOST_ROWS = 60
"""More rows never fit on one page: at 9 points type an A4 page holds fewer lines."""

SLACK = 1
"""Pixels that a text may stand in the margin; more than any sum of rounded widths."""


@contextmanager
def _no_warnings() -> Iterator[None]:
    """Raise PrintingError with all that WeasyPrint warns of, and with what stopped it, if any.

    The library goes on after an error: a missing image is no more than a line in its log.
    """
    records = BufferingHandler(sys.maxsize)
    records.setLevel(logging.WARNING)
    logger = logging.getLogger("weasyprint")
    logger.addHandler(records)
    last = []
    try:
        yield
    except (PrintingError, FatalURLFetchingError) as error:
        last = [str(error)]
    finally:
        logger.removeHandler(records)
    messages = [record.getMessage() for record in records.buffer] + last
    if messages:
        raise PrintingError("\n".join(dict.fromkeys(messages)))


def _check_source(root: Element, tables: Sequence[MarkedTable]) -> None:
    """Raise PrintingError for a document that need not be laid out to be refused."""
    faults = []
    if not root.findtext("head/title", "").strip():
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


def _check_margins(document: Document) -> None:
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


def _check_fonts(document: Document) -> None:
    """Raise PrintingError when a drawn text needed another font than ours."""
    strange = sorted({font.family for font in document.fonts.values()} - {FAMILY})
    if strange:
        message = (
            f"The PDF holds the font {', '.join(strange)}, expected only {FAMILY}. "
            "Take the font-family or @font-face that asks for it out of the styles."
        )
        raise PrintingError(message)


END = b"</rdf:RDF>"

# PDF/A forbids metadata it does not know: the mark of PDF/UA (ISO 14289-1, 5) must bring the
# description of its own schema (ISO 19005-2, 6.6.2.3).
ACCESSIBLE = b"""
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>PDF/UA version identifier</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


def _promise_both(metadata: DocumentMetadata) -> None:
    """Let the metadata of a document promise PDF/UA-1 beside the PDF/A it is written as."""
    archival = metadata.generate_rdf_metadata

    def both(variant: str, version: int, conformance: str) -> bytes:
        rdf: bytes = archival(variant, version, conformance)
        return rdf.replace(END, ACCESSIBLE + END)

    metadata.generate_rdf_metadata = both
