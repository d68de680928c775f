"""Templates of strangers: what they may do, and every known way out, which is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reporter.errors import PrintingError, TemplateFaultError
from reporter.page.html import fill
from reporter.page.sandbox import FILTERS, GLOBALS, Sandbox
from reporter.project import Templates
from tests.page.annex_sample import CHECKOUT, annex_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Filled = Callable[[str], str]

TRUSTING = (
    "{% macro m() %}{{ caller() if caller else '' }}{% endmacro %}"
    "{% set ns = namespace(x='a') %}{% set lege = [] %}"
)


@pytest.fixture
def filled(tmp_path: Path) -> Filled:
    """Give what one template makes of the annex of 2019, a list and a file of this computer."""
    (tmp_path / "secret.txt").write_text("geheim")

    def fill_with(code: str) -> str:
        (tmp_path / "templates").mkdir(exist_ok=True)
        (tmp_path / "templates" / "kwaad.html.j2").write_text(TRUSTING + code, encoding="utf-8")
        templates = Templates((tmp_path / "templates", CHECKOUT.templates.folders[-1]))
        place = tmp_path / "secret.txt"
        given = {"annex": annex_of("2019"), "namen": ["a", "b"], "place": place}
        return fill("kwaad.html.j2", templates, **given)

    return fill_with


@pytest.mark.parametrize(
    "code",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ ''['__class__'] }}",
        "{{ ('' ~ '')['__cl' ~ 'ass__'] }}",
        "{% if ''.__class__ is defined %}ja{% endif %}",
        "{{ namen|map(attribute='__class__')|first }}",
        "{{ namen|map('attr', '__class__')|first }}",
        "{{ namen|selectattr('__class__')|list|join }}",
        "{{ namen|groupby('__class__')|first }}",
        "{{ namen|sort(attribute='__class__')|first }}",
        "{{ ''|attr('__class__') }}",
        "{{ '{0.__class__}'.format('') }}",
        "{{ '{a.__class__}'.format_map({'a': ''}) }}",
        "{{ ('{0.__class__}'|safe).format('') }}",
        "{{ '%s'|format('a') }}",
        "{{ '%999999999d' % 1 }}",
        "{{ self._TemplateReference__context }}",
        "{{ self.__init__.__globals__ }}",
        "{{ m.__globals__ }}",
        "{{ m._environment }}",
        "{{ m._func.__globals__ }}",
        "{% call m() %}{{ caller._environment }}{% endcall %}",
        "{% import 'tabel.html.j2' as t %}{{ t.toon._func.__globals__ }}",
        "{% import 'tabel.html.j2' as t %}{{ t.__class__ }}",
        "{% for one in namen %}{{ loop.__class__ }}{% endfor %}",
        "{% for one in namen %}{{ loop._recurse }}{% endfor %}",
        "{{ range.__globals__ }}",
        "{{ namespace.__init__.__globals__ }}",
        "{{ ns.__class__ }}",
        "{{ joiner.__init__.__globals__.os }}",
        "{{ cycler.__init__.__globals__.os }}",
        "{{ lipsum.__globals__ }}",
        "{{ lipsum(n=999999999) }}",
        "{{ environment }}",
        "{{ config }}",
        "{{ onbekend.__class__ }}",
        "{{ annex.__class__ }}",
        "{{ annex.__init__.__globals__ }}",
        "{{ annex.tables.__class__ }}",
        "{{ place.read_text() }}",
        "{{ place.open().read() }}",
        "{{ place.parent.iterdir()|list|join }}",
        "{{ namen.append('c') }}",
        "{% do namen.append('c') %}",
        "{{ ''.join.__self__.__class__ }}",
        "{{ 'a'.center(999999999999) }}",
        "{{ 'a'.ljust(999999999999) }}",
        "{{ 'a' * 999999999999 }}",
        "{{ ['a'] * 999999999999 }}",
        "{{ 9 ** 999999999 }}",
        "{{ range(999999999)|list|join }}",
        "{{ 'a'|center(999999999999) }}",
        "{{ 'a'|indent(999999999999) }}",
        "{{ 'a'|wordwrap }}",
        "{{ namen|batch(999999999999, 'x')|list }}",
        "{{ namen|random }}",
        "{{ annex|pprint }}",
        "{{ annex|tojson }}",
        "{% include '/etc/passwd' %}",
        "{% include '../secret.txt' %}",
        "{% include 'teksten/../../secret.txt' %}",
        "{% import '../secret.txt' as t %}",
        "{% extends '../secret.txt' %}",
        "{% include place %}",
        "{% macro r() %}{{ r() }}{% endmacro %}{{ r() }}",
    ],
)
def test_no_template_gets_out(filled: Filled, code: str) -> None:
    with pytest.raises(PrintingError) as caught:
        filled(code)
    assert "geheim" not in str(caught.value)
    assert len(str(caught.value)) <= 400


@pytest.mark.parametrize(
    ("code", "tried"),
    [
        ("{{ ''.__class__ }}", 'found "__class__" of a str'),
        ("{{ place.read_text() }}", 'found a call of "read_text"'),
        ("{{ 'a' * 9 }}", "found str * int"),
        ("{{ 'a'|center(9) }}", "No filter named 'center'."),
    ],
)
def test_a_refusal_names_place_what_was_tried_and_what_there_is(
    filled: Filled, code: str, tried: str
) -> None:
    with pytest.raises(TemplateFaultError) as caught:
        filled(f"\n\n{code}")
    assert str(caught.value).startswith("templates/kwaad.html.j2, row 3: ")
    assert tried in str(caught.value)
    assert "default, e, escape, first" in str(caught.value)


@pytest.mark.parametrize(
    ("code", "made"),
    [
        ("{{ annex.title|upper }}", "RESULTATEN BANENAFSPRAAK EIND 2019"),
        ("{% for one in namen %}{{ loop.cycle('x', 'y') }}{{ one }}{% endfor %}", "xayb"),
        ("{% for one in namen %}{% if loop.index % 2 %}{{ one }}{% endif %}{% endfor %}", "a"),
        ("{{ namen|join(', ') }}, {{ namen|map('upper')|list|last }}", "a, b, B"),
        ("{{ annex.tables|map(attribute='label')|first }}", "Tabel 1"),
        ("{{ 'a-b'.replace('-', ' ').split()|last }}", "b"),
        ("{% set ns.x = 'z' %}{{ ns.x }}", "z"),
        ("{% for one in range(3) %}.{% endfor %}", "..."),
        ("{% call m() %}<b>{% endcall %}", "<b>"),
        ("{% for one in namen recursive %}{{ one }}{% endfor %}", "ab"),
        ("{{ {'a': 'b'}.get('a') }}{{ '<' }}{{ ('&amp;'|safe) }}", "b&lt;&amp;"),
        ("{% block een %}x{% endblock %}{{ self.een() }}", "xx"),
        ("{% if annex.tables|length == 7 and 2 * 3 == 6 %}ja{% endif %}", "ja"),
    ],
)
def test_what_templates_are_for_works(filled: Filled, code: str, made: str) -> None:
    assert filled(code).strip() == made


def test_nothing_else_is_in_reach() -> None:
    room = Sandbox()
    assert set(room.globals) == set(GLOBALS)
    assert set(room.filters) == set(FILTERS)
    assert room.extensions == {}
