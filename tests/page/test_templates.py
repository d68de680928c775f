from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from jinja2 import Environment, nodes

from tests.page.annex_sample import CHECKOUT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TEMPLATES = [path for path in CHECKOUT.templates.files().values() if path.suffix == ".j2"]

MODULES = {"tabel"}
"""Under these names templates import the macros of another template."""
FILTERS = {"lower"}
"""Filters that change letters only; |safe, |round, |format, |sum, |int and the like do more."""

ARITHMETIC = (nodes.BinExpr, nodes.Neg, nodes.Pos)
JOINING = (nodes.And, nodes.Or, nodes.Concat)
"""Jinja2 counts these among the binary expressions, but they compute nothing."""


def offences(source: str) -> list[str]:
    """Name what a template does beyond putting texts in their place."""
    return list(_offences(Environment(autoescape=True).parse(source)))


def _offences(tree: nodes.Template) -> Iterator[str]:
    macros = {one.name for one in tree.find_all(nodes.Macro)}
    for one in tree.find_all(nodes.Expr):
        if isinstance(one, ARITHMETIC) and not isinstance(one, JOINING):
            yield f"row {one.lineno}: {type(one).__name__}"
        if isinstance(one, nodes.Filter) and one.name not in FILTERS:
            yield f"row {one.lineno}: filter {one.name}"
        if isinstance(one, nodes.Const) and not isinstance(one.value, str):
            yield f"row {one.lineno}: the value {one.value!r}"
        if isinstance(one, nodes.Call) and not _calls_a_macro(one, macros):
            yield f"row {one.lineno}: a call"
    for output in tree.find_all(nodes.Output):
        for joined in output.find_all(nodes.Concat):
            yield f"row {joined.lineno}: a text made of parts"


def _calls_a_macro(call: nodes.Call, macros: set[str]) -> bool:
    if isinstance(call.node, nodes.Name):
        return call.node.name in macros
    owner = call.node.node if isinstance(call.node, nodes.Getattr) else None
    return isinstance(owner, nodes.Name) and owner.name in MODULES


def test_there_are_templates_to_look_at() -> None:
    assert len(TEMPLATES) >= 5


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_put_texts_in_their_place_and_compute_nothing(path: Path) -> None:
    assert offences(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "code",
    [
        "{{ a + b }}",
        "{{ a - b }}",
        "{{ a * b }}",
        "{{ a / b }}",
        "{{ a // b }}",
        "{{ a % b }}",
        "{{ a ** b }}",
        "{{ -a }}",
        "{{ a|safe }}",
        "{{ a|round }}",
        "{{ a|format(b) }}",
        "{{ a|sum }}",
        "{{ a|string }}",
        "{% if a|length %}{% endif %}",
        "{{ a ~ b }}",
        "{{ 5 }}",
        "{{ a[0] }}",
        "{{ none }}",
        "{{ a.replace('1', '2') }}",
        "{{ range(a) }}",
    ],
)
def test_arithmetic_and_unsafe_filters_would_be_seen(code: str) -> None:
    assert offences(code)
