from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.benchmarks.pairs import Comparison, compare
from tests.benchmarks.processes import Cost, python

if TYPE_CHECKING:
    from collections.abc import Callable


def costs(name: str, log: list[str], *walls: float) -> Callable[[], Cost]:
    """Pretend to run something that takes each of these times in turn."""
    left = list(walls)

    def run() -> Cost:
        log.append(name)
        wall = left.pop(0)
        return Cost(wall=wall, cpu=2 * wall)

    return run


def test_each_side_goes_first_in_turn_and_ratios_are_taken_pair_by_pair() -> None:
    log: list[str] = []
    comparison = Comparison(
        name="",
        ours=costs("ours", log, 2.0, 6.0, 30.0),
        other=costs("other", log, 1.0, 2.0, 20.0),
        bound=2.0,
    )
    outcome = compare(comparison, 3)
    assert log == ["ours", "other", "other", "ours", "ours", "other"]
    assert str(outcome.wall) == "2.00 (1.50–3.00)"
    assert str(outcome.cpu) == "2.00 (1.50–3.00)"
    assert outcome.seconds == (6.0, 2.0)
    assert outcome.kept


def test_a_median_out_of_its_bound_is_not_kept() -> None:
    one = Comparison(name="", ours=costs("", [], 1.2), other=costs("", [], 1.0), bound=1.19)
    assert not compare(one, 1).kept


def test_a_whole_process_is_measured_with_the_processes_it_starts() -> None:
    busy = "import time; end = time.process_time() + 0.2\nwhile time.process_time() < end: pass"
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {busy!r}])"
    cost = python("-c", child)
    assert cost.cpu > 0.2
    assert cost.wall > 0.2
    assert python("-c", "import time; time.sleep(0.2)").cpu < 0.2


def test_a_process_that_fails_tells_what_it_said() -> None:
    with pytest.raises(RuntimeError, match="mislukt"):
        python("-c", "raise SystemExit('mislukt')")


def test_the_difference_of_two_runs_is_what_the_second_did_more() -> None:
    assert Cost(wall=3, cpu=4) - Cost(wall=1, cpu=1) == Cost(wall=2, cpu=3)
