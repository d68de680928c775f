from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.page.press import Kind, read_frame, write_frame


@given(st.lists(st.tuples(st.sampled_from(Kind), st.binary())))
def test_frames_are_read_back_as_they_were_written(frames: list[tuple[Kind, bytes]]) -> None:
    pipe = BytesIO()
    for kind, body in frames:
        write_frame(pipe, kind, body)
    pipe.seek(0)
    assert [read_frame(pipe) for _ in frames] == frames


@pytest.mark.parametrize("received", [0, 5, 9, 12])
def test_a_pipe_that_ends_early_is_no_frame(received: int) -> None:
    pipe = BytesIO()
    write_frame(pipe, Kind.PDF, b"%PDF")
    with pytest.raises(EOFError):
        read_frame(BytesIO(pipe.getvalue()[:received]))
