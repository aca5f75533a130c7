"""Logging in with the system browser: OpenID Connect, code with PKCE, loopback (RFC 8252).

So MFA and conditional access hold, and no password is ever typed into this program. The code that
comes back is of use to the central alone, and only together with the verifier.
"""

import base64
import hashlib
import hmac
import secrets
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

from jobassist.errors import EnvironmentFault, UserError
from jobassist.sync.wire import Login
from jobassist.sync.wire_device import BrowserLogin

_LOOPBACK = "127.0.0.1"
_LOOK_SECONDS = 0.5
_PATIENCE_SECONDS = 300.0
_LONGEST_CODE = 4000
_PAGE = """<!DOCTYPE html><html lang="da"><meta charset="utf-8"><title>jobassist</title>
<body style="font: 18px system-ui, sans-serif; margin: 4em auto; max-width: 32em">
<h1 style="font-size: 1.3em">{da}</h1><p>Du kan lukke siden og gå tilbage til jobassist.</p>
<p lang="en" style="color: #555">{en} You can close this page and go back to jobassist.</p>
</body></html>"""
_DONE = _PAGE.format(da="Du er logget ind.", en="You are logged in.")
_REFUSED = _PAGE.format(da="Du blev ikke logget ind.", en="You were not logged in.")


def log_in(
    offer: BrowserLogin,
    nonce: str,
    open_page: Callable[[str], bool],
    *,
    given_up: Callable[[], bool] = lambda: False,
    seconds: float = _PATIENCE_SECONDS,
) -> Login:
    """Open the login page and wait for what comes back; the central redeems it.

    `nonce` binds it to the device (`login_nonce`). Raises: UserError `sync.login_refused`,
    `sync.login_given_up`; EnvironmentFault `sync.no_browser`.
    """
    verifier, state = secrets.token_urlsafe(48), secrets.token_urlsafe(24)
    with _Waiting(state) as waiting:
        if not open_page(_page(offer, nonce, verifier, state, waiting.redirect_uri)):
            raise EnvironmentFault("sync.no_browser")
        until = time.monotonic() + seconds
        while waiting.said is None:
            if given_up() or time.monotonic() > until:
                raise UserError("sync.login_given_up")
            waiting.handle_request()
    if not 0 < len(waiting.said) <= _LONGEST_CODE:
        raise UserError("sync.login_refused")
    return Login(code=waiting.said, verifier=verifier, redirect_uri=waiting.redirect_uri)


def _page(offer: BrowserLogin, nonce: str, verifier: str, state: str, redirect_uri: str) -> str:
    hashed = hashlib.sha256(verifier.encode()).digest()
    asked = {
        "response_type": "code",
        "client_id": offer.client_id,
        "scope": offer.scope,
        "redirect_uri": redirect_uri,
        "state": state,
        "nonce": nonce,
        "code_challenge": base64.urlsafe_b64encode(hashed).decode().rstrip("="),
        "code_challenge_method": "S256",
    }
    joint = "&" if urlsplit(offer.authorization_endpoint).query else "?"
    return f"{offer.authorization_endpoint}{joint}{urlencode(asked)}"


class _Waiting(HTTPServer):
    """Listens on loopback for the browser to come back; `said` is the code, "" after a refusal."""

    timeout = _LOOK_SECONDS

    def __init__(self, state: str) -> None:
        super().__init__((_LOOPBACK, 0), _Back)
        self.state = state
        self.path = f"/{secrets.token_hex(8)}"
        self.said: str | None = None

    @property
    def redirect_uri(self) -> str:
        """Where the login server sends the browser."""
        return f"http://{_LOOPBACK}:{self.server_port}{self.path}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that hangs up in the middle is nobody's business."""


class _Back(BaseHTTPRequestHandler):
    server: _Waiting
    timeout = 5.0

    def do_GET(self) -> None:
        """The browser comes back; whoever does not know the state is sent away."""
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        known = hmac.compare_digest(query.get("state", "").encode(), self.server.state.encode())
        if parts.path != self.server.path or not known:
            self.send_error(404)
            return
        self.server.said = query.get("code", "")
        page = (_DONE if self.server.said else _REFUSED).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Referrer-Policy", "no-referrer")
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *_said: object) -> None:
        """What a browser asks for stands in no log."""
