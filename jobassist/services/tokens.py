"""Tokens end; the device's key gets the next one, however long the laptop was away."""

import json
from collections.abc import Callable
from typing import TypeVar

from jobassist import log
from jobassist.errors import PolicyDenied
from jobassist.ports.central import CentralPort
from jobassist.services.sync_pull import CENTRAL
from jobassist.session import Session
from jobassist.sync.wire import Login, canonical
from jobassist.sync.wire_device import ChallengeRequest, TokenRequest, token_proof

TOKEN, CERTIFICATE = "central.token", "central.certificate"
_ENDED = "sync.token_expired"
T = TypeVar("T")


def speaking(session: Session, central: CentralPort, speak: Callable[[CentralPort], T]) -> T:
    """What `speak` comes to; should the token have ended, it is renewed and `speak` begins anew.

    Raises: what `speak` raises, PolicyDenied `sync.login_needed`, `sync.not_entitled`.
    """
    try:
        return speak(central)
    except PolicyDenied as denied:
        if denied.code != _ENDED:
            raise
    anew = central.with_token(renew(session, central))
    try:
        return speak(anew)
    finally:
        anew.close()


def renew(session: Session, central: CentralPort, login: Login | None = None) -> str:
    """A new token, kept in the store. Raises: what the port raises.

    `login`: what the browser brought back, after `sync.login_needed`. The certificate that comes
    with it is kept only under the key that was trusted at enrolment.
    """
    with session.store.read() as tx:
        central_id, vouched = tx.setting(CENTRAL) or "", tx.setting(CERTIFICATE)
    device = session.device
    challenge = central.challenge(ChallengeRequest(device=device.id)).challenge
    proof = device.sign(token_proof(central_id, device.id, challenge))
    asked = TokenRequest(device=device.id, challenge=challenge, proof=proof, login=login)
    given = central.token(asked)
    known_key = json.loads(vouched)["central_key"] if vouched else given.certificate.central_key
    with session.store.sync() as tx:
        tx.set_setting(TOKEN, given.token)
        if given.certificate.central_key == known_key:
            tx.set_setting(CERTIFICATE, canonical(given.certificate.model_dump()))
    log.event("sync.token_renewed", device=device.id)
    return given.token
