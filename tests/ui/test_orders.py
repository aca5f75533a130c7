"""Spoken commands and doubtful words in the editor."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from jobassist.ports.speech import SAMPLE_RATE, Samples
from jobassist.services.commands import COMMANDS, Order
from jobassist.services.doubts import Doubt
from jobassist.services.lexicon import in_use, learnt
from jobassist.services.notes import new_draft, show
from tests.fakes.session import CASE
from tests.ui.conftest import make_house
from ui.key_sheet import KeySheet
from ui.notes.editor import DraftEditor
from ui.notes.learnt_words import LearntWords
from ui.notes.orders import MEANINGS


@pytest.fixture
def played():
    return []


@pytest.fixture
def editor(qtbot, played):
    house = make_house(inline=True, play=played.append)
    recording = house.session.recordings.new("d-1", "n-1")
    recording.append(np.ones(5 * SAMPLE_RATE, np.float32))
    made = DraftEditor(house.context, house.session, new_draft(house.session, CASE.id, ""))
    qtbot.addWidget(made)
    made.show()
    yield made
    house.context.jobs.close()


def dictate(editor: DraftEditor, text: str, *found: Doubt) -> None:
    editor.bar.written.emit(text)
    editor.bar.doubted.emit(found, "d-1")


def test_slet_det_takes_away_piece_after_piece_each_an_undo(editor) -> None:
    for piece in ("Han kom.", " Hun gik.", " Og sov"):
        dictate(editor, piece)
    editor.bar.ordered.emit(Order("delete_last"))
    editor.bar.ordered.emit(Order("delete_last"))
    assert editor.text.toPlainText() == "Han kom."
    editor.bar.ordered.emit(Order("undo"))
    assert editor.text.toPlainText() == "Han kom. Hun gik."


def test_correction_and_section(editor) -> None:
    dictate(editor, "Vi ses tirsdag.")
    editor.bar.ordered.emit(Order("correct", "tirsdag", "torsdag"))
    assert editor.text.toPlainText() == "Vi ses torsdag."
    editor.bar.ordered.emit(Order("go_to", "assessment"))
    assert editor.text.before_cursor().endswith("Vurdering:\n")


def test_fields_are_walked_by_voice(editor) -> None:
    editor.insert_phrase("Et […første…] og […andet…].", "x@1")
    first = editor.text.textCursor().selectedText()
    editor.bar.ordered.emit(Order("skip"))
    assert editor.text.textCursor().selectedText() != first
    editor.bar.ordered.emit(Order("previous_blank"))
    assert editor.text.textCursor().selectedText() == first


def test_doubt_is_marked_played_and_moves_with_the_text(editor, played: list[Samples]) -> None:
    dictate(editor, "Han møder ikke op.", Doubt(10, 14, 0.5, 1.0, 1.5))
    (mark,) = editor.text.extraSelections()
    assert mark.cursor.selectedText() == "ikke"
    cursor = editor.text.textCursor()
    cursor.setPosition(0)
    cursor.insertText("NB: ")
    editor.text.setTextCursor(cursor)
    assert editor.doubts.go_to_next()
    assert editor.text.textCursor().selectedText() == "ikke"
    assert 0.5 * SAMPLE_RATE < len(played[0]) < SAMPLE_RATE
    assert "1" in editor.open_doubts.text()


def test_click_on_a_doubtful_word_plays_it_and_elsewhere_nothing(editor, played, qtbot) -> None:
    dictate(editor, "Han møder ikke op.", Doubt(10, 14, 0.5, 1.0, 1.5))
    for position, times in ((2, 0), (12, 1)):
        cursor = editor.text.textCursor()
        cursor.setPosition(position)
        place = editor.text.cursorRect(cursor).center()
        qtbot.mouseClick(editor.text.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert len(played) == times


def test_word_that_was_written_anew_is_no_longer_in_doubt(editor) -> None:
    dictate(editor, "Han møder ikke op.", Doubt(10, 14, 0.5, 1.0, 1.5))
    editor.doubts.go_to_next()
    editor.text.insert("altid")
    assert len(editor.doubts) == 0 and editor.text.extraSelections() == []
    assert not editor.doubts.go_to_next()


def offered(editor: DraftEditor) -> list[str]:
    """What the open menu shows."""
    actions = editor.doubts.menu.actions()
    return [each.text() for each in actions if each.isVisible() and not each.isSeparator()]


def test_other_readings_of_a_doubtful_word_are_offered_and_written(with_file, qtbot) -> None:
    house, editor = with_file
    recording = house.session.recordings.new("d-1", "n-1")
    recording.append(np.ones(5 * SAMPLE_RATE, np.float32))
    house.recogniser.readings = ("ikke", "altid", "igen")
    editor.show()
    dictate(editor, "Han møder ikke op.", Doubt(10, 14, 0.5, 1.0, 1.5))
    editor.doubts.go_to_next()
    assert editor.doubts.offer()
    assert offered(editor) == ["&1  altid", "&2  igen", "Hør ordet", "Det er rigtigt"]
    editor.doubts.menu.actions()[1].trigger()
    editor.doubts.menu.close()
    assert editor.text.toPlainText().endswith("Han møder altid op.")
    assert len(editor.doubts) == 0
    editor.text.undo()
    assert editor.text.toPlainText().endswith("Han møder ikke op.")


def test_a_doubtful_word_may_be_right(with_file) -> None:
    house, editor = with_file
    recording = house.session.recordings.new("d-1", "n-1")
    recording.append(np.ones(5 * SAMPLE_RATE, np.float32))
    house.recogniser.readings = ("ikke",)
    editor.show()
    dictate(editor, "Han møder ikke op.", Doubt(10, 14, 0.5, 1.0, 1.5))
    editor.doubts.go_to_next()
    editor.doubts.offer()
    assert offered(editor) == ["Intet andet ligger nær", "Hør ordet", "Det er rigtigt"]
    next(each for each in editor.doubts.menu.actions() if "rigtigt" in each.text()).trigger()
    editor.doubts.menu.close()
    assert len(editor.doubts) == 0
    assert editor.text.toPlainText().endswith("Han møder ikke op.")
    assert not editor.doubts.offer()


def test_sound_that_is_gone_is_told(editor) -> None:
    editor.bar.written.emit("Han kom.")
    editor.bar.doubted.emit((Doubt(0, 3, 0.1, 1.0, 1.5),), "gone")
    editor.doubts.go_to_next()
    assert editor.banner.isVisible()


def test_doubts_are_there_again_when_the_draft_is_opened_again(qtbot, played) -> None:
    house = make_house(inline=True, play=played.append)
    recording = house.session.recordings.new("d-1", "n-1")
    recording.append(np.ones(5 * SAMPLE_RATE, np.float32))
    note = new_draft(house.session, CASE.id, "")

    def opened() -> DraftEditor:
        made = DraftEditor(house.context, house.session, show(house.session, note.id))
        qtbot.addWidget(made)
        made.show()
        return made

    first = opened()
    dictate(
        first,
        "Han møder ikke op på mandag.",
        Doubt(10, 14, 0.5, 1.0, 1.5),
        Doubt(21, 27, 0.6, 1.5, 2.0),
    )
    first.text.moveCursor(first.text.textCursor().MoveOperation.Start)
    first.text.insert("NB: ")
    first.saver.flush(lambda: None)

    second = opened()
    qtbot.waitUntil(lambda: len(second.text.extraSelections()) == 2)
    words = [mark.cursor.selectedText() for mark in second.text.extraSelections()]
    assert words == ["ikke", "mandag"] and "2" in second.open_doubts.text()
    assert second.doubts.play_at(15) and len(played[-1]) == int(0.8 * SAMPLE_RATE)
    second.doubts._settle(second.doubts._at(15))
    second.saver.flush(lambda: None)
    assert [mark.words for mark in opened().doubts.kept() or ()] == ["mandag"]
    house.context.jobs.close()


def test_sheet_lists_every_command(qtbot, editor) -> None:
    assert set(MEANINGS) == {command.name for command in COMMANDS}
    sheet = KeySheet(editor)
    qtbot.addWidget(sheet)
    shown = {each.text() for each in sheet.findChildren(type(editor.saved))}
    assert all(f"»{command.shown}«" in shown for command in COMMANDS)


def test_only_the_marks_that_can_be_seen_are_painted(qtbot) -> None:
    house = make_house(inline=True)
    made = DraftEditor(house.context, house.session, new_draft(house.session, CASE.id, ""))
    qtbot.addWidget(made)
    made.resize(600, 500)
    made.show()
    sentence = " Hun ringer på mandag og fortæller om sin praktik."
    for _ in range(200):
        made.take_dictated(sentence)
        made._mark_doubts([Doubt(5, 11, 0.2, 0.0, 1.0)], "d-1")
    assert len(made.doubts) == 200
    painted = made.text.extraSelections()
    assert 0 < len(painted) < 100
    made.text.verticalScrollBar().setValue(0)
    top = made.text.extraSelections()
    assert top[0].cursor.selectionStart() == 5
    assert painted[-1].cursor.selectionStart() > 190 * len(sentence)
    house.context.jobs.close()


def test_dictation_left_behind_is_offered_and_written(qtbot) -> None:
    house = make_house(inline=True)
    house.recogniser.say("han ringede")
    note = new_draft(house.session, CASE.id, "Før.")
    recording = house.session.recordings.new("d-9", note.id)
    recording.append(np.full(SAMPLE_RATE, 0.1, np.float32))
    house.session.recordings.left_behind.append("d-9")
    made = DraftEditor(house.context, house.session, note)
    qtbot.addWidget(made)
    made.show()
    assert made.banner.isVisible()
    made.banner.findChild(QPushButton).click()
    assert made.text.toPlainText() == "Før. han ringede"
    assert not made.banner.isVisible()
    house.context.jobs.close()


def test_dictation_left_behind_is_erased_only_when_asked_twice(qtbot) -> None:
    house = make_house(inline=True)
    note = new_draft(house.session, CASE.id, "Før.")
    house.session.recordings.new("d-9", note.id).append(np.full(SAMPLE_RATE, 0.1, np.float32))
    house.session.recordings.left_behind.append("d-9")
    made = DraftEditor(house.context, house.session, note)
    qtbot.addWidget(made)
    made.show()

    def press(text: str) -> None:
        next(one for one in made.banner._actions if one.text() == text).click()

    press("Slet lyden")
    press("Fortryd")
    press("Slet lyden")
    assert house.session.recordings.of_note(note.id)
    press("Slet lyden")
    assert not house.session.recordings.of_note(note.id)
    assert not made.banner.isVisible() and made.text.toPlainText() == "Før."
    house.context.jobs.close()


@pytest.fixture
def with_file(qtbot):
    house = make_house(
        inline=True,
        read_sound=lambda _: np.full(SAMPLE_RATE, 0.1, np.float32),
        microphones=lambda: ["Headset", "Webkamera"],
    )
    made = DraftEditor(house.context, house.session, new_draft(house.session, CASE.id, "Før."))
    qtbot.addWidget(made)
    made.show()
    yield house, made
    house.context.jobs.close()


def test_recording_is_written_at_the_end_of_the_draft(with_file, qtbot) -> None:
    house, editor = with_file
    house.recogniser.say("han ringede")
    dialog = editor.side_door.write(Path("optagelse.wav"))
    dialog.write_button.click()
    qtbot.waitUntil(lambda: dialog.progress.value() == 100)
    assert editor.text.toPlainText() == "Før. han ringede"
    assert house.session.recordings.of_note(editor.note.id)


def test_microphone_is_chosen_from_those_that_are_there(with_file) -> None:
    house, editor = with_file
    editor.bar.menu.look()
    shown = {action.text(): action for action in editor.bar.menu.actions()}
    shown["Headset"].trigger()
    assert house.context.settings["microphone"] == "Headset"
    editor.bar.menu.look()
    assert len([a for a in editor.bar.menu.actions() if a.text() == "Headset"]) == 1


def test_correction_by_voice_is_learnt_seen_and_forgotten(with_file, qtbot) -> None:
    house, editor = with_file
    editor.bar.written.emit(" Kristjansen kom.")
    editor.bar.ordered.emit(Order("correct", "Kristjansen", "Christiansen"))
    assert in_use(house.session) == {"kristjansen": "Christiansen"}
    page = LearntWords(house.context, house.session)
    qtbot.addWidget(page)
    page.words.setCurrentRow(0)
    page.forget_button.click()
    assert page.words.count() == 0 and in_use(house.session) == {}


def type_over(editor: DraftEditor, old: str, new: str) -> None:
    cursor = editor.text.textCursor()
    cursor.setPosition(editor.text.toPlainText().index(old))
    cursor.setPosition(cursor.position() + len(old), cursor.MoveMode.KeepAnchor)
    cursor.insertText(new)
    editor.text.setTextCursor(cursor)


def test_correction_by_keyboard_is_learnt_when_the_text_is_left(with_file) -> None:
    house, editor = with_file
    editor.show()
    dictate(editor, "Han talte med kristjansen.")
    dictate(editor, " Hun kom også.")
    type_over(editor, "kristjansen", "Christiansen")
    assert in_use(house.session) == {}  # the cursor is still there
    editor.text.hide()
    assert in_use(house.session) == {"kristjansen": "Christiansen"}
    assert learnt(house.session)[0].times == 1


def test_correction_elsewhere_is_learnt_when_the_draft_is_saved(with_file) -> None:
    house, editor = with_file
    dictate(editor, "Han talte med kristjansen.")
    type_over(editor, "kristjansen", "Christiansen")
    editor.text.moveCursor(editor.text.textCursor().MoveOperation.End)
    dictate(editor, " Hun kom også.")
    editor.text.insertPlainText(" Og gik.")
    editor.saver.flush(lambda: None)
    assert in_use(house.session) == {"kristjansen": "Christiansen"}


def test_what_was_typed_by_hand_teaches_nothing(with_file) -> None:
    house, editor = with_file
    editor.text.insertPlainText("kristjansen kom. ")
    dictate(editor, "Han gik.")
    type_over(editor, "kristjansen", "Christiansen")
    editor.text.moveCursor(editor.text.textCursor().MoveOperation.End)
    editor.text.insertPlainText(" mentoer")
    editor.show()
    editor.saver.flush(lambda: None)
    type_over(editor, "mentoer", "mentor")
    editor.text.hide()
    assert learnt(house.session) == []


def test_spoken_correction_is_counted_once(with_file) -> None:
    house, editor = with_file
    editor.show()
    dictate(editor, "Han er mentoer.")
    editor.bar.ordered.emit(Order("correct", "mentoer", "mentor"))
    editor.text.hide()
    assert [each.times for each in learnt(house.session)] == [1]
