"""Writes paragraphs from shapes and figures, and plants one error of a kind in each."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from reporter.annex.numbers import number
from reporter.proofread.letter.letter import Letter, LetterTable, Paragraph, Role, TableRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from fractions import Fraction

HERE = Path(__file__).parent
SLOT = re.compile(r"\{([^}]+)\}")
PARTS = 6
MANY = 10_000
"""From here on people round to thousands, below it to hundreds."""
CLASSES = ("sector", "year", "form", "digits", "sign", "rounding", "verb")
SECTORS = ("markt", "overheid", "totaal")
FORMS = ("formeel", "inleen", "totaal")
YEARS = ("2015", "2016", "2017", "2018", "2019", "2021", "2022")

Figures = "Mapping[str, Fraction]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a paragraph: plain words, or a slot with its key and how it is printed."""

    text: str
    key: str = ""
    form: str = ""
    words: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A letter with at most one planted error, and the characters where it stands."""

    letter: Letter
    kind: str
    block: int = -1
    cell: tuple[int, int] | None = None
    span: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One paragraph or table of the corpus, with its slots unfilled."""

    heading: str
    texts: tuple[tuple[str, ...], ...]
    """One row of one text for a paragraph; for a table the rows with their labels."""
    columns: tuple[str, ...] = ()


def shapes(name: str) -> list[Shape]:
    """Read ``tuned`` or ``held_out``."""
    content = tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))
    read = [
        Shape(heading=one.get("kop", ""), texts=((one["tekst"],),))
        for one in content.get("alinea", [])
    ]
    return read + [
        Shape(
            heading=one["titel"],
            texts=tuple(tuple(row) for row in one["rijen"]),
            columns=tuple(one["kolommen"]),
        )
        for one in content.get("tabel", [])
    ]


def samples(shape: Shape, year: int, figures: Mapping[str, Fraction]) -> Iterator[Sample]:
    """Give the clean letter first, then one for each error that can be planted in it."""
    try:
        grid = [[_pieces(text, year, figures) for text in row] for row in shape.texts]
    except KeyError:
        return  # a figure that was not delivered for this year
    yield _sample(shape, year, grid, Sample(letter=_EMPTY, kind="clean"))
    for i, row in enumerate(grid):
        for j, pieces in enumerate(row):
            for k, piece in enumerate(pieces):
                for kind, text in _errors(piece, figures):
                    changed = [*pieces[:k], replace(piece, text=text), *pieces[k + 1 :]]
                    start = sum(len(one.text) for one in pieces[:k])
                    planted = [list(one) for one in grid]
                    planted[i][j] = changed
                    cell = (i, j - 1) if shape.columns else None
                    mark = Sample(
                        letter=_EMPTY, kind=kind, cell=cell, span=(start, start + len(text))
                    )
                    yield _sample(shape, year, planted, mark)


def _sample(shape: Shape, year: int, grid: Sequence[Sequence[list[Piece]]], mark: Sample) -> Sample:
    heading = _with_year(shape.heading, year)
    texts = [["".join(one.text for one in pieces) for pieces in row] for row in grid]
    blocks: list[Paragraph | LetterTable] = []
    if shape.columns:
        columns = tuple(_with_year(one, year) for one in shape.columns)
        rows = tuple(
            TableRow(label=row[0], cells=tuple(row[1:]), where=f"row {i}")
            for i, row in enumerate(texts)
        )
        blocks.append(LetterTable(caption=heading, heads=columns, rows=rows, where="table"))
    else:
        if heading:
            blocks.append(Paragraph(text=heading, where="line 1", role=Role.HEADING))
        blocks.append(Paragraph(text=texts[0][0], where="line 2"))
    letter = Letter(name="sample", blocks=tuple(blocks))
    return replace(mark, letter=letter, block=len(blocks) - 1)


_EMPTY = Letter(name="", blocks=())


def _with_year(text: str, year: int) -> str:
    return text.replace("{jaar J-1}", str(year - 1)).replace("{jaar J}", str(year))


def _pieces(text: str, year: int, figures: Mapping[str, Fraction]) -> list[Piece]:
    pieces, last = [], 0
    text = _with_year(text, year)
    for slot in SLOT.finditer(text):
        pieces += [Piece(text=text[last : slot.start()]), _filled(slot[1], year, figures)]
        last = slot.end()
    return [*pieces, Piece(text=text[last:])]


def _filled(slot: str, year: int, figures: Mapping[str, Fraction]) -> Piece:
    if slot.startswith("ja:"):
        _, up, down, key = slot.split(":")
        key = _key(key, year)
        right = up if figures[key] >= 0 else down
        return Piece(text=right, key=key, words=(up, down))
    key, _, form = slot.partition("|")
    key = _key(key, year)
    return Piece(text=_printed(figures[key], key, form), key=key, form=form)


def _key(key: str, year: int) -> str:
    parts = key.replace("J-1", str(year - 1)).replace("J", str(year)).split("/")
    return "/".join([*parts, *["totaal"] * (PARTS - len(parts))])


def _printed(amount: Fraction, key: str, form: str) -> str:
    decimals = 1 if key.startswith("verdeelsleutel") else 0
    if form == "abs":
        return number(abs(amount), decimals=decimals)
    if form == "bijna":
        unit = 1000 if abs(amount) >= MANY else 100
        low = amount // unit * unit
        return f"ruim {number(low)}" if amount - low < unit / 2 else f"bijna {number(low + unit)}"
    return number(amount, decimals=decimals, signed=form == "teken")


def _errors(piece: Piece, figures: Mapping[str, Fraction]) -> Iterator[tuple[str, str]]:
    """Give each error that can be planted in a piece as (class, text)."""
    if piece.words:
        up, down = piece.words
        yield "verb", down if piece.text == up else up
        return
    if not piece.key:
        return
    for kind, key in _others(piece.key):
        text = _printed(figures[key], key, piece.form) if key in figures else piece.text
        if text not in (piece.text, piece.text.lstrip("+–")):
            yield kind, text
    if piece.form == "bijna":
        return
    yield from _slips(piece)


def _others(key: str) -> Iterator[tuple[str, str]]:
    """Name the figures of another sector, year and form."""
    parts = key.split("/")
    last = [one for one in YEARS if one != parts[2]]
    near = sorted(last, key=lambda one: (abs(int(one) - int(parts[2])), one))[:2]
    for kind, place, values in (("sector", 3, SECTORS), ("year", 2, near), ("form", 4, FORMS)):
        for value in values:
            if value != parts[place] and not (kind == "form" and parts[0] == "aandeel"):
                yield kind, "/".join([*parts[:place], value, *parts[place + 1 :]])


def _slips(piece: Piece) -> Iterator[tuple[str, str]]:
    text = piece.text
    places = [i for i, one in enumerate(text) if one.isdigit()]
    swaps = [(a, b) for a, b in pairwise(places) if text[a] != text[b]]
    swaps = [(a, b) for a, b in swaps if not (a == places[0] and text[b] == "0")]
    for a, b in swaps[:1] + swaps[-1:]:
        letters = list(text)
        letters[a], letters[b] = letters[b], letters[a]
        yield "digits", "".join(letters)
    unsaid = piece.key.startswith("afstand")  # a gap is one with or without its sign
    if piece.form == "teken" and text[0] in "+–" and not unsaid:
        yield "sign", text[1:] if text[0] == "–" else f"–{text[1:]}"
    last = places[-1]
    if text[last] not in "09" and not piece.key.startswith(("doelstelling", "aandeel")):
        for step in (1, -1):
            yield "rounding", f"{text[:last]}{int(text[last]) + step}{text[last + 1 :]}"
