"""What holds for every test."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import pytest
from hypothesis import Phase, settings

from tests.five_files import FILES

if TYPE_CHECKING:
    from pathlib import Path

# A deadline would make a property fail because the machine is busy.
settings.register_profile("unhurried", deadline=None)
settings.register_profile(  # run_mutants.py: a mutant is to be killed the same way every time
    "mutants",
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
)
settings.register_profile("long", deadline=None, print_blob=True)  # make walks
settings.load_profile("unhurried")

# A shell lets what it starts in the background ignore these, and so would the programs that
# tests interrupt.
for number in (signal.SIGINT, signal.SIGHUP):
    if signal.getsignal(number) is signal.SIG_IGN:
        signal.signal(number, signal.default_int_handler)


@pytest.fixture
def population(tmp_path: Path) -> Path:
    data = tmp_path / "data"
    (data / "editions").mkdir(parents=True)
    (data / "gepubliceerd").mkdir()
    for name, text in FILES.items():
        (data / name).write_bytes(text.encode())
    return data
