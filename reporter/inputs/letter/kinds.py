"""The kinds of file a letter may be, and how to tell what a file is whatever it is called."""

from __future__ import annotations

from dataclasses import dataclass

ROOM = "reporter.inputs.letter"
START = 4096
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of letter and the function that reads it; ``packed`` when it has a form of its own."""

    name: str
    module: str
    function: str
    packed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a file turns out to be, and what its owner can do."""

    name: str
    advice: str


_PLAIN = Kind(name="plain text", module=f"{ROOM}.plain", function="read_plain")
_PAGE = Kind(name="a web page", module=f"{ROOM}.webpage", function="read_webpage")
_WORD = Kind(name="a Word document", module=f"{ROOM}.word", function="read_word", packed=True)
_ODT = Kind(
    name="an OpenDocument text",
    module=f"{ROOM}.opendocument",
    function="read_opendocument",
    packed=True,
)
_PDF = Kind(name="a PDF", module=f"{ROOM}.portable", function="read_portable", packed=True)

KINDS = {
    ".txt": _PLAIN,
    ".docx": _WORD,
    ".odt": _ODT,
    ".html": _PAGE,
    ".htm": _PAGE,
    ".pdf": _PDF,
}

_SAVE = "Open it and save it as .docx or .odt."


def really(content: bytes) -> Found | None:
    """Tell what a file is by how it begins; None for text and for what is not known."""
    if content.startswith(b"PK\x03\x04"):
        return _packed(content)
    if b"%PDF-" in content[:1024]:
        return _renamed(_PDF, ".pdf")
    if content.startswith(OLD_OFFICE):
        if LOCKED in content:
            return Found(name="a document locked with a password", advice="Save it without.")
        return Found(name="an old Word document (.doc) or other old Office file", advice=_SAVE)
    if content.startswith(b"{\\rtf"):
        return Found(name="a document in RTF", advice=_SAVE)
    start = content[:START].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return _renamed(_PAGE, ".html") if start.startswith((b"<!doctype html", b"<html")) else None


def _packed(content: bytes) -> Found:
    """Tell what a zip file is by the names of its parts, as far as they can be seen unopened."""
    head = content[:START]
    if b"mimetypeapplication/vnd.oasis.opendocument.text" in head:
        return _renamed(_ODT, ".odt")
    if b"mimetypeapplication/vnd.oasis.opendocument" in head:
        return Found(name="another OpenDocument file than a text", advice=_SAVE)
    for part, found in (
        (b"word/document.xml", _renamed(_WORD, ".docx")),
        (b"content.xml", _renamed(_ODT, ".odt")),
        (b"xl/workbook.xml", Found(name="an Excel workbook", advice="Hand in the letter itself.")),
        (
            b"ppt/presentation.xml",
            Found(name="a presentation", advice="Hand in the letter itself."),
        ),
    ):
        if part in content:
            return found
    return Found(name="another zip file", advice="Unpack it and hand in the letter itself.")


def _renamed(kind: Kind, extension: str) -> Found:
    return Found(name=kind.name, advice=f"Rename it to end in {extension}, if it is the letter.")
