import sys

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from jobassist import log
from ui.crash import CrashDialog, catch_crashes


@pytest.fixture
def hooked(qtbot, monkeypatch):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    host = QWidget()
    qtbot.addWidget(host)
    catch_crashes(host, "da")
    return host


def test_a_crash_shows_an_incident_and_nothing_personal(hooked, monkeypatch):
    logged: list[dict[str, object]] = []
    monkeypatch.setattr(log, "failure", lambda name, error, **params: logged.append(params))
    error = ValueError("Anders Østergaard 710190-5678")
    sys.excepthook(ValueError, error, None)
    sys.excepthook(ValueError, error, None)  # a second one opens no second dialog
    (dialog,) = hooked.findChildren(CrashDialog)
    said = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert str(logged[0]["incident"]) in said
    assert "Anders" not in said
    assert "5678" not in said
    assert len(logged) == 2
