"""Process start to the first painted unlock page, beside a bare QMainWindow.

Both are started as processes of their own, in turn, in the same run; the time ends when the
window's first paint is done. What counts is the ratio of the medians.

Where there is a bundle (`make bundle`) its unlock page is timed, too, from the program's start to
the line `window.painted` in its log: cold, with none of its files in the system's cache, and warm.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter, sleep
from typing import Any

GOAL = 1.5
COLD_GOAL_MS = 500.0
_ROOT = Path(__file__).resolve().parents[1]
_BUNDLE = _ROOT / "build" / "dist" / "jobassist"
_LOGGED = "window.painted"
_LOOK_SECONDS = 0.002
_PATIENCE_SECONDS = 60.0
_PASSPHRASE = "kun til denne måling"
_PAINTED = b"painted"

# Both windows tell of their first paint in the same way, as the main window does. A filter on the
# application would be called for each event of each widget, and make PySide find out what Qt's
# own hidden objects are: 25 ms that nobody waits for who starts the program.
_TELL = """
import sys
def tell(*_):
    from PySide6.QtWidgets import QApplication
    sys.stdout.write("painted\\n")
    sys.stdout.flush()
    sys.stdin.read()
    QApplication.instance().quit()
"""
_BARE = (
    _TELL
    + """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, tell)
app = QApplication(sys.argv[:1])
window = Window()
window.show()
app.exec()
"""
)
_OURS = (  # the program as it is: what it logs when it has painted is told instead
    _TELL
    + """
from pathlib import Path
from jobassist import log
from jobassist.bootstrap import run_window
log.event = lambda event, **_: tell() if event == "window.painted" else None
run_window(Path(sys.argv[1]))
"""
)


def run(runs: int = 7) -> dict[str, Any]:
    """Medians in milliseconds of `runs` alternating starts each, with `ratio`, `goal`, `met`."""
    with tempfile.TemporaryDirectory() as folder:
        data_dir = Path(folder)
        _make_store(data_dir)
        for program in (_BARE, _OURS):  # once unmeasured: files come into the cache
            _start(program, data_dir)
        taken: dict[str, list[float]] = {"bare": [], "unlock": []}
        for _ in range(runs):
            taken["bare"].append(_start(_BARE, data_dir))
            taken["unlock"].append(_start(_OURS, data_dir))
        frozen = _of_bundle(data_dir, runs)
    bare, unlock = median(taken["bare"]), median(taken["unlock"])
    return {
        "name": "start",
        "peer": "a bare QMainWindow",
        "runs": runs,
        "bare_ms": round(bare, 1),
        "unlock_page_ms": round(unlock, 1),
        "ratio": round(unlock / bare, 2),
        "goal": GOAL,
        **frozen,
        "met": unlock / bare <= GOAL and frozen.get("bundle_cold_ms", 0.0) <= COLD_GOAL_MS,
    }


def _of_bundle(data_dir: Path, runs: int) -> dict[str, float]:
    """The bundle's medians, cold and warm; nothing where there is none."""
    if not (_BUNDLE / "jobassist").exists() or not hasattr(os, "posix_fadvise"):
        return {}
    cold, warm = [], []
    for _ in range(runs):
        _forget_files(_BUNDLE)
        cold.append(_until_logged([str(_BUNDLE / "jobassist")], data_dir))
        warm.append(_until_logged([str(_BUNDLE / "jobassist")], data_dir))
    return {
        "bundle_cold_ms": round(median(cold), 1),
        "bundle_warm_ms": round(median(warm), 1),
        "bundle_cold_goal_ms": COLD_GOAL_MS,
    }


def _forget_files(folder: Path) -> None:
    """Take the files out of the system's cache, as after the machine was switched on."""
    for file in folder.rglob("*"):
        if file.is_file() and not file.is_symlink():
            with file.open("rb") as stream:
                os.fsync(stream.fileno())
                os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _until_logged(command: list[str], data_dir: Path) -> float:
    """Milliseconds from the start of `command` to the first paint that its log tells of."""
    before = _told(data_dir)
    began = perf_counter()
    with subprocess.Popen(
        [*command, "--data-dir", str(data_dir)],
        env=_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as window:
        while _told(data_dir) == before:
            if perf_counter() - began > _PATIENCE_SECONDS or window.poll() is not None:
                window.kill()
                raise RuntimeError("the bundle's window was not painted")
            sleep(_LOOK_SECONDS)  # the log is another process's: there is nothing to wait on
        taken = perf_counter() - began
        window.kill()
    return taken * 1000


def _told(data_dir: Path) -> int:
    """How many first paints the logs tell of."""
    return sum(
        file.read_text(encoding="utf-8", errors="replace").count(_LOGGED)
        for file in data_dir.rglob("*.log")
    )


def _environment() -> dict[str, str]:
    environment = dict(os.environ)
    if not (environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")):
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    return environment


def _make_store(data_dir: Path) -> None:
    from jobassist.bootstrap import build

    house = build(data_dir)
    house.create(_PASSPHRASE, "Måling")
    house.lock()


def _start(program: str, data_dir: Path) -> float:
    command = [sys.executable, "-c", program, str(data_dir)]
    began = perf_counter()
    with subprocess.Popen(
        command,
        cwd=_ROOT,
        env=_environment(),
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
