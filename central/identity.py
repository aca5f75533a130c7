"""The central's own identity: its id, the epoch of its history, and the key it certifies with."""

import base64
from dataclasses import dataclass

import sqlalchemy as sa
import uuid_utils
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from central import schema
from central.database import Database
from jobassist.sync.wire import Certificate, canonical


@dataclass(frozen=True, slots=True)
class Identity:
    """Who this central is. A restored backup gets a new `epoch`."""

    id: str
    epoch: str
    key: Ed25519PrivateKey

    def certify(self, device_id: str, public_key: str, user_id: str) -> Certificate:
        """Vouch that the device holds this key and belongs to this user."""
        statement = canonical(
            {"central": self.id, "device": device_id, "public_key": public_key, "user": user_id}
        )
        own = self.key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        return Certificate(
            statement=statement,
            signature=base64.b64encode(self.key.sign(statement.encode())).decode(),
            central_key=base64.b64encode(own).decode(),
        )


def identity(database: Database) -> Identity:
    """The central's identity, made when it is first asked for."""
    with database.write() as tx:
        for key, value in (
            ("central", str(uuid_utils.uuid7())),
            ("epoch", str(uuid_utils.uuid7())),
            ("key", base64.b64encode(Ed25519PrivateKey.generate().private_bytes_raw()).decode()),
        ):
            tx.execute(_KEEP_FIRST, {"key": key, "value": value})
        said = {row.key: row.value for row in tx.execute(sa.select(schema.meta))}
    private = Ed25519PrivateKey.from_private_bytes(base64.b64decode(said["key"]))
    return Identity(said["central"], said["epoch"], private)


_KEEP_FIRST = sa.text(
    "INSERT INTO meta (key, value) VALUES (:key, :value) ON CONFLICT (key) DO NOTHING"
)
