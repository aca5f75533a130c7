"""The UI thread while one dictates for ten minutes with sync running, beside a window at rest.

A real window, store, engine and central on loopback. What is told is how late a timer of the UI
thread was called: a key pressed then would have waited as long. The window at rest runs at the
same time on the same machine, so its figures are what the machine itself makes late.
`busy_longest_ms` is the longest that the thread itself worked between two calls.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import numpy as np

GOAL_MS = 50.0
_FEWEST_SECONDS, _MANY_CASES = 6.0, 300.0
_PASSPHRASE = "kun til denne måling"
_ROOT = Path(__file__).resolve().parents[1]
_WINDOW = "benchmarks._dictating_window"
_SENTENCES = (
    "Borgeren er mødt til samtale og fortæller om sin praktik punktum",
    "Vi aftaler at timetallet øges til tyve timer om ugen fra den første december punktum",
    "Næste samtale holdes telefonisk torsdag klokken kvart over ti punktum",
)
_PATIENCE = 120.0


def run(
    *,
    minutes: float = 10,
    size: float = 1.0,
    model_dir: Path | None = None,
    report: Callable[[str], None] = lambda _line: None,
) -> dict[str, Any]:
    """Dictate for `size` x `minutes`. `model_dir` None is the installed base model.

    Raises: what a store, a central or a synthetic voice raises that is not there.
    """
    seconds = max(_FEWEST_SECONDS, 60 * minutes * size)
    with ExitStack() as open_:
        folder = Path(open_.enter_context(tempfile.TemporaryDirectory()))
        case = _laptop(folder, open_, model_dir, cases=40 if seconds >= _MANY_CASES else 2)
        _quiet(folder)
        sound = folder / "sound.npy"
        np.save(sound, _spoken())
        report(f"{seconds:.0f} s")
        order = {"passphrase": _PASSPHRASE, "case": case, "seconds": seconds, "sound": str(sound)}
        windows = {
            name: _start(folder / name, {**order, "quiet": name == "quiet"})
            for name in ("laptop", "quiet")
        }
        told = {name: _told(window, seconds) for name, window in windows.items()}
    ours, rest = told["laptop"], told["quiet"]
    return {
        "name": "ui",
        "seconds": seconds,
        **ours,
        "peer": "the same window at rest, at the same time",
        "peer_longest_ms": rest["longest_ms"],
        "peer_p99_ms": rest["p99_ms"],
        "peer_busy_longest_ms": rest["busy_longest_ms"],
        "ratio": round(ours["longest_ms"] / max(1.0, rest["longest_ms"]), 2),
        "goal": GOAL_MS,
        "met": ours["longest_ms"] < GOAL_MS and ours["words"] > 0,
    }


def _laptop(folder: Path, open_: ExitStack, model_dir: Path | None, cases: int) -> str:
    """An enrolled device with cases and texts; returns the id of a case."""
    from jobassist.bootstrap import build
    from jobassist.cli.demo_central import running_central, this_program
    from jobassist.services.cases import list_cases
    from jobassist.services.phrases import import_standard_texts
    from jobassist.services.seed import seed

    central = open_.enter_context(running_central(this_program(), folder / "central"))
    house = build(folder / "laptop")
    if model_dir:
        house.settings.choose("model_dir", str(model_dir.parent))
    session, _ = house.create(_PASSPHRASE, "Måling")
    seed(session, cases=cases, notes=5, seed=1)
    import_standard_texts(session)
    user = central.admin("user", "add", "Måling")["user"]
    house.enrol(central.url, central.admin("enrolment-code", user)["code"])
    house.sync_once()
    case = list_cases(session)[0].case.id
    house.lock()
    return str(case)


def _quiet(folder: Path) -> None:
    from jobassist.bootstrap import build

    house = build(folder / "quiet")
    house.create(_PASSPHRASE, "Måling")
    house.lock()


def _spoken() -> Any:
    from jobassist.cli.demo_voice import sound

    return np.concatenate([sound(text, None) for text in _SENTENCES])


def _start(data_dir: Path, order: dict[str, Any]) -> "subprocess.Popen[str]":
    environment = dict(os.environ)
    if not (environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")):
        environment["QT_QPA_PLATFORM"] = "offscreen"
    environment["PYTHONPATH"] = str(_ROOT)
    window = subprocess.Popen(
        [sys.executable, "-m", _WINDOW, str(data_dir)],
        cwd=_ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,  # its speech engine ends with it
    )
    assert window.stdin
    window.stdin.write(json.dumps(order) + "\n")
    window.stdin.flush()
    return window


def _told(window: "subprocess.Popen[str]", seconds: float) -> dict[str, Any]:
    try:
        out, _ = window.communicate(timeout=seconds + _PATIENCE)
    except subprocess.TimeoutExpired:
        raise RuntimeError("the window never got to the end of its order") from None
    finally:
        _end(window)
    told = [line for line in out.splitlines() if line.startswith("told:")]
    facts: dict[str, Any] = json.loads(told[-1].removeprefix("told:")) if told else {}
    if "longest_ms" not in facts:
        raise RuntimeError(f"the window could not be dictated into: {facts.get('failed', '?')}")
    return facts


def _end(window: "subprocess.Popen[str]") -> None:
    with suppress(ProcessLookupError):
        os.killpg(window.pid, signal.SIGKILL)
    window.wait()
