"""The tables that the program declares in its own ``data/tabellen``, laid out for a scope."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from reporter.annex.declaration import Declaration, Scope, table_of
from reporter.deliveries.declarations import read_tables
from reporter.deliveries.editions import DEFAULT_TABLES
from reporter.errors import Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reporter.annex.tables import Table

ASKED = Fault(file="data/editions/2019.toml", column="tabellen", found="", expected="")
NAMES = (*DEFAULT_TABLES, "ingroeipad")
READ: Mapping[str, Declaration] = {
    declared.name: declared
    for declared in read_tables(Path(__file__).parents[1] / "data", NAMES, ASKED)
}


def tables(*names: str) -> tuple[Declaration, ...]:
    """Choose tables for an edition."""
    return tuple(READ[name] for name in names)


DECLARATIONS: Mapping[str, Callable[[Scope], Table]] = {
    name: partial(table_of, declared) for name, declared in READ.items()
}
