"""Final notes against their seals: the stored bytes, their hash, the chain, the own signature."""

import hashlib
import json
from base64 import b64decode
from collections import Counter
from collections.abc import Iterator

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Connection, select

from jobassist.records import KINDS, Note
from jobassist.records.plain import to_plain
from storage.device import StoredDevice
from storage.erasure import is_erased
from storage.rows import to_record
from storage.schema import RECORDS

_NOTE = KINDS["note"]
_BATCH = 500
# Enrolment gives the owner a new id beside the seal, never inside it.
_MAY_DIFFER = {f.name for f in _NOTE.fields if f.references == "user"}


def broken(connection: Connection, device: StoredDevice) -> Iterator[str]:
    """Ids of final notes whose seal does not hold.

    hash = SHA-256(previous hash in ASCII, then the sealed bytes), hex; the signature is over the
    hash in ASCII. Two notes of one device that follow the same one are both named. An erased
    note keeps its hash and signature; its content cannot be checked, because there is none.
    """
    table = RECORDS["note"]
    query = select(table).where(table.c.state == "final").order_by(table.c.place)
    links = select(table.c.device_id, table.c.previous_hash).where(table.c.state == "final")
    followers = Counter((link.device_id, link.previous_hash) for link in connection.execute(links))
    for row in connection.execute(query.execution_options(yield_per=_BATCH)).mappings():
        note = to_record(Note, row)
        alone = followers[note.device_id, note.previous_hash] == 1
        whole = _holds(note) or (note.sealed is None and is_erased(connection, "note", note.id))
        if not (alone and whole and _is_signed(note, device)):
            yield note.id


def _holds(note: Note) -> bool:
    if note.sealed is None or note.hash is None:
        return False
    digest = hashlib.sha256((note.previous_hash or "").encode() + note.sealed.encode())
    if digest.hexdigest() != note.hash:
        return False
    now = {"id": note.id, **to_plain(note)}
    sealed = json.loads(note.sealed)
    return all(now.get(n, v) == v for n, v in sealed.items() if n not in _MAY_DIFFER)


def _is_signed(note: Note, device: StoredDevice) -> bool:
    """Only this device's signatures can be checked here; the central vouches for the others."""
    if note.device_id != device.id:
        return True
    key = Ed25519PublicKey.from_public_bytes(b64decode(device.public_key))
    try:
        key.verify(b64decode(note.signature or ""), (note.hash or "").encode())
    except (InvalidSignature, ValueError):
        return False
    return True
