"""The rule file: which work counts, to which group a ground belongs, and who goes first."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar

from reporter.annex.indicator import Form
from reporter.errors import Fault, InputError, suggestion

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from reporter.count.schema import Schema

T = TypeVar("T")

NOT_COUNTED = "telt niet"
FORMS = {form.value: form for form in (Form.FORMAL, Form.AGENCY, Form.SECONDMENT)}
NAME, WORK, GROUND, ORDER, KEY = "naam", "aard", "grondslag", "voorrang", "verdeelsleutel"
GROUPS, MARKET = "doelgroepen", "markt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What stands in a rule file; reading a setting gathers its faults."""

    file: str
    found: Mapping[str, object]
    faults: list[Fault] = field(default_factory=list)

    def name(self) -> str:
        """Give the name of these rules."""
        name = self.found.get(NAME)
        sound = isinstance(name, str) and name.isprintable() and not set(name) & set('"\\')
        if isinstance(name, str) and sound and name.strip():
            return name.strip()
        self._refuse(NAME, name, 'a name such as "zonder detacheringen"')
        return ""

    def forms(self, codes: Sequence[str]) -> dict[str, Form | None]:
        """Give each kind of work the form of employment it counts as."""
        return self._mapped(WORK, codes, FORMS)

    def groups(self, codes: Sequence[str], groups: Sequence[str]) -> dict[str, str | None]:
        """Give each ground its target group."""
        return self._mapped(GROUND, codes, {group: group for group in groups})

    def priority(self, groups: Sequence[str]) -> tuple[str, ...]:
        """Give the groups, the one that goes first first."""
        order = self._table(ORDER, (GROUPS,)).get(GROUPS)
        if isinstance(order, list) and sorted(map(str, order)) == sorted(groups):
            return tuple(str(group) for group in order)
        self._refuse(f"{ORDER}.{GROUPS}", order, f"each of {', '.join(groups)} once, in order")
        return ()

    def market_share(self) -> Fraction | None:
        """Give the market's part of hired hours if a variant sets it; between 0 and 1."""
        if KEY not in self.found:
            return None
        share = self._table(KEY, (MARKET,)).get(MARKET)
        number = isinstance(share, int | float) and not isinstance(share, bool)
        tenths = Fraction(str(share)) * 10 if number and 0 <= share <= 100 else None  # type: ignore[operator] # noqa: PLR2004 - a number, of percent
        if tenths is None or tenths.denominator != 1:
            self._refuse(f"{KEY}.{MARKET}", share, "a percentage of at most one decimal")
            return None
        return tenths / 1000

    def refuse_unknown(self) -> None:
        """Refuse what is no setting: a rule misspelt would be a rule not applied."""
        known = (NAME, WORK, GROUND, ORDER, KEY)
        self._strange("", self.found, known)

    def _mapped(
        self, table: str, codes: Sequence[str], values: Mapping[str, T]
    ) -> dict[str, T | None]:
        found, allowed = self._table(table, codes), (*values, NOT_COUNTED)
        for code in codes:
            if found.get(code) not in allowed:
                self._refuse(f"{table}.{code}", found.get(code), f"one of {', '.join(allowed)}")
        return {code: values.get(str(found.get(code))) for code in codes}

    def _table(self, name: str, known: Iterable[str]) -> Mapping[str, object]:
        table = self.found.get(name)
        if not isinstance(table, dict):
            self._refuse(name, table, f"a table [{name}]")
            return {}
        self._strange(f"{name}.", table, tuple(known))
        return table

    def _strange(self, where: str, found: Iterable[str], known: Sequence[str]) -> None:
        for name in found:
            if name not in known:
                self.faults.append(
                    Fault(
                        file=self.file,
                        found=f"the setting {json.dumps(where + name)}",
                        expected=f"one of {', '.join(known)}",
                        advice=suggestion(name, known),
                    )
                )

    def _refuse(self, setting: str, value: object, expected: str) -> None:
        shown = "nothing" if value is None else json.dumps(value, default=str)
        self.faults.append(Fault(file=self.file, column=setting, found=shown, expected=expected))


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
