"""The lines of a paragraph as one text: words and numbers that a line end broke, made whole."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reporter.inputs.letter.characters import MARK, SOFT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_STEM = re.compile(r"([^\W_]+)-$")
_TAIL = re.compile(r"[^\W_]+")
_VOWEL = re.compile(r"[aeiouyáéíóúàèäëïöü]")
_DIAERESIS = re.compile(r"(?:ge|be)-[eiu]|co-o(?:rdin|per)")
_SLASH = re.compile(r"\w/$")
_CLASH = re.compile(r"aa|ae|ai|au|ee|ei|eu|ie|ii|oe|oi|oo|ou|ui|uu|ij")

SUSPENDED = frozenset({"en", "of", "dan", "als", "tot", "noch"})
"""After these a hyphen stands for the rest of a word: ``overheids- en onderwijswerkgevers``."""
KEEPING = frozenset({"niet", "wajong", "wiw"})
"""What keeps its hyphen before any word."""
MEASUREMENTS = re.compile(
    r"(?:nul|een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|\w*tien|elf|twaalf|eind|tussen)$",
)

NEAR = 200
"""How much of a line is looked at to see how it ends; a line may be as long as its file."""
_THOUSANDS = re.compile(r"(?:^|[^\d.,\w])[+–(-]*\d{1,3}\.$")
_NAMED = re.compile(
    r"(?:tabel|tabellen|grafiek|figuur|artikel|artikelen|art\.?|lid|bijlage|paragraaf|hoofdstuk"
    r"|nr\.?|noot|pagina|p\.?|stap|fase|deel|week)\s+(?:\d+\s+en\s+)?\d{1,3}\.$",
    re.IGNORECASE,
)
_REST = re.compile(r"\d{3}(?![\d.,]*\d)")
_WAITING = re.compile(r"(?:^|\s)(?:\(?\+|\([–-]?)$")
_LISTED = re.compile(r"\d,\s+(?:\d+,\s+)*\d+,$")


def words_of(texts: Iterable[str]) -> frozenset[str]:
    """Give the words that stand whole in a letter: the examples for a broken one."""
    return frozenset(word for text in texts for word in _WORD.findall(text.lower()))


def joined(lines: Sequence[str], known: frozenset[str]) -> str:
    """Give lines as one text; ``known`` are the whole words of the letter."""
    parts: list[str] = []
    for line in filter(None, (line.strip() for line in lines)):
        if parts:
            before, between, after = _seam(parts[-1], line, known)
            parts[-1:] = [before, between, after]
        else:
            parts.append(line)
    return "".join(parts)


def _seam(before: str, after: str, known: frozenset[str]) -> tuple[str, str, str]:
    """Say how two lines meet: what stays of each, and what comes between."""
    far, near = before[:-NEAR], before[-NEAR:]
    if near.endswith(SOFT):
        return before[:-1], "", after
    if near.endswith("-"):
        near, between, after = _at_hyphen(near, after, known)
        return far + near, between, after
    whole = _SLASH.search(near) or _number_goes_on(near, after)
    return before, "" if whole else " ", after


def _number_goes_on(before: str, after: str) -> bool:
    """Tell whether the line end broke a number; two numbers stay two."""
    if _THOUSANDS.search(before):
        return bool(_REST.match(after)) and not _NAMED.search(before)
    if re.search(r"(?:^|[^\d.,])\d{1,3}$", before) and re.match(r"(?:\.\d{3})+(?!\d)", after):
        return True
    if _WAITING.search(before):
        return after[:1].isdigit() or bool(re.match(r"[+–]\d", after))
    if re.search(r"(?:^|[^\d.,])\d{1,3},$", before) and not _LISTED.search(before):
        return bool(re.match(r"\d\s*(?:procent|%)|\d\d\s+(?:verloonde\s+)?uur", after))
    return False


def _at_hyphen(before: str, after: str, known: frozenset[str]) -> tuple[str, str, str]:
    if re.search(r"\d\.?-$", before) and re.match(r"\.?\d{3}(?!\d)", after):
        dotted = before[:-1].endswith(".") or after.startswith(".")
        if dotted:
            return before[:-1], "", after
    stem, tail = _STEM.search(before), _TAIL.match(MARK.sub("", after))
    if stem is None or tail is None:
        return before, " ", after
    if tail[0].lower() in SUSPENDED:
        return before, " ", after
    if _keeps(stem[1], tail[0]):
        return before, "", after
    return _by_the_letter(before, after, known)


def _keeps(stem: str, tail: str) -> bool:
    """Tell whether a hyphen is part of the word: ``Wsw-detachering``, ``LKV-banenafspraak``."""
    if not tail[0].islower() or not stem.isalpha():
        return True
    short = not _VOWEL.search(stem.lower()) or (len(stem) > 1 and stem.isupper())
    measured = tail.startswith("meting") and MEASUREMENTS.match(stem.lower())
    return short or bool(measured) or stem.lower() in KEEPING


def _by_the_letter(before: str, after: str, known: frozenset[str]) -> tuple[str, str, str]:
    """Follow the same word elsewhere in the letter, or else the rules of Dutch spelling."""
    head, rest = _last_word(before[:-1]), _WORD.match(after)
    tail = rest[0].lower() if rest else ""
    solid, hyphened = head + tail in known, f"{head}-{tail}" in known
    if hyphened and not solid:
        return before, "", after
    if not solid and _DIAERESIS.match(f"{head}-{after}"):
        return before[:-1], "", after[0].translate(str.maketrans("eiou", "ëïöü")) + after[1:]
    if not solid and _CLASH.fullmatch((before[-2] + after[0]).lower()):
        return before, "", after
    return before[:-1], "", after


def _last_word(text: str) -> str:
    found = re.search(r"[^\W\d_]+(?:-[^\W\d_]+)*$", text)
    return found[0].lower() if found else ""
