"""Five small files with one thing changed, and what is said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reporter.deliveries.reading import read_deliveries
from reporter.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def change(population: Path) -> Callable[[str, str, str], None]:
    def replace_once(name: str, old: str, new: str) -> None:
        text = (population / name).read_bytes().decode()
        assert old in text
        (population / name).write_bytes(text.replace(old, new, 1).encode())

    return replace_once


@pytest.fixture
def message(population: Path) -> Callable[[], str]:
    def refused() -> str:
        with pytest.raises(InputError) as caught:
            read_deliveries(population)
        return str(caught.value)

    return refused


@pytest.fixture
def refusal(
    change: Callable[[str, str, str], None], message: Callable[[], str]
) -> Callable[[str, str, str], str]:
    def after(name: str, old: str, new: str) -> str:
        change(name, old, new)
        return message()

    return after
