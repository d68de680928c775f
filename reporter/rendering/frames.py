"""How press and printer speak over a pipe: one byte of kind, eight of length, then the body."""

from __future__ import annotations

import struct
from enum import Enum
from typing import IO

HEAD = struct.Struct(">cQ")


class Kind(Enum):
    """What a frame carries."""

    HTML = b"H"
    PDF = b"P"
    PROBLEM = b"E"


def write_frame(stream: IO[bytes], kind: Kind, body: bytes) -> None:
    """Send one frame and leave nothing behind in a buffer."""
    stream.write(HEAD.pack(kind.value, len(body)))
    stream.write(body)
    stream.flush()


def read_frame(stream: IO[bytes]) -> tuple[Kind, bytes]:
    """Wait for one frame.

    Raises EOFError when the other side has ended, also in the middle of a frame.
    """
    kind, length = HEAD.unpack(_exactly(stream, HEAD.size))
    return Kind(kind), _exactly(stream, length)


def _exactly(stream: IO[bytes], length: int) -> bytes:
    body = stream.read(length)
    if len(body) < length:
        raise EOFError
    return body
