"""The central's secrets, in a file outside its database: a stolen backup certifies nothing.

The folder is `JOBASSIST_CENTRAL_STATE`, else the database file's own, else the user's data folder.
Several hosts of one central share the file. It is readable by its owner alone.
"""

import base64
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

import platformdirs
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from central.database import Database, now
from jobassist.errors import EnvironmentFault
from jobassist.sync.wire_device import CentralKey, key_statement

STATE_FOLDER = "JOBASSIST_CENTRAL_STATE"
_NONCE_BYTES = 12


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key to certify with. `vouched` is by the one before it, base64."""

    private: Ed25519PrivateKey
    since: str
    vouched: str | None

    @property
    def public(self) -> str:
        """The public key: raw, base64."""
        raw = self.private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        return base64.b64encode(raw).decode()

    def sign(self, message: bytes) -> str:
        """The signature, base64."""
        return base64.b64encode(self.private.sign(message)).decode()


@dataclass(frozen=True, slots=True)
class Keys:
    """What the file holds: signing keys, oldest first, and a secret of the central's own."""

    signing: tuple[SigningKey, ...]
    secret: bytes

    @property
    def present(self) -> SigningKey:
        """The one in use."""
        return self.signing[-1]

    def by_public(self, public: str | None) -> SigningKey:
        """The key a device knows; the first one for a device that does not say."""
        return next((key for key in self.signing if key.public == public), self.signing[0])

    def told(self) -> tuple[CentralKey, ...]:
        """The public side, as devices are told."""
        return tuple(
            CentralKey(key=key.public, since=key.since, vouched=key.vouched) for key in self.signing
        )

    def hide(self, text: str, about: str) -> str:
        """Encrypted for the database, bound to what it is about."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        hidden = AESGCM(self.secret).encrypt(nonce, text.encode(), about.encode())
        return base64.b64encode(nonce + hidden).decode()

    def reveal(self, hidden: str, about: str) -> str:
        """What was hidden. Raises: cryptography's InvalidTag for what was not hidden so."""
        raw = base64.b64decode(hidden)
        nonce, rest = raw[:_NONCE_BYTES], raw[_NONCE_BYTES:]
        return AESGCM(self.secret).decrypt(nonce, rest, about.encode()).decode()


def state_folder(database: Database) -> Path:
    """Where this central keeps what must not lie in its database."""
    given = os.environ.get(STATE_FOLDER)
    url = database.engine.url
    if given:
        folder = Path(given)
    elif url.get_backend_name() == "sqlite" and url.database:
        folder = Path(url.database).parent
    else:
        folder = platformdirs.user_data_path("jobassist-central", appauthor=False)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def read(folder: Path, central_id: str) -> Keys | None:
    """The keys; None when there is no file. Raises: EnvironmentFault `central.keys_unreadable`."""
    try:
        said = json.loads(_file(folder, central_id).read_text(encoding="utf-8"))
        signing = tuple(
            SigningKey(_private(key["private"]), key["since"], key["vouched"])
            for key in said["signing"]
        )
        return Keys(signing, base64.b64decode(said["secret"]))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError):
        raise EnvironmentFault("central.keys_unreadable") from None


def make(folder: Path, central_id: str, private: str | None = None) -> Keys:
    """A new file, with a given first key (raw, base64) or a new one."""
    first = _private(private) if private else Ed25519PrivateKey.generate()
    made = Keys((SigningKey(first, now(), None),), secrets.token_bytes(32))
    _write(folder, central_id, made)
    return made


def rotate(folder: Path, central_id: str, keys: Keys) -> Keys:
    """Certify with a new key from now on; the old one vouches for it and is kept."""
    private = Ed25519PrivateKey.generate()
    public = SigningKey(private, "", None).public
    vouched = keys.present.sign(key_statement(central_id, public))
    rotated = Keys((*keys.signing, SigningKey(private, now(), vouched)), keys.secret)
    _write(folder, central_id, rotated)
    return rotated


def _write(folder: Path, central_id: str, keys: Keys) -> None:
    content = {
        "secret": base64.b64encode(keys.secret).decode(),
        "signing": [
            {
                "private": base64.b64encode(key.private.private_bytes_raw()).decode(),
                "since": key.since,
                "vouched": key.vouched,
            }
            for key in keys.signing
        ],
    }
    file = _file(folder, central_id)
    partial = file.with_suffix(f".{secrets.token_hex(4)}.new")
    try:
        with os.fdopen(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as out:
            json.dump(content, out)
            out.flush()
            os.fsync(out.fileno())
        partial.replace(file)
    except OSError:
        partial.unlink(missing_ok=True)
        raise EnvironmentFault("central.keys_unreadable") from None


def _file(folder: Path, central_id: str) -> Path:
    return folder / f"keys-{central_id}.json"


def _private(text: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(base64.b64decode(text))
