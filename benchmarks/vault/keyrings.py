"""Every state of the system's keyring beside every slot, on a real Secret Service.

Whatever the keyring does, each way in ends in the same opened store or in a sentence that says how
to go on; never in an empty or a new store.
"""

import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from benchmarks._secret_service import in_session
from benchmarks.vault import _stores
from jobassist.messages import message
from storage.opening import apply_escrow, create
from storage.vault.keys import text

SLOTS = ("daily", "portable", "recovery", "escrow")
_PIN = "194837"
_WAY_ON = "adgangssætning"  # the way in that every sentence about the keyring names

# What is done to the keyring, the environment the app then runs in, and what the PIN is answered.
STATES: dict[str, tuple[str, dict[str, str], str]] = {
    "ready": ("", {}, "opened"),
    "no backend": ("", {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}, "keyring.none"),
    "no bus": ("", {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent"}, "keyring.none"),
    "prompt dismissed": ("vanish()", {}, "keyring.dismissed"),
    "locked": ("lock()", {}, "keyring.locked"),
    "reset": ("reset()", {}, "keyring.secret_missing"),
    "changed backend": (
        "",
        {"PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"},
        "keyring.changed",
    ),
}

_SET_PIN = """
from pathlib import Path
from storage.opening import set_pin, unlock
from storage.vault.keys import Kdf
opened = unlock(Path({folder!r}), {passphrase!r})
set_pin(opened, {pin!r}, kdf=Kdf(1, 8, 1))
opened.close()
tell(pin_set=True)
"""

_OPEN = """
{doing}
from pathlib import Path
from benchmarks.vault import _stores
from jobassist.errors import AppError
from storage.opening import unlock, unlock_with_escrow_key, unlock_with_recovery_key
folder = Path({folder!r})
ways = {{
    "daily": lambda: unlock(folder, {pin!r}),
    "portable": lambda: unlock(folder, {passphrase!r}),
    "recovery": lambda: unlock_with_recovery_key(folder, {recovery_key!r}),
    "escrow": lambda: unlock_with_escrow_key(folder, {escrow!r}),
}}
answers = {{}}
for name, way in ways.items():
    try:
        opened = way()
    except AppError as error:
        answers[name] = error.code
    else:
        whole = opened.store_id == {store_id!r} and _stores.version(opened) == 0
        answers[name] = "opened" if whole else "another store"
        opened.close()
tell(**answers)
"""


def run(*, report: Callable[[str], None]) -> dict[str, Any]:
    """`answers[state][slot]`: `opened`, or the code of the sentence the user is told."""
    if sys.platform != "linux" or not shutil.which("gnome-keyring-daemon"):
        return {"answers": "not run: needs gnome-keyring and dbus-run-session", "met": False}
    with tempfile.TemporaryDirectory(prefix="jobassist-bench-") as place:
        home = Path(place) / "home"
        (home / "run").mkdir(parents=True, mode=0o700)
        given = _vault(home / "store")
        in_session(_SET_PIN.format(folder=str(home / "store"), **given), home)
        answers = {}
        for state in STATES:
            answers[state] = _answers(state, home, Path(place) / state.replace(" ", "-"), given)
            report(f"keyring: {state}")
    wrong = [
        f"{state}, {slot}: {answers[state][slot]}"
        for state, (_, _, pin_is_answered) in STATES.items()
        for slot in SLOTS
        if answers[state][slot] != (pin_is_answered if slot == "daily" else "opened")
    ]
    codes = {code for found in answers.values() for code in found.values()} - {"opened"}
    mute = sorted(code for code in codes if not _says_how(code))
    goal: dict[str, list[str]] = {"wrong": [], "mute": []}
    met = {"wrong": wrong, "mute": mute} == goal
    return {"answers": answers, "wrong": wrong, "mute": mute, "goal": goal, "met": met}


def _vault(folder: Path) -> dict[str, Any]:
    """A store with a note, and every way in but the PIN."""
    escrow = X25519PrivateKey.generate()
    opened, recovery_key = create(folder, _stores.PASSPHRASE, "Anne", kdf=_stores.QUICK)
    apply_escrow(opened, text(escrow.public_key().public_bytes_raw()))
    with opened.store.write() as tx:
        for record in (_stores.CITIZEN, _stores.CASE, _stores.NOTE):
            tx.put(record)
    store_id = opened.store_id
    opened.close()
    return {
        "passphrase": _stores.PASSPHRASE,
        "pin": _PIN,
        "recovery_key": recovery_key,
        "escrow": escrow.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
        "store_id": store_id,
    }


def _answers(state: str, home: Path, copy: Path, given: dict[str, Any]) -> dict[str, str]:
    """What each slot is answered in a copy of the home, and whether a file was made beside it."""
    shutil.copytree(home, copy, ignore=shutil.ignore_patterns("run"))
    (copy / "run").mkdir(mode=0o700)
    doing, environment, _ = STATES[state]
    script = _OPEN.format(doing=doing, folder=str(copy / "store"), **given)
    if "DBUS_SESSION_BUS_ADDRESS" in environment:  # the session's own bus would stand over it
        script = f"import os; os.environ.update({environment!r})\n{script}"
        environment = {}
    found = {slot: str(code) for slot, code in in_session(script, copy, **environment).items()}
    made = {file.name for file in (copy / "store").glob("*.db")}
    if made != {file.name for file in (home / "store").glob("*.db")}:
        return dict.fromkeys(SLOTS, "another store")
    return found


def _says_how(code: str) -> bool:
    told = message(code)
    return bool(told.what) and _WAY_ON in told.next
