"""While locked: is this computer to be wiped? The one question that needs nothing of the vault.

What is asked with lies beside the store in the open, `central.json`: the central's address, its id
and its public key, and the device's id. It is no secret and nothing personal: whoever has it can
ask the same. Only an order that the central signed is obeyed (docs/protocol.md, *Lost and wiped
devices*), so that neither the line nor a false central can have a store destroyed.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from jobassist.sync.client import HttpCentral
from jobassist.sync.signed import is_signed
from jobassist.sync.wire_device import wipe_statement

FILE = "central.json"


@dataclass(frozen=True, slots=True)
class Central:
    """Which central a device belongs to. Keys: raw Ed25519, base64.

    `next_key`: it came with a token that may not have been used; the central signs with this one
    from its first use on, and with `key` until then.
    """

    url: str
    central: str
    device: str
    key: str
    next_key: str = ""


def remember(folder: Path, belongs: Central) -> None:
    """Keep it for the lock page; unchanged it is not written again."""
    if recall(folder) != belongs:
        partial = folder / f"{FILE}.new"
        partial.write_text(json.dumps(asdict(belongs), indent=1), encoding="utf-8")
        partial.replace(folder / FILE)


def recall(folder: Path) -> Central | None:
    """What was kept; None where the device is not enrolled, or the file is not ours."""
    try:
        found = json.loads((folder / FILE).read_text(encoding="utf-8"))
        return Central(**{name: str(value) for name, value in found.items()})
    except (OSError, ValueError, TypeError, AttributeError):
        return None


def is_ordered(belongs: Central, *, patience: float = 1.0, proxy: str = "") -> bool:
    """Ask the central. Raises: what asking it raises; then nothing is known."""
    central = HttpCentral(belongs.url, patience=patience, proxy=proxy)
    try:
        standing = central.standing(belongs.device)
    finally:
        central.close()
    order = standing.order
    if order is None or order.statement != wipe_statement(belongs.central, belongs.device):
        return False
    keys = filter(None, (belongs.key, belongs.next_key))
    return standing.wipe and any(is_signed(order, key) for key in keys)
