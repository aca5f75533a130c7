"""What the organisation decides about its central: one TOML file, `JOBASSIST_CENTRAL_CONFIG`.

lease_days = 30                  # how long a laptop may go without contact; 0: no limit
log_months = 13                  # the access log, where longer than the rule (six months)
[login]                          # OpenID Connect; without it devices enrol by code only
issuer = "https://login.example/tenant/v2.0"
client_id = "…"
client_secret_file = "/etc/…"    # only where the login server wants one
scope = "openid profile offline_access"
groups_claim = "groups"          # or "roles"
recheck_hours = 12               # how often the login server is asked anew
grace_hours = 168                # how long it may be out of reach
[login.roles]                    # the first that fits decides; others are not entitled
"jobcenter-konsulenter" = "company_consultant"
"jobcenter-sagsbehandlere" = "caseworker"

[desk]                           # IT support's pages
url = "https://central.example"  # as browsers reach it; needed to log in by [login]

[seal]                           # the organisation's (PAdES) on signed documents as they come
pkcs12 = "/etc/jobassist-central/segl.p12"
passphrase_file = "/etc/jobassist-central/segl.txt"
timestamp_url = "https://tsa.example"   # RFC 3161; without it no time stamp

[[connector]]                    # as many as there are: `central.connectors.settings`
"""

import os
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from central.connectors import settings
from central.connectors.port import Connector
from jobassist.errors import EnvironmentFault
from jobassist.records import Role

if TYPE_CHECKING:
    from central.pades import OrganisationSeal

CONFIG_FILE = "JOBASSIST_CENTRAL_CONFIG"
_LONGEST_LEASE, _LONGEST_LOG = 3650, 120
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class LoginConfig:
    """How users log in. `roles` is in order: (group, role)."""

    issuer: str
    client_id: str
    roles: tuple[tuple[str, Role], ...]
    client_secret: str | None = None
    scope: str = "openid profile offline_access"
    groups_claim: str = "groups"
    recheck_hours: float = 12
    grace_hours: float = 168


@dataclass(frozen=True, slots=True)
class Config:
    """The whole file."""

    login: LoginConfig | None = None
    lease_days: int = 0
    connectors: tuple[Connector, ...] = ()
    desk_url: str | None = None
    seal: "OrganisationSeal | None" = None
    log_months: int = 0
    glass_roles: frozenset[Role] = field(
        default=frozenset({Role.CASEWORKER, Role.COMPANY_CONSULTANT})
    )


def read(file: Path | None = None) -> Config:
    """The configuration; the default one where no file is named.

    Raises: EnvironmentFault `central.config`, `central.seal_key`.
    """
    named = file or os.environ.get(CONFIG_FILE)
    if not named:
        return Config()
    try:
        said = tomllib.loads(Path(named).read_text(encoding="utf-8"))
        return Config(
            login=_login(said["login"]) if "login" in said else None,
            lease_days=_most(said.get("lease_days", 0), _LONGEST_LEASE),
            connectors=settings.read(said.get("connector", [])),
            desk_url=_desk_url(said.get("desk", {})),
            log_months=_most(said.get("log_months", 0), _LONGEST_LOG),
            seal=_seal(**said["seal"]) if "seal" in said else None,
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise EnvironmentFault("central.config", file=str(named)) from None


def _seal(*, pkcs12: str, passphrase_file: str = "", timestamp_url: str = "") -> "OrganisationSeal":
    from central.pades import OrganisationSeal  # some 200 ms that others need not wait for

    stamps = urlsplit(timestamp_url)
    if timestamp_url and (stamps.scheme not in ("http", "https") or not stamps.hostname):
        raise ValueError  # plain http is usual there: the time stamp is signed
    said = Path(passphrase_file).read_text(encoding="utf-8") if passphrase_file else ""
    passphrase = said.split("\n", 1)[0].rstrip("\r").encode() or None
    return OrganisationSeal(Path(pkcs12).read_bytes(), passphrase, timestamp_url)


def _desk_url(said: dict[str, str]) -> str | None:
    url = said.get("url")
    where = urlsplit(url or "")
    if url and (where.scheme != "https" and where.hostname not in _LOOPBACK):
        raise ValueError
    return url.rstrip("/") if url else None


def _most(said: object, most: int) -> int:
    if type(said) is not int or not 0 <= said <= most:
        raise ValueError
    return said


def _login(said: dict[str, object]) -> LoginConfig:
    values = dict(said)
    roles = values.pop("roles")
    secret_file = values.pop("client_secret_file", None)
    if not isinstance(roles, dict) or not roles:
        raise ValueError
    secret = Path(str(secret_file)).read_text(encoding="utf-8").strip() if secret_file else None
    made = LoginConfig(
        roles=tuple((group, Role(role)) for group, role in roles.items()),
        client_secret=secret,
        **values,  # type: ignore[arg-type]
    )
    issuer = urlsplit(made.issuer)
    if issuer.scheme != "https" and issuer.hostname not in _LOOPBACK:
        raise ValueError  # whoever sits on the line would decide who is let in
    return made
