"""Wrong passphrases: one message, and not a byte of the store changed by trying."""

import hashlib
import secrets
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.vault import _stores
from jobassist.errors import AppError
from storage import opening
from storage.vault.keys import FLOOR, STANDARD, Kdf
from storage.vault.tries import waiting

_PINS = 10_000  # four digits
_TELL_EVERY = 500


def run(
    *,
    times: int = 10_000,
    full_cost: int = 100,
    floor: Kdf = FLOOR,
    report: Callable[[str], None],
) -> dict[str, Any]:
    """Try `times` wrong passphrases: `full_cost` at full cost, all others at the KDF's floor.

    With the product's floor a try takes a tenth of a second or two. The waits after wrong PINs are
    computed from the rule that the tests hold the product to.
    """
    costs = {"full": (STANDARD, full_cost), "floor": (floor, max(0, times - full_cost))}
    answers: Counter[str] = Counter()
    figures: dict[str, Any] = {}
    with tempfile.TemporaryDirectory(prefix="jobassist-bench-") as place:
        folder = Path(place) / "data"
        _stores.make(folder, 20)
        same = True
        for name, (kdf, count) in costs.items():
            _cost(folder, kdf)
            before, start = _bytes(folder), time.perf_counter()
            for done in range(count):
                answers.update([_answer(folder)])
                if (done + 1) % _TELL_EVERY == 0:
                    report(f"{done + 1} of {count} wrong keys at {name} cost")
            seconds = time.perf_counter() - start
            same = same and _bytes(folder) == before
            figures[name] = {"tries": count, "ms_each": round(1000 * seconds / max(1, count), 1)}
            report(f"{count} wrong keys at {name} cost")
    days = sum(waiting(count) for count in range(_PINS)) / 86_400
    goal = {"answers": ["store.wrong_passphrase"], "bytes_same": True}
    return {
        **figures,
        "answers": dict(answers),
        "bytes_same": same,
        "days_of_waiting_for_every_pin": round(days),
        "goal": goal,
        "met": same and set(answers) == set(goal["answers"]),  # type: ignore[call-overload]
    }


def _cost(folder: Path, kdf: Kdf) -> None:
    opened = _stores.unlock(folder)
    opening.change_passphrase(opened, _stores.PASSPHRASE, kdf=kdf)
    opened.close()


def _answer(folder: Path) -> str:
    try:
        opening.unlock(folder, secrets.token_urlsafe(16)).close()
    except AppError as error:
        return error.code
    return "open"


def _bytes(folder: Path) -> str:
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        digest.update(str(file).encode() + (file.read_bytes() if file.is_file() else b""))
    return digest.hexdigest()
