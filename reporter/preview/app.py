"""The addresses of the preview. Nothing is ever read from a path that came with a request."""

from __future__ import annotations

import base64
import hashlib
import re
from html import escape
from pathlib import PurePath
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import (
    HTMLResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import Route

from reporter.errors import ReporterError
from reporter.preview.desk import INDEX
from reporter.preview.display import stream

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from reporter.preview.desk import Desk
    from reporter.preview.display import Display
    from reporter.preview.printing import Printing

STYLE = re.compile(r"<style\b[^>]*>(.*?)</style>", re.DOTALL | re.IGNORECASE)
OWN_SITE = (None, "same-origin", "none")
"""What a browser says of a request by our own page, or by the user's own hand."""
ON_EVERY_ANSWER = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Guard:
    """Lets through what the user's own browser asks of this computer by its own name."""

    def __init__(self, app: ASGIApp, port: int) -> None:
        self._app = app
        self._hosts = (f"127.0.0.1:{port}", f"localhost:{port}")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or refuse it."""
        if scope["type"] != "http":
            return
        app = self._refusal(scope["method"], Headers(scope=scope)) or self._app

        async def send_marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("Content-Security-Policy", policy(""))
                headers.update(ON_EVERY_ANSWER)
            await send(message)

        await app(scope, receive, send_marked)

    def _refusal(self, method: str, asked: Headers) -> ASGIApp | None:
        if asked.getlist("host") not in [[host] for host in self._hosts]:
            return _no(421, f"This preview answers to http://{self._hosts[0]}/ only.")
        if asked.get("sec-fetch-site") not in OWN_SITE or not self._is_ours(asked.get("origin")):
            return _no(403, "Another site may not ask for this. Type the address yourself.")
        if method not in ("GET", "HEAD"):
            return _no(405, "This preview can only be read.", {"Allow": "GET, HEAD"})
        return None

    def _is_ours(self, origin: str | None) -> bool:
        return origin is None or origin in [f"http://{host}" for host in self._hosts]


def policy(html: str) -> str:
    """Give the content security policy of a document: its own styles, our scripts, no others."""
    hashes = dict.fromkeys(f"'sha256-{_hash(style)}'" for style in STYLE.findall(html))
    styles = " ".join(["'self'", *hashes])
    return (
        "default-src 'none'; script-src 'self'; connect-src 'self'; frame-src 'self'; "
        f"style-src {styles}; img-src 'self' data:; font-src 'self' data:; "
        "frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
    )


def _hash(style: str) -> str:
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


def _no(status: int, reason: str, headers: dict[str, str] | None = None) -> ASGIApp:
    return PlainTextResponse(f"{reason}\n", status, headers)


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
