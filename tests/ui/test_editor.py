import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from jobassist.errors import EnvironmentFault
from jobassist.records import Citizen, Note, NoteState
from jobassist.services.notes import new_draft, show
from tests.fakes.session import CASE
from ui.notes import saving
from ui.notes.editor import DraftEditor
from ui.notes.text import NoteText


@pytest.fixture
def text(qtbot):
    made = NoteText()
    qtbot.addWidget(made)
    made.show()
    made.show_text("Borger oplyser:")
    return made


@pytest.fixture
def editor(house, qtbot):
    note = new_draft(house.session, CASE.id, "Første linje.")
    made = DraftEditor(house.context, house.session, note)
    qtbot.addWidget(made)
    made.show()
    return made


def test_live_text_is_seen_but_not_in_the_document(text):
    text.show_live("det er i orden")
    assert text.toPlainText() == "Borger oplyser:"
    assert text.document().firstBlock().layout().preeditAreaText() == "det er i orden"
    text.show_live("")
    assert text.document().firstBlock().layout().preeditAreaText() == ""


def test_all_that_is_being_said_is_seen_however_low_it_lies(text):
    text.resize(400, 90)
    text.show_text("Linje.\n" * 6)
    said = " ord" * 40
    text.show_live(said)
    block = text.document().lastBlock()
    last = block.layout().lineForTextPosition(len(said)).rect().bottom()
    bottom = text.document().documentLayout().blockBoundingRect(block).top() + last
    assert bottom <= text.verticalScrollBar().value() + text.viewport().height() + 1


def test_live_text_becomes_text_in_the_same_place(text):
    text.show_live(" det er i orden")
    before = text.document().firstBlock().layout().preeditAreaPosition()
    text.insert(" Det er i orden.")
    assert text.toPlainText() == "Borger oplyser: Det er i orden."
    assert text.toPlainText().index(" Det") == before
    assert text.live == ""


def test_live_text_moves_along_when_one_types_before_it(text, qtbot):
    text.show_live(" hun kommer")
    cursor = text.textCursor()
    cursor.setPosition(0)
    text.setTextCursor(cursor)
    qtbot.keyClicks(text, "NB ")
    layout = text.document().firstBlock().layout()
    assert layout.preeditAreaText() == " hun kommer"
    assert layout.preeditAreaPosition() == len("NB Borger oplyser:")


def test_an_insertion_is_one_step_of_undo(text):
    text.show_live("et")
    text.insert(" en hel\nstandardtekst på to linjer")
    text.undo()
    assert text.toPlainText() == "Borger oplyser:"


def test_tab_walks_the_blanks_and_then_leaves(text, qtbot):
    text.show_text("[…navn…] og [vælg: a | b]")
    qtbot.keyClick(text, Qt.Key.Key_Tab)
    assert text.textCursor().selectedText() == "[…navn…]"
    text.insert("Ida")
    with qtbot.waitSignal(text.blank_reached) as reached:
        qtbot.keyClick(text, Qt.Key.Key_Tab)
    assert reached.args[0].choices == ("a", "b")
    text.insert("a")
    qtbot.keyClick(text, Qt.Key.Key_Tab)
    assert text.toPlainText() == "Ida og a"


def test_blanks_are_walked_backward_and_round_the_end(text):
    text.show_text("[…et…] […to…] […tre…]")
    for expected in ("et", "to", "tre", "et"):
        text.next_blank()
        assert text.textCursor().selectedText() == f"[…{expected}…]"
    text.next_blank(backward=True)
    assert text.textCursor().selectedText() == "[…tre…]"


def test_a_pause_saves_once(editor, house, qtbot, monkeypatch):
    saved: list[dict[str, object]] = []

    def count(_session, _note_id, new=None, marks=None, **fields):
        saved.append(fields)

    monkeypatch.setattr(saving, "save_draft", count)
    monkeypatch.setattr(saving, "PAUSE_MS", 30)
    qtbot.keyClicks(editor.text, " Mere.")
    qtbot.keyClicks(editor.facts.title, "Opfølgning")
    assert saved == []
    qtbot.waitUntil(lambda: bool(saved))
    assert not editor.saver._timer.isActive()  # no other save is to come
    assert saved == [{"text": "Første linje. Mere.", "title": "Opfølgning"}]
    assert editor.saved.text() == "Gemt"


def test_what_could_not_be_saved_is_kept_and_told(editor, house, qtbot, monkeypatch):
    def fail(*_args, **_fields):
        raise EnvironmentFault("store.in_use", program="jobassist", pid=1)

    with monkeypatch.context() as broken:
        broken.setattr(saving, "save_draft", fail)
        qtbot.keyClicks(editor.text, " Vigtigt.")
        reached: list[bool] = []
        editor.saver.flush(lambda: reached.append(True))
        assert editor.banner.text
        assert reached == []
    editor.saver.flush(lambda: reached.append(True))
    assert reached == [True]
    assert editor.banner.text == ""  # the disk has room again: nothing says otherwise
    assert show(house.session, editor.note.id).text == "Første linje. Vigtigt."


def test_an_open_blank_stops_finalising_and_is_gone_to(editor):
    editor.text.show_text("Aftale: […aftale…]")
    editor.finalise()
    assert editor.text.textCursor().selectedText() == "[…aftale…]"
    assert "F4" in editor.banner.text


def test_finalising_asks_once_and_typing_takes_it_back(editor, house, qtbot):
    editor.finalise()
    assert "låses" in editor.banner.text
    qtbot.keyClicks(editor.text, "x")
    assert not editor.banner.text
    editor.finalise()
    with qtbot.waitSignal(editor.finalised) as done:
        editor.finalise()
    note: Note = done.args[0]
    assert note.state is NoteState.FINAL
    assert note.text == "Første linje.x"


def test_dictated_text_marks_the_note_when_the_model_is_unfit(editor, house):
    editor.bar.written.emit(" Dikteret.")
    editor.saver.flush(lambda: None)
    note = show(house.session, editor.note.id)
    assert note.text == "Første linje. Dikteret."
    assert note.model == "base"
    assert note.model_unfit


def test_policy_can_keep_an_unfit_model_from_writing(house, qtbot):
    house.session.settings.policy = {"unfit_model_may_write_notes": False}
    note = new_draft(house.session, CASE.id, "Før.")
    made = DraftEditor(house.context, house.session, note)
    qtbot.addWidget(made)
    assert "må ikke skrive fri tekst" in made.fitness._text.text()
    made.bar.written.emit(" Dikteret.")
    assert made.text.toPlainText() == "Før."


def test_a_missing_microphone_is_told_and_the_button_comes_back(live_house, qtbot):
    from tests.fakes.sound import FakeMicrophone

    live_house.session.microphone = lambda: FakeMicrophone(missing=True)
    note = new_draft(live_house.session, CASE.id, "Før.")
    made = DraftEditor(live_house.context, live_house.session, note)
    qtbot.addWidget(made)
    made.show()
    made.listen_for([])
    made.bar.toggle()
    qtbot.waitUntil(lambda: bool(made.banner.text) and not made.bar.running)
    assert made.bar.start_button.isEnabled()


def test_trouble_is_told_until_one_is_heard_again(editor):
    editor.bar.troubled.emit(EnvironmentFault("sound.microphone_stopped"))
    assert editor.banner.text
    editor.bar.written.emit(" Dikteret.")
    assert not editor.banner.text


def test_a_note_that_names_another_citizen_is_asked_about(editor, house, qtbot):
    other = Citizen(id="b-2", cpr="6202915679", given_name="Else Marie", family_name="Krogh")
    with house.session.store.write() as tx:
        tx.put(other)
    editor.text.insert(" Else Marie Krogh ringede.")
    editor.finalise()
    editor.finalise()
    assert "anden borger" in editor.banner.text
    assert stored_state(house, editor) is NoteState.DRAFT
    buttons = editor.banner.findChildren(QPushButton)
    anyway = next(one for one in buttons if one.text().startswith("Afslut"))
    anyway.click()
    assert stored_state(house, editor) is NoteState.FINAL


def stored_state(house, editor):
    with house.session.store.read() as tx:
        return tx.get(Note, editor.note.id).state
