"""Which connectors there are: `[[connector]]` in the central's configuration.

[[connector]]
name = "fagsystem"               # kept with every delivery: do not change it
kind = "folder"
events = ["note.final", "document.held"]
folder = "/var/lib/jobassist-central/fagsystem"
cvr = "29189498"                 # the municipality's
kle = "15.17.06"                 # optional

[[connector]]
name = "besked"
kind = "webhook"
events = ["note.final"]
url = "https://fagsystem.example/hook"
allowed_hosts = ["fagsystem.example"]
secret_file = "/etc/jobassist-central/besked.secret"   # at least 32 bytes
"""

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from central.connectors.folder import FolderDrop
from central.connectors.port import Connector, Event
from central.connectors.webhook import Webhook

_NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")
_OURS = "segl"  # `central.documents`
_CVR = re.compile(r"[0-9]{8}")
_SHORTEST_SECRET = 32
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


def read(said: list[dict[str, Any]]) -> tuple[Connector, ...]:
    """The connectors. Raises: ValueError, KeyError or TypeError for what cannot be one."""
    made = tuple(_one(dict(one)) for one in said)
    if len({one.name for one in made}) != len(made):
        raise ValueError
    return made


def _one(said: dict[str, Any]) -> Connector:
    name, kind = said.pop("name"), said.pop("kind")
    events = frozenset(Event(event) for event in said.pop("events"))
    if not _NAME.fullmatch(name) or name == _OURS or not events:
        raise ValueError
    if kind == "folder":
        if not _CVR.fullmatch(said["cvr"]):
            raise ValueError
        return FolderDrop(name, events, Path(said.pop("folder")), **said)
    if kind == "webhook":
        return _webhook(name, events, **said)
    raise ValueError


def _webhook(
    name: str, events: frozenset[Event], *, url: str, allowed_hosts: list[str], secret_file: str
) -> Webhook:
    where = urlsplit(url)
    if where.hostname not in allowed_hosts or where.username or where.password:
        raise ValueError
    if where.scheme != "https" and where.hostname not in _LOOPBACK:
        raise ValueError
    secret = Path(secret_file).read_bytes().strip()
    if len(secret) < _SHORTEST_SECRET:
        raise ValueError
    return Webhook(name, events, url, secret)
