"""Whatever answers instead of the central: one clear code each, and nothing lost."""

import json
import socket

import pytest

from jobassist.errors import AppError, EnvironmentFault, UserError
from jobassist.services import sync
from jobassist.sync.client import HttpCentral, checked_url
from tests.sync.laptop import Laptop, new_laptop
from tests.sync.servers import answering, silent


def said(
    status: str, kind: str, body: bytes, *, length: int | None = None, more: str = ""
) -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n"
    head += f"Content-Length: {len(body) if length is None else length}\r\n{more}\r\n"
    return head.encode() + body


PROBLEM = json.dumps({"title": "x", "status": 503, "code": "busy"}).encode()
SECRET = b"Anders 7101905678"

HOSTILE = {
    "html with 200": (said("200 OK", "text/html", b"<html>Log in</html>"), "sync.not_a_central"),
    "a redirect": (said("302 Found", "text/html", b"", more="Location: /login\r\n"),
                   "sync.not_a_central"),
    "html with 404": (said("404 Not Found", "text/html", b"<html>"), "sync.not_a_central"),
    "html with 401": (said("401 Unauthorized", "text/html", b"<html>"), "sync.not_a_central"),
    "500": (said("500 Oops", "text/plain", SECRET), "sync.central_failed"),
    "502 of a proxy": (said("502 Bad Gateway", "text/html", b"<html>"), "sync.central_failed"),
    "busy": (said("503 Busy", "application/problem+json", PROBLEM, more="Retry-After: 7\r\n"),
             "sync.busy"),
    "json of something else": (said("200 OK", "application/json", b'{"hello": 1}'),
                               "sync.answer_broken"),
    "garbage called json": (said("200 OK", "application/json", b"\x00\xff\x17" + SECRET),
                            "sync.answer_broken"),
    "cut short": (said("200 OK", "application/json", b'{"answers": [', length=5000),
                  "sync.answer_broken"),
    "no http at all": (b"\x16\x03\x01 nonsense\r\n\r\n", "sync.answer_broken"),
    "hung up": (b"", "sync.answer_broken"),
    "broken gzip": (said("200 OK", "application/json", b"nope", more="Content-Encoding: gzip\r\n"),
                    "sync.answer_broken"),
    "answers to nothing": (said("200 OK", "application/json", b'{"answers": []}'),
                           "sync.answer_broken"),
}  # fmt: skip


@pytest.fixture
def mette(central) -> Laptop:
    laptop = new_laptop(central)
    laptop.start_case()
    return laptop


def failing(laptop: Laptop, url: str, **options: float) -> AppError:
    with pytest.raises(AppError) as caught:
        sync.sync_once(laptop.session, HttpCentral(url, "token", **options))
    return caught.value


@pytest.mark.parametrize(("raw", "code"), HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_each_has_its_code_and_loses_nothing(mette, raw, code):
    with answering(raw) as url:
        error = failing(mette, url)
    assert isinstance(error, EnvironmentFault)
    assert (error.code, error.retryable) == (code, True)
    assert "7101905678" not in f"{error} {error.params} {error.__cause__}"
    assert mette.waiting() == (2, 0, 0)
    assert (mette.sync().pushed, mette.waiting()) == (2, (0, 0, 0))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_down_silent_and_dripping(mette):
    unused = socket.create_server(("127.0.0.1", 0))
    url = f"http://127.0.0.1:{unused.getsockname()[1]}"
    unused.close()
    assert failing(mette, url).code == "sync.unreachable"
    with silent() as url:
        assert failing(mette, url, patience=0.005).code == "sync.slow"
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"
    with answering(head, drip=b" ") as url:
        assert failing(mette, url, patience=0.003).code == "sync.slow"
    assert mette.waiting() == (2, 0, 0)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_busy_says_how_long(mette):
    raw, _ = HOSTILE["busy"]
    with answering(raw) as url:
        assert failing(mette, url).params == {"seconds": 7}


def test_a_page_that_never_ends_is_not_followed():
    page = {"scope": "organisation", "rows": [], "next": 0, "more": True}
    raw = said("200 OK", "application/json", json.dumps(page).encode())
    broken = pytest.raises(EnvironmentFault, match=r"^sync\.answer_broken$")
    with answering(raw) as url, broken:
        HttpCentral(url).page("organisation", 0)


@pytest.mark.parametrize(
    "url", ["http://central.kommune.dk", "http://10.0.0.1", "http://127.0.0.1.evil.dk"]
)
def test_plain_http_is_for_loopback_only(url):
    with pytest.raises(UserError, match=r"^sync\.insecure$"):
        HttpCentral(url)


@pytest.mark.parametrize(
    "url", ["", "central", "ftp://x", "https://", "https://a:b@x", "https://x:99999", "http://[::1"]
)
def test_what_is_no_address(url):
    with pytest.raises(UserError, match=r"^sync\.bad_url$"):
        checked_url(url)


@pytest.mark.parametrize(
    "url", ["http://localhost:8000", "http://127.0.0.1:1", "http://[::1]:2", "https://x.dk/sti"]
)
def test_good_addresses(url):
    assert checked_url(f" {url}/ ") == url


def test_an_untrusted_certificate():
    with answering(b"HTTP/1.1 400 Bad Request\r\n\r\n") as url:
        central = HttpCentral(url.replace("http:", "https:"))
        with pytest.raises(EnvironmentFault, match=r"^sync\.untrusted$"):
            central.manifest(None)
        central.close()
