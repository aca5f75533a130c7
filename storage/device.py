"""This laptop's own Ed25519 key, made with the store and kept inside it."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from sqlalchemy import Connection, select

from jobassist.errors import EnvironmentFault
from jobassist.ids import new_id
from storage.schema import DEVICE
from storage.vault.keys import raw, text


class StoredDevice:
    """Signs what is made here. The private key never leaves the process."""

    def __init__(self, id: str, private_key: bytes) -> None:
        self.id = id
        self._key = Ed25519PrivateKey.from_private_bytes(private_key)

    @property
    def public_key(self) -> str:
        """The raw public key, base64."""
        return text(self._key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))

    def sign(self, message: bytes) -> str:
        """The signature, base64."""
        return text(self._key.sign(message))


def make_device(connection: Connection) -> None:
    """Give a new store its device key."""
    key = Ed25519PrivateKey.generate().private_bytes_raw()
    connection.execute(DEVICE.insert(), {"id": new_id(), "private_key": text(key)})


def load_device(connection: Connection) -> StoredDevice:
    """The store's device. Raises: EnvironmentFault `store.damaged` when it has none."""
    row = connection.execute(select(DEVICE)).first()
    if row is None:
        raise EnvironmentFault("store.damaged")
    return StoredDevice(row.id, raw(row.private_key))
