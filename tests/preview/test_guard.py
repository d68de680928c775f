from __future__ import annotations

import asyncio
import hmac
import secrets
import socket
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import AsyncMock, Mock

import pytest
from starlette.routing import Route

from reporter.preview.app import policy, preview_app
from reporter.preview.desk import Desk
from tests.preview.running import Running, until
from tests.preview.small_builder import SmallBuilder, small_texts

if TYPE_CHECKING:
    from collections.abc import Iterator

PATHS = ("/", "/events", "/2019/", "/2019/annex", "/2019/state", "/_/show.js", "/2019/annex.json")


@pytest.fixture(scope="module")
def builder(tmp_path_factory: pytest.TempPathFactory) -> SmallBuilder:
    return SmallBuilder(small_texts(tmp_path_factory.mktemp("guarded")))


@pytest.fixture(scope="module")
def running(builder: SmallBuilder) -> Iterator[Running]:
    with Running(builder) as served:
        yield served


def raw(running: Running, request: str) -> bytes:
    """Ask with bytes of our own, which no client tidies up."""
    with socket.create_connection(("127.0.0.1", running.port), timeout=300) as line:
        line.sendall(request.replace("\n", "\r\n").encode("latin-1"))
        answer = b""
        while piece := line.recv(65536):
            answer += piece
    return answer


def asked_for(running: Running, target: str, method: str = "GET") -> bytes:
    host = f"127.0.0.1:{running.port}"
    return raw(running, f"{method} {target} HTTP/1.1\nHost: {host}\nConnection: close\n\n")


def root(running: Running) -> str:
    """Give the secret part of the addresses, with a slash before it."""
    return running.client.base_url.path.rstrip("/")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1",
        "localhost",
        "127.0.0.1:1",
        "0.0.0.0:{port}",
        "evil.example:{port}",
        "127.0.0.1.evil.example:{port}",
        "localhost.:{port}",
        "[::1]:{port}",
        "user@127.0.0.1:{port}",
    ],
)
def test_another_name_for_this_computer_is_refused(running: Running, path: str, host: str) -> None:
    answer = running.get(path, headers={"Host": host.format(port=running.port)})
    assert answer.status_code == 421
    assert "3" not in answer.text.replace(f"127.0.0.1:{running.port}", "")


def test_a_request_without_a_name_is_refused(running: Running) -> None:
    assert raw(running, "GET / HTTP/1.0\n\n").startswith(b"HTTP/1.1 421")
    assert raw(running, "GET / HTTP/1.1\nConnection: close\n\n").startswith(b"HTTP/1.1 400")


def test_two_names_in_one_request_are_refused(running: Running) -> None:
    host = f"Host: 127.0.0.1:{running.port}\nHost: evil.example\n"
    assert raw(running, f"GET / HTTP/1.1\n{host}Connection: close\n\n").startswith(b"HTTP/1.1 400")


def test_two_names_are_refused_too_where_the_server_lets_them_through() -> None:
    app, told = preview_app(SmallBuilder(Path()), asyncio.run(a_desk()), 1, "x"), AsyncMock()
    hosts = [(b"host", b"127.0.0.1:1"), (b"host", b"evil.example")]
    scope = {"type": "http", "method": "GET", "path": "/x/", "headers": hosts}
    asyncio.run(app(scope, AsyncMock(), told))
    assert told.call_args_list[0].args[0]["status"] == 421


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
def test_both_names_of_this_computer_are_answered(running: Running, name: str) -> None:
    answer = running.get("/2019/annex", headers={"Host": f"{name}:{running.port}"})
    assert answer.status_code == 200


def routes(running: Running) -> list[str]:
    """Give an address for every route that the program has, so that none can be forgotten."""
    app = preview_app(SmallBuilder(Path()), asyncio.run(a_desk()), running.port, "x").app
    known = {"asset": "show.js", "edition": "2019", "form": "json", "number:int": "1"}
    found = [route.path for route in app.routes if isinstance(route, Route)]
    assert len(found) == len(app.routes) > 8
    return [path.replace("{", "%(").replace("}", ")s") % known for path in found]


async def a_desk() -> Desk:
    return Desk(SmallBuilder(Path()), "2019")


METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"]


@pytest.mark.parametrize("method", METHODS)
def test_nobody_without_the_secret_is_answered_on_any_route(running: Running, method: str) -> None:
    secret = root(running)[1:]
    wrong = ("A" if secret[0] != "A" else "B") + secret[1:]
    for path in routes(running):
        for before in (
            "",
            "/",
            f"/{wrong}",
            f"/{secret[:-1]}",
            f"/{secret}x",
            f"//{secret}",
            "/%00",
        ):
            answer = asked_for(running, before + path, method)
            assert answer.startswith(b"HTTP/1.1 403"), (before, path)
            assert secret.encode() not in answer
            assert b"2019" not in answer
    for target in ("*", f"http://127.0.0.1:{running.port}/{secret}/2019/", "/", "/%2e/"):
        assert asked_for(running, target, method)[9:12] in (b"403", b"400")


def test_who_has_no_secret_is_told_where_it_stands(running: Running) -> None:
    host = f"Host: 127.0.0.1:{running.port}"
    answer = raw(running, f"GET /2019/ HTTP/1.1\n{host}\n\n").decode()
    assert "Open het adres dat in de terminal staat." in answer
    assert "connection: close" in answer.lower()


def test_with_the_secret_every_route_is_known(running: Running) -> None:
    until(lambda: running.state()["pages"]["count"] > 0)
    for path in routes(running):
        if not path.startswith("/events"):
            answer = asked_for(running, f"{root(running)}{path}")
            assert answer.split(b" ")[1] in (b"200", b"307"), path


def test_the_secret_is_long_and_new_at_every_start(
    running: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = Mock(wraps=secrets.token_urlsafe)
    monkeypatch.setattr(secrets, "token_urlsafe", drawn)
    with Running(SmallBuilder(small_texts(tmp_path))) as other:
        drawn.assert_called_once_with(24)  # bytes: 192 bits
        assert len(root(other)) == len(root(running)) == 33
        assert root(other) != root(running)
        assert asked_for(other, f"{root(running)}/2019/")[9:12] == b"403"


def test_the_secret_is_compared_in_constant_time(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = Mock(wraps=hmac.compare_digest)
    monkeypatch.setattr(hmac, "compare_digest", compared)
    asked_for(running, "/guess/2019/")
    compared.assert_called_once_with(b"guess", root(running)[1:].encode())


def test_no_answer_repeats_the_secret_to_another_place(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with Running(SmallBuilder(small_texts(tmp_path))) as running:  # it writes where we capture
        secret = root(running)[1:]
        for path in (*PATHS[2:], "/2019", "/2019/annex.csv", "/2019/annex.pdf"):
            answer = running.client.get(path, follow_redirects=False)
            assert secret not in f"{answer.headers} {answer.text}"
        raw(running, f"NONSENSE {secret}\n\n")
    assert secret not in "".join(capfd.readouterr())


def test_a_page_of_another_place_may_lead_a_whole_tab_here_and_nothing_more(
    running: Running,
) -> None:
    opened = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    for kind, status in (("document", 200), ("iframe", 403), ("empty", 403), ("image", 403)):
        answer = running.get("/2019/", headers=opened | {"Sec-Fetch-Dest": kind})
        assert answer.status_code == status
    fetched = opened | {"Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "document"}
    assert running.get("/2019/", headers=fetched).status_code == 403


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("site", ["cross-site", "same-site", "nonsense"])
def test_a_request_from_another_site_is_refused(running: Running, path: str, site: str) -> None:
    assert running.get(path, headers={"Sec-Fetch-Site": site}).status_code == 403


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://127.0.0.1:1", "https://127.0.0.1:{port}"]
)
def test_another_origin_is_refused(running: Running, origin: str) -> None:
    headers = {"Origin": origin.format(port=running.port)}
    assert running.get("/2019/state", headers=headers).status_code == 403


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_our_own_page_and_the_users_hand_are_answered(running: Running, site: str) -> None:
    own = {"Sec-Fetch-Site": site, "Origin": f"http://127.0.0.1:{running.port}"}
    assert running.get("/2019/state", headers=own).status_code == 200


@pytest.mark.parametrize(
    "method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"]
)
def test_nothing_but_reading_is_allowed(running: Running, method: str) -> None:
    for path in PATHS:
        answer = running.client.request(method, path)
        assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize("path", [*PATHS, "/events?show=2022"])
def test_the_head_of_an_answer_can_be_asked_alone(running: Running, path: str) -> None:
    answer = running.client.head(path)
    assert (answer.status_code, answer.content) == (200, b"")


@pytest.mark.parametrize(
    "target",
    [
        "/../../../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/2019/../../etc/passwd",
        "/2019/..%2f..%2f..%2fetc%2fpasswd",
        "/2019/%2e%2e%2f2019.txt",
        "/_/../2019.txt",
        "/_/%2e%2e%2f2019.txt",
        "/_/..\\2019.txt",
        "/_/..%5c2019.txt",
        "/_/%2fetc%2fpasswd",
        "/_//etc/passwd",
        "//2019/annex",
        "//etc/passwd",
        "/2019.txt",
        "/2019%00/annex",
        "/_/show.js%00.css",
        "/2019/annex.txt",
        "/2019/annex.html/../../2019.txt",
        "/2019/pages/..%2f1.png",
        "/2019/pages/-1.png",
        "/%252e%252e%252f2019.txt",
        "/secret/annex",
        "/style/annex",
        "/2019.txt/annex",
    ],
)
def test_no_file_can_be_reached_by_its_path(
    running: Running, builder: SmallBuilder, target: str
) -> None:
    link = builder.folder / "secret"
    if not link.is_symlink():
        link.symlink_to("/etc/passwd")
    for asked, refused in ((f"{root(running)}{target}", b"404"), (target, b"403")):
        answer = asked_for(running, asked)
        assert answer.split(b" ")[1] in (b"400", refused)
        assert b"root:" not in answer
        assert b"color: black" not in answer


def test_an_unknown_edition_gets_a_plain_page(running: Running) -> None:
    answer = running.get("/2031/")
    assert answer.status_code == 404
    assert "Deze pagina bestaat niet." in answer.text


@pytest.mark.parametrize("path", [*PATHS[2:], "/nowhere/at/all", "/2031/"])
@pytest.mark.parametrize("host", ["127.0.0.1:{port}", "evil.example"])
def test_every_answer_keeps_browsers_careful(running: Running, path: str, host: str) -> None:
    headers = running.get(path, headers={"Host": host.format(port=running.port)}).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self';")
    assert "Server" not in headers
    assert "Access-Control-Allow-Origin" not in headers


def test_the_policy_of_a_page_names_its_own_styles_and_no_other(running: Running) -> None:
    annex = running.get("/2019/annex")
    told = annex.headers["Content-Security-Policy"]
    # printf 'p { color: black }' | openssl dgst -sha256 -binary | base64
    assert "style-src 'self' 'sha256-AsdWfuVGhA5h5Q0fgnNYjwN4ATC7Zk/0cGUMSRx7AD4='" in told
    assert "unsafe" not in told
    assert policy("<p>no styles</p>").count("sha256") == 0


def test_the_server_listens_on_this_computer_only(running: Running) -> None:
    listening = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    places = [one[1] for one in listening if one[3] == "0A"]
    assert [one for one in places if one.endswith(f":{running.port:04X}")] == [
        f"0100007F:{running.port:04X}"
    ]
