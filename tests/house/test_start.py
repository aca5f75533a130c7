"""The window is painted before anything heavy is read."""

import json
import os
import subprocess
import sys

import pytest

from storage.opening import create
from tests.house.source import ROOT

HEAVY = {
    "numpy",
    "faster_whisper",
    "ctranslate2",
    "onnxruntime",
    "tokenizers",
    "huggingface_hub",
    "sounddevice",
    "soundfile",
    "soxr",
    "sqlalchemy",
    "sqlcipher3",
    "rapidfuzz",
    "text_to_num",
    "holidays",
    "httpx",
    "pydantic",
    "keyring",
}

# The real program; at the first paint event it says what has been imported, and ends.
PAINT_AND_TELL = """
import json, sys
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

class FirstPaint(QObject):
    told = False

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and not self.told:
            self.told = True
            pages = sorted(type(widget).__name__ for widget in app.allWidgets())
            print(json.dumps({"modules": sorted(sys.modules), "pages": pages}), flush=True)
            QTimer.singleShot(0, app.quit)
        return False

app = QApplication(["jobassist"])
first = FirstPaint()
app.installEventFilter(first)
sys.argv = ["jobassist", "--data-dir", sys.argv[1]]
from jobassist.__main__ import main
sys.exit(main())
"""


@pytest.fixture
def empty(tmp_path):
    """A data folder without a store."""
    return tmp_path / "data"


@pytest.fixture
def locked(tmp_path):
    """A data folder with a store that is shut."""
    opened, _ = create(tmp_path / "data", "en lang og god adgangssætning", "Bo")
    opened.close()
    return tmp_path / "data"


@pytest.mark.parametrize(("folder", "page"), [("empty", "FirstRunPage"), ("locked", "UnlockPage")])
def test_nothing_heavy_is_imported_before_the_first_paint(folder, page, request):
    shown = subprocess.run(
        [sys.executable, "-c", PAINT_AND_TELL, request.getfixturevalue(folder)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert shown.stdout, shown.stderr
    told = json.loads(shown.stdout.splitlines()[0])
    assert page in told["pages"]
    assert HEAVY & {name.split(".")[0] for name in told["modules"]} == set()


def test_an_engine_child_does_not_load_the_application():
    # An empty standard input ends it at once; -X importtime names what it has imported.
    child = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "jobassist", "--speech-engine"],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert child.returncode == 0, child.stderr[-2000:]
    imported = {line.rpartition("|")[2].strip() for line in child.stderr.splitlines()}
    assert "speech.engine" in imported
    assert {"PySide6", "sqlcipher3", "storage", "ui"} & imported == set()
