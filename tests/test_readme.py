"""What README and HANDLEIDING show is what happens."""

from __future__ import annotations

import doctest
import re
import shlex
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

import reporter
from reporter.cli import main
from reporter.project import HERE

if TYPE_CHECKING:
    import click

ROOT = Path(__file__).parents[1]
PAGES = {name: (ROOT / name).read_text("utf-8") for name in ("README.md", "HANDLEIDING.md")}
SHOWN = re.compile(r"^    \$ reporter (?P<words>.+)\n(?P<told>(?:    (?!\$).*\n)+)", re.MULTILINE)
NAMED = re.compile(r"(?:^    |`|&& )(?:\$ )?reporter ([a-z][^`#\n&]*)", re.MULTILINE)
CALLS = sorted({words.strip() for page in PAGES.values() for words in NAMED.findall(page)})


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = Path(copytree(HERE.data, tmp_path / "data"))
    copytree(HERE.accepted, tmp_path / "output" / "accepted")
    monkeypatch.setattr(
        "reporter.project.HERE", reporter.Project(data=data, output=tmp_path / "output")
    )
    monkeypatch.chdir(tmp_path)


def test_the_examples_in_python_give_what_stands_there() -> None:
    examples = doctest.DocTestParser().get_doctest(PAGES["README.md"], {}, "README", None, None)
    outcome = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(examples)
    assert outcome.attempted == 4
    assert outcome.failed == 0


@pytest.mark.parametrize(
    "shown", list(SHOWN.finditer(PAGES["README.md"])), ids=lambda shown: shown["words"]
)
def test_a_command_says_what_stands_there(shown: re.Match[str]) -> None:
    result = CliRunner().invoke(main, shlex.split(shown["words"]))
    expected = re.sub(r"^    ", "", shown["told"], flags=re.MULTILINE).replace("…", "...")
    assert doctest.OutputChecker().check_output(expected, result.output, doctest.ELLIPSIS)


@pytest.mark.parametrize("words", CALLS)
def test_every_command_and_option_that_is_named_is_there(words: str) -> None:
    name, *rest = shlex.split(words.replace("…", "x"))
    command: click.Command = main.commands[name]
    known = {option for parameter in command.params for option in parameter.opts}
    assert {word for word in rest if word.startswith("-")} <= {*known, "--help"}


def test_every_page_that_is_named_is_there() -> None:
    for page in PAGES.values():
        for target in re.findall(r"\]\(([^)#]+)\)", page):
            assert (ROOT / target).is_file()
