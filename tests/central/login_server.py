"""A login server of our own: real HTTP, real signatures, authorization code with PKCE."""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key

from central.config import LoginConfig
from jobassist.records import Role

CLIENT = "jobassist-central"
ROLES = (("konsulenter", Role.COMPANY_CONSULTANT), ("sagsbehandlere", Role.CASEWORKER))


@dataclass
class Provider:
    """The accounts, and what the server does with them. Change it as a test goes on."""

    issuer: str = ""
    groups: list[str] = field(default_factory=lambda: ["alle", "sagsbehandlere"])
    name: str = "Mette Holm"
    down: bool = False
    forgotten: bool = False  # refresh tokens are refused
    spoil: dict[str, Any] = field(default_factory=dict)  # claims to say instead
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    kid: str = "1"

    def __post_init__(self) -> None:
        self.key = generate_private_key(SECP256R1())

    def rotate(self) -> None:
        """Sign with another key from now on."""
        self.key, self.kid = generate_private_key(SECP256R1()), str(int(self.kid) + 1)

    @property
    def config(self) -> LoginConfig:
        return LoginConfig(issuer=self.issuer, client_id=CLIENT, roles=ROLES, recheck_hours=0)

    def authorise(self, query: dict[str, str]) -> str:
        """Where the browser is sent back to; whoever comes is logged in."""
        assert query["response_type"] == "code" and query["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(16)
        self.codes[code] = query
        back = urlencode({"code": code, "state": query["state"]})
        return f"{query['redirect_uri']}?{back}"

    def token(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        refused = (400, {"error": "invalid_grant"})
        nonce = None
        if form["grant_type"] == "authorization_code":
            asked = self.codes.pop(form["code"], None)
            if asked is None or asked["redirect_uri"] != form["redirect_uri"]:
                return refused
            hashed = hashlib.sha256(form["code_verifier"].encode()).digest()
            if base64.urlsafe_b64encode(hashed).decode().rstrip("=") != asked["code_challenge"]:
                return refused
            nonce = asked["nonce"]
        elif self.forgotten or form["refresh_token"] != "refresh-1":
            return refused
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "sub": "mette", "iat": now, "exp": now + 300}
        claims |= {"nonce": nonce, "name": self.name, "groups": self.groups, **self.spoil}
        token = jwt.encode(claims, self.key, "ES256", headers={"kid": self.kid})
        return 200, {"id_token": token, "refresh_token": "refresh-1", "token_type": "Bearer"}

    def document(self) -> dict[str, str]:
        ends = ("authorization_endpoint", "token_endpoint", "jwks_uri")
        return {"issuer": self.issuer, **{end: f"{self.issuer}/{end}" for end in ends}}

    def jwks(self) -> dict[str, Any]:
        public = json.loads(jwt.algorithms.ECAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [{**public, "kid": self.kid, "alg": "ES256", "use": "sig"}]}


@contextmanager
def login_server() -> Iterator[Provider]:
    """The server, for the length of the `with`."""
    provider = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path, query = urlsplit(self.path).path, urlsplit(self.path).query
            if provider.down:
                self._say(500, {})
            elif path == "/authorization_endpoint":
                self.send_response(302)
                back = provider.authorise({k: v[0] for k, v in parse_qs(query).items()})
                self.send_header("Location", back)
                self.end_headers()
            else:
                self._say(200, provider.jwks() if path == "/jwks_uri" else provider.document())

        def do_POST(self) -> None:
            said = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {k: v[0] for k, v in parse_qs(said).items()}
            self._say(*((500, {}) if provider.down else provider.token(form)))

        def _say(self, status: int, body: dict[str, Any]) -> None:
            content = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.issuer = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
