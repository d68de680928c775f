"""How a letter is written: its encoding and numbers, marks of notes apart, broken lines made whole.

While a letter is being read, the marks of its notes go along in its texts (see ``marked``); they
are taken out where a paragraph or table is finished.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from reporter.proofread.letter.letter import LetterTable, TableRow, refuse

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Marks = tuple[tuple[int, str], ...]

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
_GROUPED = re.compile(rf"(?<![\d.,])\d{{1,3}}(?:[\u00a0{THIN}]\d{{3}})++(?!\d|{_FILE_NUMBER})")
_LOOSE_SIGN = re.compile(rf"(?<![^\s(])([+–-])[{THIN}](?=\d)")
_LOOSE_MINUS = re.compile(r"(?<![^\s(])\u2212\s(?=\d)")
_HYPHEN_SIGN = re.compile(rf"(?<![^\s({CLOSES}])-(?=\d)")
_BROKEN_GROUP = re.compile(rf"(?<=\d)[{THIN}]\s*$")
_RAISED_DIGITS = re.compile(rf"(?<!\bm)(?<!\b[ckd]m)[{RAISED}]+")
_UNIT = re.compile(r"\b[ckd]?m$")
_ORDINAL = re.compile(r"(?<![\d.,])\d{1,2}$")
_LETTERS = "abcdefghijklmnopqrstuvwxyz*†‡"
_SPACES = re.compile(r"\s+")
MARKS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_LINE_END = re.compile(r"\r\n|[\n\r\v\x85\u2028\u2029]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
ADVICE = "Save the letter as plain text in UTF-8, or hand in the .docx, .odt, .html or .pdf itself."
SAMPLE = 4096
_PIECE = re.compile(r"\S+(?: \S+)*")
MOST_LINES = 100_000
MOST_INDENTED = 0.2
"""Where more lines than this begin with one space, it is no sign of a new page."""


def plain_pages(content: bytes) -> list[list[TextLine]]:
    """Give the lines of plain text by page: wrapped, pages divided by form feeds if at all."""
    text = decoded(content)
    rows = _LINE_END.split(text)
    if len(rows) > MOST_LINES + 1:
        refuse(f"{len(rows) - 1:,} lines", f"a letter of at most {MOST_LINES:,} lines")
    filled = [row for row in rows if row.strip()]
    begun = len([row for row in filled if row.startswith(" ")])
    indented = "\f" in text or begun > MOST_INDENTED * len(filled)
    return _pages(rows, indented=indented)


def _pages(rows: Iterable[str], *, indented: bool) -> list[list[TextLine]]:
    pages: list[list[TextLine]] = [[]]
    apart = True
    for number, row in enumerate(rows, start=1):
        for place, part in enumerate(row.split("\f")):
            if place:
                pages.append([])
            text = part.expandtabs()
            pieces = [Piece(spelled(piece[0]), *piece.span()) for piece in _PIECE.finditer(text)]
            if not any(piece.text.strip() for piece in pieces):
                apart = True
                continue
            alone = text.startswith(" ") and not text.startswith("  ")
            fresh = not pages[-1] or (alone and not indented)
            pages[-1].append(line_of(pieces, f"line {number}", apart=apart or fresh, fresh=fresh))
            apart = False
    return pages


def decoded(content: bytes) -> str:
    """Give the text of a file in UTF-8, UTF-16 or Windows-1252; no guess beyond those."""
    mark = next(filter(content.startswith, MARKS), b"")
    content = content.removeprefix(mark)
    try:
        text = content.decode(MARKS.get(mark) or _encoding(content))
    except UnicodeDecodeError as error:
        found = f"the byte 0x{error.object[error.start]:02X} (byte {error.start + 1})"
        refuse(found, "text in UTF-8, UTF-16 or Windows-1252", ADVICE)
    if control := _CONTROL.search(text):
        row = len(_LINE_END.findall(text, 0, control.start())) + 1
        found = f"the control character 0x{ord(control[0]):02X} on line {row}"
        refuse(found, "plain text", ADVICE)
    return cleared(text)


def _encoding(content: bytes) -> str:
    """Know UTF-16 by its noughts (every other byte of Dutch text) and UTF-8 by its soundness."""
    sample = content[:SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) > len(sample) / 3 and not min(even, odd):
        return "utf-16-le" if odd else "utf-16-be"
    try:
        content.decode()
    except UnicodeDecodeError:
        return "windows-1252"
    return "utf-8"


def marked(mark: str) -> str:
    """Put the mark of a note into a text that is being read."""
    return f"{OPENS}{mark}{CLOSES}"


def raised(text: str, before: str) -> str:
    """Read raised characters: the mark of a note, or part of the word (m2, 4e)."""
    mark = text.strip()
    near = before[-4:]
    if _UNIT.search(near) or (_ORDINAL.search(near) and mark in {"e", "de", "ste"}):
        return text
    noted = (mark.isdecimal() and len(mark) <= len("99")) or (len(mark) == 1 and mark in _LETTERS)
    return marked(mark) if noted else text


def cleared(text: str) -> str:
    """Leave out of a file's text the characters that only its reader may put into it."""
    return text if text.isascii() else text.translate(_OURS)


def spelled(text: str) -> str:
    """Give a line in one writing: numbers as ``61.615`` and ``–984``, one hyphen, no ligatures.

    Digits that are raised characters are marks of notes. A soft hyphen goes, except at the end.
    """
    if text.isascii():
        return _HYPHEN_SIGN.sub("–", text)
    text = unicodedata.normalize("NFC", text)
    broken = text.rstrip().endswith("\u00ad")
    text = text.replace("\u00ad", "")
    text = text.rstrip() + SOFT if broken else text
    text = _LOOSE_SIGN.sub(r"\1", _LOOSE_MINUS.sub("–", text))
    text = _GROUPED.sub(lambda number: re.sub(rf"[\u00a0{THIN}]", ".", number[0]), text)
    text = _BROKEN_GROUP.sub(".", text)
    text = _RAISED_DIGITS.sub(lambda digits: marked(digits[0].translate(_DIGITS)), text)
    return _HYPHEN_SIGN.sub("–", text.translate(_ONE_WRITING))


def written(text: str) -> tuple[str, Marks]:
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


def written_table(
    caption: str,
    heads: Iterable[str],
    rows: Iterable[tuple[str, Iterable[str], str]],
    where: str,
) -> LetterTable:
    """Finish a table of texts that hold their marks; a row is its label, cells and place."""
    title, names, marks = _written_row(caption, heads)
    read: list[TableRow] = []
    for label, cells, place in rows:
        name, texts, own = _written_row(label, cells)
        figures = tuple("–" if text in {"-", "—"} else text for text in texts)
        read.append(TableRow(label=name, cells=figures, where=place, marks=own))
    return LetterTable(caption=title, heads=names, rows=tuple(read), where=where, marks=marks)


def _written_row(label: str, cells: Iterable[str]) -> tuple[str, tuple[str, ...], Marks]:
    (name, own), *others = map(written, (label, *cells))
    marks = ((column, mark) for column, (_, found) in enumerate(others) for _, mark in found)
    return name, tuple(text for text, _ in others), (*((-1, mark) for _, mark in own), *marks)


class Piece(NamedTuple):
    """What stands together on a line, with wide gaps around it; places in one unit of the page."""

    text: str
    left: float
    right: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLine:
    """One line in one writing, from left to right; marks of notes may be in it.

    ``apart``: there is room above it, or it is the first of its page. ``fresh``: the first of its
    page.
    """

    text: str
    left: float
    right: float
    pieces: Sequence[Piece]
    where: str
    apart: bool
    fresh: bool


def line_of(pieces: Sequence[Piece], where: str, *, apart: bool, fresh: bool) -> TextLine:
    """Give the line that its pieces make."""
    return TextLine(
        text=" ".join(piece.text for piece in pieces),
        left=pieces[0].left,
        right=pieces[-1].right,
        pieces=pieces,
        where=where,
        apart=apart,
        fresh=fresh,
    )


_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*$")
_STEM = re.compile(r"([^\W_]+)-$")
_TAIL = re.compile(r"[^\W_]+")
_VOWEL = re.compile(r"[aeiouyáéíóúàèäëïöü]")
_DIAERESIS = re.compile(r"(?:ge|be)-[eiu]|co-o(?:rdin|per)")
_DOTTED = str.maketrans("eiou", "ëïöü")
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
_BROKEN_NUMBERS = (
    (r"(?:^|[^\d.,\w])[+–(-]*\d{1,3}\.$", r"\d{3}(?![\d.,]*\d)"),
    (r"(?:^|[^\d.,])\d{1,3}$", r"(?:\.\d{3})+(?!\d)"),
    (r"(?:^|\s)(?:\(?\+|\([–-]?)$", r"[+–]?\d"),
    (r"(?:^|[^\d.,])\d{1,3},$", r"\d\s*(?:procent|%)|\d\d\s+(?:verloonde\s+)?uur"),
)
"""How a line ends and the next begins where the line end broke a number."""
_WHOLE_NUMBER = re.compile(
    r"(?:(?:tabel|tabellen|grafiek|figuur|artikel|artikelen|art\.?|lid|bijlage|paragraaf|hoofdstuk"
    r"|nr\.?|noot|pagina|p\.?|stap|fase|deel|week)\s+(?:\d+\s+en\s+)?\d{1,3}\."
    r"|\d,\s+(?:\d+,\s+)*\d+,)$",
    re.IGNORECASE,
)
"""The number of a table or article that ends a sentence, or the next of a list."""


def words_of(texts: Iterable[str]) -> frozenset[str]:
    """Give the words that stand whole in a letter: the examples for a broken one."""
    return frozenset(word for text in texts for word in _WORD.findall(text.lower()))


def joined(lines: Iterable[str], known: frozenset[str]) -> str:
    """Give lines as one text; ``known`` are the whole words of the letter."""
    parts: list[str] = []
    for line in filter(None, (line.strip() for line in lines)):
        parts[-1:] = _seam(parts[-1], line, known) if parts else [line]
    return "".join(parts)


def _seam(before: str, after: str, known: frozenset[str]) -> tuple[str, str]:
    """Say how two lines meet: what stays of the one, and how the other follows it."""
    near = before[-NEAR:]
    if near.endswith(SOFT):
        return before[:-1], after
    if near.endswith("-"):
        stays, follows = _at_hyphen(near, after, known)
        return before[:-NEAR] + stays, follows
    whole = _SLASH.search(near) or _number_goes_on(near, after)
    return before, after if whole else f" {after}"


def _number_goes_on(before: str, after: str) -> bool:
    """Tell whether the line end broke a number; two numbers stay two."""
    broken = any(
        re.search(end, before) and re.match(start, after) for end, start in _BROKEN_NUMBERS
    )
    return broken and not _WHOLE_NUMBER.search(before)


def _at_hyphen(before: str, after: str, known: frozenset[str]) -> tuple[str, str]:
    digits = re.search(r"\d\.?-$", before) and re.match(r"\.?\d{3}(?!\d)", after)
    if digits and "." in (before[-2], after[0]):
        return before[:-1], after
    stem, tail = _STEM.search(before), _TAIL.match(MARK.sub("", after))
    if stem is None or tail is None or tail[0].lower() in SUSPENDED:
        return before, f" {after}"
    if _keeps(stem[1], tail[0]):
        return before, after
    return _by_the_letter(before, after, known)


def _keeps(stem: str, tail: str) -> bool:
    """Tell whether a hyphen is part of the word: ``Wsw-detachering``, ``LKV-banenafspraak``."""
    if not tail[0].islower() or not stem.isalpha() or (len(stem) > 1 and stem.isupper()):
        return True
    word = stem.lower()
    measured = tail.startswith("meting") and MEASUREMENTS.match(word)
    return word in KEEPING or bool(measured) or not _VOWEL.search(word)


def _by_the_letter(before: str, after: str, known: frozenset[str]) -> tuple[str, str]:
    """Follow the same word elsewhere in the letter, or else the rules of Dutch spelling."""
    last, rest = _LAST_WORD.search(before[:-1]), _WORD.match(after)
    head, tail = last[0].lower() if last else "", rest[0].lower() if rest else ""
    if head + tail not in known:
        if f"{head}-{tail}" in known:
            return before, after
        if _DIAERESIS.match(f"{head}-{after}"):
            return before[:-1], after[0].translate(_DOTTED) + after[1:]
        if _CLASH.fullmatch((before[-2] + after[0]).lower()):
            return before, after
    return before[:-1], after
