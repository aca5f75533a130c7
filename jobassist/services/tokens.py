"""Tokens end; the device's key gets the next one, however long the laptop was away."""

import json
from collections.abc import Callable
from itertools import pairwise
from typing import TypeVar

from jobassist import log
from jobassist.errors import PolicyDenied
from jobassist.ports.central import CentralPort
from jobassist.services.sync_pull import CENTRAL
from jobassist.session import Session
from jobassist.sync.signed import is_signed
from jobassist.sync.wire import Certificate, Login, canonical
from jobassist.sync.wire_device import (
    CentralKeys,
    ChallengeRequest,
    TokenRequest,
    key_statement,
    token_proof,
)

TOKEN, CERTIFICATE = "central.token", "central.certificate"
_ENDED = ("sync.token_expired", "sync.not_enrolled")
T = TypeVar("T")


def speaking(session: Session, central: CentralPort, speak: Callable[[CentralPort], T]) -> T:
    """What `speak` comes to; should the token have ended, it is renewed and `speak` begins anew.

    So it is when the central does not know the token: it forgets those that ended, and those it
    gave before it was put back. Whether the device is enrolled, its key says.
    Raises: what `speak` raises, PolicyDenied `sync.login_needed`, `sync.not_entitled`.
    """
    try:
        return speak(central)
    except PolicyDenied as denied:
        if denied.code not in _ENDED:
            raise
    anew = central.with_token(renew(session, central))
    try:
        return speak(anew)
    finally:
        anew.close()


def renew(session: Session, central: CentralPort, login: Login | None = None) -> str:
    """A new token, kept in the store. Raises: what the port raises.

    `login`: what the browser brought back, after `sync.login_needed`. The certificate that comes
    with it is kept under the key that is trusted, or one that those before it vouch for, each for
    the next: that one is trusted from now on.
    """
    with session.store.read() as tx:
        central_id, vouched = tx.setting(CENTRAL) or "", tx.setting(CERTIFICATE)
    device = session.device
    challenge = central.challenge(ChallengeRequest(device=device.id)).challenge
    proof = device.sign(token_proof(central_id, device.id, challenge))
    asked = TokenRequest(device=device.id, challenge=challenge, proof=proof, login=login)
    given = central.token(asked)
    key = given.certificate.central_key
    trusted = json.loads(vouched)["central_key"] if vouched else key
    if key != trusted:
        trusted = _followed(central.keys(), central_id, trusted, key)
    with session.store.sync() as tx:
        tx.set_setting(TOKEN, given.token)
        if key == trusted and is_signed(given.certificate, key):
            tx.set_setting(CERTIFICATE, canonical(given.certificate.model_dump()))
        else:
            log.event("sync.key_not_vouched", device=device.id)
    session.token_renewed()
    log.event("sync.token_renewed", device=device.id)
    return given.token


def _followed(said: CentralKeys, central_id: str, trusted: str, wanted: str) -> str:
    """The wanted key, if the trusted one vouches for it by those between; else the trusted one."""
    keys = said.keys
    start = next((place for place, one in enumerate(keys) if one.key == trusted), len(keys))
    for before, one in pairwise(keys[start:]):
        vouched = Certificate(
            statement=key_statement(central_id, one.key).decode(),
            signature=one.vouched or "",
            central_key=before.key,
        )
        if not is_signed(vouched, before.key):
            return trusted
        if one.key == wanted:
            log.event("sync.key_followed")
            return wanted
    return trusted
