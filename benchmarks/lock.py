"""From "lock" to the lock page of a fresh process, and what is left in memory then.

The real window on a real encrypted store: a note full of marked words is open, and what was typed
last is not saved yet. Locking ends the process. When its successor has painted the lock page,
every process of the app is scanned for the data key, the passphrase and the marked words; then it
is unlocked again: `ready_ms` is from Return, a second and a half after the first key, until the
note is back with its cursor and the speech model is loaded. The peer is the same program closing
its store and going on, which is how most programs lock.

The scan reads /proc/PID/mem, so it needs Linux. The app denies that to its own user; the window
that is scanned is started without that one fence.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from contextlib import closing, suppress
from pathlib import Path
from statistics import median
from typing import Any

import psutil

from benchmarks._lock_window import SELECTION, TYPING_MS

GOAL_LOCKED_MS, GOAL_READY_MS = 1000, 3000
_ROOT = Path(__file__).resolve().parents[1]
_PASSPHRASE = "kun til denne måling"
_MARK = "kanariesygemelding"  # nowhere else in the program, unlike names and words of the seed
_WORDS = " ".join(f"{_MARK}{number:03d}" for number in range(40))
_TYPED = f" netoptastet{_MARK}."
_MAPPING = re.compile(rb"([0-9a-f]+)-([0-9a-f]+) r")
_PIECE = 1 << 16
_NOTHING = bytes(_PIECE)


def run(runs: int = 5, engine: bool = True) -> dict[str, Any]:
    """Medians in milliseconds, and the hits in memory summed over `runs` locks and one peer's."""
    locks = [lock_once(engine=engine) for _ in range(runs)]
    peer = lock_once(engine=engine, peer=True)
    locked, ready = (median(lock[name] for lock in locks) for name in ("locked_ms", "ready_ms"))
    keys, words = (sum(lock[name] for lock in locks) for name in ("keys", "words"))
    back = all(lock["back"] for lock in locks)
    return {
        "name": "lock",
        "runs": runs,
        "locked_ms": round(locked),
        "ready_ms": round(ready),
        "typing_ms": TYPING_MS,
        "keys_left": keys,
        "words_left": words,
        "back_where_it_was": back,
        "found_while_unlocked": {name: locks[0][f"unlocked_{name}"] for name in ("keys", "words")},
        "peer": "the same program closing its store and going on",
        "peer_left": {name: peer[name] for name in ("keys", "words")},
        "goal": {"locked_ms": GOAL_LOCKED_MS, "ready_ms": GOAL_READY_MS, "left": 0},
        "met": locked <= GOAL_LOCKED_MS and ready <= GOAL_READY_MS and keys + words == 0 and back,
    }


def lock_once(*, engine: bool, peer: bool = False) -> dict[str, Any]:
    """One lock: `locked_ms`, `ready_ms`, hits `keys` and `words` at the lock page, `back`."""
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        case, note, data_key = _make_store(store)
        key_needles = [data_key, *_forms(_PASSPHRASE)]
        word_needles = _forms(_MARK)
        order = {"passphrase": _PASSPHRASE, "engine": engine, "peer": peer}
        order |= {"case": case, "note": note, "typed": _TYPED}
        with _window(store) as window:
            try:
                figures = _measure(window, order, key_needles, word_needles)
            finally:
                window.kill()
    return figures


def _measure(
    window: "subprocess.Popen[str]",
    order: dict[str, Any],
    key_needles: list[bytes],
    word_needles: list[bytes],
) -> dict[str, Any]:
    figures: dict[str, Any] = {"locked_ms": _ask(window, order)["locked_ms"]}
    figures["keys"] = hits(window.pid, key_needles)
    figures["words"] = hits(window.pid, word_needles)
    if order["peer"]:
        return figures
    told = _ask(window, order)
    figures["ready_ms"] = told["ready_ms"]
    figures["back"] = (
        told["note"] == order["note"]
        and told["selection"] == [*SELECTION]
        and told["text"].count(_TYPED.strip()) == 1
    )
    # The scan finds them where they are: else finding none would mean nothing.
    figures["unlocked_keys"] = hits(window.pid, key_needles)
    figures["unlocked_words"] = hits(window.pid, word_needles)
    return figures


def hits(pid: int, needles: list[bytes]) -> int:
    """How often any of the needles stands in the memory of a process or its children."""
    processes = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    count = 0
    for process in processes:
        with suppress(FileNotFoundError, ProcessLookupError):  # one that has ended holds nothing
            count += _hits(process.pid, needles)
    return count


def _hits(pid: int, needles: list[bytes]) -> int:
    count = 0
    mappings = Path(f"/proc/{pid}/maps").read_bytes()
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for mapping in _MAPPING.finditer(mappings):
            start, end = (int(number, 16) for number in mapping.groups())
            tail = b""
            with suppress(OSError, OverflowError):  # the kernel's own pages cannot be read
                memory.seek(start)
                while start < end and (piece := memory.read(min(_PIECE, end - start))):
                    start += len(piece)
                    if piece == _NOTHING:  # most of it, and slow to search for UTF-16
                        tail = b""
                        continue
                    piece = tail + piece  # one that lies across two pieces is counted once
                    count += sum(piece.count(needle) for needle in needles)
                    tail = piece[-min(map(len, needles)) + 1 :]
    return count


def _forms(word: str) -> list[bytes]:
    return [word.encode(), word.encode("utf-16-le")]


def _make_store(folder: Path) -> tuple[str, str, bytes]:
    from jobassist.bootstrap import build
    from jobassist.services.cases import list_cases
    from jobassist.services.notes import new_draft
    from jobassist.services.seed import seed

    house = build(folder)
    session, _ = house.create(_PASSPHRASE, "Måling")
    with closing(_Locked(house)):
        seed(session, cases=2, notes=2, seed=1)
        case = list_cases(session)[0].case
        note = new_draft(session, case.id, _WORDS)
        return case.id, note.id, house.opened.data_key


class _Locked:
    def __init__(self, house: Any) -> None:
        self.close = house.lock


def _window(folder: Path) -> "subprocess.Popen[str]":
    environment = {**os.environ, "PYTHONPATH": str(_ROOT), "QT_QPA_PLATFORM": "offscreen"}
    environment.pop("LOCKED_AT", None)
    return subprocess.Popen(
        [sys.executable, "-m", "benchmarks._lock_window", str(folder)],
        cwd=_ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def _ask(window: "subprocess.Popen[str]", order: dict[str, Any]) -> dict[str, Any]:
    assert window.stdin and window.stdout
    window.stdin.write(json.dumps(order) + "\n")
    window.stdin.flush()
    for line in window.stdout:
        if line.startswith("told:"):
            answer: dict[str, Any] = json.loads(line.removeprefix("told:"))
            return answer
    raise RuntimeError("the window ended early")
