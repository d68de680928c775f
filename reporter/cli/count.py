"""Count deliveries from the registers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from reporter.cli.options import FOLDER, data_option, project_of, reported_as
from reporter.cli.terminal import progress, say, say_files
from reporter.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reporter.count.count import Registered

FILE = click.Path(path_type=str)
FIRST_YEAR, LAST_YEAR = 2012, 2100


@click.command()
@click.option("--register", required=True, type=FILE, help="The target group register.")
@click.option(
    "--payroll",
    required=True,
    multiple=True,
    type=FILE,
    help="The payroll register; may be repeated, and more paths may follow.",
)
@click.option("--employers", required=True, type=FILE, help="The employers with their sector.")
@click.option(
    "--year",
    required=True,
    type=click.IntRange(FIRST_YEAR, LAST_YEAR),
    help="Of which year December is counted.",
)
@click.argument("more_payroll", nargs=-1, type=FILE, metavar="[PAYROLL]...")
@click.option("--engine", default="duckdb", help="duckdb (default), spark or spark://HOST:PORT.")
@click.option("--memory", help="The most memory the engine may use, such as 256MiB.")
@click.option("--rules", type=FILE, help="Another rule file (default: that of the data folder).")
@click.option(
    "--output",
    type=FOLDER,
    help="The folder for the deliveries (default: data/); a new one is filled for a build.",
)
@data_option("Where rules and other deliveries are (default: data/).")
@click.option(
    "--keep-going", is_flag=True, help="Set wrong records aside in a file, and count the rest."
)
@click.option(
    "--fewest",
    type=click.IntRange(1),
    default=10,
    show_default=True,
    help="Flag rows of fewer persons than this in the protocol.",
)
@click.option(
    "--whole-fingerprints",
    "whole",
    is_flag=True,
    help="Read Parquet files to the last byte for them.",
)
@reported_as("text", "json", what="the protocol")
def count(more_payroll: tuple[str, ...], form: str, **how: Any) -> None:  # noqa: ANN401 - click gives options of several types
    """Count deliveries from the registers: link, keep December, take unique persons.

    Registers are Parquet or CSV, a file or a folder with files; their columns stand in
    data/registers/schema.json. Writes uren.csv, personen.csv and a protocol. Without --output
    they go to data/, but never over rows that were not counted. A wrong record stops the count
    with its file and row; no message or file holds a person.

    What if another rule held? Copy data/registers/telregels.toml, give it another naam, change
    a rule, and count with --rules FILE --output FOLDER; count 2012 by it too if stocks change.
    """
    from pathlib import Path

    from reporter.count.count import Inquiry, count_registers
    from reporter.project import real

    registers = {
        "register": (how.pop("register"),),
        "payroll": (*how.pop("payroll"), *more_payroll),
        "employers": (how.pop("employers"),),
    }
    rules, output = how.pop("rules"), how.pop("output")
    inquiry = Inquiry(
        paths={name: tuple(map(Path, paths)) for name, paths in registers.items()},
        rules=Path(rules) if rules else None,
        output=real(output) if output else None,
        **how,
    )
    done = count_registers(inquiry, project_of(), __version__, progress)
    progress()
    _report(done, form, inquiry.year)


def _report(done: Registered, form: str, year: int) -> None:
    """Print the protocol and the files; what asks for attention goes to standard error."""
    say(_remarks(done, year), err=True)
    if form == "json":
        click.echo(json.dumps(done.protocol, ensure_ascii=False, indent=2))
        return
    say(_lines(done.protocol))
    say_files(done.files)


def _remarks(done: Registered, year: int) -> Iterator[str]:
    for text in done.protocol["origin"]:
        yield f"the registers say: {text}"
    for origin, rows in sorted(done.replaced.items()):
        yield f"replaced {rows} rows of {year} that were {origin}"
    if done.faults:
        wrong = len({(fault.file, fault.row) for fault in done.faults})
        yield f"set aside {wrong} wrong records; see terzijde-{year}.csv"
    small = done.protocol["few_persons"]
    for row in small["rows"]:
        yield f"fewer than {small['fewer_than']} persons: {row}"


def _lines(protocol: Mapping[str, Any]) -> Iterator[str]:
    """Give the protocol in lines: each record in one, and their sum."""
    records = protocol["payroll_records"]
    width = len(f"{records['read']:,}")
    yield f"{records['read']:>{width},} payroll records read, {records['linked']:,} linked"
    for outcome, number in records["by_outcome"].items():
        if number:
            yield f"{number:>{width},} {outcome}"
    yield f"{protocol['persons']:,} persons, {protocol['hours']} hours ({protocol['rules']})"
    yield f"{protocol['engine']}, {protocol['seconds']} s"
