"""Getting in and out: password and one-time code, or the login server where there is one."""

import base64
import hashlib
import hmac
import json
import secrets
import time
from urllib.parse import parse_qsl, urlencode

from cryptography.exceptions import InvalidTag
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from central.desk import answers, staff
from central.desk.answers import HEADERS, Visit
from central.desk.words import Words
from central.guard import Tries
from central.refusal import RequestRefused
from central.routes.house import House
from jobassist import log
from jobassist.records import Role

_PLAIN, _SECURE = "jobassist-desk", "__Host-jobassist-desk"
_FLOW = "jobassist-desk-login"
_FLOW_SECONDS = 600
_LONGEST_FORM = 20_000


class Door:
    """Knows who is at the pages. `url` is theirs as browsers see it; None: on loopback only."""

    def __init__(self, house: House, url: str | None) -> None:
        self._house = house
        self._url = url
        self._tries = Tries()

    @property
    def secure(self) -> bool:
        """Whether browsers come by HTTPS."""
        return bool(self._url and self._url.startswith("https:"))

    @property
    def by_login(self) -> bool:
        """Whether one may come by the login server."""
        return self._house.login is not None and self._url is not None

    def visit(self, request: Request) -> Visit:
        """Who asks. Blocking."""
        token = request.cookies.get(self._cookie, "")
        name = staff.who(self._house.database, token) if token else None
        words = Words(answers.language_of(request))
        return Visit(name, token, words, self._house.central.keys.secret)

    def is_from_here(self, request: Request) -> bool:
        """Whether a form was sent from one of these pages, by what the browser says of it."""
        site = request.headers.get("sec-fetch-site")
        origin = request.headers.get("origin")
        host = self._url or f"http://{request.headers.get('host', '')}"
        return site in (None, "same-origin") and origin in (None, host)

    def is_own_form(self, request: Request, visit: Visit, form: dict[str, str]) -> bool:
        """Whether the form was made for this session, and sent from its page."""
        own = hmac.compare_digest(form.get("csrf", "").encode(), visit.csrf.encode())
        return own and self.is_from_here(request)

    def log_in(self, request: Request, visit: Visit, form: dict[str, str]) -> Response:
        """A session for whoever knows all three, or the page again."""
        caller = request.client.host if request.client else "unknown"
        name = form.get("name", "").strip()
        if max(self._tries.wait(caller), self._tries.wait(f"name:{name}")):
            return self.ask(visit, 429, "login.wait")
        token = staff.log_in(
            self._house.database,
            self._house.central.keys,
            name,
            form.get("password", ""),
            form.get("code", ""),
        )
        if token is None:
            self._tries.fail(caller)
            self._tries.fail(f"name:{name}")
            log.event("desk.login_failed")
            return self.ask(visit, 403, "login.wrong")
        log.event("desk.login")
        return self._let_in(token)

    def ask(self, visit: Visit, status: int = 200, fault: str = "") -> Response:
        """The page one logs in at."""
        return answers.page("login", visit, status, fault=fault, by_login=self.by_login)

    def log_out(self, visit: Visit) -> Response:
        """End the session."""
        staff.end(self._house.database, visit.token)
        answer = answers.go_to("login")
        answer.delete_cookie(self._cookie, path="/", secure=self.secure, httponly=True)
        return answer

    def send_to_login(self) -> Response:
        """Send the browser to the login server (authorization code with PKCE)."""
        server = self._house.login
        if server is None or self._url is None:
            raise RequestRefused(404, "not_found")
        flow = {name: secrets.token_urlsafe(48) for name in ("state", "nonce", "verifier")}
        flow["until"] = str(int(time.time()) + _FLOW_SECONDS)
        challenge = hashlib.sha256(flow["verifier"].encode()).digest()
        asked = {
            "response_type": "code",
            "client_id": server.config.client_id,
            "scope": "openid profile",
            "redirect_uri": self._back,
            "state": flow["state"],
            "nonce": flow["nonce"],
            "code_challenge": base64.urlsafe_b64encode(challenge).decode().rstrip("="),
            "code_challenge_method": "S256",
        }
        where = server.offer().authorization_endpoint
        answer = RedirectResponse(f"{where}?{urlencode(asked)}", 303, HEADERS)
        hidden = self._house.central.keys.hide(json.dumps(flow), "desk-login")
        # Lax, not strict: it has to come along when the login server sends the browser back.
        answer.set_cookie(
            _FLOW, hidden, _FLOW_SECONDS, secure=self.secure, httponly=True, samesite="lax"
        )
        return answer

    def back_from_login(self, request: Request, visit: Visit) -> Response:
        """A session for an entitled user whom the login server sends back."""
        server, flow = self._house.login, self._flow(request)
        said = request.query_params
        if server is None or flow is None or said.get("state") != flow["state"]:
            return self.ask(visit, 400, "login.again")
        code = said.get("code", "")
        claims = server.redeem_at(self._back, code, flow["verifier"], flow["nonce"])
        if claims.role is not Role.IT_SUPPORT:
            return self.ask(visit, 403, "login.not_entitled")
        with self._house.database.write() as tx:
            token = staff.begin(tx, f"{staff.BY_LOGIN}{claims.name}"[:80])
        log.event("desk.login")
        return self._let_in(token)

    @property
    def _cookie(self) -> str:
        return _SECURE if self.secure else _PLAIN

    @property
    def _back(self) -> str:
        return f"{self._url}/admin/login/back"

    def _flow(self, request: Request) -> dict[str, str] | None:
        try:
            hidden = request.cookies[_FLOW]
            flow: dict[str, str] = json.loads(self._house.central.keys.reveal(hidden, "desk-login"))
        except (KeyError, ValueError, InvalidTag):
            return None
        return flow if int(flow["until"]) > time.time() else None

    def _let_in(self, token: str) -> Response:
        # A page that moves on by itself: after a redirect from elsewhere the browser would hold
        # a strict cookie back.
        html = '<!doctype html><title>jobassist</title><a href="/admin/">jobassist</a>'
        answer = HTMLResponse(html, 200, HEADERS | {"Refresh": "0; url=/admin/"})
        answer.set_cookie(
            self._cookie, token, secure=self.secure, httponly=True, samesite="strict", path="/"
        )
        answer.delete_cookie(_FLOW)
        return answer


async def form_of(request: Request) -> dict[str, str] | None:
    """The fields of a form, each once; None for what is no form of ours."""
    kind = request.headers.get("content-type", "").partition(";")[0]
    body = await request.body()
    if kind != "application/x-www-form-urlencoded" or len(body) > _LONGEST_FORM:
        return None
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=50, errors="strict")
    except ValueError:
        return None
    fields = dict(pairs)
    bad = any("\x00" in value for value in fields.values())
    return None if bad or len(fields) != len(pairs) else fields
