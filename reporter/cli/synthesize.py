"""Make registers up, for showing and testing the count without confidential data."""

from __future__ import annotations

import math
import time

import click

from reporter.cli.options import data_option, project_of
from reporter.cli.terminal import progress, remark, say_files


def _number(_: click.Context, __: click.Parameter, scale: float) -> float:
    if math.isnan(scale):
        message = "nan is no number."
        raise click.BadParameter(message)
    return scale


@click.command()
@click.option("--year", type=int, required=True, help="The year of the deliveries: 2012 or 2019.")
@click.option(
    "--output",
    required=True,
    type=click.Path(file_okay=False),
    help="The folder for the registers; an earlier synthesis there is replaced.",
)
@click.option(
    "--scale",
    type=click.FloatRange(0, 10),
    callback=_number,
    default=1.0,
    show_default=True,
    help="How many people to put around the target group: 1 is 240 million records a year.",
)
@click.option(
    "--seed",
    type=click.IntRange(0),
    default=1,
    show_default=True,
    help="The same seed gives the same registers.",
)
@data_option("Where the deliveries are (default: data/).")
def synthesize(year: int, output: str, scale: float, seed: int) -> None:
    """Make up registers, without any real person, that count to the deliveries of a year.

    Writes a target group register, a payroll register and the employers as Parquet files. The
    records of the target group are the same at every scale, and so is what a count finds.
    """
    from pathlib import Path

    from reporter.synthesize.registers import Synthesis
    from reporter.synthesize.registers import synthesize as made

    remark(f"SYNTHETIC: made-up registers of {year}; no person or employer in them is real.")
    begun, folder = time.monotonic(), Path(output)
    asked = Synthesis(year=year, scale=scale, seed=seed)
    records = made(asked, project_of().data, folder, progress)
    progress()
    passed = time.monotonic() - begun
    speed = f"{passed:.1f} s ({records / passed:,.0f} a second)"
    remark(f"{records:,} synthetic payroll records in {speed}")
    say_files(path.absolute() for path in sorted(folder.iterdir()))
