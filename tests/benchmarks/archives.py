"""Two large archives, compared by us and by libraries that compare tables by position or key.

All read the same cells: we from archives, the libraries from CSV. Reading is left out on every
side, as each reads a format of its own; the libraries get their cells as text.
"""

from __future__ import annotations

import csv
import json
import resource
import time
from functools import partial
from typing import TYPE_CHECKING, Any

from reporter.diff.compare import compare
from reporter.page.archive import read_archive
from tests.benchmarks.pairs import Comparison
from tests.benchmarks.processes import Cost

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from reporter.page.archive import Archive

WIDE = 100
"""Columns of the one table of a large archive."""
EVERY = 1000
"""One in so many figures is revised."""
SIZES = (1_000, 10_000, 100_000, 1_000_000)


def archive_comparisons(folder: Path, size: int = 100_000) -> Iterator[Comparison]:
    """Compare the same cells three ways; needs datacompy and daff."""
    import daff  # noqa: PLC0415 - only here
    import datacompy  # noqa: PLC0415 - only here
    import pandas as pd  # noqa: PLC0415 - only here

    old, new = archive(size, 0), archive(size, 1)
    paths = [_as_csv(old, folder / "old.csv"), _as_csv(new, folder / "new.csv")]
    before, after = (pd.read_csv(path, dtype=str) for path in paths)
    tables = [_rows(path) for path in paths]

    def by_datacompy() -> None:
        datacompy.PandasCompare(before, after, join_columns="indicator").report()

    yield Comparison(
        name=f"two archives of {size} figures, against datacompy on the same cells",
        ours=lambda: _cost(lambda: compare(old, new)),
        other=lambda: _cost(by_datacompy),
        bound=0.2,
    )
    yield Comparison(
        name=f"two archives of {size} figures, against daff on the same cells",
        ours=lambda: _cost(lambda: compare(old, new)),
        other=lambda: _cost(lambda: _daff(daff, *tables)),
        bound=0.2,
    )


def growth() -> Iterator[str]:
    """Tell what a figure costs in archives of growing size, and the memory they need."""
    for size in SIZES:
        cost = _cost(partial(compare, archive(size, 0), archive(size, 1)))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        yield (
            f"  {size:>9} figures: {cost.cpu:.3f} s, {cost.cpu / size * 1e6:.2f} µs a figure, "
            f"peak {peak} MiB with both archives in memory"
        )


def archive(size: int, edited: int) -> Archive:
    """Make a large archive; ``edited`` revises one figure in every thousand."""
    return read_archive(json.dumps(_parts(size, edited)), "large")


def _parts(size: int, edited: int) -> dict[str, Any]:
    cells = [_cell(number, edited * (number % EVERY == 0)) for number in range(size)]
    rows = [
        {"key": f"r{row}", "label": f"rij {row}", "notes": []} for row in range(-(-size // WIDE))
    ]
    columns = [
        {"key": f"k{column}", "label": f"kolom {column}", "notes": []} for column in range(WIDE)
    ]
    table = {
        "name": "groot", "number": 1, "title": "Groot", "rows": rows, "columns": columns,
        "cells": cells, "notes": [], "legend": [],
    }  # fmt: skip
    card: dict[str, dict[str, str]] = {
        name: {} for name in ("deliveries", "templates", "fonts", "libraries")
    }
    return {
        "schema": 1, "edition": "groot", "year": 2019, "title": "Groot", "tables": [table],
        "quantities": {
            _hours(number): {"amount": str(number), "assumed": False} for number in range(size)
        },
        "prose": {}, "text": [], "left_out": [], "card": {**card, "program": "", "code": ""},
        "fingerprint": "",
    }  # fmt: skip


def _cell(number: int, more: int) -> dict[str, Any]:
    amount = str(number + more)
    row, column = divmod(number, WIDE)
    return {
        "row": f"r{row}", "column": f"k{column}", "printed": amount, "rounded": amount,
        "indicator": f"stand/banen/2019/markt/formeel/g{number}", "exact": amount,
        "absence": None, "notes": [], "expression": [["1", _hours(number), None]],
    }  # fmt: skip


def _hours(number: int) -> str:
    return f"uren/2019/markt/formeel/g{number}"


def _as_csv(annex: Archive, path: Path) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["indicator", "printed", "exact"])
        for figure in annex.cells:
            writer.writerow([figure.indicator.key, figure.printed, figure.exact])
    return path


def _rows(path: Path) -> list[list[str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def _daff(daff: Any, old: list[list[str]], new: list[list[str]]) -> None:
    flags = daff.CompareFlags()
    flags.addPrimaryKey("indicator")
    tables = (daff.PythonTableView(old), daff.PythonTableView(new))
    alignment = daff.Coopy.compareTables(*tables, flags).align()
    daff.TableDiff(alignment, flags).hilite(daff.PythonTableView([]))


def _cost(work: Callable[[], object]) -> Cost:
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return Cost(wall=time.perf_counter() - wall, cpu=time.process_time() - cpu)
