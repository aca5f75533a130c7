"""The device secret: 256 bits in the system's keyring that the daily slot needs besides the PIN.

A keyring that was reset answers None without an error; that never makes a new secret here.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from jobassist.errors import EnvironmentFault
from storage.vault.keys import KEY_BYTES, raw, text

SERVICE = "jobassist"


def new_device_secret(store_id: str) -> bytes:
    """Make the secret and keep it. Raises: EnvironmentFault `keyring.…`."""
    import keyring

    secret = secrets.token_bytes(KEY_BYTES)
    with clear_keyring_faults():
        keyring.set_password(SERVICE, store_id, text(secret))
    if read_device_secret(store_id) != secret:
        raise EnvironmentFault("keyring.failed")
    return secret


def read_device_secret(store_id: str) -> bytes:
    """The secret. Raises: EnvironmentFault `keyring.secret_missing`, `keyring.…`."""
    import keyring

    with clear_keyring_faults():
        kept = keyring.get_password(SERVICE, store_id)
    if kept is None:
        raise EnvironmentFault("keyring.secret_missing")
    try:
        return raw(kept)
    except ValueError:
        raise EnvironmentFault("keyring.secret_missing") from None


def forget_device_secret(store_id: str) -> None:
    """Remove the secret and the count of tries if the keyring has them and answers."""
    import keyring
    from keyring.errors import KeyringError

    for name in (store_id, f"{store_id} tries"):
        with suppress(KeyringError):
            keyring.delete_password(SERVICE, name)


@contextmanager
def clear_keyring_faults() -> Iterator[None]:
    """Turn what goes wrong with the keyring into faults with a code."""
    from keyring.errors import InitError, KeyringError, KeyringLocked, NoKeyringError

    try:
        yield
    except NoKeyringError:
        raise EnvironmentFault("keyring.none") from None
    except KeyringLocked:
        raise EnvironmentFault("keyring.locked", retryable=True) from None
    except InitError:
        raise EnvironmentFault("keyring.dismissed", retryable=True) from None
    except KeyringError:
        raise EnvironmentFault("keyring.failed", retryable=True) from None
