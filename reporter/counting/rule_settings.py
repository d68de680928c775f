"""The settings of a rule file, each with what is wrong with it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar

from reporter.errors import Fault, suggestion
from reporter.model.indicator import Form

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

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
