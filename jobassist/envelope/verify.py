"""Proves an envelope from its file alone: no store, no network, no trust in who sent it.

Every byte of the file is bound: the file must be canonical JSON of exactly the named members; the
head hashes to the root; the device signed the root; the central certified the device; each opened
leaf has its commitment at its index; each file has the hash of its leaf. What is withheld shows as
a commitment and nothing else. Who the central is one must know: compare `central_key`.
"""

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from jobassist.envelope.canonical import NotCanonicalError, parse
from jobassist.envelope.leaves import SALT_BYTES, Leaf
from jobassist.envelope.packet import (
    FILE_PATH,
    FORMAT,
    Copy,
    Packet,
    Signer,
    root_of,
    signed_bytes,
)

MOST_BYTES = 200 * 1024 * 1024
NOT_AN_ENVELOPE = "not_an_envelope"
_BEGINNING = b'{"copy":'  # the first of the members in their canonical order
_FAMILY = FORMAT.partition("/")[0].encode()
_MEMBERS = {"format", "copy", "head", "root", "signature", "device", "leaves", "files"}
_HEAD_TEXTS = ("envelope", "form", "type", "definition", "sealed_at", "user", "device", "log_head")


class BrokenEnvelopeError(Exception):
    """It does not hold. `why` is a stable word: which promise is broken."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Verified:
    """An envelope that holds.

    `head` is what it says of itself. `certified` is whether a central vouched for the device;
    `central_key` (base64) names that central. `withheld` counts leaves this copy keeps closed.
    """

    packet: Packet
    root: str
    head: Mapping[str, Any]
    certified: bool
    central_key: str | None
    withheld: int

    def value(self, path: str) -> Any:
        """An opened leaf's value; None when it is withheld, or not there."""
        return next((leaf.value for leaf in self.packet.leaves if leaf.path == path), None)


def verify(content: bytes) -> Verified:
    """The envelope in a file's bytes.

    Raises: BrokenEnvelopeError; its `why` is `NOT_AN_ENVELOPE` for a file that never was one.
    """
    if not _looks_like_one(content):
        raise BrokenEnvelopeError(NOT_AN_ENVELOPE)
    if len(content) > MOST_BYTES:
        raise BrokenEnvelopeError("too_large")
    data = _members(_parsed(content), _MEMBERS)
    if data["format"] != FORMAT:
        raise BrokenEnvelopeError("format")
    head = _head(data["head"])
    root = root_of(data["head"])
    if data["root"] != root:
        raise BrokenEnvelopeError("root")
    signer, central_key = _signer(data["device"], head)
    _require_signed(signer.public_key, signed_bytes(root), data["signature"], "signature")
    copy = _copy(data["copy"])
    leaves = _leaves(data["leaves"], head["commitments"])
    withheld = len(head["commitments"]) - len(leaves)
    if copy is Copy.FULL and withheld:
        raise BrokenEnvelopeError("withheld")
    files = _files(data["files"], leaves)
    packet = Packet(copy, data["head"], data["signature"], signer, leaves, files)
    return Verified(packet, root, head, central_key is not None, central_key, withheld)


def _looks_like_one(content: bytes) -> bool:
    """Cut off or changed, an envelope still begins as one or names its format."""
    return content.startswith(_BEGINNING) or _FAMILY in content


def _parsed(content: bytes) -> Any:
    try:
        return parse(content)
    except NotCanonicalError:
        raise BrokenEnvelopeError("not_canonical") from None


def _members(data: Any, names: set[str]) -> dict[str, Any]:
    if not isinstance(data, dict) or data.keys() != names:
        raise BrokenEnvelopeError("members")
    return data


def _head(text: Any) -> dict[str, Any]:
    if not isinstance(text, str):
        raise BrokenEnvelopeError("head")
    head = _parsed(text.encode("utf-8", "surrogatepass"))
    if not isinstance(head, dict) or head.get("format") != FORMAT:
        raise BrokenEnvelopeError("head")
    texts = all(isinstance(head.get(name), str) for name in _HEAD_TEXTS)
    commitments = head.get("commitments")
    listed = isinstance(commitments, list) and all(isinstance(one, str) for one in commitments)
    if not (texts and listed and isinstance(head.get("round"), int)):
        raise BrokenEnvelopeError("head")
    return head


def _signer(data: Any, head: Mapping[str, Any]) -> tuple[Signer, str | None]:
    told = _members(data, {"id", "public_key", "certificate"})
    if told["id"] != head["device"]:
        raise BrokenEnvelopeError("device")
    certificate = told["certificate"]
    signer = Signer(told["id"], told["public_key"], certificate)
    if certificate is None:
        return signer, None
    _members(certificate, {"statement", "signature", "central_key"})
    key, statement = certificate["central_key"], certificate["statement"]
    if not isinstance(statement, str):
        raise BrokenEnvelopeError("certificate")
    message = statement.encode("utf-8", "surrogatepass")
    _require_signed(key, message, certificate["signature"], "certificate")
    try:
        said = json.loads(statement)
    except ValueError:
        raise BrokenEnvelopeError("certificate") from None
    matches = isinstance(said, dict) and (said.get("device"), said.get("public_key")) == (
        signer.id,
        signer.public_key,
    )
    if not matches:
        raise BrokenEnvelopeError("certificate")
    return signer, str(key)


def _require_signed(key: Any, message: bytes, signature: Any, why: str) -> None:
    try:
        Ed25519PublicKey.from_public_bytes(_decoded(key)).verify(_decoded(signature), message)
    except (ValueError, InvalidSignature):
        raise BrokenEnvelopeError(why) from None


def _decoded(text: Any) -> bytes:
    """Standard base64 in its one canonical spelling. Raises: ValueError."""
    if not isinstance(text, str):
        raise ValueError
    try:
        content = base64.b64decode(text, validate=True)
    except binascii.Error:
        raise ValueError from None
    if base64.b64encode(content).decode() != text:
        raise ValueError
    return content


def _copy(text: Any) -> Copy:
    try:
        return Copy(text)
    except ValueError:
        raise BrokenEnvelopeError("copy") from None


def _leaves(data: Any, commitments: list[str]) -> tuple[Leaf, ...]:
    if not isinstance(data, list):
        raise BrokenEnvelopeError("leaves")
    leaves, last = [], -1
    for one in data:
        told = _members(one, {"index", "path", "salt", "value"})
        index = told["index"]
        if type(index) is not int or not last < index < len(commitments):
            raise BrokenEnvelopeError("leaves")
        if not isinstance(told["path"], str):
            raise BrokenEnvelopeError("leaves")
        leaf = Leaf(index, told["path"], told["value"], _salt(told["salt"]))
        if leaf.commitment != commitments[index]:
            raise BrokenEnvelopeError("leaves")
        leaves.append(leaf)
        last = index
    return tuple(leaves)


def _salt(text: Any) -> str:
    try:
        if len(_decoded(text)) == SALT_BYTES:
            return str(text)
    except ValueError:
        pass
    raise BrokenEnvelopeError("leaves")


def _files(data: Any, leaves: tuple[Leaf, ...]) -> dict[str, bytes]:
    """Exactly the files of the opened leaves, each with its hash and size."""
    if not isinstance(data, dict):
        raise BrokenEnvelopeError("files")
    told = {}
    for leaf in leaves:
        if leaf.path.startswith(FILE_PATH):
            said = _members(leaf.value, {"media", "sha256", "size", "title"})
            if not isinstance(said["sha256"], str):
                raise BrokenEnvelopeError("files")
            told[said["sha256"]] = said["size"]
    if data.keys() != told.keys():
        raise BrokenEnvelopeError("files")
    files = {}
    for name, text in data.items():
        try:
            files[name] = _decoded(text)
        except ValueError:
            raise BrokenEnvelopeError("files") from None
        if (hashlib.sha256(files[name]).hexdigest(), len(files[name])) != (name, told[name]):
            raise BrokenEnvelopeError("files")
    return files
