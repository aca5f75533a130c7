"""A case: who it is about, what has happened, and the note one reads or writes."""

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QWidget

from jobassist.errors import AppError
from jobassist.records import Letter, Note, NoteState
from jobassist.services.cases import CaseFile, open_case
from jobassist.services.filing import mark_transferred
from jobassist.services.formatted import Copied, copy_note
from jobassist.services.incoming import Incoming, in_case
from jobassist.services.notes import add_addendum, new_draft, show
from jobassist.services.trash import Kind
from jobassist.services.whereabouts import Place
from jobassist.session import Session
from ui import keys
from ui.cases.case_frame import CaseFrame
from ui.cases.misfiling import MisfilingDialog
from ui.clipboard import copy_formatted
from ui.context import Context
from ui.notes.dictate_key import DictateKey
from ui.notes.editor import DraftEditor
from ui.page import Deeds
from ui.shell.places import CASE, LETTERS
from ui.trash.throwing import throw


class CasePage(CaseFrame):
    """One case. Its drafts are saved as they are written."""

    def __init__(
        self, context: Context, session: Session, case_id: str, note_id: str | None = None
    ) -> None:
        super().__init__(context, session, case_id)
        self.file: CaseFile | None = None
        self.editor: DraftEditor | None = None
        self._letters: list[Incoming] = []
        self._wanted = Place(CASE, case_id, note_id) if note_id else None
        self._connect()
        self.refresh()

    def _connect(self) -> None:
        self.back_button.clicked.connect(self.back_requested)
        self.past.new_button.clicked.connect(self.new_note)
        self.past.timeline.note_chosen.connect(self.show_note)
        self.past.timeline.letter_chosen.connect(self.show_letter)
        self.letter.changed.connect(self.refresh)
        self.letter.told.connect(self.told)
        self.letter.answered.connect(self._go_to_answer)
        self.past.timeline.activated.connect(lambda _: self._shown().setFocus())
        self.reader.addendum_requested.connect(self.add_addendum)
        self.reader.copy_requested.connect(self._copy_note)
        self.reader.transfer_requested.connect(self._mark_transferred)
        self.reader.misfiling_requested.connect(self._move_misfiled)
        self._context.writing.saved.connect(self._saved_elsewhere)
        DictateKey(self, lambda: self.editor.bar if self.editor else None)

    def refresh(self) -> None:
        """Read the case anew."""

        def show(found: tuple[CaseFile, list[Incoming]]) -> None:
            file, self._letters = found
            self.file = file
            self.banner.clear()
            self.header.show_case(file)
            self.news.refresh()
            self.age.refresh()
            self.title = file.citizen.name
            self.titled.emit()
            self.past.show_file(file, self._shown_id(), self._letters)
            self._read_letter_anew()
            self._take_wanted()

        session, case_id = self._session, self.case_id

        def read() -> tuple[CaseFile, list[Incoming]]:
            return open_case(session, case_id), in_case(session, case_id)

        self._context.jobs.run(self, read, show, self._failed)

    def go_to_search(self) -> None:
        """Go to the search field."""
        self.past.go_to_search()

    def switch(self) -> None:
        """From the timeline to the note, or back."""
        if self.side.isAncestorOf(QApplication.focusWidget() or self):
            self.past.setFocus()
        else:
            self._shown().setFocus()

    def show_letter(self, id: str) -> None:
        """Show a letter from the citizen."""
        found = next((one for one in self._letters if one.message.id == id), None)
        if found:
            self.save_all(lambda: self._open_letter(found))

    def _open_letter(self, letter: Incoming) -> None:
        self._drop_editor()
        self.letter.show_letter(letter)
        self.side.setCurrentWidget(self.letter)
        self.past.stand_on(letter.message.id)

    def _read_letter_anew(self) -> None:
        shown = self.letter.letter if self.side.currentWidget() is self.letter else None
        for one in self._letters if shown else ():
            if shown and one.message.id == shown.message.id:
                self.letter.show_letter(one)

    def _go_to_answer(self, letter: Letter) -> None:
        self.place_requested.emit(Place(LETTERS, self.case_id, letter.id))

    def _shown_id(self) -> str:
        if self.side.currentWidget() is self.letter and self.letter.letter:
            return self.letter.letter.message.id
        shown = self.editor.note if self.editor else self.reader.note
        return shown.id if shown else ""

    def _shown(self) -> QWidget:
        if self.side.currentWidget() is self.letter:
            return self.letter
        return self.editor or (self.reader if self.reader.note else self.nothing)

    def show_note(self, note_id: str) -> None:
        """Show a note: one's own draft to write, anything else to read."""
        note = next((n for n in self.file.notes if n.id == note_id), None) if self.file else None
        if note is None or (self.editor and self.editor.note.id == note_id):
            return
        self.save_all(lambda: self._open(note))

    def new_note(self) -> None:
        """A new draft; it is stored once something is written or said."""
        session, case_id = self._session, self.case_id

        def make() -> None:
            self._context.jobs.run(
                self,
                lambda: new_draft(session, case_id, stored=False),
                self._begin,
                self._failed,
            )

        self.save_all(make)

    def add_addendum(self, note_id: str) -> None:
        """A draft that adds to a final note."""
        session = self._session
        self._context.jobs.run(
            self,
            lambda: add_addendum(session, note_id, "", stored=False),
            self._begin,
            self._failed,
        )

    def save_all(self, then: Callable[[], None]) -> None:
        """Save the draft that is open, then go on."""
        if self.editor:
            self.editor.bar.cancel()
            self.editor.saver.flush(then)
        else:
            then()

    def save_for_lock(self, then: Callable[[], None]) -> None:
        """Save the draft, and leave a running dictation running.

        The end of the process cuts its recording off, and what had not become text is offered
        again with the draft.
        """
        if self.editor:
            self.editor.saver.flush(then)
        else:
            then()

    def is_busy(self) -> bool:
        """Whether somebody dictates."""
        return bool(self.editor and self.editor.bar.running)

    def deeds(self) -> Deeds:
        """The keys of a case, and of the draft that is written."""
        reads_letter = self.side.currentWidget() is self.letter
        of_case: Deeds = {
            keys.NEW_NOTE: self.new_note,
            keys.ADDENDUM: self.letter.answer if reads_letter else self.reader.request_addendum,
            keys.COPY_ALL: self.copy_note,
            keys.REVEAL: self.header.reveal.toggle,
            keys.SWITCH: self.switch,
            keys.PALETTE: self.desk.open_palette,
        }
        of_draft = {**self.editor.deeds(), keys.THROW: self.throw_draft} if self.editor else {}
        return {**of_case, **of_draft}

    def copy_note(self) -> None:
        """Copy the note that is written or read for another system, when it is saved."""
        editor = self.editor
        if editor:
            self.save_all(lambda: self._copy_note(editor.note.id))
        elif self.side.currentWidget() is not self.letter:
            self.reader.request_copy()

    def _copy_note(self, note_id: str) -> None:
        session = self._session

        def put(copied: Copied) -> None:
            copy_formatted(copied)
            self.told.emit(self.tr("Notatet er kopieret"))

        self._context.jobs.run(self, lambda: copy_note(session, note_id), put, self._failed)

    def place(self) -> Place:
        """Where one is: the note that is shown, and the cursor in a draft."""
        if self.editor:
            cursor = self.editor.text.textCursor()
            note_id = self.editor.note.id
            return Place(CASE, self.case_id, note_id, cursor.position(), cursor.anchor())
        return Place(CASE, self.case_id, self._shown_id())

    def show_place(self, place: Place) -> None:
        """Show its note, and put the cursor there, now or as soon as the case has been read."""
        if place.record_id:
            self._wanted = place
            self._take_wanted()

    def _take_wanted(self) -> None:
        place = self._wanted
        if not place or not self.file:
            return
        if self.editor and self.editor.note.id == place.record_id:
            self._wanted = None
            if place.cursor or place.anchor:
                self.editor.text.select(place.anchor, place.cursor)
            self.editor.setFocus()
        elif not self.editor and self.reader.note and self.reader.note.id == place.record_id:
            self._wanted = None
        else:
            self.show_note(place.record_id)
            if any(one.message.id == place.record_id for one in self._letters):
                self._wanted = None
                self.show_letter(place.record_id)

    def _begin(self, note: Note) -> None:
        if self.file:
            self.past.filter.clear()
            self._open(note, stored=False)
            self._shown().setFocus()

    def _open(self, note: Note, *, stored: bool = True) -> None:
        self._drop_editor()
        mine = note.state is NoteState.DRAFT and note.author_id == self._session.user.id
        if mine and self._context.writing.take(note.id, self, self):
            self.editor = DraftEditor(self._context, self._session, note, stored=stored)
            self.editor.finalised.connect(self._finalised)
            self.editor.draft_saved.connect(lambda _: self.refresh())
            self.editor.draft_saved.connect(self._context.writing.saved)
            self.editor.throw_button.clicked.connect(self.throw_draft)
            self.desk.serve(self.editor, self.case_id)
            self.side.addWidget(self.editor)
            self.side.setCurrentWidget(self.editor)
            if not self.past.timeline.hasFocus():
                self.editor.setFocus()
        else:
            self._read_note(note)
            self.side.setCurrentWidget(self.reader)
            if mine:
                self._tell_elsewhere(note)
        self.past.stand_on(note.id)
        self._take_wanted()

    def throw_draft(self) -> None:
        """The draft that is written goes into the bin, as it stands."""
        editor = self.editor
        if editor is None:
            return

        def leave() -> None:
            self._drop_editor()
            self.side.setCurrentWidget(self.nothing)
            self.past.setFocus()
            self.refresh()

        what = (Kind.NOTE, editor.note.id, self.tr("Kladden er smidt ud"))
        self.save_all(
            lambda: throw(self, self._context, self._session, what, then=leave, failed=self._failed)
        )

    def give_up(self, note_id: str) -> None:
        """Another window writes that draft from now on."""
        if self.editor and self.editor.note.id == note_id:
            self._drop_editor()
            self.side.setCurrentWidget(self.nothing)

    def _tell_elsewhere(self, note: Note) -> None:
        def write_here() -> None:
            self.reader.banner.clear()
            self._context.writing.take_over(note.id, lambda: self._read_anew(note.id))

        self.reader.banner.tell(
            self.tr("Du skriver på kladden i det andet vindue. Her følger den med."),
            "info",
            action=self.tr("Skriv her i stedet"),
            then=write_here,
        )

    def _read_anew(self, note_id: str) -> None:
        session = self._session
        self._context.jobs.run(self, lambda: show(session, note_id), self._open, self._failed)

    def _saved_elsewhere(self, note_id: str) -> None:
        """The other window saved a draft that is read here: it is read again."""
        if self.editor or not self.reader.note or self.reader.note.id != note_id:
            return
        session = self._session

        def follow(note: Note) -> None:
            self._read_note(note)
            if note.state is NoteState.DRAFT:
                self._tell_elsewhere(note)
            else:
                self.refresh()

        self._context.jobs.run(self, lambda: show(session, note_id), follow, self._failed)

    def _finalised(self, note: Note) -> None:
        self.told.emit(self.tr("Notatet er låst"))
        self._drop_editor()
        self._context.writing.saved.emit(note.id)
        self._read_note(note)
        self.side.setCurrentWidget(self.reader)
        self.past.setFocus()
        self.refresh()

    def _read_note(self, note: Note) -> None:
        gone = bool(self.file and note.id in self.file.transferred)
        self.reader.show_note(note, self._author(note), transferred=gone)

    def _mark_transferred(self, note_id: str, transferred: bool) -> None:
        session = self._session

        def marked(_none: object) -> None:
            if transferred:
                self.told.emit(self.tr("Notatet er markeret som overført"))
            self.refresh()

        self._context.jobs.run(
            self,
            lambda: mark_transferred(session, note_id, transferred=transferred),
            marked,
            self._failed,
        )

    def _move_misfiled(self, note_id: str) -> None:
        note = (
            next((one for one in self.file.notes if one.id == note_id), None) if self.file else None
        )
        if note is None:
            return
        dialog = MisfilingDialog(self._context, self._session, note, self)
        if dialog.exec() and dialog.moved:
            self.told.emit(self.tr("Notatet er flyttet til den rigtige sag"))
            self.side.setCurrentWidget(self.nothing)
            self.refresh()

    def _drop_editor(self) -> None:
        if self.editor:
            self._context.writing.leave(self.editor.note.id, self)
            self.desk.leave()
            self.side.removeWidget(self.editor)
            self.editor.deleteLater()
            self.editor = None

    def _author(self, note: Note) -> str:
        known = {user.id: user.name for _, user in self.file.team if user} if self.file else {}
        if self.file and self.file.coordinator:
            known[self.file.coordinator.id] = self.file.coordinator.name
        known[self._session.user.id] = self._session.user.name
        return known.get(note.author_id, self.tr("En kollega"))

    def _failed(self, error: AppError) -> None:
        self.banner.tell(
            self._context.explain(error), action=self.tr("Prøv igen"), then=self.refresh
        )
