"""Claims in words that the figures may contradict: gehaald, afgenomen, verdubbeld."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from reporter.model.vocabulary import Facet
from reporter.proofreading.claim import Claim, asked_words
from reporter.proofreading.direction_claims import comparison_claims, direction_claims
from reporter.proofreading.row_claims import row_claims
from reporter.proofreading.target_claims import target_claims

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reporter.proofreading.context import Context
    from reporter.proofreading.desk import Desk
    from reporter.proofreading.judged import Judged
    from reporter.proofreading.passage import Passage


def claims(
    desk: Desk, passage: Passage, context: Context, judged: Sequence[Judged]
) -> Iterator[Claim]:
    """Find what a sentence claims and hold it against the figures."""
    if passage.said(Facet.ELSEWHERE):
        return
    found = chain(
        target_claims(desk, passage, context, judged),
        direction_claims(desk, passage, context, judged),
        comparison_claims(desk, passage, judged),
        row_claims(desk, passage, context),
    )
    yield from (one for one in found if not asked_words(passage, one).restricted)
