"""What happens before the first paint, and that a real display gets a window."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HEAVY = (
    "numpy",
    "sounddevice",
    "soundfile",
    "onnxruntime",
    "ctranslate2",
    "faster_whisper",
    "sqlalchemy",
    "sqlcipher3",
    "httpx",
    "pydantic",
    "rapidfuzz",
)

PROGRAM = """
import linecache, sys
from pathlib import Path
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
from jobassist.bootstrap import run_window
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() is QEvent.Type.Paint and watched.inherits("QMainWindow"):
            app.removeEventFilter(self)
            read = [Path(file) for file, kept in linecache.cache.items() if len(kept) > 1]
            print("read:", *sorted(f.name for f in read if f.parent.name == "ui"))
            print("loaded:", *sorted(m for m in sys.modules if "." not in m))
            shown = watched.window().grab().toImage()
            colours = {shown.pixel(x, y) for x in range(0, shown.width(), 9)
                       for y in range(0, shown.height(), 9)}
            print("colours:", len(colours), app.platformName())
            QTimer.singleShot(0, app.quit)
        return False
app = QApplication(sys.argv[:1])
watch = Watch()
app.installEventFilter(watch)
run_window(Path(sys.argv[1]))
"""


def _run(tmp_path: Path, **environment: str) -> dict[str, list[str]]:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )
    return {
        name.strip(): words.split()
        for name, _, words in (line.partition(":") for line in done.stdout.splitlines())
    }


def test_nothing_heavy_is_loaded_before_the_first_paint(tmp_path):
    said = _run(tmp_path, QT_QPA_PLATFORM="offscreen")
    assert "ui" in said["loaded"]
    assert set(HEAVY).isdisjoint(said["loaded"])
    assert said["read"] == []  # PySide reads no module's source


def test_the_window_paints_on_a_real_display(tmp_path):
    server = shutil.which("Xvfb")
    assert server, "Xvfb is one of the packages `make setup` installs for the tests"
    reading, writing = os.pipe()
    with subprocess.Popen(
        [server, "-displayfd", str(writing), "-screen", "0", "1400x900x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as display:
        os.close(writing)
        with os.fdopen(reading) as told:
            number = told.readline().strip()  # the free number it took; waits until it listens
        try:
            said = _run(tmp_path, DISPLAY=f":{number}", QT_QPA_PLATFORM="xcb")
        finally:
            display.terminate()
    count, platform = said["colours"]
    assert platform == "xcb"
    assert int(count) > 4
