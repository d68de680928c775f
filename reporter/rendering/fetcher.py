"""What a document may read while it is printed: itself, and files of one folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import url2pathname

from weasyprint.urls import (  # type: ignore[import-untyped]  # publishes no types
    FatalURLFetchingError,
    URLFetcher,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weasyprint.urls import URLFetcherResponse


class FolderFetcher(URLFetcher):  # type: ignore[misc]  # the library publishes no types
    """Fetches ``data:`` addresses and the files below one folder, symbolic links resolved."""

    def __init__(self, folder: Path) -> None:
        super().__init__(allowed_protocols=("data", "file"), allow_redirects=False)
        self._folder = folder.resolve(strict=True)

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """Open an address.

        Raises FatalURLFetchingError for every other address: an ordinary exception would be
        logged by the library, and the rest of the document printed all the same.
        """
        return super().fetch(self._allowed(url), headers)

    def _allowed(self, url: str) -> str:
        parts = urlsplit(url)
        if parts.scheme == "data":
            return url
        file = Path(url2pathname(parts.path)).resolve()
        if parts.scheme == "file" and not parts.netloc and file.is_relative_to(self._folder):
            # The resolved path is what is opened, so no second reading of the address differs.
            return file.as_uri()
        message = (
            f'The document asks for "{url}", but a PDF may only be made of files in '
            f"{self._folder} and of data: addresses. Put the file in that folder."
        )
        raise FatalURLFetchingError(message)
