"""The addresses of the preview. Nothing is ever read from a path that came with a request."""

from __future__ import annotations

import asyncio
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

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from reporter.preview.builder import PageBuilder
    from reporter.preview.desk import Desk, Display
    from reporter.preview.printing import Printing

FORMS = {
    "html": "text/html",
    "pdf": "application/pdf",
    "json": "application/json",
    "csv": "text/csv",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
KINDS = {".js": "text/javascript", ".css": "text/css", ".ttf": "font/ttf"}
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
INDEX = "/"
"""What a tab with the list of editions asks news of."""


def preview_app(builder: PageBuilder, desk: Desk, printing: Printing, port: int) -> ASGIApp:
    """Give the application that answers to this computer on a port."""
    pages = _Pages(builder, desk, printing)
    app = Starlette(
        routes=[
            Route("/", pages.index),
            Route("/events", pages.events),
            Route("/_/{asset}", pages.asset),
            Route("/{edition}", pages.to_shell),
            Route("/{edition}/", pages.shell),
            Route("/{edition}/annex", pages.annex),
            Route("/{edition}/state", pages.state),
            Route("/{edition}/annex.{form}", pages.download),
            Route("/{edition}/pages/{number:int}.png", pages.picture),
        ],
        exception_handlers={HTTPException: _nowhere, ReporterError: _unable},
    )
    app.router.redirect_slashes = False
    return _Guard(app, port)


class _Pages:
    """Answers every address with what lies on the desk."""

    def __init__(self, builder: PageBuilder, desk: Desk, printing: Printing) -> None:
        self._builder = builder
        self._desk = desk
        self._printing = printing

    async def index(self, _: Request) -> Response:
        return _document(await self._desk.index())

    async def asset(self, request: Request) -> Response:
        name, assets = request.path_params["asset"], await asyncio.to_thread(self._builder.assets)
        if name not in assets:
            raise HTTPException(404)
        return Response(assets[name], media_type=KINDS.get(PurePath(name).suffix))

    async def to_shell(self, request: Request) -> Response:
        display = await self._display(request.path_params["edition"])
        return RedirectResponse(f"/{display.name}/")

    async def shell(self, request: Request) -> Response:
        display = await self._display(request.path_params["edition"])
        return _document(await asyncio.to_thread(self._builder.shell, display.name))

    async def annex(self, request: Request) -> Response:
        display = await self._fresh(request)
        return _document(display.page.html if display.page else NO_PAGE)

    async def state(self, request: Request) -> Response:
        display = await self._fresh(request)
        return Response(display.state, media_type="application/json")

    async def events(self, request: Request) -> Response:
        name = request.query_params.get("show", INDEX)
        display = None if name == INDEX else await self._display(name)
        # The head of an answer has no body to wait for.
        told = () if request.method == "HEAD" else self._desk.events(display)
        return StreamingResponse(told, media_type="text/event-stream")

    async def download(self, request: Request) -> Response:
        form = request.path_params["form"]
        display = await self._display(request.path_params["edition"])
        if form not in FORMS or display.page is None:
            raise HTTPException(404)
        _expect(request, display.version)
        content = await self._printing.in_turn(display.page.file, form)
        name = f'attachment; filename="annex-{display.name}.{form}"'
        return Response(content, media_type=FORMS[form], headers={"Content-Disposition": name})

    async def picture(self, request: Request) -> Response:
        display = await self._display(request.path_params["edition"])
        number, pages = request.path_params["number"], display.print
        _expect(request, pages.version)
        if not 1 <= number <= len(pages.pictures):
            raise HTTPException(404)
        return Response(pages.pictures[number - 1], media_type="image/png")

    async def _fresh(self, request: Request) -> Display:
        return await self._desk.freshen(await self._display(request.path_params["edition"]))

    async def _display(self, edition: str) -> Display:
        display = await self._desk.display(edition)
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


class _Guard:
    """Lets through what the user's own browser asks of this computer by its own name."""

    def __init__(self, app: ASGIApp, port: int) -> None:
        self._app = app
        self._hosts = (f"127.0.0.1:{port}", f"localhost:{port}")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
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
