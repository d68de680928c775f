"""XML and HTML of strangers, read without network, entities or definitions, and within bounds."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from lxml import etree

from reporter.inputs.letter.faults import refusal
from reporter.inputs.quoting import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_TAGS = 500_000
MOST_ATTRIBUTES = 1_000_000
DEEPEST = 150
_DEFINITION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
ADVICE = "Open the letter in Word or LibreOffice and save it again; do not trust a file that fails."


def xml_of(content: bytes, part: str, name: str) -> etree._Element:
    """Parse a part of a .docx or .odt; ``part`` names it in a message.

    Raises InputError for what is damaged, defines entities, or is too large to be a letter.
    """
    content = _utf8(content)
    if _DEFINITION.search(content):
        found = f"definitions of its own (a DOCTYPE) in {quoted(part)}"
        raise refusal(name, found, "the XML of a letter", ADVICE)
    _check_size(content, part, name)
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        found = f"damaged XML in {quoted(part)}"
        raise refusal(name, found, "a sound file", ADVICE) from error
    return _shallow(root, part, name)


def html_of(text: str, name: str) -> etree._Element:
    """Parse a page as a browser would, faults and all.

    Raises InputError for a page that is empty or too large to be a letter.
    """
    content = text.encode()
    _check_size(content, "the page", name)
    parser = etree.HTMLParser(
        encoding="utf-8",
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise refusal(name, "a page that cannot be read", "HTML") from error
    return _shallow(root, "the page", name)


def local(element: etree._Element) -> str:
    """Give the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def _utf8(content: bytes) -> bytes:
    """Bring XML to UTF-8; what the file says of its own encoding does not count."""
    for mark, encoding in (
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, errors="replace").encode()
    return content.removeprefix(codecs.BOM_UTF8)


def _check_size(content: bytes, part: str, name: str) -> None:
    """Count what costs memory before the parser does."""
    tags, attributes = content.count(b"<"), content.count(b"=")
    if tags > MOST_TAGS or attributes > MOST_ATTRIBUTES:
        found = f"{tags:,} tags and {attributes:,} attributes in {quoted(part)}"
        expected = f"at most {MOST_TAGS:,} and {MOST_ATTRIBUTES:,}"
        raise refusal(name, found, expected, "Hand in the letter alone.")


def _shallow(root: etree._Element, part: str, name: str) -> etree._Element:
    """Refuse elements inside elements without end."""
    depth = 0
    for event, _ in _events(root):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            found = f"more than {DEEPEST} elements inside each other in {quoted(part)}"
            raise refusal(name, found, "a letter", ADVICE)
    return root


def _events(root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    yield from etree.iterwalk(root, events=("start", "end"))
