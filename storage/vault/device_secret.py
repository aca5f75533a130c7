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


def read_device_secret(store_id: str, kept_in: str = "") -> bytes:
    """The secret; `kept_in` names the keyring it was given to (`keyring_name`).

    Raises: EnvironmentFault `keyring.secret_missing`, `keyring.changed` when the system uses
    another keyring now, `keyring.…`.
    """
    import keyring

    with clear_keyring_faults():
        kept = keyring.get_password(SERVICE, store_id)
    if kept is None:
        changed = kept_in not in ("", keyring_name())
        raise EnvironmentFault("keyring.changed" if changed else "keyring.secret_missing")
    try:
        return raw(kept)
    except ValueError:
        raise EnvironmentFault("keyring.secret_missing") from None


def keyring_name() -> str:
    """Which keyring the system uses; it is no secret."""
    import keyring

    kind = type(keyring.get_keyring())
    return f"{kind.__module__}.{kind.__qualname__}"


def keyring_is_there() -> bool:
    """Whether the system has a keyring at all, locked or not."""
    import keyring
    from keyring.backends import fail

    return not isinstance(keyring.get_keyring(), fail.Keyring)


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
