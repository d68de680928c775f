"""How letters write numbers, and what is written with digits but is no figure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from reporter.annex.numbers import round_half_away
from reporter.proofread.vocabulary import Facet, Mention, Token

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence


MONTHS = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
LAST_YEAR = 2100
FIRST_YEAR = 1900
SCALES: Mapping[str, int] = {"duizend": 1000, "miljoen": 1000000}

NOT_FIGURES = re.compile(
    rf"""
    https?://\S+ | www\.\S+
    | \b\d{{1,2}}\ (?:{MONTHS})\b(?:\ \d{{4}}(?:\d{{1,2}})?)?           # 2 juli 2020
    | \b(?:{MONTHS.removesuffix("|december")})\ \d{{4}}\d{{0,2}}          # juli 2021
    | \b\d{{1,2}}[-/]\d{{1,2}}[-/]\d{{2,4}}\b
    | \bKamerstuk(?:ken)?\b(?:[^.;]|(?<=nr)\.|(?<=p)\.){{0,60}}
    | \bvergaderjaar\ \d{{4}}[–/-]\d{{2,4}}
    | \b\d{{4}}\ ?[–/-]\ ?\d{{2,4}}\b
    | \b\d{{2}}\ \d{{3}}\b(?:,\ nr\.\ ?\d+)?                            # 34 352, nr. 168
    | \b(?:nrs?|nummers?|blz|bladzijden?|pp?|pagina|paginas|regel)\b\.?\ ?\d+(?:\ ?[,–-]\ ?\d+)*
    | \b(?:Stb|Staatsblad|Stcrt|Staatscourant|Trb)\b\.?(?:\ \d{{4}})?,?(?:\ (?:nr\.?\ )?\d+)*
    | \b(?:[Aa]rt(?:ikel(?:en)?)?\.?|lid|leden|onderdeel|[Tt]abel(?:len)?|[Bb]ijlagen?|[Ff]iguur
        |[Nn]oot|[Vv]oetnoot|[Hh]oofdstuk|[Pp]aragraaf|[Pp]ar\.|[Gg]rafiek|[Vv]ersie|[Bb]oek
        |[Tt]itel|[Bb]ox|[Ff]ase|[Ss]tap|[Ss]chaal|[Gg]roep)\ \d+(?:\.\d+)*[a-z]{{0,2}}\b
        (?:(?:,|\ en|\ tot\ en\ met|,?\ lid)\ \d+[a-z]?\b(?!\.?\d))*
    | §\ ?\d+(?:\.\d+)*
    | (?:€|EUR|euro)\ ?[\d.,]*\d(?:\ (?:duizend|miljoen|miljard))?
    | (?<![\d.,])[\d.,]*\d\ (?:duizend\ |miljoen\ |miljard\ )?(?:euro|cent)\b
    | \b\d{{1,2}}[.:]\d{{2}}\ uur\b(?!\ per)
    | \b\d{{1,2}}(?:\.\d{{1,2}}){{2}}\b                                        # version 0.1.0
    | \b\d+-op-\d+\b | \b\d+/\d+\b | \bT\+\d+
    | \b\d{{4}}\ [A-Z]{{2}}\b                                           # 2595 BJ
    | ^\ ?\d{{1,2}}[.)](?=\ )                                           # 3. in a list
    """,
    re.VERBOSE,
)
NUMBER = re.compile(
    r"""
    (?<![\w.,/])(?P<sign>[+–−-])?(?<![\w][–−-])
    (?P<digits>\d{1,3}(?:\.\d{3})+(?=\D|\d{1,2}(?:\D|$)|$)|\d+)
    (?P<decimals>[.,]\d{1,2}(?!\d))?
    (?P<mark>(?<=\.\d{3})\d{1,2}(?!\d))?
    (?P<percent>\ ?%)?
    (?:\ (?P<scale>duizend|miljoen)\b)?
    """,
    re.VERBOSE,
)
GLUED = re.compile(r"(?:(?<=[^\W\d_]{3})|(?<=[^\W\d_][)»”]))\d{1,2}(?![\w-])")
YEAR_WITH_MARK = re.compile(r"20[0-3]\d{2,3}")


FARTHEST = 3
"""A figure more than this many times another is no misprint of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeral:
    """One number in a text."""

    text: str
    start: int
    end: int
    value: Fraction
    decimals: int = 0
    signed: bool = False
    percent: bool = False

    @property
    def step(self) -> Fraction:
        """The unit of the last printed digit."""
        return Fraction(1, 10**self.decimals)

    @property
    def hollow(self) -> Fraction:
        """The unit of the last digit that is no nought, for who rounds: 1.000 in 52.000."""
        size, unit = abs(self.value), self.step
        while size and (size / (unit * 10)).denominator == 1:
            unit *= 10
        return unit

    def reads(self, amount: Fraction) -> bool:
        """Tell whether an amount reads as this number when it is rounded."""
        return round_half_away(amount, self.decimals) == self.value

    def is_beside(self, amount: Fraction) -> bool:
        """Tell whether an amount reads as a number one unit of the last digit away from this."""
        return abs(round_half_away(amount, self.decimals) - self.value) == self.step

    def slipped(self, amount: Fraction) -> bool:
        """Tell whether this is an amount but for its sign, or for a slip of the keys."""
        size = round_half_away(abs(amount), self.decimals)
        return size == abs(self.value) != 0 or self.alike(amount)

    def alike(self, amount: Fraction) -> bool:
        """Tell whether it differs by a slip of the keys: one digit, or two exchanged."""
        scale = 10**self.decimals
        ours = str(abs(int(round_half_away(amount, self.decimals) * scale)))
        theirs = str(abs(int(self.value * scale)))
        if len(ours) < len("100"):
            return False
        if len(ours) == len(theirs):
            wrong = sum(digit != other for digit, other in zip(ours, theirs, strict=True))
            return wrong == 1 or (wrong == 2 and sorted(ours) == sorted(theirs))  # noqa: PLR2004 - two digits exchanged
        short, long = sorted((ours, theirs), key=len)
        return len(long) - len(short) == 1 and any(
            long[:i] + long[i + 1 :] == short for i in range(len(long))
        )

    def comparable(self, amount: Fraction) -> bool:
        """Tell whether one could stand where the other belongs, by size."""
        small, large = sorted((abs(amount), abs(self.value)))
        return small > 0 and large <= FARTHEST * small


class Digits(NamedTuple):
    """All that is written with digits in a text."""

    numerals: list[Numeral]
    years: list[Mention]
    others: list[Token]
    """Dates, law references, amounts of money: no figures."""
    marks: list[Token]
    """References to notes that are glued to a word or number."""


def digits(text: str, notes: Collection[str] = ()) -> Digits:
    """Find the numbers of a text; ``notes`` are the marks of the notes that the letter has."""
    passed = [Token(found[0], *found.span()) for found in NOT_FIGURES.finditer(text)]
    others = [other for other in passed if any(letter.isdigit() for letter in other.text)]
    hidden = _blanked(text, others)
    marks = [Token(glued[0], *glued.span()) for glued in GLUED.finditer(hidden)]
    hidden = _blanked(hidden, marks)
    numerals: list[Numeral] = []
    years: list[Mention] = []
    for found in NUMBER.finditer(hidden):
        numeral, mark = _numeral(found, text), found["mark"] or ""
        end = numeral.end
        if _is_year(numeral, found, notes):
            year, mark = int(found["digits"][:4]), found["digits"][4:]
            end -= len(mark)
            years.append(Mention(Facet.YEAR, frozenset({year}), numeral.start, end))
        else:
            numerals.append(numeral)
        if mark:
            marks.append(Token(mark, end, end + len(mark)))
    return Digits(numerals, years, others, marks)


def written_out(word: str, numerals: Mapping[str, int]) -> int | None:
    """Read a number in words from a thousand on: ``honderdvijfentwintigduizend`` is 125.000."""
    before, thousand, rest = word.partition("duizend")
    if not thousand or rest:
        return None
    value = _below_thousand(before, numerals) if before else 1
    return value * 1000 if value else None


def _below_thousand(word: str, numerals: Mapping[str, int]) -> int | None:
    hundreds, hundred, rest = word.partition("honderd")
    if hundred:
        count = numerals.get(hundreds) if hundreds else 1
        below = _below_thousand(rest.removeprefix("en"), numerals) if rest else 0
        return None if count is None or below is None else count * 100 + below
    if word in numerals:
        return numerals[word]
    for joint in reversed([*re.finditer("en", word)]):
        ones, tens = word[: joint.start()], word[joint.end() :]
        if ones in numerals and tens in numerals:
            return numerals[ones] + numerals[tens]
    return None


MOST = 100


def _blanked(text: str, passed: Sequence[Token]) -> str:
    """Put letters in the place of what is no figure, so that nothing is read into it."""
    parts, last = [], 0
    for token in passed:
        parts += [text[last : token.start], "_" * len(token.text)]
        last = token.end
    return "".join([*parts, text[last:]])


def _numeral(found: re.Match[str], text: str) -> Numeral:
    part = found.groupdict("")
    decimals = part["decimals"][1:]
    # No figure has so many digits; Python makes no integer of thousands.
    value = Fraction(f"{part['digits'].replace('.', '')[:MOST]}.{decimals[:MOST] or 0}")
    end = found.end() - len(part["mark"])
    return Numeral(
        text=text[found.start() : end],
        start=found.start(),
        end=end,
        value=value * SCALES.get(part["scale"], 1) * (1 if part["sign"] in ("", "+") else -1),
        decimals=0 if part["scale"] else len(decimals),
        signed=bool(part["sign"]),
        percent=bool(part["percent"]),
    )


def _is_year(numeral: Numeral, found: re.Match[str], notes: Collection[str]) -> bool:
    """Take a bare number as a year, also with the mark of a note glued to it."""
    written = found["digits"]
    if "." in written or found["decimals"] or numeral.signed or numeral.percent:
        return False
    if len(written) == len("2019") and FIRST_YEAR <= numeral.value < LAST_YEAR:
        return True
    return written[4:] in notes and YEAR_WITH_MARK.fullmatch(written) is not None
