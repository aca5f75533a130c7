"""Process start to the first painted unlock page, beside a bare QMainWindow.

Both are started as processes of their own, in turn, in the same run; the time ends when the
window's first paint is done. What counts is the ratio of the medians.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

GOAL = 2.0
_ROOT = Path(__file__).resolve().parents[1]
_PASSPHRASE = "kun til denne måling"
_PAINTED = b"painted"

_WATCH = """
import sys
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() is QEvent.Type.Paint and watched.inherits("QMainWindow"):
            QApplication.instance().removeEventFilter(self)
            QTimer.singleShot(0, self.tell)
        return False
    def tell(self):
        sys.stdout.write("painted\\n")
        sys.stdout.flush()
        sys.stdin.read()
        QApplication.instance().quit()
app = QApplication(sys.argv[:1])
watch = Watch()
app.installEventFilter(watch)
"""
_BARE = _WATCH + "window = QMainWindow(); window.show(); app.exec()"
_OURS = """
from pathlib import Path
from jobassist.bootstrap import run_window
run_window(Path(sys.argv[1]))
"""


def run(runs: int = 7) -> dict[str, Any]:
    """Medians in milliseconds of `runs` alternating starts each, with `ratio`, `goal`, `met`."""
    with tempfile.TemporaryDirectory() as folder:
        data_dir = Path(folder)
        _make_store(data_dir)
        ours = _WATCH + _OURS
        for program in (_BARE, ours):  # once unmeasured: files come into the cache
            _start(program, data_dir)
        taken: dict[str, list[float]] = {"bare": [], "unlock": []}
        for _ in range(runs):
            taken["bare"].append(_start(_BARE, data_dir))
            taken["unlock"].append(_start(ours, data_dir))
    bare, unlock = median(taken["bare"]), median(taken["unlock"])
    return {
        "name": "start",
        "peer": "a bare QMainWindow",
        "runs": runs,
        "bare_ms": round(bare, 1),
        "unlock_page_ms": round(unlock, 1),
        "ratio": round(unlock / bare, 2),
        "goal": GOAL,
        "met": unlock / bare <= GOAL,
    }


def _make_store(data_dir: Path) -> None:
    from jobassist.bootstrap import build

    house = build(data_dir)
    house.create(_PASSPHRASE, "Måling")
    house.lock()


def _start(program: str, data_dir: Path) -> float:
    environment = dict(os.environ)
    if not (environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")):
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    command = [sys.executable, "-c", program, str(data_dir)]
    began = perf_counter()
    with subprocess.Popen(
        command,
        cwd=_ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        assert process.stdin and process.stdout
        line = process.stdout.readline()
        taken = perf_counter() - began
        process.stdin.close()
        process.wait(timeout=30)
    if line.strip() != _PAINTED:
        raise RuntimeError("the window was not painted")
    return taken * 1000
