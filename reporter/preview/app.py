"""The addresses of the preview, all below a secret. No file is named by a path that is asked."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import re
from html import escape
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from reporter.errors import ReporterError, UnknownEditionError
from reporter.preview.dutch import in_dutch

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from reporter.preview.builder import PageBuilder
    from reporter.preview.desk import Desk, Display

FORMS = {
    "html": "text/html",
    "pdf": "application/pdf",
    "json": "application/json",
    "csv": "text/csv",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
KINDS = {"js": "text/javascript", "css": "text/css", "ttf": "font/ttf"}
NO_PAGE = (
    '<!doctype html><html lang="nl"><meta charset="utf-8"><title>Nog geen bijlage</title>'
    "<p>Er is nog geen bijlage om te laten zien.</p></html>"
)
PLAIN = (
    '<!doctype html><html lang="nl"><meta charset="utf-8"><title>Voorbeeld</title>'
    '<link rel="icon" href="data:,"><p>{}</p>{}</html>'
)
HOME = '<p><a href="{}/">Naar alle bijlagen</a></p>'
CLOSED = (
    "Dit voorbeeld is geheim. Open het adres dat in de terminal staat. "
    "Dat adres is bij elke start anders."
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


def preview_app(builder: PageBuilder, desk: Desk, port: int, secret: str) -> Guard:
    """Give the application that answers on a port, below ``/secret/`` alone."""
    pages = _Pages(builder, desk)
    app = Starlette(
        routes=[
            Route("/", pages.index),
            Route("/events", pages.events),
            Route("/_/{asset}", pages.asset),
            Route("/{edition}", pages.to_shell),
            Route("/{edition}/", pages.shell),
            Route("/{edition}/annex", pages.annex),
            Route("/{edition}/accepted", pages.other_side),
            Route("/{edition}/state", pages.state),
            Route("/{edition}/annex.{form}", pages.download),
            Route("/{edition}/pages/{number:int}.png", pages.picture),
        ],
        exception_handlers={
            HTTPException: _nowhere,
            UnknownEditionError: _nowhere,
            ReporterError: _unable,
        },
    )
    app.router.redirect_slashes = False
    return Guard(app, port, secret)


class _Pages:
    """Answers every address with what lies on the desk."""

    def __init__(self, builder: PageBuilder, desk: Desk) -> None:
        self._builder = builder
        self._desk = desk

    async def index(self, _: Request) -> Response:
        return _document(await self._desk.index())

    async def asset(self, request: Request) -> Response:
        name, assets = request.path_params["asset"], await asyncio.to_thread(self._builder.assets)
        if name not in assets:
            raise HTTPException(404)
        return Response(assets[name], media_type=KINDS.get(name.rpartition(".")[2]))

    async def to_shell(self, request: Request) -> Response:
        display = await self._display(request)
        return RedirectResponse(f"{display.now.name}/")

    async def shell(self, request: Request) -> Response:
        display = await self._display(request)
        return _document(await asyncio.to_thread(self._builder.shell, display.now.name))

    async def annex(self, request: Request) -> Response:
        display = await self._fresh(request)
        return _document(display.now.page.html if display.now.page else NO_PAGE)

    async def other_side(self, request: Request) -> Response:
        display = await self._display(request)
        return _document(await asyncio.to_thread(self._builder.other_side, display.now.name))

    async def state(self, request: Request) -> Response:
        display = await self._fresh(request)
        return Response(display.told, media_type="application/json")

    async def events(self, request: Request) -> Response:
        name = request.query_params.get("show", INDEX)
        display = None if name == INDEX else await self._desk.display(name)
        # The head of an answer has no body to wait for.
        told = () if request.method == "HEAD" else self._desk.events(display)
        return StreamingResponse(told, media_type="text/event-stream")

    async def download(self, request: Request) -> Response:
        form = request.path_params["form"]
        now = (await self._display(request)).now
        if form not in FORMS or now.page is None:
            raise HTTPException(404)
        _expect(request, now.version)
        content = await self._desk.file(now.page, form)
        name = f'attachment; filename="annex-{now.name}.{form}"'
        return Response(content, media_type=FORMS[form], headers={"Content-Disposition": name})

    async def picture(self, request: Request) -> Response:
        display = await self._display(request)
        number, pages = request.path_params["number"], display.now.print
        _expect(request, pages.version)
        if not 1 <= number <= len(pages.pictures):
            raise HTTPException(404)
        return Response(pages.pictures[number - 1], media_type="image/png")

    async def _fresh(self, request: Request) -> Display:
        return await self._desk.freshen(await self._display(request))

    async def _display(self, request: Request) -> Display:
        return await self._desk.display(request.path_params["edition"])


def _document(html: str, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    policies = {"Content-Security-Policy": policy(html)}
    return Response(html, status, policies | (headers or {}), "text/html")


def _expect(request: Request, version: int) -> None:
    """Refuse to give another version than the one that stands on the screen."""
    if request.query_params.get("version", str(version)) != str(version):
        raise HTTPException(OUTDATED)


def _nowhere(request: Request, error: Exception) -> Response:
    """Tell in a plain page that there is no such thing, or no longer."""
    status = error.status_code if isinstance(error, HTTPException) else 404
    return _plain(request, GONE if status == OUTDATED else NOWHERE, status)


def _unable(request: Request, error: Exception) -> Response:
    """Tell in a plain page why something cannot be made; a page comes again by itself."""
    again = request.url.path.endswith("/")
    words = (AGAIN if again else UNABLE).format(escape(in_dutch(str(error))))
    return _plain(request, words, 503, {"Refresh": "2"} if again else None)


def _plain(
    request: Request, words: str, status: int, headers: dict[str, str] | None = None
) -> Response:
    home = HOME.format(request.scope["root_path"])
    return _document(PLAIN.format(words, home), status, headers)


STYLE = re.compile(r"<style\b[^>]*>(.*?)</style>", re.DOTALL | re.IGNORECASE)
OWN_SITE = (None, "same-origin", "none")
"""What a browser says of a request by our own page, or by the user's own hand."""
FAREWELL = {"Connection": "close"}
"""Who is refused keeps no line."""
ON_EVERY_ANSWER = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Guard:
    """Lets through what the user's own browser asks of this computer by its own name.

    Other users of this computer reach the port as well; only who knows the secret is answered.
    """

    def __init__(self, app: Starlette, port: int, secret: str) -> None:
        self.app = app
        self._secret = secret
        self._hosts = (f"127.0.0.1:{port}", f"localhost:{port}")
        self._origins = (None, *(f"http://{host}" for host in self._hosts))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer or refuse."""
        if scope["type"] != "http":
            return
        app = self._refusal(scope, Headers(scope=scope)) or self.app
        inside = {**scope, "root_path": f"/{self._secret}"}

        async def send_marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("Content-Security-Policy", policy(""))
                headers.update(ON_EVERY_ANSWER)
            await send(message)

        await app(inside, receive, send_marked)

    def _refusal(self, scope: Scope, asked: Headers) -> ASGIApp | None:
        if asked.getlist("host") not in [[host] for host in self._hosts]:
            return _no(421, f"This preview answers to http://{self._hosts[0]}/ only.")
        first = scope["path"].removeprefix("/").partition("/")[0]
        if not hmac.compare_digest(first.encode(), self._secret.encode()):
            return _document(PLAIN.format(CLOSED, ""), 403, FAREWELL)
        if _is_foreign(asked) or asked.get("origin") not in self._origins:
            return _no(403, "Another site may not ask for this. Type the address yourself.")
        if scope["method"] not in ("GET", "HEAD"):
            return _no(405, "This preview can only be read.", {"Allow": "GET, HEAD"})
        return None


def _is_foreign(asked: Headers) -> bool:
    """Tell whether a page of another site asks; it may lead a whole tab here, as --open does."""
    opened = (asked.get("sec-fetch-mode"), asked.get("sec-fetch-dest")) == ("navigate", "document")
    return asked.get("sec-fetch-site") not in OWN_SITE and not opened


def policy(html: str) -> str:
    """Give the content security policy of a document: its own styles, our scripts, no others."""
    digests = [hashlib.sha256(style.encode()).digest() for style in STYLE.findall(html)]
    hashes = (f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
    styles = " ".join(dict.fromkeys(["'self'", *hashes]))
    return (
        "default-src 'none'; script-src 'self'; connect-src 'self'; frame-src 'self'; "
        f"style-src {styles}; img-src 'self' data:; font-src 'self' data:; "
        "frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
    )


def _no(status: int, reason: str, headers: dict[str, str] | None = None) -> ASGIApp:
    return Response(f"{reason}\n", status, FAREWELL | (headers or {}), "text/plain")
