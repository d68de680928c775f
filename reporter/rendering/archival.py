"""What the metadata of a PDF promises: PDF/A for the archive and PDF/UA for every reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pydyf  # type: ignore[import-untyped]  # publishes no types
    from weasyprint.pdf.metadata import (  # type: ignore[import-untyped]  # publishes no types
        DocumentMetadata,
    )

VARIANT = "pdf/a-2a"

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


def promise_both(metadata: DocumentMetadata) -> None:
    """Let the metadata of a document promise PDF/UA-1 beside the PDF/A it is written as."""
    archival = metadata.generate_rdf_metadata

    def both(variant: str, version: int, conformance: str) -> bytes:
        rdf: bytes = archival(variant, version, conformance)
        return rdf.replace(END, ACCESSIBLE + END)

    metadata.generate_rdf_metadata = both


def keep_readable(pdf: pydyf.PDF) -> None:
    """Leave the metadata uncompressed: an archive reads it without a PDF reader."""
    number = int(pdf.catalog["Metadata"].split()[0])
    pdf.objects[number].compress = False
