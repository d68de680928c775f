"""No printed figure moves unnoticed: what is built is what was accepted."""

from __future__ import annotations

import pytest

from reporter.build import archived
from reporter.diff.accept import unaccepted
from reporter.diff.differences import lines
from reporter.project import Project

ACCEPTED = ("2019", "2022", "2019-ingroeipad")
"""The annexes that a letter has put in print."""


@pytest.mark.parametrize("edition", ACCEPTED)
def test_an_edition_is_what_was_accepted(edition: str) -> None:
    comparison = unaccepted(archived(edition, Project()), Project())

    assert comparison.is_empty, "\n".join(lines(comparison))
