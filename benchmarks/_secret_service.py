"""A real Secret Service (gnome-keyring) on a bus of its own, for a script of tests and benchmarks.

`in_session(script)` runs Python code in a fresh session: an own D-Bus, an own keyring folder, the
login keyring unlocked as a login does it. `lock()` locks it as a screen lock may, `vanish()` leaves
a system that asks whether it may make a keyring; with nobody there to answer, both questions end as
when they are dismissed. Linux only.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[1]

_PRELUDE = """
import json, subprocess, sys
subprocess.run(
    ["gnome-keyring-daemon", "--unlock", "--components=secrets"],
    input=b"login", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True,
)
import keyring
from benchmarks._secret_service import lock, reset, vanish

def tell(**facts):
    print("told:" + json.dumps(facts), flush=True)
"""


def in_session(script: str, home: Path, **environment: str) -> dict[str, object]:
    """What the script told with `tell(...)`. `home` keeps the keyring from run to run."""
    done = subprocess.run(
        ["dbus-run-session", "--", sys.executable, "-c", _PRELUDE + script],
        cwd=_ROOT,
        env={
            **os.environ,
            "HOME": str(home),
            "XDG_DATA_HOME": str(home / "data"),
            "XDG_RUNTIME_DIR": str(home / "run"),
            "XDG_CONFIG_HOME": str(home / "config"),
            **environment,
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    told = [line for line in done.stdout.splitlines() if line.startswith("told:")]
    assert told, done.stderr[-2000:]
    return dict(json.loads(told[-1].removeprefix("told:")))


def lock() -> None:
    """Lock the collection, as logging out of it does."""
    import secretstorage

    connection = secretstorage.dbus_init()
    secretstorage.get_default_collection(connection).lock()
    connection.close()


def reset() -> None:
    """Forget every secret without a word, as a new login password or a new profile does."""
    import secretstorage

    connection = secretstorage.dbus_init()
    for item in list(secretstorage.get_default_collection(connection).get_all_items()):
        item.delete()
    connection.close()


def vanish() -> None:
    """Remove the collection itself, as a profile that was made anew has none yet."""
    import secretstorage

    connection = secretstorage.dbus_init()
    secretstorage.get_default_collection(connection).delete()
    connection.close()
