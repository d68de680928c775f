"""Runs commands in children of a process that has loaded them, with faults at named points.

A point is a number: the so manieth time that the command touches the folder (makes, renames,
removes, opens for writing), or reads a file of it. So a fault falls at the same point on a quiet
machine and on a busy one. The process speaks JSON: a line with jobs for a line with endings.
"""

from __future__ import annotations

import errno
import io
import json
import os
import signal
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Self

SIGNALS = {"kill": signal.SIGKILL, "interrupt": signal.SIGINT, "end": signal.SIGTERM}
TOUCHES = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "shutil.copyfile"}
EXCHANGE = "renameat2"
"""An exchange of folders is seen only by the look for its call; no event follows it."""


def touches(event: str, words: tuple[Any, ...], folder: str) -> str:
    """Tell what an event of the interpreter does to the folder: touch, read, or nothing."""
    if event == "ctypes.dlsym" and words[1] == EXCHANGE:
        return "touch"
    if event not in TOUCHES | {"open"} or not words or not within(words[0], folder):
        return ""
    if event != "open":
        return "touch"
    return "touch" if words[2] & (os.O_WRONLY | os.O_RDWR) else "read"


def within(file: Any, folder: str) -> bool:
    """Tell whether a file, unless it is the number of an open one, lies in a folder."""
    return not isinstance(file, int) and os.path.abspath(os.fsdecode(file)).startswith(folder)  # noqa: PTH100 - links stay


def at_point(folder: str, kind: str, point: int, act: Callable[[], None]) -> None:
    """Do something when this process touches, or reads, the folder for so manieth time."""
    left = point

    def hear(event: str, words: tuple[Any, ...]) -> None:
        nonlocal left
        if left and touches(event, words, folder) == kind:
            left -= 1
            if left == 0:
                act()

    sys.addaudithook(hear)


def refuse() -> None:
    """Fail as a disk does."""
    raise OSError(errno.EIO, os.strerror(errno.EIO))


def wait(told: int, released: int) -> None:
    """Tell that this process stands at its point, and wait until it may go on."""
    os.write(told, b".")
    os.read(released, 1)


class Filling:
    """A disk with room for so many bytes more, in a folder."""

    def __init__(self, folder: str, room: int) -> None:
        self.folder, self.room, self.opened = folder, room, io.open

    def open(self, file: Any, mode: str = "r", *rest: Any, **more: Any) -> Any:
        """Open a file; one that is written in the folder takes of the room."""
        stream = self.opened(file, mode, *rest, **more)
        if set(mode) & set("wax+") and within(file, self.folder):
            write = stream.write

            def limited(content: Any) -> int:
                fits, self.room = content[: self.room], self.room - len(content)
                if self.room < 0:
                    self.room = 0
                    write(fits)
                    stream.flush()
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
                return int(write(content))

            return _Written(stream, limited)
        return stream


class _Written:
    """A file of which one method is another."""

    def __init__(self, stream: Any, write: Callable[[Any], int]) -> None:
        self._stream, self.write = stream, write

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()


def prepare(folder: str, fault: dict[str, Any], held: tuple[int, int]) -> None:
    """Lay a fault in the way of this process."""
    kind, point = fault.get("kind", ""), fault.get("point", 0)
    if kind in SIGNALS:
        at_point(folder, "touch", point, lambda: os.kill(os.getpid(), SIGNALS[kind]))
    elif kind == "refuse":
        at_point(folder, "touch", point, refuse)
    elif kind == "full":
        io.open = Filling(folder, point).open  # what pathlib calls
    elif kind == "hold":
        at_point(folder, "read", point, lambda: wait(*held))


def begin(job: dict[str, Any], folder: str, held: tuple[int, int] = (-1, -1)) -> int:
    """Start a command in a child; its own words go to files that the job names."""
    child = os.fork()
    if child:
        return child
    for number, name in enumerate((os.devnull, job["out"], job["err"])):
        flags = os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        os.dup2(os.open(name, flags, 0o600), number)
    sys.stdin, sys.stdout, sys.stderr = (open(n, "r" if n == 0 else "w") for n in range(3))  # noqa: SIM115, PTH123 - as a new process has them
    from reporter.cli import main  # noqa: PLC0415 - loaded before, by the process that forks

    prepare(folder, job.get("fault", {}), held)
    main(job["words"], prog_name="reporter")
    raise AssertionError


def ending(child: int) -> int:
    """Wait for a command; give its exit code, or minus the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def meanwhile(first: dict[str, Any], second: dict[str, Any], folder: str) -> list[int]:
    """Hold the first command at its point, run the second as a whole, and let the first go on."""
    (told, tell), (wait, release) = os.pipe(), os.pipe()
    held = begin(first, folder, (tell, wait))
    os.close(tell)
    os.read(told, 1)  # it stands at its point, or is done without having come there
    after = ending(begin(second, folder))
    os.write(release, b".")
    for number in (told, wait, release):
        os.close(number)
    return [ending(held), after]


def main() -> None:
    """Answer lines until there are no more."""
    from reporter.build import build  # noqa: PLC0415, F401
    from reporter.cli import main as command  # noqa: PLC0415, F401 - what children need is loaded once
    from reporter.count import count  # noqa: PLC0415, F401
    from reporter.diff import accept  # noqa: PLC0415, F401
    from reporter.page import press, spreadsheet  # noqa: PLC0415, F401

    for line in sys.stdin:
        request = json.loads(line)
        jobs, folder = request["jobs"], request["folder"]
        os.chdir(folder)
        os.environ["TMPDIR"] = request["temporary"]
        if jobs[0].get("fault", {}).get("kind") == "hold":
            endings = meanwhile(jobs[0], jobs[1], folder)
        else:
            endings = [ending(child) for child in [begin(job, folder) for job in jobs]]
        sys.stdout.write(json.dumps(endings) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
