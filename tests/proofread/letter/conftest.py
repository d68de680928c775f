"""A letter of any kind, written to disk and read back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reporter.errors import InputError
from reporter.proofread.letter.reading import read_letter

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reporter.proofread.letter.letter import Letter


@pytest.fixture
def read(tmp_path: Path) -> Callable[[str, bytes], Letter]:
    def written_and_read(name: str, content: bytes) -> Letter:
        (tmp_path / name).write_bytes(content)
        return read_letter(tmp_path / name)

    return written_and_read


@pytest.fixture
def refused(tmp_path: Path) -> Callable[[str, bytes], str]:
    def message(name: str, content: bytes) -> str:
        (tmp_path / name).write_bytes(content)
        with pytest.raises(InputError) as caught:
            read_letter(tmp_path / name)
        return str(caught.value).replace(f"{tmp_path}/", "")

    return message
