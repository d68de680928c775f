"""What stands in an annex.json, as types: ``annex.schema.json`` tells it to others, and closer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, NamedTuple

from msgspec import Meta, Struct

from reporter.annex.compose import LeftOut
from reporter.page.card import RunCard

Exact = Annotated[str, Meta(pattern=r"^-?\d+(?:/[1-9]\d*)?$(?#an exact number)")]


class Term(NamedTuple):
    """One term of an expression: coefficient as text, delivered quantity, key or None."""

    coefficient: str
    quantity: str
    key: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBlock:
    """A paragraph; ``wording`` has each figure replaced by its indicator."""

    section: str
    text: str
    wording: str


class QuantityData(Struct, forbid_unknown_fields=True):
    """A delivered amount."""

    amount: Exact
    assumed: bool


class HeadingData(Struct, forbid_unknown_fields=True):
    """The head of a row or column."""

    key: str
    label: str
    notes: list[str]


class NoteData(Struct, forbid_unknown_fields=True):
    """A note under a table."""

    mark: str
    kind: str
    text: str


class SignData(Struct, forbid_unknown_fields=True):
    """The sign of a note at one place."""

    mark: str
    kind: str
    detail: str


class FigureData(Struct, forbid_unknown_fields=True, kw_only=True):
    """A figure; what its indicator says stands in parts beside it, for others to read."""

    indicator: str
    measure: str = ""
    unit: str = ""
    year: int | str = ""
    sector: str | None = None
    form: str | None = None
    group: str | None = None
    codes: dict[str, str] = {}
    printed: str
    rounded: Exact | None
    exact: Exact | None
    absence: str | None
    expression: tuple[Term, ...] | None
    row: str = ""
    column: str = ""
    notes: list[SignData] = []
    inputs: dict[str, Exact] | None = None


class TableData(Struct, forbid_unknown_fields=True):
    """A table with all its figures."""

    number: int
    name: str
    title: str
    columns: list[HeadingData]
    rows: list[HeadingData]
    cells: list[FigureData]
    notes: list[NoteData]
    legend: tuple[str, ...]


class AnnexData(Struct, forbid_unknown_fields=True, kw_only=True):
    """What an annex.json holds, so far as we read it; ``annex.schema.json`` tells it to others."""

    schema: Annotated[int, Meta(ge=1)]
    edition: str
    year: Annotated[int, Meta(ge=0, le=9999)]
    title: str
    date: str | None = None
    fingerprint: str
    card: RunCard
    quantities: dict[str, QuantityData]
    tables: list[TableData]
    prose: dict[str, FigureData]
    text: tuple[TextBlock, ...]
    left_out: tuple[LeftOut, ...]
