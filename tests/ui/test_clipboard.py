"""What is copied: plain by hand, formatted when asked for; marked as a secret and taken away."""

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication

from jobassist.services.formatted import Copied
from jobassist.services.notes import new_draft
from tests.fakes.session import CASE
from ui.clipboard import ClipboardGuard, copy_formatted


class Guard(ClipboardGuard):
    def is_ours(self):
        return True  # the platform without a display never says so


@pytest.fixture
def guard(qapp):
    guard = Guard(1, qapp)
    yield guard
    guard.clear()
    guard.deleteLater()


def test_formatted_text_keeps_its_form_is_secret_and_does_not_stay(guard, qtbot):
    copy_formatted(Copied("Samtale", "<h1>Samtale</h1>"))
    there = QGuiApplication.clipboard().mimeData()
    assert (there.text(), there.html()) == ("Samtale", "<h1>Samtale</h1>")
    assert there.data("x-kde-passwordManagerHint") == b"secret"
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() == "")
    left = QGuiApplication.clipboard().mimeData()
    assert left is None or not left.hasHtml()


def test_what_a_text_field_copies_is_plain(guard):
    by_hand = QMimeData()
    by_hand.setText("Samtale")
    by_hand.setHtml("<b style='color:red'>Samtale</b>")
    QGuiApplication.clipboard().setMimeData(by_hand)
    there = QGuiApplication.clipboard().mimeData()
    assert there.text() == "Samtale" and not there.hasHtml()


def test_the_note_that_is_written_is_copied_as_it_stands(window, house, qtbot):
    draft = new_draft(house.session, CASE.id, "Talt med borger.\n\n- cv\n- pas")
    window.work.open_case(CASE.id, draft.id)
    window.work.case_page.editor.text.insert(" Slut")
    qtbot.waitUntil(window.isActiveWindow)
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(window, Qt.Key.Key_C, keys)
    there = QGuiApplication.clipboard().mimeData()
    assert there.text().endswith("- pas Slut")
    assert "<li>cv</li><li>pas Slut</li>" in there.html()
