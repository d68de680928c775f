from __future__ import annotations

import os
import signal
import socket
import stat
import subprocess
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit
from urllib.request import url2pathname

import httpx
import pytest
from click.testing import CliRunner

from reporter.cli import main
from tests.end_to_end.runs import REPORTER, environment
from tests.preview.running import until

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def previewed(*words: str, **changes: str) -> Iterator[tuple[subprocess.Popen[str], str, str]]:
    """Start a preview on a free port; give the process, what it printed, and its address."""
    with subprocess.Popen(  # noqa: S603 - our own command
        [*REPORTER, "preview", "2019", "--port", "0", *words],
        env=environment(**changes),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as child:
        assert child.stdout is not None
        try:
            said = ""
            for line in child.stdout:
                said += line
                if line.startswith("http"):
                    break
            yield child, said, said.splitlines()[-1].split()[0]
        finally:
            child.kill()


def test_help_tells_what_it_does() -> None:
    result = CliRunner().invoke(main, ["preview", "--help"])
    assert result.exit_code == 0
    for word in ("EDITION", "--against", "--port", "--poll", "--open", "8319"):
        assert word in result.stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["2020"], 'found no edition "2020", expected one of 2015'),
        (["2019", "--against", "2021"], '--against: found no edition, file or folder "2021"'),
        (["2019", "--port", "70000"], "70000 is not in the range"),
        (["2019", "--port", "http"], "'http' is not a valid integer"),
    ],
)
def test_a_mistake_in_the_call_is_told_at_once(words: list[str], told: str) -> None:
    result = CliRunner().invoke(main, ["preview", *words])
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr


def test_a_second_preview_on_the_same_port_gets_one_clear_message() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        result = CliRunner().invoke(main, ["preview", "2019", "--port", str(port)])
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        f"port {port} of this computer is taken, perhaps by another preview. "
        "Stop that one with Ctrl-C, or choose another port with --port.\n"
    )


def test_it_tells_what_is_watched_and_where_to_look() -> None:
    with previewed() as (_, said, url):
        first, *folders, last = said.splitlines()
        assert first == "watched:"
        assert any("data/ (7 files, and new ones)" in line for line in folders)
        assert any("data/editions/ (1 file, and new ones)" in line for line in folders)
        assert any("templates/teksten/ (2 files, and new ones)" in line for line in folders)
        assert last == f"{url}  (Ctrl-C ends it)"
        assert "Resultaten banenafspraak eind 2019" in httpx.get(f"{url}annex", timeout=300).text


def test_it_opens_the_browser_with_a_private_page_that_leads_to_the_secret_address(
    tmp_path: Path,
) -> None:
    browser, seen, aside = tmp_path / "browser", tmp_path / "seen", tmp_path / "aside"
    aside.mkdir()
    browser.write_text(f'#!/bin/sh\necho "$1" > {seen}.part\nmv {seen}.part {seen}\n')
    browser.chmod(0o755)
    words = {"BROWSER": f"{browser} %s", "TMPDIR": str(aside)}
    with previewed("--open", **words) as (child, _, url):
        until(seen.exists)
        shown = Path(url2pathname(urlsplit(seen.read_text().strip()).path))
        assert shown.read_text("utf-8").count(f'{url}"') == 2
        assert [stat.filemode(one.stat().st_mode) for one in (shown.parent, shown)] == [
            "drwx------",
            "-rw-------",
        ]
        os.kill(child.pid, signal.SIGTERM)
        child.wait(300)
    secret = urlsplit(url).path.split("/")[1]
    assert secret not in seen.read_text()
    assert list(aside.iterdir()) == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_ends_at_once_with_open_tabs_and_leaves_nothing(
    tmp_path: Path, number: signal.Signals
) -> None:
    with previewed(TMPDIR=str(tmp_path)) as (child, _, url), httpx.Client(timeout=300) as client:
        events = urljoin(url, "../events?show=2019")
        with client.stream("GET", events) as one, client.stream("GET", events):
            assert next(one.iter_lines()) == "retry: 500"
            os.killpg(child.pid, number)  # as a terminal does: to all processes of the group
            said, complaint = child.communicate(timeout=300)  # not: when the tabs are closed
        assert (child.returncode, said, complaint) == (0, "", "")
        with pytest.raises(ProcessLookupError):
            os.killpg(child.pid, 0)
    assert list(tmp_path.iterdir()) == []


def test_what_is_written_for_a_draft_is_for_its_user_alone_whatever_the_umask(
    tmp_path: Path,
) -> None:
    before = os.umask(0)
    try:
        with previewed("--open", BROWSER="true %s", TMPDIR=str(tmp_path)) as (child, _, url):
            until(lambda: httpx.get(f"{url}state").json()["pages"]["count"] > 0, 30)
            for form in ("pdf", "html", "ods", "csv", "json"):
                assert httpx.get(f"{url}annex.{form}").status_code == 200
            found = {path: stat.filemode(path.stat().st_mode) for path in tmp_path.rglob("*")}
            child.send_signal(signal.SIGTERM)
            child.wait(10)
    finally:
        os.umask(before)
    names = {path.name.rstrip("0123456789abcdefghijklmnopqrstuvwxyz_") for path in found}
    assert {"reporter-press-", "reporter-preview-"} <= names
    for path, mode in found.items():
        aside = path.parent == tmp_path
        assert not aside or mode == "drwx------", path  # nobody else comes to what is inside
        assert path.name != "open.html" or mode == "-rw-------"


def test_without_pango_the_page_is_there_and_one_sentence_stands_for_the_pdf(
    tmp_path: Path,
) -> None:
    (tmp_path / "weasyprint").mkdir()
    (tmp_path / "weasyprint" / "__init__.py").write_text(
        "raise OSError(\"cannot load library 'pango'\")"
    )
    with previewed(PYTHONPATH=str(tmp_path)) as (_, _, url), httpx.Client(timeout=300) as client:
        assert "Resultaten banenafspraak eind 2019" in client.get(f"{url}annex").text
        until(lambda: client.get(f"{url}state").json()["pages"]["problem"])
        pages = client.get(f"{url}state").json()["pages"]
        assert pages["problem"].startswith("De pdf kan nu niet worden gemaakt.")
        assert "libpangoft2-1.0-0" in pages["problem"]
        assert client.get(f"{url}annex.pdf").status_code == 503
        assert client.get(f"{url}annex.html").status_code == 200
