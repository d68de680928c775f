"""The gate of the preview: who may ask what, and what every answer says about itself."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

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
