"""How this computer is, told to the central for IT support: version, ring, model, doctor's codes.

What is told has no place for anything else (`jobassist.sync.wire_device.Condition`): codes and
levels, never what a code was found in. The organisation may switch it off (`condition_reports`).
"""

import platform
import re
from collections.abc import Iterable
from datetime import datetime, timedelta

from jobassist import __version__, log
from jobassist.errors import EnvironmentFault
from jobassist.ports.central import CentralPort
from jobassist.session import Session
from jobassist.sync.wire_device import Condition, Found

EVERY = timedelta(hours=4)
_TOLD = "condition.told"
_UNTOLD = re.compile(r"[^\w .()-]")


def of(session: Session, found: Iterable[tuple[str, str]]) -> Condition:
    """The message, from the codes that were found and how bad each is (`warning`, `error`)."""
    settings = session.settings
    system = f"{platform.system()} {platform.release()}"
    return Condition(
        version=__version__,
        system=_UNTOLD.sub("-", system)[:60],
        model=_UNTOLD.sub("-", str(settings["model"])).replace(" ", "-")[:80],
        ring=int(settings["ring"]),
        found=tuple(Found.model_validate({"code": c, "level": v}) for c, v in sorted(set(found))),
    )


def is_due(session: Session) -> bool:
    """Whether it was not told for some hours, and may be told."""
    if not session.settings["condition_reports"]:
        return False
    with session.store.read() as tx:
        told = tx.setting(_TOLD)
    now = session.clock.now()
    return told is None or not timedelta() <= now - datetime.fromisoformat(told) < EVERY


def tell(session: Session, central: CentralPort, condition: Condition) -> bool:
    """Tell it; False when this central takes none. Either way it is due again in some hours.

    Raises: what the port raises when the central cannot be reached.
    """
    taken = True
    try:
        central.tell_condition(condition)
    except EnvironmentFault as fault:
        if fault.code not in ("sync.not_a_central", "sync.refused"):
            raise
        taken = False  # an older central, which has no such place
    with session.store.sync() as tx:
        tx.set_setting(_TOLD, session.clock.now().isoformat())
    log.event("condition.told", taken=taken, count=len(condition.found))
    return taken
