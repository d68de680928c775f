"""The pictures of a changed zone: old and new, with a numbered frame around what differs."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from reporter.comparing.box import Box
from reporter.comparing.spotting import spots

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]

WHITE = 255
BETWEEN = 12
"""White rows between the parts of a zone that stand on different pages."""
EDGE = 30
"""White around a picture, for frames and their numbers."""
PAD = 4
THICK = 3
LABEL = 20
INK = (158, 0, 32)
COLOURS = 64
"""A page in print has few colours; with a short list of them a picture is a third in size."""


def framed(old: Sequence[Pixels], new: Sequence[Pixels]) -> tuple[bytes, bytes]:
    """Give both pictures as PNG, cut to the same columns; empty for a side without a zone."""
    width = max(one.shape[1] for one in (*old, *new))
    before, after = _cut(_stacked(old, width), _stacked(new, width))
    pairs = spots(before, after)
    return _png(before, [one for one, _ in pairs]), _png(after, [other for _, other in pairs])


def _stacked(parts: Sequence[Pixels], width: int) -> Pixels:
    """Put the parts below each other, as wide as the widest page."""
    if not parts:
        return np.full((0, width, 3), WHITE, np.uint8)
    gap = np.full((BETWEEN, width, 3), WHITE, np.uint8)
    padded = [
        np.pad(one, ((0, 0), (0, width - one.shape[1]), (0, 0)), constant_values=WHITE)
        for one in parts
    ]
    return np.concatenate([row for one in padded for row in (one, gap)][:-1])


def _cut(one: Pixels, other: Pixels) -> tuple[Pixels, Pixels]:
    """Cut the columns off in which neither side has ink."""
    inked = np.flatnonzero((one != WHITE).any(axis=(0, 2)) | (other != WHITE).any(axis=(0, 2)))
    columns = slice(inked[0], inked[-1] + 1)
    return one[:, columns], other[:, columns]


def _png(pixels: Pixels, boxes: Sequence[Box | None]) -> bytes:
    if not pixels.size:
        return b""
    size = (pixels.shape[1] + 2 * EDGE, pixels.shape[0] + 2 * EDGE)
    picture = Image.new("RGB", size, "white")
    picture.paste(Image.fromarray(pixels), (EDGE, EDGE))
    for number, box in enumerate(boxes, start=1):
        if box:
            _frame(picture, str(number), box.moved(EDGE, EDGE))
    target = io.BytesIO()
    few = picture.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(target, "PNG")
    return target.getvalue()


def _frame(picture: Image.Image, number: str, box: Box) -> None:
    """Draw a thick frame with its number at a corner, so that no colour need be seen."""
    pen, font = ImageDraw.Draw(picture), ImageFont.load_default(LABEL - 3)
    frame = Box(box.left - PAD, box.top - PAD, box.right + PAD, box.bottom + PAD)
    label = _free(picture, frame, round(font.getlength(number)) + 8)
    pen.rectangle(frame, outline=INK, width=THICK)
    pen.rectangle(label, fill=INK)
    middle = ((label.left + label.right) / 2, (label.top + label.bottom) / 2)
    pen.text(middle, number, "white", font, anchor="mm")


def _free(picture: Image.Image, frame: Box, width: int) -> Box:
    """Find room for a number: before the frame, behind it, or else on top of it."""
    above = Box(frame.left, frame.top - LABEL, frame.left + width, frame.top)
    before = Box(frame.left - width, frame.top, frame.left, frame.top + LABEL)
    behind = before.moved(frame.right - frame.left + width, 0)
    rooms = (room for room in (before, behind) if picture.crop(room).getcolors(1))
    return next(rooms, above)
