"""A device whose key everybody knows: real Ed25519, never a real secret."""

from base64 import b64encode

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


class FakeDevice:
    """Signs with a key made of one repeated byte, so that two runs give the same signature."""

    def __init__(self, id: str = "01920000-0000-7000-8000-00000000d001", seed: int = 1) -> None:
        self.id = id
        self._key = Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)

    @property
    def public_key(self) -> str:
        """The raw public key, base64."""
        raw = self._key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        return b64encode(raw).decode()

    def sign(self, message: bytes) -> str:
        """The signature, base64."""
        return b64encode(self._key.sign(message)).decode()
