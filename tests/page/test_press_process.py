from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from shutil import copytree

import pytest

from reporter.errors import PrintingError
from reporter.page.press import Press
from reporter.project import Templates
from tests.page.press_sample import FOLDER, TEMPLATES, page_of

INSTALL = "sudo apt-get install --no-install-recommends libpangoft2-1.0-0 libharfbuzz-subset0"

WITHOUT_LIBRARY = """
import cffi
opened = cffi.FFI.dlopen
def dlopen(self, name, flags=0):
    if {name!r} in name:
        raise OSError(f"cannot load library {{name!r}}")
    return opened(self, name, flags)
cffi.FFI.dlopen = dlopen
"""

CHATTY = """
import tinyhtml5
parse = tinyhtml5.parse
def chatty(*arguments, **options):
    print("noise", flush=True)
    return parse(*arguments, **options)
tinyhtml5.parse = chatty
"""


def spoil(monkeypatch: pytest.MonkeyPatch, folder: Path, code: str) -> None:
    """Let every Python that starts with our modules run some code first."""
    folder.mkdir(exist_ok=True)
    (folder / "sitecustomize.py").write_text(code)
    monkeypatch.syspath_prepend(str(folder))


def refusal(html: str, templates: Templates = TEMPLATES) -> str:
    with Press(templates, seconds=300) as press, pytest.raises(PrintingError) as caught:
        press.print(html)
    return str(caught.value)


@pytest.mark.parametrize("name", ["pango", "harfbuzz-subset"])
def test_a_missing_library_is_named_with_the_command_that_brings_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    spoil(monkeypatch, tmp_path, WITHOUT_LIBRARY.format(name=name))
    message = refusal(page_of("<p>Tekst</p>"))
    assert "cannot load library" in message
    assert name in message.lower()
    assert INSTALL in message
    assert "`--format html`" in message


def test_missing_fonts_are_named(tmp_path: Path) -> None:
    templates = copytree(FOLDER, tmp_path / "templates")
    (templates / "fonts" / "SourceSans3-It.ttf").unlink()
    message = refusal(page_of("<p>Tekst</p>"), Templates((templates,)))
    assert message.startswith("The fonts of the PDF cannot be loaded: Font-face")
    (templates / "pers.css").unlink()
    assert "pers.css" in refusal(page_of("<p>Tekst</p>"), Templates((templates,)))


def test_a_document_that_takes_too_long_is_stopped() -> None:
    with Press(TEMPLATES, seconds=0.05) as press:
        with pytest.raises(PrintingError, match=r"took longer than 0\.05 seconds"):
            press.print(page_of("<p>Tekst</p>"))
        with pytest.raises(PrintingError, match="took longer"):
            press.print(page_of("<p>Tekst</p>"))


def test_a_child_that_ends_by_itself_leaves_its_last_words(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    spoil(monkeypatch, tmp_path, "import os; os.write(2, b'first\\nlast words\\n'); os._exit(3)")
    message = refusal("<p>" * 1_000_000)
    assert message == "The process that prints ended by itself (exit status 3). last words"


def test_a_child_that_is_killed_is_told_by_its_signal(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    spoil(monkeypatch, tmp_path, "import os; os.kill(os.getpid(), 9)")
    assert refusal("<p>").startswith("The process that prints ended by itself (SIGKILL)")


def test_what_libraries_print_stays_out_of_the_answer_and_the_terminal(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    spoil(monkeypatch, tmp_path, CHATTY)
    with Press(TEMPLATES) as press:
        assert press.print(page_of("<p>Tekst</p>")).startswith(b"%PDF")
    assert capfd.readouterr() == ("", "")


INTERRUPTED = """
import os, pathlib, signal, sys
from reporter.page.press import Press
from reporter.project import Templates
with Press(Templates((pathlib.Path(sys.argv[1]),))) as press:
    press.print(sys.argv[2])
    os.kill(press._child.pid, signal.SIGINT)
    print(press.print(sys.argv[2])[:4].decode())
"""


def test_an_interrupted_child_goes_on_until_its_parent_ends_it() -> None:
    finished = subprocess.run(  # noqa: S603 - runs this Python
        [sys.executable, "-c", INTERRUPTED, str(FOLDER), page_of("<p>Tekst</p>")],
        env={**os.environ, "PYTHONPATH": str(FOLDER.parent)},
        capture_output=True,
        check=True,
        text=True,
    )
    assert (finished.stdout, finished.stderr) == ("%PDF\n", "")


PARENT = """
import pathlib, sys
from reporter.page.press import Press
from reporter.project import Templates
press = Press(Templates((pathlib.Path(sys.argv[1]),)))
press.print(sys.argv[2])
with press:
    print(press._child.pid, flush=True)
    sys.stdin.read()
"""


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_the_child_does_not_outlive_its_parent(number: signal.Signals, tmp_path: Path) -> None:
    parent = subprocess.Popen(  # noqa: S603 - runs this Python
        [sys.executable, "-c", PARENT, str(FOLDER), page_of("<p>Tekst</p>")],
        env={**os.environ, "PYTHONPATH": str(FOLDER.parent), "TMPDIR": str(tmp_path)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    os.killpg(parent.pid, number) if number is signal.SIGINT else parent.kill()
    _, said = parent.communicate(timeout=300)
    assert said.count("Traceback") == (number is signal.SIGINT)
    assert gone(child)


def gone(process: int) -> bool:
    for _ in range(30_000):  # five minutes: only what stays takes so long
        state = Path(f"/proc/{process}/stat")
        if not state.exists() or state.read_text().rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.01)
    return False


def test_nothing_is_left_behind(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    with Press(TEMPLATES) as press:
        press.print(page_of("<p>Tekst</p>"))
        assert len(list(tmp_path.glob("reporter-press-*/weasyprint-*"))) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_press_that_is_left_by_an_error_ends_at_once() -> None:
    children = []

    def leave() -> None:
        with Press(TEMPLATES) as press:
            children.append(press._child)  # noqa: SLF001 - to see how it ends
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        leave()
    (child,) = children
    assert child is not None
    assert child.returncode == -signal.SIGKILL


@pytest.mark.parametrize(
    ("happening", "message"),
    [
        (
            "bytearray(5 * 1024**3)",
            (
                "The document needs more than 4 GiB, or than this session may use (ulimit -v). "
                "Make it shorter, or allow more."
            ),
        ),
        ("1 // 0", "WeasyPrint failed: ZeroDivisionError: integer division or modulo by zero"),
    ],
)
def test_what_happens_in_the_child_becomes_a_message(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, happening: str, message: str
) -> None:
    code = f"import tinyhtml5; tinyhtml5.parse = lambda *_, **__: {happening}"
    spoil(monkeypatch, tmp_path, code)
    assert refusal(page_of("<p>Tekst</p>")) == message


def test_the_child_knows_no_more_of_its_surroundings_than_it_needs(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("LD_LIBRARY_PATH", str(tmp_path))
    monkeypatch.setenv("FONTCONFIG_PATH", "/etc/fonts")
    told = "int(' '.join(n for n in os.environ if not n.startswith('COV')))"
    spoil(monkeypatch, tmp_path, f"import os, tinyhtml5; tinyhtml5.parse = lambda *_, **__: {told}")
    known = refusal("<p>").rpartition("'")[0].rpartition("'")[2].split()
    assert sorted(known) == [
        "FONTCONFIG_FILE",
        "LC_ALL",
        "LD_LIBRARY_PATH",
        "PATH",
        "PYTHONHASHSEED",
        "PYTHONPATH",
        "TMPDIR",
        "TZ",
    ]


def test_each_document_has_two_minutes_of_the_processor(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    told = "int(str(resource.getrlimit(resource.RLIMIT_CPU)[0]) + ' seconds')"
    code = f"import resource, tinyhtml5; tinyhtml5.parse = lambda *_, **__: {told}"
    spoil(monkeypatch, tmp_path, code)
    allowed = int(refusal("<p>").rpartition("'")[0].rpartition("'")[2].split()[0])
    assert 120 <= allowed < 125


LIMITED = """
import pathlib, resource, sys
resource.setrlimit(getattr(resource, sys.argv[3]), (int(sys.argv[4]), int(sys.argv[5])))
from reporter.page.press import Press
from reporter.project import Templates
with Press(Templates((pathlib.Path(sys.argv[1]),))) as press:
    for _ in range(2):
        print(press.print(sys.argv[2])[:4].decode())
"""


@pytest.mark.parametrize(
    ("kind", "soft", "hard"),
    [
        ("RLIMIT_AS", 2 * 1024**3, 2 * 1024**3),
        ("RLIMIT_AS", 2 * 1024**3, 3 * 1024**3),
        ("RLIMIT_CPU", 100, 100),
        ("RLIMIT_CPU", 100, 110),
    ],
)
def test_a_limit_of_the_session_that_is_lower_than_ours_holds(
    kind: str, soft: int, hard: int
) -> None:
    finished = subprocess.run(  # noqa: S603 - runs this Python
        [
            sys.executable,
            "-c",
            LIMITED,
            str(FOLDER),
            page_of("<p>x</p>"),
            kind,
            f"{soft}",
            f"{hard}",
        ],
        env={**os.environ, "PYTHONPATH": str(FOLDER.parent)},
        capture_output=True,
        check=True,
        text=True,
    )
    assert (finished.stdout, finished.stderr) == ("%PDF\n%PDF\n", "")


@pytest.mark.parametrize("received", ["", '{"pdf"', '{"pdf": "JVBE'])
def test_an_answer_that_was_broken_off_is_none(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, received: str
) -> None:
    code = "import sys; sys.stdin.buffer.readline(); import os; "
    spoil(monkeypatch, tmp_path, f"{code}os.write(1, {received.encode()!r}); os._exit(4)")
    assert refusal("<p>") == "The process that prints ended by itself (exit status 4)."


@pytest.mark.parametrize("text", ["", 'a "b"\n\\n\r\x85\u2028', "–984 €  \U0001f4c4" * 99_999])
def test_a_document_and_its_problem_cross_the_pipe_whole(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str
) -> None:
    code = "import tinyhtml5; tinyhtml5.parse = lambda html, *_, **__: {}[html.read()]"
    spoil(monkeypatch, tmp_path, code)
    assert refusal(text) == f"WeasyPrint failed: KeyError: {text!r}"


def test_a_system_without_limits_prints_all_the_same(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    spoil(monkeypatch, tmp_path, "import sys; sys.modules['resource'] = None")
    with Press(TEMPLATES) as press:
        assert press.print(page_of("<p>Tekst</p>")).startswith(b"%PDF")
