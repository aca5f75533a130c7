"""Whether a statement was signed by a key of the central's."""

import base64
import binascii

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from jobassist.sync.wire import Certificate


def is_signed(certificate: Certificate, key: str) -> bool:
    """Whether the key (raw Ed25519, base64) signed the statement; the certificate names none."""
    try:
        public = Ed25519PublicKey.from_public_bytes(base64.b64decode(key, validate=True))
        signature = base64.b64decode(certificate.signature, validate=True)
        public.verify(signature, certificate.statement.encode())
    except (InvalidSignature, ValueError, binascii.Error):
        return False
    return True
