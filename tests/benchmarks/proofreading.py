"""How well and how fast letters are proofread."""

from __future__ import annotations

from time import process_time
from typing import TYPE_CHECKING

from reporter.project import HERE
from reporter.proofread.catalogue import read_figures
from reporter.proofread.letter.letter import Letter, Paragraph
from reporter.proofread.proofread import proofread
from reporter.proofread.vocabulary import read_vocabulary
from tests.proofread.corpus.planting import samples, shapes
from tests.proofread.corpus.scoring import lines, score

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = 3000
"""Characters of a printed page."""
PAGES = (10, 20, 40, 80)


def quality() -> Iterator[str]:
    """Give precision and recall for each kind of planted error."""
    for name in ("tuned", "held_out", "fresh"):
        yield from lines(name, score(name))


def speed() -> Iterator[str]:
    """Give the CPU seconds of letters of growing length, and what a page costs."""
    for pages in PAGES:
        letter = letter_of(pages)
        figures, vocabulary = read_figures("2019", HERE), read_vocabulary(HERE.data)
        start = process_time()
        proofread(letter, "2019", figures, vocabulary)
        spent = process_time() - start
        yield f"  {pages:>3} pages  {spent:.3f} s  {spent / pages * 1000:.1f} ms a page"


def letter_of(pages: int) -> Letter:
    """Write a letter of so many pages from the paragraphs of the corpus."""
    figures = {one.indicator.key: one.amount for one in read_figures("2019", HERE).known}
    texts = [
        block.text
        for shape in shapes("tuned")
        for sample in list(samples(shape, 2019, figures))[:1]
        for block in sample.letter.blocks
        if isinstance(block, Paragraph)
    ]
    chosen: list[Paragraph] = []
    size = 0
    while size < pages * PAGE:
        text = texts[len(chosen) % len(texts)]
        chosen.append(Paragraph(text=text, where=f"paragraph {len(chosen) + 1}"))
        size += len(text)
    return Letter(name="letter", blocks=tuple(chosen))
