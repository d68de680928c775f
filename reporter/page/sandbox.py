"""What a template may do: put texts in their place. It can reach no file, no program, no setting.

What is not bounded is time: loops within loops, and texts that double themselves, may take long.
"""

from __future__ import annotations

from typing import Any, NoReturn

from jinja2.exceptions import SecurityError
from jinja2.runtime import BlockReference, Context, LoopContext, Macro, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from reporter.errors import listed, quoted

FILTERS = (
    *("capitalize", "default", "e", "escape", "first", "groupby", "join", "last", "length", "list"),
    *("lower", "map", "reject", "rejectattr", "replace", "reverse", "safe", "select", "selectattr"),
    *("sort", "string", "striptags", "title", "trim", "unique", "upper"),
)
"""Those that choose and join texts; format, center, indent and the like could fill the memory."""
GLOBALS = ("namespace", "range")
"""Jinja bounds the second at 100.000."""
CALLED = (Macro, BlockReference, LoopContext, Undefined)
ASKED = (str, tuple, list, dict, LoopContext)
"""Whose own functions may be called: they know nothing but themselves."""
FILLING = frozenset({"center", "expandtabs", "ljust", "rjust", "zfill"})
ALLOWED = f"the texts it is given, macros, {listed(GLOBALS)} and the filters {listed(FILTERS)}"


class Sandbox(ImmutableSandboxedEnvironment):
    """An environment in which nothing is in reach but what a template is given."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 - as the class it extends
        super().__init__(**settings)
        self.globals = {name: self.globals[name] for name in GLOBALS}
        self.filters = {name: self.filters[name] for name in FILTERS}

    def getattr(self, obj: object, attribute: str) -> Any:  # noqa: ANN401 - the same
        """Ask what is printed, and a loop, the usual cases, without looking what else it is."""
        plain = hasattr(obj, "__dataclass_fields__") or isinstance(obj, LoopContext)
        if plain and attribute[0] != "_":
            try:
                return getattr(obj, attribute)
            except AttributeError:
                pass
        return super().getattr(obj, attribute)

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
        """Refuse the inside of things, and functions that make long texts of short ones."""
        return attr not in FILLING and super().is_safe_attribute(obj, attr, value)

    def is_safe_callable(self, obj: object) -> bool:
        """Allow macros, and what belongs to a text, a list or a loop."""
        own = isinstance(obj, CALLED) or isinstance(getattr(obj, "__self__", None), ASKED)
        return own or any(obj is one for one in self.globals.values())

    def unsafe_undefined(self, obj: object, attribute: str) -> NoReturn:
        """Refuse at once: where names may be missing, this must not pass for one."""
        refuse(f"{quoted(attribute)} of a {type(obj).__name__}")

    def call(self, context: Context, obj: object, /, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - the same
        """Call what may be called."""
        if callable(obj) and not self.is_safe_callable(obj):
            refuse(f"a call of {quoted(getattr(obj, '__name__', type(obj).__name__))}")
        return context.call(obj, *args, **kwargs)  # type: ignore[arg-type]  # it says why not

    def call_binop(self, context: Context, operator: str, left: object, right: object) -> Any:  # noqa: ANN401 - the same
        """Reckon with small numbers only: a text a million times is no text."""
        if operator == "**" or not (isinstance(left, int) and isinstance(right, int)):
            refuse(f"{type(left).__name__} {operator} {type(right).__name__}")
        return super().call_binop(context, operator, left, right)


def refuse(tried: str) -> NoReturn:
    """Raise what tells which access was tried, and what a template has."""
    message = f"found {tried}, which no template may ask for, expected {ALLOWED}"
    raise SecurityError(message)
