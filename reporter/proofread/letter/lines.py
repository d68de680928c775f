"""The lines of a paragraph as one text: words and numbers that a line end broke, made whole."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

OPENS, CLOSES = "\ue000", "\ue001"
"""Around the mark of a note inside a text that is being read; never in what comes out."""
SOFT = "\ue002"
"""A soft hyphen at the end of a line: there the word was broken, and nothing else."""

MARK = re.compile(f"{OPENS}([^{OPENS}{CLOSES}]*){CLOSES}")
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
THIN = "\u2005\u2006\u2007\u2008\u2009\u200a\u202f"
"""Spaces that print between the thousands; they do not stand between two numbers."""

_OURS = dict.fromkeys(map(ord, f"{OPENS}{CLOSES}{SOFT}"))
_DIGITS = str.maketrans(RAISED, "0123456789")
_ONE_WRITING: dict[int, str | None] = {
    **dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u200e\u200f")),
    **dict.fromkeys(map(ord, "\u2010\u2011\ufe63\uff0d\ufffe\x02"), "-"),
    **dict.fromkeys(map(ord, "\u2012\u2212"), "–"),
    **dict.fromkeys(map(ord, "\ufe62\uff0b"), "+"),
    ord("ĳ"): "ij",
    ord("Ĳ"): "IJ",
    **{place: unicodedata.normalize("NFKC", chr(place)) for place in range(0xFB00, 0xFB07)},
}
# 34 352, nr. 168 is a file of parliament and no number of jobs, whatever space is in it.
_FILE_NUMBER = r",?\s*nrs?\b|,\s*[A-Z]\b|[-–][IVX]"
_GROUPED = re.compile(
    rf"(?<![\d.,])\d{{1,3}}(?:[\u00a0{THIN}]\d{{3}})++(?!\d|{_FILE_NUMBER})",
)
_LOOSE_SIGN = re.compile(rf"(?<![^\s(])([+–-])[{THIN}](?=\d)")
_LOOSE_MINUS = re.compile(r"(?<![^\s(])\u2212\s(?=\d)")
_HYPHEN_SIGN = re.compile(rf"(?<![^\s({CLOSES}])-(?=\d)")
_BROKEN_GROUP = re.compile(rf"(?<=\d)[{THIN}]\s*$")
_RAISED_DIGITS = re.compile(rf"(?<!\bm)(?<!\b[ckd]m)[{RAISED}]+")
_UNIT = re.compile(r"\b[ckd]?m$")
_ORDINAL = re.compile(r"(?<![\d.,])\d{1,2}$")
_LETTERS = "abcdefghijklmnopqrstuvwxyz*†‡"
_SPACES = re.compile(r"\s+")


def marked(mark: str) -> str:
    """Give the reference to a note as it goes along in a text that is being read."""
    return f"{OPENS}{mark}{CLOSES}"


def raised(text: str, before: str) -> str:
    """Read raised characters: the mark of a note, or part of the word (m2, 4e)."""
    mark = text.strip()
    near = before[-4:]
    if _UNIT.search(near) or (_ORDINAL.search(near) and mark in {"e", "de", "ste"}):
        return text
    noted = (mark.isdecimal() and len(mark) <= len("99")) or (len(mark) == 1 and mark in _LETTERS)
    return marked(mark) if noted else text


def foreign(text: str) -> str:
    """Leave out of a file's text the characters that only its reader may put into it."""
    return text if text.isascii() else text.translate(_OURS)


def spelled(text: str) -> str:
    """Give a line in one writing: numbers as ``61.615`` and ``–984``, one hyphen, no ligatures.

    Digits that are raised characters are marks of notes. A soft hyphen goes, except at the end.
    """
    if text.isascii():
        return _HYPHEN_SIGN.sub("–", text)
    text = _softened(unicodedata.normalize("NFC", text))
    text = _LOOSE_SIGN.sub(r"\1", _LOOSE_MINUS.sub("–", text))
    text = _GROUPED.sub(lambda number: re.sub(rf"[\u00a0{THIN}]", ".", number[0]), text)
    text = _BROKEN_GROUP.sub(".", text)
    text = _RAISED_DIGITS.sub(lambda digits: marked(digits[0].translate(_DIGITS)), text)
    return _HYPHEN_SIGN.sub("–", text.translate(_ONE_WRITING))


def _softened(text: str) -> str:
    """Take soft hyphens out of the words; the one that ends a line stays known as such."""
    ends = text.rstrip().endswith("\u00ad")
    return text.replace("\u00ad", "").rstrip() + SOFT if ends else text.replace("\u00ad", "")


def written(text: str) -> tuple[str, tuple[tuple[int, str], ...]]:
    """Give a text with single spaces, and its marks of notes with their offsets in it."""
    whole = ""
    marks: list[tuple[int, str]] = []
    pieces = MARK.split(text.replace(SOFT, ""))
    for place, piece in enumerate(pieces):
        if place % 2:
            marks.append((len(whole) - whole.endswith(" "), piece.strip()))
            continue
        words = _SPACES.sub(" ", piece)
        whole += words.lstrip() if not whole or whole.endswith(" ") else words
    whole = whole.rstrip()
    return whole, tuple((min(offset, len(whole)), mark) for offset, mark in marks if mark)


def bare(text: str) -> str:
    """Give a text with single spaces, without its marks of notes."""
    return written(text)[0]


class Piece(NamedTuple):
    """What stands together on a line, with wide gaps around it; places in one unit of the page."""

    text: str
    left: float
    right: float

    @property
    def middle(self) -> float:
        """Half-way the piece."""
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line in one writing; marks of notes may be in it (see ``characters``).

    ``apart``: there is room above it, or it is the first of its page. ``fresh``: the first of its
    page.
    """

    text: str
    pieces: tuple[Piece, ...]
    where: str
    apart: bool = False
    fresh: bool = False

    @property
    def right(self) -> float:
        """Where the line ends."""
        return self.pieces[-1].right

    @property
    def left(self) -> float:
        """Where the line begins."""
        return self.pieces[0].left


EDGE = 4
"""So many lines at the top and at the foot of a page may be a running head or foot."""
_DIGITS_EDGES = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?:pagina|blz\.?|p\.)?\s*\d{1,3}(?:\s*(?:van|/|–|-)\s*\d{1,3})?", re.IGNORECASE
)


def without_edges(pages: Iterable[Sequence[Line]]) -> Iterator[Line]:
    """Give the lines of all pages in order, those left out that return on most pages."""
    sheets = [page for page in pages if page]
    returning = _returning(sheets)
    for page in sheets:
        fresh = True
        for place, line in enumerate(page):
            edge = min(place, len(page) - 1 - place) < EDGE
            if edge and (_masked(line) in returning or _numbers(line, page, place, sheets)):
                continue
            yield replace(line, fresh=True, apart=True) if fresh else line
            fresh = False


def _returning(sheets: Sequence[Sequence[Line]]) -> frozenset[str]:
    counts: dict[str, int] = {}
    for page in sheets:
        for text in {_masked(line) for line in (*page[:EDGE], *page[-EDGE:])}:
            counts[text] = counts.get(text, 0) + 1
    most = max(2, len(sheets) // 2)
    return frozenset(text for text, count in counts.items() if count >= most)


def _masked(line: Line) -> str:
    """Give a line without its numbers: the page is another each time."""
    return _DIGITS_EDGES.sub("#", line.text)


def _numbers(
    line: Line, page: Sequence[Line], place: int, sheets: Sequence[Sequence[Line]]
) -> bool:
    """Tell whether a line at the very edge of one of several pages is its number."""
    outermost = place in {0, len(page) - 1} and len(sheets) > 1
    return outermost and bool(_PAGE_NUMBER.fullmatch(line.text))


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
