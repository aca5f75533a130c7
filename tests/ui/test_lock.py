"""Locking in the window: covered at once, saved, ended, and back where it was."""

import os
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from benchmarks.lock import lock_once
from jobassist.door import SyncState
from jobassist.errors import EnvironmentFault
from jobassist.services.notes import new_draft
from jobassist.services.whereabouts import Left, Place, keep_place, take_place
from tests.fakes.session import CASE
from ui.clipboard import ClipboardGuard
from ui.idle import IdleWatch
from ui.window import MainWindow

LEFT = Left(Place("case", "c-1", "n-1", 4, 2), {"c-1": "Anders And"})


@pytest.fixture
def drafting(window, house):
    """The window on a draft; (window, editor)."""
    draft = new_draft(house.session, CASE.id, "Borger oplyser")
    window.work.open_case(CASE.id, draft.id)
    return window, window.work.case_page.editor


def test_what_was_typed_last_is_saved_and_the_process_is_to_end(drafting, house):
    window, editor = drafting
    editor.text.insert(" om praktik")
    window.lock()
    assert house.door.locked == 1
    assert house.door.begun_anew == 1
    with house.session.store.read() as tx:
        assert tx.get(type(editor.note), editor.note.id).text.endswith("om praktik")


def test_one_comes_back_to_the_same_place(drafting, house, qtbot):
    window, editor = drafting
    editor.text.select(2, 6)
    window.lock()
    again = MainWindow(house.context)
    qtbot.addWidget(again)
    again.show()
    again.start_work(house.session)
    page = again.work.case_page
    assert (page.case_id, page.editor.note.id) == (CASE.id, editor.note.id)
    cursor = page.editor.text.textCursor()
    assert (cursor.anchor(), cursor.position()) == (2, 6)
    again.work = None


def test_a_place_is_told_once_and_only_to_its_user(house):
    keep_place(house.session, LEFT)
    assert take_place(house.session) == LEFT
    assert take_place(house.session) is None


def test_a_draft_that_cannot_be_saved_is_covered_and_told(drafting, house, monkeypatch):
    window, editor = drafting

    def full(*_args, **_fields):
        raise EnvironmentFault("store.disk_full")

    monkeypatch.setattr("ui.notes.saving.save_draft", full)
    editor.text.insert(" om praktik")
    window.lock()
    curtain = window.pages.currentWidget()
    assert not window.work.isVisible()
    assert "Disken er fuld" in curtain.reason.text()
    assert house.door.begun_anew == 0
    monkeypatch.undo()
    curtain.again.click()
    assert house.door.begun_anew == 1


def test_nobody_has_to_wait_for_a_disk_that_stays_full(drafting, house, monkeypatch):
    window, editor = drafting

    def full(*_args, **_fields):
        raise EnvironmentFault("store.disk_full")

    monkeypatch.setattr("ui.notes.saving.save_draft", full)
    editor.text.insert(" om praktik")
    window.lock()
    window.pages.currentWidget().leave.click()
    assert house.door.begun_anew == 1


def test_a_running_dictation_is_cut_off_and_not_forgotten(drafting, house, qtbot):
    window, editor = drafting
    cancelled = []
    editor.bar.cancel = lambda: cancelled.append(True)
    editor.text.insert(" om praktik")
    window.lock()
    assert house.door.begun_anew == 1
    assert cancelled == []


def test_a_wiped_store_is_left_at_once_and_the_next_window_says_why(
    drafting, house, qtbot, monkeypatch
):
    window, _ = drafting
    monkeypatch.setattr(house.door, "begin_anew", lambda: told.append(os.environ.copy()))
    told = []
    window.work.syncing.show(SyncState("failed", code="sync.device_wiped"))
    assert window.session is None and window.work is None
    monkeypatch.setenv("JOBASSIST_WIPED", told[0]["JOBASSIST_WIPED"])
    following = MainWindow(house.context)
    qtbot.addWidget(following)
    page = following.pages.currentWidget()
    assert "IT har slettet sagslageret" in page.what.text()
    page.go_on.click()
    assert following.pages.currentWidget() is not page


def test_idle_waits_for_a_dictation(qtbot, window):
    busy = [True, False]
    watch = IdleWatch(5, lambda: busy.pop(0), window)
    with qtbot.assertNotEmitted(watch.idled):
        watch._check()
    with qtbot.waitSignal(watch.idled):
        watch._check()


def test_copied_text_is_marked_and_goes_by_itself(qtbot, qapp):
    class Guard(ClipboardGuard):
        def is_ours(self) -> bool:
            return True  # the platform without a display never says so

    guard = Guard(1, qapp)
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("Anders Østergaard")
    assert clipboard.text() == "Anders Østergaard"
    assert clipboard.mimeData().data("x-kde-passwordManagerHint") == b"secret"
    qtbot.waitUntil(lambda: clipboard.text() == "")
    clipboard.setText("igen")
    guard.clear()
    assert clipboard.text() == ""
    guard.deleteLater()


def test_after_a_lock_no_key_and_no_word_is_left_in_any_process():
    """The same measurement as `bench lock`, once, without the speech engine."""
    lock = lock_once(engine=False)
    assert lock["unlocked_keys"] > 0 and lock["unlocked_words"] > 0
    assert (lock["keys"], lock["words"]) == (0, 0)
    assert lock["back"]


def test_the_lock_page_asks_whether_to_wipe_and_says_so(house, qtbot):
    window = MainWindow(house.context)
    qtbot.addWidget(window)
    page = window.pages.currentWidget()
    house.door.fault = EnvironmentFault("sync.unreachable")
    page._ask.timeout.emit()  # nobody is told, nobody is kept out
    assert window.pages.currentWidget() is page
    assert page.hint.text() == ""
    house.door.to_wipe = True
    page._ask.timeout.emit()
    assert house.door.asked_to_wipe == 2
    assert "IT har slettet sagslageret" in window.pages.currentWidget().what.text()


@pytest.mark.parametrize(
    "use",
    [QEvent.Type.KeyPress, QEvent.Type.MouseMove, QEvent.Type.TabletMove, QEvent.Type.TouchUpdate],
)
def test_keys_mouse_pen_and_finger_begin_the_wait_anew(window, use):
    watch = IdleWatch(5, lambda: False, window)
    watch._timer.stop()
    watch.eventFilter(window, QEvent(use))
    assert watch._timer.isActive()


def test_use_is_seen_in_every_window_and_only_there(window, qtbot):
    seen = []

    class Counting(IdleWatch):
        def eventFilter(self, watched, event):  # noqa: N802 - Qt
            seen.append(watched.isWindowType())
            return super().eventFilter(watched, event)

    watch = Counting(5, lambda: False, window)
    dialog = QDialog(window)
    qtbot.addWidget(dialog)
    for shown in (window, dialog):
        shown.show()
        shown.activateWindow()
        qtbot.waitUntil(lambda shown=shown: QGuiApplication.focusWindow() is shown.windowHandle())
        watch._timer.stop()
        QTest.keyClick(shown.windowHandle(), Qt.Key.Key_Shift)
        qtbot.waitUntil(watch._timer.isActive)
    window.work.repaint()
    assert seen and all(seen)


def test_a_doubt_that_the_central_raised_is_said_at_once(drafting, house):
    window, _ = drafting
    doubt = EnvironmentFault("store.folder_rolled_back")
    house.door.protected = replace(house.door.protected, doubt=doubt)
    window.work.syncing.show(SyncState("failed", code=doubt.code))
    assert "Hele datamappen" in window.work.care.text
