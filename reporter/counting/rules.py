"""The rule file: which work counts, to which group a ground belongs, and who goes first."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.counting.rule_settings import Settings
from reporter.errors import Fault, InputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction
    from pathlib import Path

    from reporter.counting.schema import Schema
    from reporter.model.indicator import Form

OFFICIAL = "officieel"
"""The name of the rules by which the annex is counted; any other name is a variant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The counting rules that are data.

    ``forms`` gives each kind of work (``aard``) the form it counts as, ``groups`` each ground
    its target group; None means that it does not count. ``priority`` ranks the groups: who
    has several grounds is in the first. ``market_share`` is the key of the counted year, if
    a variant sets one.
    """

    name: str
    forms: Mapping[str, Form | None]
    groups: Mapping[str, str | None]
    priority: tuple[str, ...]
    market_share: Fraction | None = None

    @property
    def official(self) -> bool:
        """Tell whether these are the rules of the annex."""
        return self.name == OFFICIAL


def read_rules(path: Path, schema: Schema, groups: Sequence[str]) -> Rules:
    """Read a rule file; every code of the schema must have its rule.

    ``groups`` are the target groups of the annex. Raises InputError with every fault.
    """
    settings = Settings(file=str(path), found=_settings(path))
    rules = Rules(
        name=settings.name(),
        forms=settings.forms(schema["payroll"].codes("aard")),
        groups=settings.groups(schema["register"].codes("grondslag"), groups),
        priority=settings.priority(groups),
        market_share=settings.market_share(),
    )
    settings.refuse_unknown()
    if settings.faults:
        raise InputError(settings.faults)
    return rules


def _settings(path: Path) -> dict[str, object]:
    expected = "a rule file such as data/registers/telregels.toml"
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        found = f"a file that cannot be read ({error.strerror})"
    except UnicodeDecodeError:
        found = "a file that is no UTF-8 text"
    except (ValueError, RecursionError) as error:
        found = f"broken TOML ({error})"
    raise InputError([Fault(file=str(path), found=found, expected=expected)])
