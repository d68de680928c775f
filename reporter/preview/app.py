"""The addresses of the preview. Nothing is ever read from a path that came with a request."""

from __future__ import annotations

from html import escape
from pathlib import PurePath
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from reporter.errors import ReporterError
from reporter.preview.desk import INDEX
from reporter.preview.guard import policy
from reporter.preview.listeners import stream

if TYPE_CHECKING:
    from starlette.requests import Request

    from reporter.preview.desk import Desk
    from reporter.preview.display import Display
    from reporter.preview.printing import Printing

FORMS = {
    "html": "text/html",
    "pdf": "application/pdf",
    "json": "application/json",
    "csv": "text/csv",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
KINDS = {".js": "text/javascript", ".css": "text/css", ".ttf": "font/ttf", ".svg": "image/svg+xml"}
NO_PAGE = (
    '<!doctype html><html lang="nl"><meta charset="utf-8"><title>Nog geen bijlage</title>'
    "<p>Er is nog geen bijlage om te laten zien.</p></html>"
)
PLAIN = (
    '<!doctype html><html lang="nl"><meta charset="utf-8"><title>Voorbeeld</title>'
    '<p>{}</p><p><a href="/">Naar alle bijlagen</a></p></html>'
)
NOWHERE = "Deze pagina bestaat niet."
OUTDATED = 409
UNABLE = "Dit kan nu niet worden gemaakt. Het programma meldt: {}"
AGAIN = (
    "Deze pagina kan nu niet worden gemaakt. Zodra de fout is hersteld, verschijnt zij vanzelf. "
    "Het programma meldt: {}"
)
GONE = "Deze versie wordt niet meer getoond. Laad de pagina opnieuw."


class Pages:
    """Answers every address with what lies on the desk."""

    def __init__(self, desk: Desk, printing: Printing) -> None:
        self._desk = desk
        self._printing = printing

    def app(self) -> Starlette:
        """Give the application."""
        found = {
            "/": self._index,
            "/events": self._events,
            "/_/{asset}": self._asset,
            "/{edition}": self._to_shell,
            "/{edition}/": self._shell,
            "/{edition}/annex": self._annex,
            "/{edition}/state": self._state,
            "/{edition}/annex.{form}": self._download,
            "/{edition}/pages/{number:int}.png": self._picture,
        }
        app = Starlette(
            routes=[Route(path, answer) for path, answer in found.items()],
            exception_handlers={HTTPException: _nowhere, ReporterError: _unable},
        )
        app.router.redirect_slashes = False
        return app

    async def _index(self, _: Request) -> Response:
        return _document(await self._desk.index())

    async def _asset(self, request: Request) -> Response:
        name, assets = request.path_params["asset"], await self._desk.assets()
        if name not in assets:
            raise HTTPException(404)
        return Response(assets[name], media_type=KINDS.get(PurePath(name).suffix))

    async def _to_shell(self, request: Request) -> Response:
        display = await self._display(request)
        return RedirectResponse(f"/{display.name}/")

    async def _shell(self, request: Request) -> Response:
        display = await self._display(request)
        return _document(await self._desk.shell(display.name))

    async def _annex(self, request: Request) -> Response:
        display = await self._desk.freshen(await self._display(request))
        return _document(display.page.html if display.page else NO_PAGE)

    async def _state(self, request: Request) -> Response:
        display = await self._desk.freshen(await self._display(request))
        return Response(display.whole, media_type="application/json")

    async def _events(self, request: Request) -> Response:
        names = dict.fromkeys(request.query_params.get("show", INDEX).split(","))
        found = [self._desk if one == INDEX else await self._desk.display(one) for one in names]
        shown = [one for one in found if one]
        if not shown:
            raise HTTPException(404)
        # The head of an answer has no body to wait for.
        told = () if request.method == "HEAD" else stream(shown, self._desk.attend)
        return StreamingResponse(told, media_type="text/event-stream")

    async def _download(self, request: Request) -> Response:
        form, display = request.path_params["form"], await self._display(request)
        if form not in FORMS or display.page is None:
            raise HTTPException(404)
        _expect(request, display.version)
        content = await self._printing.file(display.page, form)
        name = f'attachment; filename="annex-{display.name}.{form}"'
        return Response(content, media_type=FORMS[form], headers={"Content-Disposition": name})

    async def _picture(self, request: Request) -> Response:
        number, display = request.path_params["number"], await self._display(request)
        _expect(request, display.print.version)
        if not 1 <= number <= len(display.print.pictures):
            raise HTTPException(404)
        return Response(display.print.pictures[number - 1], media_type="image/png")

    async def _display(self, request: Request) -> Display:
        display = await self._desk.display(request.path_params["edition"])
        if display is None:
            raise HTTPException(404)
        return display


def _document(html: str) -> Response:
    return HTMLResponse(html, headers={"Content-Security-Policy": policy(html)})


def _expect(request: Request, version: int) -> None:
    """Refuse to give another version than the one that stands on the screen."""
    if request.query_params.get("version", str(version)) != str(version):
        raise HTTPException(OUTDATED)


def _nowhere(_: Request, error: Exception) -> Response:
    """Tell in a plain page that there is no such thing, or no longer."""
    status = error.status_code if isinstance(error, HTTPException) else 404
    return _plain(GONE if status == OUTDATED else NOWHERE, status)


def _unable(request: Request, error: Exception) -> Response:
    """Tell in a plain page why something cannot be made; a page comes again by itself."""
    reason = f'<span lang="en">{escape(str(error))}</span>'
    if not request.url.path.endswith("/"):
        return _plain(UNABLE.format(reason), 503)
    return _plain(AGAIN.format(reason), 503, {"Refresh": "2"})


def _plain(words: str, status: int, headers: dict[str, str] | None = None) -> Response:
    html = PLAIN.format(words)
    return HTMLResponse(html, status, {**(headers or {}), "Content-Security-Policy": policy(html)})
