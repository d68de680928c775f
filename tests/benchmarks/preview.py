"""What the preview costs: from save to new pixels, at rest, and after a thousand rebuilds."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

import httpx
from playwright.sync_api import sync_playwright

from tests.benchmarks.preview_changes import CHANGES
from tests.benchmarks.processes import environment
from tests.proofs.screens import FLAGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from tests.benchmarks.preview_changes import Change

ROOT = Path(__file__).resolve().parents[2]
EDITION = "2019"
MEDIAN, NEARLY_ALWAYS = 150, 300
"""Milliseconds from save to pixels: the middle one, and all but one in twenty."""
IDLE = 1.0
"""Percent of a processor."""
TABS = 200
FLAT = 1.05
"""How many times the early memory the late memory may be."""
TICKS = os.sysconf("SC_CLK_TCK")

WATCH = """
() => {
  const look = %s;
  const before = look();
  window.seen = new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error("a save was never seen")), 30000);
    const drawn = () => requestAnimationFrame(() => {
      if (look() === before) return drawn();
      // The frame in which it stands is on the screen when the next one begins.
      requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now()));
    });
    drawn();
  });
}
"""


def preview_costs(folder: Path, saves: int = 40, rebuilds: int = 1000) -> Iterator[str]:
    """Measure a preview of a copy of this project; give a line for each measure."""
    if shutil.which("chromium") is None:
        yield "not measured: there is no chromium here"
        return
    place = folder / "previewed"
    for name in ("data", "templates", "output"):
        shutil.copytree(ROOT / name, place / name)
    (place / "data" / "controletotalen.csv").unlink()  # amounts are saved that they would refuse
    with _serving(place) as (child, url):
        with _page(url) as page:
            for change in CHANGES:
                yield _told(change.name, _to_pixels(page, change, place, saves))
        yield _idle(child, url)
        with _tabs(url, TABS):
            with _page(url) as page:
                times = _to_pixels(page, CHANGES[0], place, saves // 2)
            yield _told(f"a delivery, with {TABS} more tabs open", times)
        yield _memory(child, url, place, rebuilds)


def _to_pixels(page: Page, change: Change, place: Path, saves: int) -> list[float]:
    """Give the milliseconds from each save to the frame that shows it."""
    taken = []
    for number in range(1, saves + 1):
        time.sleep(0.4 + number % 10 / 100)  # so that no rhythm falls in with ours
        page.evaluate(WATCH % change.seen)
        saved = change.save(place, number)
        taken.append(page.evaluate("window.seen") - saved)
    return taken


def _told(name: str, taken: list[float]) -> str:
    middle, late = statistics.median(taken), statistics.quantiles(taken, n=20)[-1]
    kept = "kept" if middle <= MEDIAN and late <= NEARLY_ALWAYS else "BROKEN"
    return (
        f"save to pixels, {name}: median {middle:.0f} ms (bound {MEDIAN}), "
        f"95 % within {late:.0f} ms (bound {NEARLY_ALWAYS}) {kept}"
    )


def _idle(child: subprocess.Popen[str], url: str, seconds: float = 20) -> str:
    """Tell what a preview uses that nobody asks anything, the press included."""
    with _news(url) as news:
        next(one for one in news if one["pages"]["version"] == one["version"])
    time.sleep(1)
    before = _used(child.pid)
    time.sleep(seconds)
    percent = (_used(child.pid) - before) / seconds * 100
    return f"at rest: {percent:.2f} % of a processor (bound {IDLE:.0f} %) {_verdict(percent, IDLE)}"


def _memory(child: subprocess.Popen[str], url: str, place: Path, rebuilds: int) -> str:
    """Rebuild again and again, and compare the memory after a fifth with that at the end.

    A hundred times in all the PDF is waited for, and its pages.
    """
    sizes = []
    with _news(url) as news:
        version = next(news)["version"]
        for number in range(1, rebuilds + 1):
            CHANGES[0].save(place, number)
            told = next(one for one in news if one["version"] > version)
            version = told["version"]
            if number % max(rebuilds // 100, 1) == 0:
                next(one for one in news if one["pages"]["version"] >= version)
                sizes.append(_resident(child.pid))
    early, late = max(sizes[10:20]), max(sizes[-10:])
    return (
        f"memory: {early:.0f} MiB after {rebuilds // 5} rebuilds, {late:.0f} MiB after {rebuilds} "
        f"({late / early - 1:+.1%}, bound +{FLAT - 1:.0%}) {_verdict(late / early, FLAT)}"
    )


@contextmanager
def _news(url: str) -> Iterator[Iterator[dict[str, Any]]]:
    """Listen to what tabs are told."""
    with (
        httpx.Client(trust_env=False, timeout=60) as client,
        client.stream("GET", urljoin(url, f"../events?show={EDITION}")) as answer,
    ):
        lines = (line for line in answer.iter_lines() if line.startswith("data: "))
        yield (json.loads(line.removeprefix("data: ")) for line in lines)


def _verdict(found: float, bound: float) -> str:
    return "kept" if found <= bound else "BROKEN"


@contextmanager
def _serving(place: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    with subprocess.Popen(  # noqa: S603 - this Python with our own code
        [sys.executable, str(ROOT / "tests/benchmarks/preview_process.py"), str(place), EDITION],
        env=environment({"PYTHONPATH": str(ROOT)}),
        stdout=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stdout is not None
        try:
            yield child, child.stdout.readline().strip()
        finally:
            child.send_signal(signal.SIGINT)


@contextmanager
def _page(url: str) -> Iterator[Page]:
    """Show the preview in the Chromium of this machine."""
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=shutil.which("chromium"), args=[*FLAGS])
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(url)
        page.frame_locator("#bijlage").locator("#tabel-1-r1k1").wait_for()
        yield page
        browser.close()


@contextmanager
def _tabs(url: str, number: int) -> Iterator[None]:
    """Open streams that are listened to as tabs do that nobody looks at."""
    parts = urlsplit(urljoin(url, "../events"))
    asked = f"GET {parts.path}?show={EDITION} HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n".encode()
    with ExitStack() as stack:
        for _ in range(number):
            line = stack.enter_context(
                socket.create_connection((parts.hostname or "", parts.port or 0))
            )
            line.sendall(asked)
        yield


def _used(pid: int) -> float:
    """Give the processor seconds of a process and of its children."""
    numbers = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    own = (int(numbers[11]) + int(numbers[12])) / TICKS
    return own + sum(_used(int(one)) for one in _children(pid))


def _resident(pid: int) -> float:
    """Give the MiB of memory of a process and of its children."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    own = pages * os.sysconf("SC_PAGE_SIZE") / 1024**2
    return own + sum(_resident(int(one)) for one in _children(pid))


def _children(pid: int) -> list[str]:
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return [one for task in tasks for one in (task / "children").read_text().split()]
