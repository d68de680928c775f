"""Put one file in its place, whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from reporter.errors import PublishingError
from reporter.publishing.filled import umask


def publish_file(path: Path, content: bytes) -> None:
    """Write ``content`` beside ``path`` and move it there in one step.

    Raises PublishingError if the place cannot be written; the old file is untouched then.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        aside = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            aside.chmod(0o666 & ~umask())
            aside.replace(path)
        finally:
            aside.unlink(missing_ok=True)
    except OSError as error:
        message = (
            f"{path}: {error.strerror or error}; nothing was changed there. "
            "Check the permissions and the free space."
        )
        raise PublishingError(message) from error
