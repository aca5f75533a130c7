"""The talk workspace: agenda and earlier agreements to the left, the note to the right."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPlainTextEdit, QSplitter, QWidget

from jobassist.errors import AppError
from jobassist.ports.clock import danish_day
from jobassist.records import ContactTalk, Note, NoteState, PlanStep, StepState, TalkState
from jobassist.services.meeting_link import meeting_link
from jobassist.services.plans import read_plan
from jobassist.services.talks import agreed_before, begin_note, change_talk, no_show, read_talk
from jobassist.services.whereabouts import Place
from jobassist.session import Session
from ui import keys
from ui.context import Context
from ui.notes.dictate_key import DictateKey
from ui.notes.editor import DraftEditor
from ui.page import Deeds, Page
from ui.phrases.desk import PhraseDesk
from ui.shell.places import CASE, TALK, TALKS
from ui.talks.ending import EndTalkDialog
from ui.talks.rows import when
from ui.theme import tokens as t
from ui.widgets.banner import Banner
from ui.widgets.flow import flow
from ui.widgets.layout import column, row, scrolling
from ui.widgets.text import button, label
from ui.words import CHANNELS, word
from ui.words import TALKS as KINDS
from ui.words import day as day_words

_SAVE_AFTER_MS = 800
_AGENDA_HEIGHT = 140
_LEFT = 300


@dataclass(frozen=True, slots=True)
class _Found:
    talk: ContactTalk
    note: Note
    before: ContactTalk | None
    steps: tuple[PlanStep, ...]


class TalkPage(Page):
    """One talk, from its agenda to what it leads to. The draft is an ordinary note's."""

    def __init__(self, context: Context, session: Session, place: Place) -> None:
        super().__init__()
        self._context = context
        self._session = session
        self.case_id = place.case_id
        self._talk_id = place.record_id
        self.talk: ContactTalk | None = None
        self.editor: DraftEditor | None = None
        self._build()
        self._connect()
        self._read()

    def _build(self) -> None:
        self.setObjectName("page")
        self.heading = label(role="display", wrap=True)
        self.facts = label(role="muted", wrap=True)
        self.link_button = button(self.tr("Ring op"), symbol="link")
        self.absent_button = button(self.tr("Udeblevet"))
        self.end_button = button(self.tr("Afslut samtalen"), "primary", key=keys.FINALISE)
        self.banner = Banner()
        self.agenda = QPlainTextEdit()
        self.agenda.setTabChangesFocus(True)
        self.agenda.setFixedHeight(_AGENDA_HEIGHT)
        self.agenda.setAccessibleName(self.tr("Dagsorden"))
        self.before = label(wrap=True)
        self.before_head = label(self.tr("Aftalt sidst"), "strong", wrap=True)
        self.steps = label(wrap=True)
        self.steps_head = label(self.tr("Åbne skridt i planen"), "strong", wrap=True)
        self._saving = QTimer(self, singleShot=True, interval=_SAVE_AFTER_MS)
        self._lay_out()
        self.desk = PhraseDesk(self._context, self._session, self)
        DictateKey(self, lambda: self.editor.bar if self.editor else None)

    def _lay_out(self) -> None:
        left = QWidget()
        lines = column(t.S, 0, left)
        lines.addWidget(label(self.tr("Dagsorden"), "strong"))
        lines.addWidget(self.agenda)
        for head, text in ((self.before_head, self.before), (self.steps_head, self.steps)):
            lines.addSpacing(t.M)
            lines.addWidget(head)
            lines.addWidget(text)
        lines.addStretch(1)
        area = scrolling(left)
        area.setMinimumWidth(_LEFT)
        self.right = QWidget()
        self._place = column(0, 0, self.right)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(t.XL)
        self.split.addWidget(area)
        self.split.addWidget(self.right)
        self.split.setStretchFactor(1, 1)
        self.split.setSizes([_LEFT, 700])
        words = column(2)
        words.addWidget(self.heading)
        words.addWidget(self.facts)
        top = row(t.S)
        top.addLayout(words, 1)
        top.addLayout(flow(self.link_button, self.absent_button, self.end_button))
        whole = column(t.M, t.XL, self)
        whole.addLayout(top)
        whole.addWidget(self.banner)
        whole.addWidget(self.split, 1)

    def _connect(self) -> None:
        self.link_button.clicked.connect(self._call)
        self.absent_button.clicked.connect(self._no_show)
        self.end_button.clicked.connect(self.end)
        self.agenda.textChanged.connect(self._saving.start)
        self._saving.timeout.connect(self._save_agenda)

    def _read(self) -> None:
        session, talk_id = self._session, self._talk_id

        def read() -> _Found:
            note = begin_note(session, talk_id)
            talk = read_talk(session, talk_id)
            steps = read_plan(session, talk.case_id).steps
            still = tuple(one for one in steps if one.state is StepState.OPEN)
            return _Found(talk, note, agreed_before(session, talk), still)

        self._context.jobs.run(self, read, self._show, self._failed)

    def _show(self, found: _Found) -> None:
        talk = found.talk
        self.talk = talk
        self.banner.clear()
        today = danish_day(self._session.clock.now())
        self.heading.setText(f"{word(KINDS[talk.kind])} · {when(talk, today)}")
        facts = [word(CHANNELS[talk.channel]), talk.location, talk.participants]
        self.facts.setText(" · ".join(fact for fact in facts if fact))
        self.link_button.setVisible(bool(meeting_link(talk.location)))
        was = self.agenda.blockSignals(True)
        self.agenda.setPlainText(talk.agenda)
        self.agenda.blockSignals(was)
        before = found.before
        self.before_head.setVisible(before is not None)
        self.before.setText(
            f"{day_words(before.day, today)}: {before.agreements or self.tr('intet noteret')}"
            if before
            else ""
        )
        self.steps_head.setVisible(bool(found.steps))
        self.steps.setText("\n".join(f"• {step.text}" for step in found.steps))
        self._open(found.note)
        over = talk.state is not TalkState.PLANNED
        self.end_button.setVisible(not over)
        self.absent_button.setVisible(not over)

    def _open(self, note: Note) -> None:
        if note.state is not NoteState.DRAFT or note.author_id != self._session.user.id:
            self.place_requested.emit(Place(CASE, self.case_id, note.id))
            return
        if self.editor and self.editor.note.id == note.id:
            return
        if not self._context.writing.take(note.id, self, self):
            self._tell_elsewhere(note)
            return
        self.banner.clear()
        self.editor = DraftEditor(self._context, self._session, note)
        self.editor.draft_saved.connect(self._context.writing.saved)
        self.editor.throw_button.hide()  # the talk has its note, whatever it says
        self.editor.finalise_button.hide()  # a talk is ended as a whole
        self.desk.serve(self.editor, self.case_id)
        self._place.addWidget(self.editor)
        self.editor.setFocus()

    def end(self) -> None:
        """Ask what was agreed, then lock the note and write everything down in one step."""
        if self.talk and self.editor:
            if self.editor.bar.running:
                self.editor.bar.release()
                return
            if not self.editor.open_blanks.stop():
                self.save_all(self._ask_end)

    def _ask_end(self) -> None:
        assert self.talk
        dialog = EndTalkDialog(self._context, self._session, self.talk, self)
        if dialog.exec():
            self._drop_editor()
            self.told.emit(self.tr("Samtalen er afsluttet"))
            self.place_requested.emit(Place(TALKS, self.case_id))

    def refresh(self) -> None:
        """What a sync brought is shown when one comes back; what is being written stays."""
        if not self.editor:
            self._read()

    def show_place(self, place: Place) -> None:
        """Another talk of the same case."""
        if place.record_id and place.record_id != self._talk_id:
            self._drop_editor()
            self._talk_id = place.record_id
            self._read()

    def place(self) -> Place:
        """This talk."""
        return Place(TALK, self.case_id, self._talk_id)

    def save_all(self, then: Callable[[], None]) -> None:
        """Save the agenda and the draft, then go on."""
        self._save_agenda()
        if self.editor:
            self.editor.bar.cancel()
            self.editor.saver.flush(then)
        else:
            then()

    def save_for_lock(self, then: Callable[[], None]) -> None:
        """The same, with a running dictation left running."""
        self._save_agenda()
        if self.editor:
            self.editor.saver.flush(then)
        else:
            then()

    def is_busy(self) -> bool:
        """Whether somebody dictates."""
        return bool(self.editor and self.editor.bar.running)

    def deeds(self) -> Deeds:
        """The keys of a draft; finalising is ending the talk."""
        own: Deeds = {keys.PALETTE: self.desk.open_palette}
        of_draft = self.editor.deeds() if self.editor else {}
        return {**own, **of_draft, keys.FINALISE: self.end}

    def _save_agenda(self) -> None:
        self._saving.stop()
        talk, text = self.talk, self.agenda.toPlainText()
        if not talk or talk.agenda == text or talk.state is not TalkState.PLANNED:
            return
        session = self._session

        def saved(changed: ContactTalk) -> None:
            self.talk = changed

        self._context.jobs.run(
            self, lambda: change_talk(session, talk.id, agenda=text), saved, self._failed
        )

    def _call(self) -> None:
        if self.talk and (link := meeting_link(self.talk.location)):
            QDesktopServices.openUrl(QUrl(link))

    def _no_show(self) -> None:
        session, talk_id = self._session, self._talk_id

        def noted(note: Note) -> None:
            self._drop_editor()
            self.told.emit(self.tr("Udeblivelsen er noteret; skriv notatet færdigt"))
            self.place_requested.emit(Place(CASE, self.case_id, note.id))

        def note_it() -> None:
            self._context.jobs.run(self, lambda: no_show(session, talk_id), noted, self._failed)

        self.save_all(note_it)

    def give_up(self, note_id: str) -> None:
        """Another page writes the note from now on."""
        if self.editor and self.editor.note.id == note_id:
            self._drop_editor()

    def _tell_elsewhere(self, note: Note) -> None:
        self.banner.tell(
            self.tr("Du skriver på samtalens notat i det andet vindue."),
            "info",
            action=self.tr("Skriv her i stedet"),
            then=lambda: self._context.writing.take_over(note.id, self._read),
        )

    def _drop_editor(self) -> None:
        if self.editor:
            self._context.writing.leave(self.editor.note.id, self)
            self.desk.leave()
            self._place.removeWidget(self.editor)
            self.editor.deleteLater()
            self.editor = None

    def _failed(self, error: AppError) -> None:
        self.banner.tell(self._context.explain(error))
