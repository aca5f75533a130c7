"""Wrong PINs are counted beside the device secret, in the keyring, and make the next try wait.

A try is counted before it is made, so that ending the program saves nobody a wait. Whoever deletes
the count takes the PIN away with it: then only the passphrase or the printed key opens. A program
that runs as the same user can set the count back; it could also read the device secret.
"""

import time

from jobassist.errors import EnvironmentFault, UserError
from storage.vault.device_secret import SERVICE, clear_keyring_faults

FREE = 5
_FIRST_WAIT = 30.0
_LONGEST_WAIT = 3600.0


class Tries:
    """How often the PIN was wrong in a row, and when last (seconds since 1970)."""

    def __init__(self, store_id: str) -> None:
        self._name = f"{store_id} tries"

    def begin(self) -> None:
        """Set the count to none. Raises: EnvironmentFault `keyring.…`."""
        self._keep(0, 0.0)

    def forgive(self) -> None:
        """The right secret was given: set the count to none, unless it is gone or none already."""
        if self._read()[0]:
            self._keep(0, 0.0)

    def admit(self) -> None:
        """Count one more try, or refuse it.

        Raises: UserError `store.too_many_tries` (`seconds` to wait); EnvironmentFault
        `keyring.secret_missing` when the count is gone, `keyring.…`.
        """
        count, last = self._read()
        now = time.time()
        if now < last:  # the clock was set back: the wait begins anew
            last = now
            self._keep(count, now)
        wait = last + waiting(count) - now
        if wait > 0:
            raise UserError("store.too_many_tries", seconds=max(1, round(wait)))
        self._keep(count + 1, now)

    def _read(self) -> tuple[int, float]:
        import keyring

        with clear_keyring_faults():
            kept = keyring.get_password(SERVICE, self._name)
        try:
            count, last = (kept or "").split(" ")
            return int(count), float(last)
        except ValueError:
            raise EnvironmentFault("keyring.secret_missing") from None

    def _keep(self, count: int, last: float) -> None:
        import keyring

        with clear_keyring_faults():
            keyring.set_password(SERVICE, self._name, f"{count} {last:.0f}")


def waiting(count: int) -> float:
    """Seconds to wait after so many wrong tries: none, then 30, doubled each time, one hour."""
    if count < FREE:
        return 0.0
    return min(_LONGEST_WAIT, _FIRST_WAIT * 2.0 ** min(count - FREE, 20))
