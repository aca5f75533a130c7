"""How many inputs a visit takes: from the start page to a sealed, signed internship form.

A real window on a display of its own (Xvfb), with the product's store; pointer and keys come from
the X server (xdotool), as from a mouse and a keyboard. Counted is every press of the pointer,
every stroke of a signature and every key, but for what is written freely. The key that ends a free
text (Enter) belongs to that text; it is told apart, so that either way of counting can be seen.
The peer is the paper form's own count: one input for each field that VITAS asks for.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jobassist.forms import library

GOAL = 25
_ROOT = Path(__file__).resolve().parents[1]

_PATIENCE = 240.0
_SCREEN = "1366x768x24"


def run(*, report: Callable[[str], None] = lambda _line: None) -> dict[str, Any]:
    """Count. Without Xvfb or xdotool nothing is counted: `lacks` names what is not there."""
    lacks = [tool for tool in ("Xvfb", "xdotool") if shutil.which(tool) is None]
    if lacks:
        return {"name": "visit", "lacks": lacks, "goal": f"inputs <= {GOAL}", "met": False}
    with _display() as number:
        report(f"Xvfb :{number}, {_SCREEN}")
        made = subprocess.run(
            [sys.executable, "-m", "benchmarks._visit_window"],
            cwd=_ROOT,
            env={
                **os.environ,
                "DISPLAY": f":{number}",
                "QT_QPA_PLATFORM": "xcb",
                "PYTHONPATH": str(_ROOT),
            },
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
            check=True,
        )
    told: dict[str, Any] = json.loads(made.stdout.splitlines()[-1])
    inputs = sum(told.get(kind, 0) for kind in ("presses", "strokes", "keys"))
    asked = [f for f in library.packaged("virksomhedspraktik").fields() if f.in_vitas]
    complete = "failed" not in told and told["verdict"].startswith("✓")
    return {
        "name": "visit",
        "inputs": inputs,
        "inputs_with_ends_of_texts": inputs + told.get("ends_of_texts", 0),
        "peer": {"name": "each field of the form by hand", "inputs": len(asked)},
        "ratio": round(inputs / len(asked), 2),
        "goal": f"inputs <= {GOAL}",
        "met": complete and inputs <= GOAL,
        **told,
    }


class _display:  # noqa: N801 - reads as a verb where it is used
    """A display of its own, for as long as it is entered; its number."""

    def __enter__(self) -> str:
        read, write = os.pipe()
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", _SCREEN, "-nolisten", "tcp"],
            pass_fds=(write,),
            stderr=subprocess.DEVNULL,
        )
        os.close(write)
        with os.fdopen(read) as told:
            return told.readline().strip()

    def __exit__(self, *_: object) -> None:
        self._server.terminate()
        self._server.wait()
