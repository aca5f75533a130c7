"""A caseworker's whole day by keyboard and voice, without a network until it is over."""

from contextlib import nullcontext
from threading import Event

import numpy as np
from PySide6.QtGui import QGuiApplication

from jobassist.cli.demo_voice import sound
from jobassist.ids import new_id
from jobassist.ports.clock import danish_day
from jobassist.ports.speech import SAMPLE_RATE
from jobassist.records import (
    Citizen,
    ContactTalk,
    Letter,
    LetterState,
    Note,
    NoteState,
    NoteTransfer,
    PlanStep,
    TalkState,
    Task,
)
from jobassist.services.cases import start_case
from jobassist.services.filing import untransferred
from jobassist.services.phrases import import_standard_texts
from jobassist.services.talks import plan_talk
from jobassist.services.templates import blanks
from tests.journeys.conftest import PASSPHRASE
from tests.journeys.hands import Hands, enrol, stands_on
from tests.sync.laptop import enrolled
from ui import keys
from ui.notes.dictate_key import DictateKey

SPOKEN = "Borgeren vil gerne i praktik på et lager."


class Voice:
    """A microphone before somebody who says one thing and is silent then, until it is stopped."""

    name = "espeak-ng"

    def __init__(self, samples):
        self.said, self._stopped = Event(), Event()
        self._samples = samples

    def open(self):
        return nullcontext(self._sound())

    def stop(self):
        self._stopped.set()

    def _sound(self):
        block = SAMPLE_RATE // 10
        for start in range(0, len(self._samples), block):
            yield self._samples[start : start + block]
        self.said.set()
        while not self._stopped.wait(0.1):
            yield np.zeros(block, np.float32)


def furnish(session):
    import_standard_texts(session)
    citizen = Citizen(
        id=new_id(),
        cpr="7101905678",
        given_name="Anders",
        family_name="Østergaard",
        address="Havnevej 1, 9900 Frederikshavn",
    )
    case = start_case(session, citizen, "S-2026-0001")
    plan_talk(session, case.id, danish_day(session.clock.now()), starts_at="09:30")


def find(session, kind, **is_):
    with session.store.read() as tx:
        return tx.find(kind, **is_)


def fill_blanks(hands, text, choices):
    """Answer what a standard text leaves open, with F4 from one blank to the next."""
    while still_open := len(blanks(text.toPlainText())):
        if choices.isVisible():
            hands.press("1")
        elif text.textCursor().selectedText().startswith("[…"):
            hands.write("som aftalt")
        else:
            hands.press(keys.NEXT_BLANK)
            yield lambda: choices.isVisible() or text.textCursor().hasSelection()
            continue
        yield lambda before=still_open: len(blanks(text.toPlainText())) < before


def talk_of_the_day(hands, work, voice):
    """From Min dag into the talk: dictated, a standard text in it, and ended as a whole."""
    yield lambda: work.place().page == "day" and work.page.view.count()
    hands.press("Return")
    yield lambda: work.place().page == "talk" and work.page.editor is not None
    talk = work.page
    text = talk.editor.text
    yield text.hasFocus

    key = talk.findChild(DictateKey)
    hands.press(keys.DICTATE)
    yield lambda: voice.said.is_set() and key.is_up  # down again at once, it was never let go
    hands.press(keys.DICTATE)
    yield lambda: hands.still() and not talk.editor.bar.running
    heard = text.toPlainText()
    assert heard  # what the small model makes of a synthetic voice is for other tests

    hands.press(keys.PALETTE)
    yield lambda: talk.desk.palette.isVisible() and talk.desk.palette.list.count()
    hands.write("telefon borger")
    yield talk.desk.palette.preview.toPlainText
    hands.press("Return")
    yield lambda: blanks(text.toPlainText()) and text.hasFocus() and not talk.editor.bar.running
    hands.press(keys.FINALISE)  # too early: it goes to the first blank, and says so
    yield lambda: talk.editor.banner.text
    yield from fill_blanks(hands, text, talk.desk.choices)

    hands.press(keys.FINALISE)
    yield lambda: stands_on() == "Hvad er aftalt"
    hands.write("Borgeren søger to lagre.")
    yield from hands.tab_to("Virker indsatsen?")
    hands.press("Down")
    yield from hands.tab_to("Opgave til mig")
    hands.write("Ring til lageret")
    yield from hands.push("Lås notatet og afslut")
    yield lambda: work.place().page == "talks"


def plan_and_letter(hands, work):
    """A step in the plan, and a letter into the queue."""
    hands.press(keys.PLAN)
    yield lambda: work.place().page == "plan" and work.page.view is not None
    plan = work.page
    hands.press(keys.NEW_NOTE)
    yield plan.text.hasFocus
    hands.write("Jeg vil prøve et lager i to uger")
    hands.press("Return")
    yield lambda: len(plan.rows) == 1

    hands.press(keys.LETTERS)
    yield lambda: work.place().page == "letters"
    letters = work.page
    hands.press(keys.NEW_NOTE)
    palette = letters.letter_texts.palette
    yield lambda: palette.isVisible() and palette.list.count()
    hands.press("Return")
    sheet = letters.sheet
    yield lambda: sheet.letter is not None and sheet.text.hasFocus()
    yield from fill_blanks(hands, sheet.text, sheet.choices)
    hands.press(keys.FINALISE)
    yield lambda: sheet.letter.state is LetterState.QUEUED or sheet.banner.text
    assert sheet.letter.state is LetterState.QUEUED, sheet.banner.text


def carried_over(hands, work, note):
    """The final note goes to the case system by the clipboard, and is ticked off on Min dag."""
    hands.press(keys.NOTES)
    yield lambda: work.case_page is not None and work.case_page.past.timeline.rows.rowCount()
    yield work.case_page.past.timeline.hasFocus
    yield from chosen_note(hands, work.case_page, note.id)
    hands.press(keys.COPY_ALL)
    yield lambda: note.text.splitlines()[0] in QGuiApplication.clipboard().text()

    hands.press(keys.DAY)
    yield lambda: work.place().page == "day" and work.page.view.hasFocus()
    view = work.page.view
    yield lambda: any(row.tick and row.place.record_id == note.id for row in view.rows())
    while not (view.current().tick and view.current().place.record_id == note.id):
        before = view.currentRow()
        hands.press("Down")
        yield lambda at=before: view.currentRow() != at
    hands.press(keys.TICK)
    yield lambda: untransferred(work._session) == []


def chosen_note(hands, page, note_id):
    """Stand on it in the timeline, and open it."""
    while not (page.reader.note and page.reader.note.id == note_id and page.reader.isVisible()):
        hands.press("Down")
        yield hands.still
        hands.press("Return")
        yield hands.still


def day(hands, opened, voice, central, code):
    """Unlock, the day, and lock."""
    window = opened.window
    yield lambda: QGuiApplication.focusWindow() is not None
    hands.write(PASSPHRASE)
    hands.press("Return")
    yield lambda: window.work is not None and window.work.page is not None
    work, session = window.work, window.session
    yield from talk_of_the_day(hands, work, voice)
    (note,) = find(session, Note)
    assert note.state is NoteState.FINAL
    yield from plan_and_letter(hands, work)
    yield from carried_over(hands, work, note)
    assert work.status.state.state == "not_enrolled"  # nothing of all this needed a network
    yield from enrol(hands, work, central, code)  # the net is back: the day is sent
    hands.press(keys.LOCK)
    yield lambda: opened.locked and window.work is None


def test_the_whole_day(furnished, open_window, central, qtbot):
    house = furnished(furnish)
    voice = Voice(sound(SPOKEN, None))
    house.ears.microphone = lambda: voice
    opened = open_window(house)
    user, code = central.desk.new_user("Mette Holm")
    hands = Hands()
    hands.do(day(hands, opened, voice, central, code))

    other = enrolled(central.desk, central.desk.new_code(user))  # what the central has
    other.sync()
    (note,) = other.find(Note)
    assert note.state is NoteState.FINAL and note.model_unfit and note.phrases
    assert {talk.state for talk in other.find(ContactTalk)} == {TalkState.HELD, TalkState.PLANNED}
    assert [step.text for step in other.find(PlanStep)] == ["Jeg vil prøve et lager i to uger"]
    assert [task.text for task in other.find(Task)] == ["Ring til lageret"]
    assert [letter.state for letter in other.find(Letter)] == [LetterState.QUEUED]
    assert len(other.find(NoteTransfer)) == 1
