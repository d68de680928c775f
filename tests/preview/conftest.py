from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.preview.running import Running
from tests.preview.small_builder import SmallBuilder, small_texts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def builder(tmp_path: Path) -> SmallBuilder:
    """Give a builder of two editions, with a figure each."""
    return SmallBuilder(small_texts(tmp_path))


@pytest.fixture
def running(builder: SmallBuilder) -> Iterator[Running]:
    """Serve the small builder on a free port."""
    with Running(builder) as served:
        yield served
