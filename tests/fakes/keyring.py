"""A keyring in memory with the states a real one can be in."""

from keyring.backend import KeyringBackend
from keyring.errors import InitError, KeyringLocked, PasswordDeleteError


class FakeKeyring(KeyringBackend):
    """`state` is `ready`, `locked` (unlocking fails) or `dismissed` (the prompt was closed)."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.state = "ready"
        self.secrets: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        """The secret, or None as a keyring that was reset answers."""
        self._check()
        return self.secrets.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a secret."""
        self._check()
        self.secrets[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        """Forget a secret."""
        self._check()
        if self.secrets.pop((service, username), None) is None:
            raise PasswordDeleteError("no such secret")

    def reset(self) -> None:
        """What a new login password or a fresh profile does: every secret is gone."""
        self.secrets.clear()

    def _check(self) -> None:
        if self.state == "locked":
            raise KeyringLocked("locked")
        if self.state == "dismissed":
            raise InitError("prompt dismissed")
