"""The anchor: how far the store had come, kept in the system's keyring, outside the data folder.

It is what notices that the whole folder was put back to an earlier day. It is kept where a PIN is
set: there the keyring is in use already, and nobody is asked about it only for this.
"""

from contextlib import suppress

from jobassist.errors import EnvironmentFault
from storage.vault.device_secret import SERVICE, clear_keyring_faults

State = tuple[int, int, int]
"""Generation, commit, revision of the header: whichever comes first decides."""


def to_text(state: State) -> str:
    """As the keyring and the central keep it; it holds nothing secret and nothing personal."""
    return ".".join(map(str, state))


def from_text(text: str) -> State | None:
    """The state again, or None for anything else."""
    try:
        generation, commit, header = map(int, text.split("."))
    except ValueError:
        return None
    return generation, commit, header


def keep_anchor(store_id: str, state: State) -> None:
    """Keep how far the store has come, if the keyring answers."""
    import keyring

    with suppress(EnvironmentFault), clear_keyring_faults():
        keyring.set_password(SERVICE, _name(store_id), to_text(state))


def read_anchor(store_id: str) -> State | None:
    """How far the store had come, or None when the keyring does not know or does not answer."""
    import keyring

    with suppress(EnvironmentFault), clear_keyring_faults():
        return from_text(keyring.get_password(SERVICE, _name(store_id)) or "")
    return None


def forget_anchor(store_id: str) -> None:
    """Remove it if the keyring has it and answers."""
    import keyring
    from keyring.errors import KeyringError

    with suppress(KeyringError):
        keyring.delete_password(SERVICE, _name(store_id))


def _name(store_id: str) -> str:
    return f"{store_id} anchor"
