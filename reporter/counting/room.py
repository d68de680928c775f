"""When DuckDB has no room: in our words, and never taken for a fault of a file."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from reporter.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Iterator

FULL = "No space left"


@contextmanager
def telling_no_room() -> Iterator[None]:
    """Raise EngineError when memory or disk is full; other errors are left to the caller."""
    from duckdb import Error  # noqa: PLC0415 - --help answers at once

    try:
        yield
    except Error as error:
        if not about_room(error):
            raise
        raise EngineError(_no_room(str(error))) from None


def about_room(error: Exception) -> bool:
    """Tell whether an error of DuckDB is about memory or disk."""
    from duckdb import OutOfMemoryException  # noqa: PLC0415 - --help answers at once

    return isinstance(error, OutOfMemoryException) or FULL in str(error)


def _no_room(said: str) -> str:
    if FULL in said or "temp_directory" in said:
        return (
            "The disk has no room for temporary files. Free some, or name a folder with room in "
            "the environment variable TMPDIR."
        )
    return "The count needs more memory than it may use. Give it more, such as --memory 2GiB."
