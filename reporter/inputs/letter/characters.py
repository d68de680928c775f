"""One writing for each character that letters write in several ways, and for each number."""

from __future__ import annotations

import re
import unicodedata

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
