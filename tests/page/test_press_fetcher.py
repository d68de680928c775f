from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from weasyprint.urls import (
    FatalURLFetchingError,
)

from reporter.page.typesetting import FolderFetcher
from reporter.project import Templates

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "stijl é.css").write_text("p { color: red }")
    (tmp_path / "inside-out.css").write_text("")
    return inside


def test_a_file_in_the_folder_is_read(folder: Path) -> None:
    address = (folder / "stijl é.css").as_uri()
    with closing(FolderFetcher(Templates((folder,))).fetch(f"{address}?v=1#top")) as response:
        assert response.read() == b"p { color: red }"


def test_a_data_address_is_read(folder: Path) -> None:
    assert FolderFetcher(Templates((folder,))).fetch("data:text/css,p%7B%7D").read() == b"p{}"


def test_a_folder_whose_name_begins_the_same_is_another(folder: Path) -> None:
    outside = (folder.parent / "inside-out.css").as_uri()
    with pytest.raises(FatalURLFetchingError, match=r"inside-out\.css"):
        FolderFetcher(Templates((folder,))).fetch(outside)


def test_a_symbolic_link_is_followed_before_it_is_judged(folder: Path) -> None:
    (folder / "uit.css").symlink_to(folder.parent / "inside-out.css")
    with pytest.raises(FatalURLFetchingError, match=r"uit\.css"):
        FolderFetcher(Templates((folder,))).fetch((folder / "uit.css").as_uri())


def test_a_file_of_another_machine_is_refused(folder: Path) -> None:
    address = (folder / "stijl é.css").as_uri().replace("file://", "file://example.org")
    with pytest.raises(FatalURLFetchingError, match=r"example\.org"):
        FolderFetcher(Templates((folder,))).fetch(address)


def test_a_file_of_the_project_goes_before_its_namesake_and_the_rest_is_found(
    folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "stijl é.css").write_text("p { color: blue }")
    (folder / "papier.css").write_text("h1 {}")
    fetcher = FolderFetcher(Templates((tmp_path / "own", folder)))
    asked = {
        (tmp_path / "own" / "papier.css").as_uri(): b"h1 {}",
        (folder / "stijl é.css").as_uri(): b"p { color: blue }",
    }
    for address, content in asked.items():
        with closing(fetcher.fetch(address)) as response:
            assert response.read() == content


def test_no_way_leads_up_from_one_of_several_folders(folder: Path, tmp_path: Path) -> None:
    fetcher = FolderFetcher(Templates((tmp_path / "own", folder)))
    with pytest.raises(FatalURLFetchingError, match=r"inside-out\.css"):
        fetcher.fetch(f"{folder.as_uri()}/../inside-out.css")
