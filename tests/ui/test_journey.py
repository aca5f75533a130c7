"""The caseworker's main job through the real window, with the keyboard alone."""

from dataclasses import replace
from time import monotonic

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from jobassist.records import Note, NoteState
from jobassist.services.notes import new_draft
from tests.fakes.door import PASSPHRASE
from tests.fakes.session import CASE, CITIZEN
from ui.cases.case_page import CasePage
from ui.notes.dictate_key import DictateKey
from ui.notes.editor import DraftEditor
from ui.window import MainWindow

Key, Modifier = Qt.Key, Qt.KeyboardModifier


def press(key: Key, modifier: Modifier = Modifier.NoModifier) -> None:
    """A key on whatever has the focus, as a person would press it."""
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def write(text: str) -> None:
    QTest.keyClicks(QApplication.focusWidget(), text)


def unlock_and_open_a_new_note(window: MainWindow, qtbot) -> CasePage:
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)

    write(PASSPHRASE)
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: window.work is not None)
    work = window.work
    assert work.place().page == "day"

    press(Key.Key_2, Modifier.ControlModifier)
    qtbot.waitUntil(lambda: work.cases.model.rowCount() == 2)
    qtbot.waitUntil(work.cases.search.hasFocus)

    write("anders")
    qtbot.waitUntil(lambda: work.cases.model.rowCount() == 1)
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: work.case_page is not None and work.case_page.file is not None)
    page = work.case_page

    press(Key.Key_N, Modifier.ControlModifier)
    qtbot.waitUntil(lambda: page.editor is not None)
    qtbot.waitUntil(lambda: bool(page.desk._index.texts))
    return page


def test_unlock_search_open_dictate_insert_fill_and_finalise(live_house, qtbot):
    live_house.recogniser.say("Anders har søgt tre job.")
    with live_house.session.store.write() as tx:
        other = replace(CITIZEN, id="b-2", cpr="6202905678", given_name="Bente")
        tx.put(other)
        tx.put(replace(CASE, id="c-2", number="S-2026-0002", citizen_id=other.id))
    window = MainWindow(live_house.context)
    qtbot.addWidget(window)
    page = unlock_and_open_a_new_note(window, qtbot)
    editor = page.editor
    assert editor.text.hasFocus()
    press(Key.Key_F6)
    assert page.past.filter.hasFocus()  # the draft is nothing yet: the case has no notes
    press(Key.Key_F6)
    assert editor.text.hasFocus()

    press(Key.Key_F9)
    qtbot.waitUntil(lambda: editor.text.live == "Anders")
    assert editor.text.toPlainText() == ""
    qtbot.waitUntil(lambda: page.findChild(DictateKey).is_up)  # so soon it would be a repeat
    press(Key.Key_F9)
    qtbot.waitUntil(lambda: not editor.bar.running)
    assert editor.text.toPlainText() == "Anders har søgt tre job."

    press(Key.Key_Space, Modifier.ControlModifier)
    write("prøvetekst")
    qtbot.waitUntil(lambda: "oplyser" in page.desk.palette.preview.toPlainText())
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: editor.text.textCursor().selectedText() == "[…oplyst…]")

    press(Key.Key_Return, Modifier.ControlModifier)  # too early: a blank is open
    assert "F4" in editor.banner.text
    assert editor.text.textCursor().selectedText() == "[…oplyst…]"
    write("venter svar på to")
    press(Key.Key_F4)
    qtbot.waitUntil(page.desk.choices.isVisible)
    press(Key.Key_2)
    assert "Vi mødes." in editor.text.toPlainText()

    press(Key.Key_Return, Modifier.ControlModifier)
    press(Key.Key_Return, Modifier.ControlModifier)
    qtbot.waitUntil(lambda: page.editor is None)
    with live_house.session.store.read() as tx:
        (note,) = tx.find(Note, case_id=CASE.id)
    assert note.state is NoteState.FINAL
    assert note.text == (
        "Anders har søgt tre job. Anders Østergaard oplyser: venter svar på to. Vi mødes."
    )
    assert note.model_unfit
    assert note.phrases == ("jn-proeve@1",)
    qtbot.waitUntil(lambda: page.past.timeline.rows.rowCount() == 1)

    press(Key.Key_L, Modifier.ControlModifier)
    qtbot.waitUntil(lambda: live_house.door.locked == 1)
    qtbot.waitUntil(lambda: window.work is None)


def test_a_key_that_is_down_again_at_once_was_never_let_go(live_house, qtbot):
    live_house.recogniser.say("Borger er ikke mødt.")
    editor = DraftEditor(
        live_house.context, live_house.session, new_draft(live_house.session, CASE.id, "")
    )
    qtbot.addWidget(editor)
    editor.show()
    DictateKey(editor.text, lambda: editor.bar)
    QTest.keyPress(editor.text, Key.Key_F9)
    qtbot.waitUntil(lambda: editor.text.live == "Borger")
    held = monotonic() + 0.5
    while monotonic() < held:  # as X11 repeats a key: up and down in one
        QTest.keyRelease(editor.text, Key.Key_F9)
        QTest.keyPress(editor.text, Key.Key_F9)
    assert editor.bar.running and editor.text.toPlainText() == ""
    QTest.keyRelease(editor.text, Key.Key_F9)
    qtbot.waitUntil(lambda: not editor.bar.running)
    assert editor.text.toPlainText() == "Borger er ikke mødt."
    assert len(live_house.session.recordings.of_note(editor.note.id)) == 1


def test_the_dictation_key_held_down_ends_when_it_is_let_go(live_house, qtbot):
    live_house.recogniser.say("Borger er ikke mødt.")
    window = MainWindow(live_house.context)
    qtbot.addWidget(window)
    window.show()
    window.start_work(live_house.session)
    window.work.open_case(CASE.id)
    qtbot.waitUntil(lambda: window.work.case_page.file is not None)
    window.work.case_page.new_note()
    qtbot.waitUntil(lambda: window.work.case_page.editor is not None)
    editor = window.work.case_page.editor
    QTest.keyPress(editor.text, Key.Key_F9)
    qtbot.waitUntil(lambda: editor.text.live == "Borger")
    began = editor.bar._since
    qtbot.waitUntil(lambda: monotonic() - began > 0.45)  # longer than a short press
    QTest.keyRelease(editor.text, Key.Key_F9)
    qtbot.waitUntil(lambda: not editor.bar.running)
    assert editor.text.toPlainText() == "Borger er ikke mødt."
    window.work = None
