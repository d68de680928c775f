"""Precision and recall of proofreading on the corpus, for each kind of planted error."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reporter.project import HERE
from reporter.proofread.catalogue import read_figures
from reporter.proofread.letter.letter import Paragraph
from reporter.proofread.proof import Judgement, Status, Subject
from reporter.proofread.proofread import proofread
from reporter.proofread.vocabulary import read_vocabulary
from tests.proofread.corpus.planting import CLASSES, Sample, samples, shapes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reporter.proofread.catalogue import Figures
    from reporter.proofread.vocabulary import Vocabulary

EDITIONS = ("2016", "2017", "2018", "2019", "2022")
WRONG = (Status.WRONG, Status.ROUNDING)


@dataclass(slots=True)
class Score:
    """How many errors were found and missed, and how many alarms were false."""

    found: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    clean: int = 0
    clean_alarms: int = 0
    faults: list[tuple[str, str, Sample, tuple[Judgement, ...]]] = field(default_factory=list)

    def precision(self, kind: str) -> float:
        """Give the part of the alarms that are right."""
        return self.found[kind] / max(self.found[kind] + self.false[kind], 1)

    def recall(self, kind: str) -> float:
        """Give the part of the errors that are found."""
        return self.found[kind] / max(self.found[kind] + self.missed[kind], 1)


def score(name: str, editions: Sequence[str] = EDITIONS) -> Score:
    """Proofread every sample of ``tuned`` or ``held_out``, for some editions."""
    total = Score()
    vocabulary = read_vocabulary(HERE.data)
    for edition in editions:
        figures = read_figures(edition, HERE)
        amounts = {one.indicator.key: one.amount for one in figures.known}
        for shape in shapes(name):
            for sample in samples(shape, figures.year, amounts):
                _count(total, figures, vocabulary, sample)
    return total


def _count(total: Score, figures: Figures, vocabulary: Vocabulary, sample: Sample) -> None:
    edition = str(figures.year)
    judged = proofread(sample.letter, edition, figures, vocabulary).judgements
    alarms = tuple(one for one in judged if one.status in WRONG)
    if sample.kind == "clean":
        total.clean += 1
        total.clean_alarms += bool(alarms)
        if alarms:
            total.faults.append(("clean", edition, sample, alarms))
        return
    hits = [one for one in alarms if _about(one, sample)]
    false = [one for one in alarms if one not in hits]
    total.found[sample.kind] += bool(hits)
    total.missed[sample.kind] += not hits
    total.false[sample.kind] += len(false)
    if false or not hits:
        total.faults.append((sample.kind, edition, sample, alarms))


def _about(one: Judgement, sample: Sample) -> bool:
    """Tell whether an alarm is about the planted error, or about the other half of it.

    A figure of another year contradicts the year beside it, a figure with the wrong sign or of
    another sector the verb it goes with, and a wrong verb the sign of its figure.
    """
    if one.block != sample.block or one.cell != sample.cell:
        return sample.kind == "year" and one.subject is Subject.YEAR
    if one.place[0] < sample.span[1] and sample.span[0] < one.place[1]:
        return True
    return one.subject is Subject.YEAR and sample.kind == "year"


def lines(name: str, total: Score) -> list[str]:
    """Write a table of figures, for people."""
    head = f"{name}: {total.clean} clean paragraphs and tables, {total.clean_alarms} with an alarm"
    rows = [
        f"  {kind:<9} {total.found[kind]:>5} found {total.missed[kind]:>4} missed "
        f"{total.false[kind]:>4} false   precision {total.precision(kind):.3f}  "
        f"recall {total.recall(kind):.3f}"
        for kind in CLASSES
    ]
    return [head, *rows]


def text_of(sample: Sample) -> str:
    """Give what a sample says, for a message."""
    block = sample.letter.blocks[-1]
    if isinstance(block, Paragraph):
        return block.text
    return f"{block.caption}: {[(row.label, row.cells) for row in block.rows]}"
