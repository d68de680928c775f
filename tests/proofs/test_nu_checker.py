from __future__ import annotations

import json
import subprocess
from pathlib import Path
from shutil import which

import pytest

from tests.page.annex_sample import EDITIONS, page_of_edition

PACKAGE = "vnu-jar@26.9.27"
HOME = Path(__file__).parents[2] / ".cache" / "vnu"
JAR = HOME / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


@pytest.fixture(scope="session")
def java() -> str:
    """Find Java, and fetch the checker of the W3C once; skip what cannot be had here."""
    found, npm = which("java"), which("npm")
    if found is None:
        pytest.skip("the Nu checker needs java 17: apt-get install openjdk-17-jre-headless")
    if not JAR.exists() and npm is None:
        pytest.skip("the Nu checker comes through npm, and there is no npm here")
    if not JAR.exists():
        how = ("--no-save", "--no-audit", "--no-fund", "--ignore-scripts")
        fetched = _run(str(npm), "install", "--prefix", str(HOME), *how, PACKAGE)
        if fetched.returncode:
            pytest.skip(f"npm cannot fetch the Nu checker: {fetched.stderr.strip()[:200]}")
    started = _run(found, "-jar", str(JAR), "--version")
    if started.returncode:
        pytest.skip(f"this java does not run the Nu checker: {started.stderr.strip()[:200]}")
    return found


def messages(java: str, *pages: Path) -> list[str]:
    """Give everything the checker has to say, mere advice too."""
    checked = _run(java, "-jar", str(JAR), "--format", "json", "--stdout", *map(str, pages))
    said = json.loads(checked.stdout)["messages"]
    return [f"{Path(one['url']).name}, line {one['lastLine']}: {one['message']}" for one in said]


def _run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - java and npm as found on this machine
        words, capture_output=True, text=True, timeout=300, check=False
    )


def test_the_html_and_css_of_every_annex_are_valid(java: str, tmp_path: Path) -> None:
    pages = [tmp_path / f"{edition}.html" for edition in EDITIONS]
    for edition, path in zip(EDITIONS, pages, strict=True):
        path.write_text(page_of_edition(edition), "utf-8")
    assert messages(java, *pages) == []


@pytest.mark.parametrize(
    ("right", "wrong", "complaint"),
    [
        ("<main>", '<main role="tafel">', "role"),
        ("margin: 0 0 .75rem", "margin: 0 0 .75regels", "margin"),
        ("</ul>\n<details>", "<details>", "ul"),
    ],
)
def test_a_planted_fault_is_named(
    java: str, tmp_path: Path, right: str, wrong: str, complaint: str
) -> None:
    html = page_of_edition("2019")
    assert right in html
    path = tmp_path / "2019.html"
    path.write_text(html.replace(right, wrong, 1), "utf-8")
    found = messages(java, path)
    assert found
    assert complaint in found[0]
