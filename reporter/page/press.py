"""Printing in a process of its own: it loads beside us, and ends with whatever went wrong in it.

A document goes to it as a line of JSON; the answer is a line with the PDF or with the problem.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from base64 import b64decode
from contextlib import ExitStack
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryFile, gettempdir
from threading import Event, Lock, Timer
from typing import TYPE_CHECKING, Self

from reporter.aside import folder_for_now
from reporter.ending import undoing
from reporter.errors import PressEndedError, PrintingError
from reporter.project import CHECKOUT

if TYPE_CHECKING:
    from reporter.project import Templates

INHERITED = ("LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH")
"""What the child keeps of the environment, and all that measures its test coverage."""


class Press:
    """One child process that turns HTML into PDF, as often as asked and from any thread.

    As a context it starts at once, so that WeasyPrint loads while figures are still being
    computed; else with the first document. It starts anew when it has ended, or when its
    letters have changed. A document may only read from ``templates``; ``seconds`` is what one
    document may take.
    """

    def __init__(self, templates: Templates, *, seconds: float = 60) -> None:
        self._templates = templates
        self._seconds = seconds
        self._child: subprocess.Popen[bytes] | None = None
        self._loaded = b""
        self._with_child = ExitStack()
        self._late = Event()
        self._one_at_a_time = Lock()
        self._closed = False

    def __enter__(self) -> Self:
        with self._one_at_a_time:
            self._ready()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self.close(at_once=kind is not None)

    def print(self, html: str) -> bytes:
        """Give the PDF of a document.

        Raises PrintingError when it cannot be made, or not soundly.
        """
        with self._one_at_a_time:
            child = self._ready()
            clock = Timer(self._seconds, self._stop_late, [child])
            clock.start()
            try:
                answer = _exchange(child, html)
            except (OSError, ValueError):  # a pipe that broke, or a line that was broken off
                problem = self._why_it_ended(child)
                self._end()
                raise problem from None
            finally:
                clock.cancel()
        if "problem" in answer:
            raise PrintingError(answer["problem"])
        return b64decode(answer["pdf"])

    def reads(self) -> tuple[Path, ...]:
        """Name the files that the press loads by itself."""
        files = self._templates.files()
        fonts = (path for name, path in files.items() if name.startswith("fonts/"))
        return (self._templates / "pers.css", *fonts)

    def close(self, *, at_once: bool = False) -> None:
        """End the child: when it has nothing more to read, or at once, also while it prints."""
        self._closed = True
        child = self._child
        if at_once and child:
            child.kill()
        with self._one_at_a_time:
            self._end()

    def _ready(self) -> subprocess.Popen[bytes]:
        if self._closed:
            message = "the press has been closed"
            raise PrintingError(message)
        now = self._fingerprint()
        if now != self._loaded:
            self._end()
        if self._child is None:
            self._loaded = now
            self._late.clear()
            with ExitStack() as around:
                place = Path(gettempdir())
                folder = around.enter_context(folder_for_now("reporter-press-", place))
                self._log = around.enter_context(TemporaryFile())
                self._child = self._started(folder)
                around.enter_context(undoing(self._child.kill))
                self._with_child = around.pop_all()
        return self._child

    def _started(self, folder: Path) -> subprocess.Popen[bytes]:
        folders = map(str, self._templates.folders)
        return subprocess.Popen(  # noqa: S603 - starts this Python with our own module
            # -P: a file in the working folder must not pass for a library.
            [sys.executable, "-P", "-m", "reporter.page.printer", *folders],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            env=_environment(self._templates, str(folder)),
        )

    def _fingerprint(self) -> bytes:
        """Hash what the press loads once; missing files are told by the press itself."""
        whole = sha256()
        for path in self.reads():
            content = path.read_bytes() if path.is_file() else b""
            whole.update(path.name.encode() + b"\0" + sha256(content).digest())
        return whole.digest()

    def _stop_late(self, child: subprocess.Popen[bytes]) -> None:
        self._late.set()
        child.kill()

    def _why_it_ended(self, child: subprocess.Popen[bytes]) -> PrintingError:
        status = child.wait()
        if self._late.is_set():
            return PrintingError(
                f"Printing took longer than {self._seconds:g} seconds and was stopped. "
                "Look for a very long table or a deeply nested drawing."
            )
        cause = f"exit status {status}" if status >= 0 else signal.Signals(-status).name
        self._log.seek(0)
        last_words = self._log.read().decode(errors="replace").strip().rpartition("\n")[2]
        said = f"The process that prints ended by itself ({cause}). {last_words}"
        return PressEndedError(said.rstrip())

    def _end(self) -> None:
        if self._child:
            self._child.communicate()
        self._child = None
        self._with_child.close()


def _exchange(child: subprocess.Popen[bytes], html: str) -> dict[str, str]:
    if child.stdin is None or child.stdout is None:
        raise BrokenPipeError
    child.stdin.write(json.dumps(html).encode() + b"\n")
    child.stdin.flush()
    answer: dict[str, str] = json.loads(child.stdout.readline())
    return answer


def _environment(templates: Templates, folder: str) -> dict[str, str]:
    """Pin everything that could change a byte, and let the child see the modules we see."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name in INHERITED or name.startswith("COV")
    }
    return kept | {
        "FONTCONFIG_FILE": str(templates / "fonts/fonts.conf"),
        "LC_ALL": "C.UTF-8",
        # Without a PATH the import is a third faster: the search for Pango would run gcc, in vain.
        "PATH": os.devnull,
        "PYTHONHASHSEED": "0",
        "PYTHONPATH": os.pathsep.join(filter(None, (*sys.path, str(CHECKOUT)))),
        "TMPDIR": folder,
        "TZ": "UTC",
    }
