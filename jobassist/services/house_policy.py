"""The policy that came from the central, signed (`services.vouching`), put in force.

It stands over the user's choice and under the machine's own policy, and never decides whom this
computer trusts or how it reaches the central. A setting that this version does not know, or does
not allow, is passed over alone: the central was upgraded first, and checked the rest.
"""

import json
from typing import Any

from jobassist import log
from jobassist.errors import UserError
from jobassist.ports.store import Reader
from jobassist.records import HouseFile, HouseFileKind
from jobassist.session import Session
from jobassist.settings import TABLE, Value, check

LOCKED, RECOMMENDED = "locked", "recommended"


def apply(session: Session) -> None:
    """Put in force what is held; without a policy, none. Unchanged, nothing is said or done."""
    with session.store.read() as tx:
        said = _in_use(tx)
    locked, recommended = _allowed(said, LOCKED), _allowed(said, RECOMMENDED)
    settings = session.settings
    if (locked, recommended) == (settings.of_central, settings.central_recommends):
        return
    settings.of_central, settings.central_recommends = locked, recommended
    passed_over = sum(len(said.get(part, {})) for part in (LOCKED, RECOMMENDED))
    passed_over -= len(locked) + len(recommended)
    log.event("policy.applied", locked=len(locked), recommended=len(recommended), left=passed_over)


def _in_use(tx: Reader) -> dict[str, Any]:
    """What the central published last. One that this device made itself is no policy."""
    held = tx.find(HouseFile, kind=HouseFileKind.POLICY, withdrawn=False, order="-accepted_at")
    published = [one for one in held if one.rev]
    if not published:
        return {}
    said: dict[str, Any] = json.loads(published[0].text)
    return said if said.keys() & {LOCKED, RECOMMENDED} else {LOCKED: said}


def _allowed(said: dict[str, Any], part: str) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for key, value in said.get(part, {}).items():
        setting = TABLE.get(key)
        if setting is None or not setting.lockable or setting.by_machine:
            continue
        if part == RECOMMENDED and setting.by_policy:
            continue
        try:
            found[key] = check(key, value)
        except UserError:
            continue
    return found
