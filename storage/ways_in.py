"""The ways into a store, each as what finds the data key in a header."""

from collections.abc import Callable

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from jobassist.errors import UserError
from storage.vault.header import Header

KeyOf = Callable[[Header], bytes]
"""Finds the data key, or raises what the header's `open_with_…` raise."""


def by_secret(secret: str) -> KeyOf:
    """By the passphrase, by the PIN on its own device, or by the printed key, whichever it is."""
    return lambda header: header.open_with_either(secret)


def by_escrow_key(private_key: bytes) -> KeyOf:
    """By the municipality's private key, a PEM file as OpenSSL writes it.

    Raises: UserError `store.escrow_key_unreadable`.
    """
    try:
        key = load_pem_private_key(private_key, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise UserError("store.escrow_key_unreadable") from None
    if not isinstance(key, X25519PrivateKey):
        raise UserError("store.escrow_key_unreadable")
    return lambda header: header.open_with_escrow_key(key)
