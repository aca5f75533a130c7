"""The login server, by OpenID Connect: what it says of itself, its keys, and who a user is.

The central redeems the code that a laptop's browser brought back (authorization code with PKCE,
RFC 7636; loopback redirect, RFC 8252), so that no token of the login server reaches a laptop.
"""

import ssl
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx
import jwt

from central.config import LoginConfig
from central.refusal import RequestRefused
from jobassist import log
from jobassist.records import Role
from jobassist.sync.wire import Login
from jobassist.sync.wire_device import BrowserLogin

_SECONDS = 10.0
_FRESH_SECONDS = 3600.0
_SKEW_SECONDS = 120
_RETRY_SECONDS = 60
_ALGORITHMS = ["RS256", "PS256", "ES256", "EdDSA"]


@dataclass(frozen=True, slots=True)
class Claims:
    """Who logged in, and what that makes them here; `role` None: not entitled."""

    issuer: str
    subject: str
    name: str
    role: Role | None
    refresh: str | None


class LoginServer:
    """One login server. Raises everywhere: RequestRefused 503 `login_server` out of reach."""

    def __init__(
        self, config: LoginConfig, *, transport: httpx.BaseTransport | None = None
    ) -> None:
        self.config = config
        self._client = httpx.Client(
            timeout=_SECONDS, verify=ssl.create_default_context(), transport=transport
        )
        self._lock = threading.Lock()
        self._said: dict[str, Any] = {}
        self._keys: jwt.PyJWKSet | None = None
        self._read_at = float("-inf")

    def offer(self) -> BrowserLogin:
        """Where browsers are sent."""
        return BrowserLogin(
            issuer=self.config.issuer,
            authorization_endpoint=str(self._metadata()["authorization_endpoint"]),
            client_id=self.config.client_id,
            scope=self.config.scope,
        )

    def redeem(self, login: Login, nonce: str) -> Claims:
        """Who logged in with this nonce. Raises: RequestRefused `bad_login`."""
        return self.redeem_at(login.redirect_uri, login.code, login.verifier, nonce)

    def redeem_at(self, redirect_uri: str, code: str, verifier: str, nonce: str) -> Claims:
        """The same for a browser that was sent back elsewhere than to a laptop."""
        return self._claims(
            {
                "grant_type": "authorization_code",
                "code": code,
                "redirect_uri": redirect_uri,
                "code_verifier": verifier,
            },
            nonce=nonce,
        )

    def renew(self, refresh: str) -> Claims:
        """Who it is that logged in earlier. Raises: RequestRefused `bad_login`."""
        renewed = {"grant_type": "refresh_token", "refresh_token": refresh}
        return self._claims(renewed, nonce=None, refresh=refresh)

    def _claims(
        self, form: Mapping[str, str], *, nonce: str | None, refresh: str | None = None
    ) -> Claims:
        asked = {**form, "client_id": self.config.client_id}
        if self.config.client_secret:
            asked["client_secret"] = self.config.client_secret
        said = self._ask("POST", str(self._metadata()["token_endpoint"]), data=asked)
        token = said.get("id_token")
        if not isinstance(token, str):
            raise RequestRefused(400, "bad_login")
        claims = self._checked(token)
        if nonce is not None and claims.get("nonce") != nonce:
            raise RequestRefused(400, "bad_login")
        newer = said.get("refresh_token")
        return Claims(
            issuer=self.config.issuer,
            subject=str(claims["sub"]),
            name=str(claims.get("name") or claims.get("preferred_username") or claims["sub"]),
            role=self._role(claims.get(self.config.groups_claim)),
            refresh=newer if isinstance(newer, str) else refresh,
        )

    def _checked(self, token: str) -> dict[str, Any]:
        """The ID token's claims. Raises: RequestRefused `bad_login`."""
        try:
            key = self._key(jwt.get_unverified_header(token).get("kid"))
            claims: dict[str, Any] = jwt.decode(
                token,
                key,
                algorithms=_ALGORITHMS,
                audience=self.config.client_id,
                issuer=self.config.issuer,
                leeway=_SKEW_SECONDS,
                options={"require": ["exp", "iat", "iss", "aud", "sub"]},
            )
        except jwt.PyJWTError:
            raise RequestRefused(400, "bad_login") from None
        return claims

    def _role(self, groups: object) -> Role | None:
        held = {str(group) for group in groups} if isinstance(groups, list) else {groups}
        return next((role for group, role in self.config.roles if group in held), None)

    def _key(self, kid: str | None) -> jwt.PyJWK:
        for anew in (False, True):  # the server may have new keys since we asked
            keys = self._key_set(anew).keys
            found = [key for key in keys if kid is None or key.key_id == kid]
            if found:
                return found[0]
        raise RequestRefused(400, "bad_login")

    def _key_set(self, anew: bool) -> jwt.PyJWKSet:
        uri = str(self._metadata()["jwks_uri"])
        with self._lock:
            if anew or self._keys is None:
                self._keys = jwt.PyJWKSet.from_dict(self._ask("GET", uri))
            return self._keys

    def _metadata(self) -> dict[str, Any]:
        with self._lock:
            if time.monotonic() - self._read_at > _FRESH_SECONDS:
                address = f"{self.config.issuer.rstrip('/')}/.well-known/openid-configuration"
                said = self._ask("GET", address)
                if said.get("issuer") != self.config.issuer:
                    raise _out_of_reach()
                self._said, self._read_at, self._keys = said, time.monotonic(), None
            return self._said

    def _ask(self, method: str, url: str, data: Mapping[str, str] | None = None) -> dict[str, Any]:
        try:
            answer = self._client.request(method, url, data=data)
            said = answer.json() if answer.is_success else {}
        except (httpx.HTTPError, ValueError) as error:
            log.failure("central.login_server", error)
            raise _out_of_reach() from None
        if answer.is_client_error and data is not None:
            raise RequestRefused(400, "bad_login")
        if not answer.is_success or not isinstance(said, dict):
            log.event("central.login_server", status=answer.status_code)
            raise _out_of_reach()
        return said


def _out_of_reach() -> RequestRefused:
    return RequestRefused(503, "login_server", retry_after=_RETRY_SECONDS)
