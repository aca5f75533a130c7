"""The header: the store's id and its slots, kept twice beside the database and in every backup.

It is readable by anybody and changeable by nobody: a checksum tells accidental damage before a
passphrase is asked for, and a MAC under the data key shows any other change once it is open.
"""

import hmac
import json
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from jobassist.errors import AppError, EnvironmentFault, UserError
from storage.durable import write_durably
from storage.faults import clear_disk_faults
from storage.vault.device_secret import read_device_secret
from storage.vault.keys import checksum, subkey
from storage.vault.recovery_key import is_recovery_key, typed
from storage.vault.slots import (
    DAILY,
    ESCROW,
    PORTABLE,
    RECOVERY,
    Slot,
    escrow_slot,
    open_daily,
    open_escrow,
    open_portable,
    open_recovery,
)
from storage.vault.tries import Tries

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Header:
    """What stands beside the database. `generation` names the files of the present data key.

    `revision` rises with every change, and the head file knows it: an old header is noticed.
    """

    store_id: str
    generation: int
    revision: int
    recovery_confirmed: bool
    slots: dict[str, Slot]
    mac: str = ""

    def signed(self, data_key: bytes) -> "Header":
        """With the MAC that fits."""
        return replace(self, mac=_mac(self, data_key))

    def is_genuine(self, data_key: bytes) -> bool:
        """Whether nobody changed it."""
        return hmac.compare_digest(self.mac, _mac(self, data_key))

    def open_with_passphrase(self, secret: str) -> bytes:
        """The data key by the passphrase, or by the PIN on its own device.

        Raises: UserError `store.wrong_passphrase`, `store.too_many_tries` (the PIN waits, the
        passphrase does not); EnvironmentFault `keyring.…` when a PIN may have been meant and the
        keyring keeps it from working.
        """
        hindered: AppError | None = None
        key: bytes | None = None
        if DAILY in self.slots:
            try:
                key = self._open_with_pin(secret)
            except (UserError, EnvironmentFault) as error:
                hindered = error
        key = key or open_portable(self.store_id, self.slots[PORTABLE], secret)
        if key is None:
            raise hindered or UserError("store.wrong_passphrase")
        if DAILY in self.slots:
            with suppress(EnvironmentFault):
                Tries(self.store_id).forgive()
        return key

    def _open_with_pin(self, pin: str) -> bytes | None:
        slot = self.slots[DAILY]
        device_secret = read_device_secret(self.store_id, slot.get("keyring", ""))
        Tries(self.store_id).admit()
        return open_daily(self.store_id, slot, pin, device_secret)

    def open_with_recovery_key(self, text: str) -> bytes:
        """The data key by the printed key.

        Raises: UserError `store.recovery_key_mistyped`, `store.wrong_recovery_key`.
        """
        key = open_recovery(self.store_id, self.slots[RECOVERY], typed(text))
        if key is None:
            raise UserError("store.wrong_recovery_key")
        return key

    def open_with_either(self, secret: str) -> bytes:
        """The data key by passphrase, PIN or printed key, whichever that is. Raises as they do."""
        if is_recovery_key(secret):
            return self.open_with_recovery_key(secret)
        return self.open_with_passphrase(secret)

    def open_with_escrow_key(self, private_key: X25519PrivateKey) -> bytes:
        """The data key by the municipality's private key.

        Raises: UserError `store.no_escrow`, `store.wrong_escrow_key`.
        """
        if ESCROW not in self.slots:
            raise UserError("store.no_escrow")
        key = open_escrow(self.store_id, self.slots[ESCROW], private_key)
        if key is None:
            raise UserError("store.wrong_escrow_key")
        return key


def with_escrow(header: Header, data_key: bytes, public_key: str) -> Header:
    """The header with an escrow slot for `public_key`, signed.

    Raises: EnvironmentFault `store.escrow_key_unusable`.
    """
    try:
        slot = escrow_slot(header.store_id, data_key, public_key)
    except ValueError:
        raise EnvironmentFault("store.escrow_key_unusable") from None
    return replace(header, slots={**header.slots, ESCROW: slot}).signed(data_key)


def to_bytes(header: Header) -> bytes:
    """The file's content."""
    content = {"format": FORMAT, **asdict(header)}
    return json.dumps({**content, "checksum": _checksum(content)}, indent=1).encode()


def from_bytes(content: bytes) -> Header:
    """The header again. Raises: EnvironmentFault `store.header_damaged`, `store.newer_program`."""
    try:
        values = json.loads(content)
        whole = values.pop("checksum") == _checksum(values)
        known = values.pop("format") == FORMAT
        header = Header(**values) if known else None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise EnvironmentFault("store.header_damaged") from None
    if not whole or (header and not {PORTABLE, RECOVERY} <= header.slots.keys()):
        raise EnvironmentFault("store.header_damaged")
    if header is None:
        raise EnvironmentFault("store.newer_program")
    return header


def read(file: Path) -> Header | EnvironmentFault:
    """The header in a file, or the fault: `store.missing_header`, `store.header_damaged`."""
    try:
        with clear_disk_faults():
            content = file.read_bytes()
        return from_bytes(content)
    except FileNotFoundError:
        return EnvironmentFault("store.missing_header")
    except EnvironmentFault as fault:
        return fault


def write(header: Header, *files: Path) -> None:
    """Write the header to each file in turn, each at once."""
    for file in files:
        write_durably(file, to_bytes(header))


def _mac(header: Header, data_key: bytes) -> str:
    content = asdict(replace(header, mac=""))
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":")).encode()
    return hmac.new(subkey(data_key, "header"), canonical, "sha256").hexdigest()


def _checksum(content: dict[str, Any]) -> str:
    return checksum(json.dumps(content, sort_keys=True, separators=(",", ":")).encode())
