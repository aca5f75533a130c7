"""The seal of a final note: what is hashed and signed is the stored bytes.

hash = SHA-256(previous hash in ASCII, or nothing for a device's first, then the sealed bytes),
hex. The signature is the device's Ed25519 signature of the hash in ASCII, base64.
"""

import hashlib
import json
from dataclasses import replace

from jobassist.ports.device import Device
from jobassist.records import Note, NoteState, Record
from jobassist.records.plain import to_plain

_ABOUT_THE_SEAL = {"sealed", "previous_hash", "hash", "signature"}


def sealed_bytes(record: Record) -> str:
    """The record's content as canonical JSON: sorted keys, no spaces, UTF-8, ids and fields."""
    content = {k: v for k, v in to_plain(record).items() if k not in _ABOUT_THE_SEAL}
    content["id"] = record.id
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def chain_hash(previous_hash: str | None, sealed: str) -> str:
    """The hash that a seal with these bytes must carry, in hex."""
    return hashlib.sha256((previous_hash or "").encode() + sealed.encode()).hexdigest()


def seal(note: Note, previous_hash: str | None, device: Device) -> Note:
    """The note sealed: state final, chained to the device's previous seal and signed."""
    final = replace(note, state=NoteState.FINAL, device_id=device.id)
    sealed = sealed_bytes(final)
    digest = chain_hash(previous_hash, sealed)
    return replace(
        final,
        sealed=sealed,
        previous_hash=previous_hash,
        hash=digest,
        signature=device.sign(digest.encode()),
    )
