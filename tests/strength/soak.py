"""Keeps a preview busy for long, and sees whether anything of it grows.

    make soak                    half an hour
    make soak DURATION=240       seconds

Random saves of deliveries, texts and styles, now and then a fault that is taken back, each save
seen in a real browser; fifty tabs that listen over sockets of their own and come back when they are
dropped; a build beside it every so often. A line every half minute; at the end the slope of
memory, open files, threads and processes behind the first fifth, and exit code 1 if one climbs.
"""

from __future__ import annotations

import asyncio
import os
import random
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.benchmarks.preview import WATCH  # noqa: E402 - run as a script
from tests.benchmarks.preview_changes import CHANGES  # noqa: E402
from tests.proofs.screens import FLAGS  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from playwright.sync_api import Page

TABS, BROWSER_TABS = 50, 3
LONGEST = 2**24
"""Bytes of a line; the whole state of a page is one."""
LINES = 60
"""So many lines of measures in all: one every half minute of half an hour."""
BUILD_EVERY, FAULT_EVERY = 25, 10
FLAT = 0.05
"""What a line through the measures may climb, as a part of their mean."""
FAULTS = (
    ("data/uren.csv", "\n2019,formeel,markt,wajong,twee,geleverd\n"),
    ("templates/tabel.html.j2", "{% for"),
    ("templates/stijl.css", "\n.weg { color: url(nergens.png) }\n"),
)


class Size(NamedTuple):
    """What a preview holds, its press included."""

    memory: float
    files: int
    threads: int
    processes: int

    def __str__(self) -> str:
        return (
            f"{self.memory:.0f} MiB, {self.files} files, {self.threads} threads, "
            f"{self.processes} processes"
        )


def size(pid: int) -> Size:
    """Measure a process and those below it; one that has just ended counts for nothing."""
    place = Path(f"/proc/{pid}")
    try:
        pages = int((place / "statm").read_text().split()[1])
        files = len(list((place / "fd").iterdir()))
        tasks = list((place / "task").iterdir())
        below = [int(one) for task in tasks for one in (task / "children").read_text().split()]
    except FileNotFoundError:
        return Size(0, 0, 0, 0)
    own = Size(pages * os.sysconf("SC_PAGE_SIZE") / 1024**2, files, len(tasks), 1)
    return Size(*map(sum, zip(own, *map(size, below), strict=True)))


class Tabs(threading.Thread):
    """Tabs that listen to what the preview tells, and come back when they are dropped."""

    def __init__(self, url: str) -> None:
        super().__init__(daemon=True)
        self._parts = urlsplit(urljoin(url, "../events?show=2019"))
        self.told = self.dropped = 0

    def run(self) -> None:
        """Listen until the process ends."""
        asyncio.run(self._all())

    async def _all(self) -> None:
        await asyncio.gather(*(self._listen() for _ in range(TABS)))

    async def _listen(self) -> None:
        parts = self._parts
        asked = f"GET {parts.path}?{parts.query} HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n"
        while True:
            try:
                reader, writer = await asyncio.open_connection(
                    parts.hostname, parts.port, limit=LONGEST
                )
                writer.write(asked.encode())
                while line := await reader.readline():
                    self.told += line.startswith(b"data: ")
                writer.close()
            except OSError:
                pass
            self.dropped += 1
            await asyncio.sleep(1)


@contextmanager
def previewed(place: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start the command on a copy of this project; give it and the address that it prints."""
    for name in ("data", "templates", "output/accepted"):
        shutil.copytree(ROOT / name, place / name)
    shutil.copyfile(ROOT / "reporter.toml", place / "reporter.toml")
    command = [sys.executable, "-u", "-m", "reporter"]
    words = ["preview", "2019", "--port", "0", "--project", str(place)]
    with subprocess.Popen([*command, *words], cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:  # noqa: S603 - our own command
        assert child.stdout is not None
        try:
            lines = (line.split()[0] for line in child.stdout if line.startswith("http"))
            yield child, next(lines)
        finally:
            child.send_signal(signal.SIGINT)


@contextmanager
def shown(url: str) -> Iterator[Page]:
    """Show the preview in some tabs of the Chromium of this machine; give the first."""
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=shutil.which("chromium"), args=[*FLAGS])
        pages = [browser.new_page() for _ in range(BROWSER_TABS)]
        for page in pages:
            page.goto(url)
            page.frame_locator("#bijlage").locator("#tabel-1-r1k1").wait_for()
        yield pages[0]
        browser.close()


class Soak:
    """Saves, faults and builds, drawn with a seed."""

    def __init__(self, place: Path, page: Page, chance: random.Random) -> None:
        self._place, self._page, self._chance = place, page, chance
        self.saves = self.faults = self.builds = 0

    def step(self) -> None:
        """Save something, and wait until it stands on the screen."""
        self.saves += 1
        if self.saves % FAULT_EVERY == 0:
            self._spoil()
        change = self._chance.choice(CHANGES)
        self._page.evaluate(WATCH % change.seen)
        change.save(self._place, self.saves)
        self._page.evaluate("window.seen")
        if self.saves % BUILD_EVERY == 0:
            self._build()

    def _spoil(self) -> None:
        """Leave a fault for a moment, of which the next save must find nothing."""
        name, text = self._chance.choice(FAULTS)
        path = self._place / name
        before = path.read_bytes()
        path.write_bytes(before + text.encode())
        time.sleep(self._chance.uniform(0, 0.5))
        path.write_bytes(before)
        self.faults += 1

    def _build(self) -> None:
        words = ("build", "2019", "2022", "--project", str(self._place))
        command = [sys.executable, "-m", "reporter", *words]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
        if done.returncode not in {0, 1}:
            sys.exit(f"a build beside the preview ended with {done.returncode}: {done.stderr}")
        self.builds += 1


def climbs(sizes: Sequence[Size]) -> Iterator[tuple[str, float]]:
    """Give how much each measure climbs behind the first fifth, as a part of its mean."""
    kept = sizes[len(sizes) // 5 :]
    for name in Size._fields:
        values = [float(getattr(size, name)) for size in kept]
        slope = statistics.linear_regression(range(len(values)), values).slope
        yield name, slope * (len(values) - 1) / statistics.mean(values)


def main() -> None:
    """Keep it busy, and judge."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 1800
    began, sizes = time.monotonic(), list[Size]()
    with ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="soak-")))
        child, url = stack.enter_context(previewed(place))
        tabs = Tabs(url)
        tabs.start()
        page = stack.enter_context(shown(url))
        soak = Soak(place, page, random.Random(2019))  # noqa: S311 - saves, no secrets
        while (passed := time.monotonic() - began) < seconds:
            soak.step()
            if passed >= len(sizes) * seconds / LINES:
                sizes.append(size(child.pid))
                said = f"{soak.saves} saves seen, {soak.faults} faults, {soak.builds} builds"
                print(f"{passed:.0f} s: {said}, {tabs.told} told: {sizes[-1]}", flush=True)  # noqa: T201 - a report
        ended, dropped = child.poll(), tabs.dropped
    found = dict(climbs(sizes))
    for name, climb in found.items():
        print(f"{name}: {climb:+.1%} (bound +{FLAT:.0%})")  # noqa: T201 - a report
    print(f"{soak.saves} saves seen in the browser; tabs dropped {dropped} times")  # noqa: T201 - a report
    sys.exit(1 if ended is not None or max(found.values()) > FLAT else 0)


if __name__ == "__main__":
    main()
