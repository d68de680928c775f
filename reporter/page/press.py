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
from hashlib import sha256
from tempfile import TemporaryDirectory, TemporaryFile
from threading import Event, Lock, Timer
from typing import TYPE_CHECKING, Self

from reporter.errors import PrintingError

if TYPE_CHECKING:
    from pathlib import Path

    from reporter.project import Templates

INHERITED = ("LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH")
"""What the child keeps of the environment, and all that measures its test coverage."""


class Press:
    """One child process that turns HTML into PDF, as often as asked.

    It starts at once, so that WeasyPrint loads while figures are still being computed.
    A document may only read from ``templates``; ``seconds`` is what one
    document may take.
    """

    def __init__(self, templates: Templates, *, seconds: float = 60) -> None:
        self._seconds = seconds
        self._late = Event()
        self._folder = TemporaryDirectory(prefix="reporter-press-")
        self._log = TemporaryFile()  # noqa: SIM115 - open as long as the child
        self._child = subprocess.Popen(  # noqa: S603 - starts this Python with our own module
            # -P: a file in the working folder must not pass for a library.
            [sys.executable, "-P", "-m", "reporter.page.printer", *map(str, templates.folders)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            env=_environment(templates, self._folder.name),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self.close(at_once=kind is not None)

    def print(self, html: str) -> bytes:
        """Give the PDF of a document.

        Raises PrintingError when it cannot be made, or not soundly.
        """
        clock = Timer(self._seconds, self._stop_late)
        clock.start()
        try:
            answer = self._answer(html)
        except (OSError, ValueError):  # a pipe that broke, or a line that was broken off
            raise PrintingError(self._why_it_ended()) from None
        finally:
            clock.cancel()
        if "problem" in answer:
            raise PrintingError(answer["problem"])
        return b64decode(answer["pdf"])

    def close(self, *, at_once: bool = False) -> None:
        """End the child, which leaves when it has nothing more to read."""
        if at_once:
            self.stop()
        self._child.communicate()
        self._log.close()
        self._folder.cleanup()

    def stop(self) -> None:
        """End the child at once, whatever another thread is waiting for."""
        self._child.kill()

    def _answer(self, html: str) -> dict[str, str]:
        sending, receiving = self._child.stdin, self._child.stdout
        if sending is None or receiving is None:
            raise BrokenPipeError
        sending.write(json.dumps(html).encode() + b"\n")
        sending.flush()
        answer: dict[str, str] = json.loads(receiving.readline())
        return answer

    def _stop_late(self) -> None:
        self._late.set()
        self.stop()

    def _why_it_ended(self) -> str:
        status = self._child.wait()
        if self._late.is_set():
            return (
                f"Printing took longer than {self._seconds:g} seconds and was stopped. "
                "Look for a very long table or a deeply nested drawing."
            )
        cause = f"exit status {status}" if status >= 0 else signal.Signals(-status).name
        self._log.seek(0)
        last_words = self._log.read().decode(errors="replace").strip().rpartition("\n")[2]
        return f"The process that prints ended by itself ({cause}). {last_words}".rstrip()


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
        "PYTHONPATH": os.pathsep.join(sys.path),
        "TMPDIR": folder,
        "TZ": "UTC",
    }


class WarmPress:
    """A press that stays loaded between prints, and starts anew when its letters have changed.

    It prints one document at a time, from any thread.
    """

    def __init__(self, templates: Templates) -> None:
        self._templates = templates
        self._press: Press | None = None
        self._loaded = b""
        self._one = Lock()
        self._closed = False

    def print(self, html: str) -> bytes:
        """Give the PDF of a document. Raises PrintingError when there can be none."""
        with self._one:
            press = self._ready()
            try:
                return press.print(html)
            except PrintingError:
                # The child may have ended, or could not load what has been repaired since.
                self._end()
                raise

    def reads(self) -> tuple[Path, ...]:
        """Name the files that the press loads by itself."""
        files = self._templates.files()
        fonts = (path for name, path in files.items() if name.startswith("fonts/"))
        return (self._templates / "pers.css", *fonts)

    def close(self) -> None:
        """End the press, also while it prints."""
        self._closed = True
        press = self._press
        if press:
            press.stop()
        with self._one:
            self._end()

    def _ready(self) -> Press:
        if self._closed:
            message = "the press has been closed"
            raise PrintingError(message)
        now = self._fingerprint()
        if self._press and now != self._loaded:
            self._end()
        if self._press is None:
            self._press, self._loaded = Press(self._templates), now
        return self._press

    def _fingerprint(self) -> bytes:
        """Hash what the press loads once; missing files are told by the press itself."""
        whole = sha256()
        for path in self.reads():
            content = path.read_bytes() if path.is_file() else b""
            whole.update(path.name.encode() + b"\0" + sha256(content).digest())
        return whole.digest()

    def _end(self) -> None:
        if self._press:
            self._press.close(at_once=True)
        self._press = None
