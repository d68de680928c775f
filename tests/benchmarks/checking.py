"""What a check costs: of the printed figures of a letter, and of a draft at every build."""

from __future__ import annotations

import time
from statistics import median
from typing import TYPE_CHECKING

from reporter.annex.compose import compose
from reporter.annex.printing import print_annex
from reporter.check.edition import check_edition
from reporter.check.finished_page import FinishedPage
from reporter.check.printed import check_printed
from reporter.deliveries.editions import read_edition
from reporter.deliveries.reading import read_deliveries
from reporter.page.html import LaidOut, lay_out
from reporter.project import HERE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reporter.annex.declaration import Edition
    from reporter.annex.delivered import Deliveries

MOST_SECONDS = 1.0
"""What the feasibility check of all printed figures of 2019 may take in this process."""
MOST_OF_A_DRAFT = 1.0
"""What a check may add to composing, printing and rendering a draft."""
LETTER = "2019"


def checks(rounds: int) -> Iterator[str]:
    """Give a line for each check, with its verdict; the first run of each is not counted."""
    file = HERE.published_file(LETTER)
    seconds = _median(lambda: check_printed(file, HERE, LETTER), rounds)
    told = f"all printed figures of {LETTER} (bound {MOST_SECONDS})"
    yield f"{seconds:6.3f} s  {told} {_verdict(seconds, MOST_SECONDS)}"
    edition, deliveries = read_edition(HERE.data, LETTER), read_deliveries(HERE.data)
    draft = _median(lambda: _made(edition, deliveries), rounds)
    annex = compose(edition, deliveries)
    laid = lay_out(print_annex(annex, ""), HERE.templates)
    check = _median(
        lambda: check_edition(annex, laid.annex, laid.text, FinishedPage(laid.html)), rounds
    )
    ratio = check / draft
    told = f"a draft of {LETTER}, {ratio:.2f} of making it (bound {MOST_OF_A_DRAFT})"
    yield f"{check:6.3f} s  {told} {_verdict(ratio, MOST_OF_A_DRAFT)}"


def _verdict(found: float, bound: float) -> str:
    return "kept" if found <= bound else "BROKEN"


def _made(edition: Edition, deliveries: Deliveries) -> LaidOut:
    return lay_out(print_annex(compose(edition, deliveries), ""), HERE.templates)


def _median(work: Callable[[], object], rounds: int) -> float:
    work()
    taken = []
    for _ in range(rounds):
        before = time.process_time()
        work()
        taken.append(time.process_time() - before)
    return median(taken)
