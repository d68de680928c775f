"""Claims in words that the figures may contradict: gehaald, afgenomen, verdubbeld."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporter.model.vocabulary import Facet
from reporter.proofreading.direction_claims import comparison_claims, direction_claims
from reporter.proofreading.row_claims import row_claims
from reporter.proofreading.target_claims import target_claims

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reporter.proofreading.claim import Claim
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
    yield from target_claims(desk, passage, context, judged)
    yield from direction_claims(desk, passage, context, judged)
    yield from comparison_claims(desk, passage, judged)
    yield from row_claims(desk, passage, context)
