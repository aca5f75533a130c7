"""The central's own identity: its id, the first epoch, and the keys it certifies with."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
import uuid_utils
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from central import keys, schema
from central.database import Database
from central.keys import Keys, SigningKey
from jobassist.errors import EnvironmentFault
from jobassist.sync.wire import Certificate, canonical
from jobassist.sync.wire_device import wipe_statement

_ELSEWHERE = "file"


@dataclass(frozen=True, slots=True)
class Identity:
    """Who this central is. The epoch is not here: a new one may begin while it runs."""

    id: str
    folder: Path

    @property
    def keys(self) -> Keys:
        """The keys as they are now: another process may have rotated them."""
        found = keys.read(self.folder, self.id)
        if found is None:
            raise EnvironmentFault("central.keys_missing")
        return found

    @property
    def key(self) -> Ed25519PrivateKey:
        """The key in use."""
        return self.keys.present.private

    def certify(self, device_id: str, public_key: str, user_id: str) -> Certificate:
        """Vouch that the device holds this key and belongs to this user."""
        statement = canonical(
            {"central": self.id, "device": device_id, "public_key": public_key, "user": user_id}
        )
        return _signed(self.keys.present, statement)

    def order_wipe(self, device_id: str, known_key: str | None) -> Certificate:
        """The order to wipe a device, signed with the key that the device knows."""
        return self.sign([wipe_statement(self.id, device_id)], known_key)[0]

    def sign(self, statements: Iterable[str], known_key: str | None) -> list[Certificate]:
        """Each statement, signed with the key that the device knows."""
        key = self.keys.by_public(known_key)
        return [_signed(key, statement) for statement in statements]


def identity(database: Database) -> Identity:
    """The central's identity, made when it is first asked for.

    Raises: EnvironmentFault `central.keys_missing` where the file with its keys is gone: new ones
    would not be believed by any device.
    """
    folder = keys.state_folder(database)
    with database.write() as tx:
        for key in ("central", "epoch"):
            tx.execute(_KEEP_FIRST, {"key": key, "value": str(uuid_utils.uuid7())})
        meta = schema.meta
        said = {row.key: row.value for row in tx.execute(sa.select(meta).with_for_update())}
        central_id, where = said["central"], said.get("key")
        if where == _ELSEWHERE:
            if keys.read(folder, central_id) is None:
                raise EnvironmentFault("central.keys_missing")
        else:  # the first start, or one after the key lay in the database
            if keys.read(folder, central_id) is None:
                keys.make(folder, central_id, where)
            tx.execute(sa.delete(meta).where(meta.c.key == "key"))
            tx.execute(sa.insert(meta), {"key": "key", "value": _ELSEWHERE})
    return Identity(central_id, folder)


def _signed(key: SigningKey, statement: str) -> Certificate:
    signature = key.sign(statement.encode())
    return Certificate(statement=statement, signature=signature, central_key=key.public)


_KEEP_FIRST = sa.text(
    "INSERT INTO meta (key, value) VALUES (:key, :value) ON CONFLICT (key) DO NOTHING"
)
