"""The device's own identity: it signs what is made here."""

from typing import Protocol


class Device(Protocol):
    """This laptop's Ed25519 key, kept in the vault and certified by the central at enrolment."""

    @property
    def id(self) -> str:
        """The device's id."""
        ...

    @property
    def public_key(self) -> str:
        """The raw Ed25519 public key, base64."""
        ...

    def sign(self, message: bytes) -> str:
        """The Ed25519 signature, base64."""
        ...
