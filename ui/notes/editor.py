"""The editor of a draft: heading, facts, text, dictation, and the way to the final note."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from jobassist.errors import AppError
from jobassist.records import Note
from jobassist.services.marks import Mark, kept
from jobassist.session import Session
from ui import keys
from ui.context import Context
from ui.notes.dictation_bar import DictationBar
from ui.notes.doubts import DoubtMarks
from ui.notes.ending import NoteEnding
from ui.notes.facts import NoteFacts
from ui.notes.left_behind import LeftBehind
from ui.notes.open_blanks import OpenBlanks
from ui.notes.orders import SpokenOrders
from ui.notes.saving import DraftSaver
from ui.notes.side_door import SideDoor
from ui.notes.text import NoteText
from ui.page import Deeds
from ui.theme import tokens as t
from ui.theme.apply import scaled
from ui.widgets.banner import Banner
from ui.widgets.entered import Entered
from ui.widgets.layout import Scrolled, both_ends, column
from ui.widgets.text import button, icon_button, label

if TYPE_CHECKING:
    from jobassist.services.doubts import Doubt
    from jobassist.services.unfinished import Recovered

_LEAST_TEXT = 72  # three lines


class DraftEditor(Entered):
    """`palette_requested` asks for standard texts, `finalised` carries the final note.

    `phrase_asked` carries what a spoken request may have meant and its words as ordinary text,
    `phrase_answered` the spoken choice and its words likewise; `draft_saved` the note's id.
    """

    palette_requested = Signal()
    phrase_asked = Signal(object, str)
    phrase_answered = Signal(str, str)
    finalised = Signal(object)
    draft_saved = Signal(str)

    def __init__(
        self, context: Context, session: Session, note: Note, *, stored: bool = True
    ) -> None:
        super().__init__()
        self._context = context
        self._session = session
        self.note = note
        self._phrases = note.phrases
        self._last_text = note.text
        self._trouble = ""  # what the banner says of the dictation
        self._unsaved = ""  # and of saving
        self._build()
        self.saver = DraftSaver(
            context, session, note.id, self, new=None if stored else note, marks=self.doubts.kept
        )
        self.ending = NoteEnding(
            context,
            session,
            note.id,
            text=self.text,
            open_blanks=self.open_blanks,
            saver=self.saver,
            banner=self.banner,
            button=self.finalise_button,
        )
        if stored:
            self._show_saved("saved")
        self.left_behind = LeftBehind(context, session, note.id, self.banner, self)
        self._show_note()
        self._connect()
        self._show_kept_doubts()
        self.listen_for(())  # the key may be pressed before the names have been read
        self.side_door = SideDoor(context, session, self)
        self.left_behind.offer(self.text.toPlainText)

    def _build(self) -> None:
        self.facts = NoteFacts()
        self.text = NoteText()
        self.text.setMinimumHeight(scaled(_LEAST_TEXT))
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.doubts = DoubtMarks(self._context, self._session, self.text, self.note.id)
        self.orders = SpokenOrders(self.text)
        self.banner = Banner()
        self.fitness = Banner()
        self.bar = DictationBar(self._context, self._session)
        self.saved = label(role="caption")
        self.open_blanks = OpenBlanks(self._context, self.text, self.banner)
        self.open_doubts = label(role="warning")
        self.throw_button = icon_button("trash", self.tr("Smid kladden ud"), key=keys.THROW)
        self.phrase_button = button(self.tr("Standardtekst"), key=keys.PALETTE, symbol="text")
        self.finalise_button = button(self.tr("Afslut notat"), "primary", key=keys.FINALISE)
        sheet = QFrame()
        sheet.setObjectName("sheet")
        inside = column(t.M, t.L, sheet)
        inside.setContentsMargins(t.XL, t.L, t.XL, t.L)
        inside.addWidget(self.facts)
        inside.addWidget(self.text, 1)
        inside.addWidget(self.bar)
        foot = both_ends(
            (self.saved, self.open_blanks.words, self.open_doubts),
            (self.throw_button, self.phrase_button, self.finalise_button),
        )
        inner = QWidget()
        whole = column(t.M, 0, self)
        whole.addWidget(Scrolled(inner), 1)
        lines = column(t.M, 0, inner)
        lines.addWidget(self.fitness)
        lines.addWidget(sheet, 1)
        lines.addWidget(self.banner)
        whole.addLayout(foot)
        self.setFocusProxy(self.text)

    def _connect(self) -> None:
        save = self.saver
        self.facts.changed.connect(lambda fields: save.change(**fields))
        self.text.textChanged.connect(self._text_changed)
        save.state_changed.connect(self._show_saved)
        save.failed.connect(self._fail_to_save)
        self.bar.live.connect(self.text.show_live)
        self.bar.written.connect(self.take_dictated)
        self.bar.doubted.connect(self._mark_doubts)
        self.bar.heard_until.connect(save.heard_until)
        self.bar.ordered.connect(self.orders.carry_out)
        for moved in (self.orders.changed, self.text.blank_reached):
            moved.connect(lambda *_: self.bar.text_changed())
        self.orders.stop_asked.connect(self.bar.release)
        for source in (self.doubts, self.left_behind):
            source.failed.connect(self._fail)
        self.left_behind.recovered.connect(self.take_recovered)
        self.doubts.counted.connect(self._count_doubts)
        self.doubts.settled.connect(lambda: save.change(text=self.text.toPlainText()))
        self.bar.asked.connect(self.phrase_asked)
        self.bar.answered.connect(self.phrase_answered)
        self.bar.troubled.connect(self._show_trouble)
        self.phrase_button.clicked.connect(self.palette_requested)
        self.finalise_button.clicked.connect(self.finalise)
        self.ending.finalised.connect(self.finalised)

    def _show_note(self) -> None:
        note = self.note
        self.facts.show_note(note)
        self.text.show_text(note.text)
        self.open_blanks.count()
        self._show_fitness()

    def _show_kept_doubts(self) -> None:
        session, note = self._session, self.note

        def look() -> list[Mark]:
            return kept(session, note.id, note.text)

        self._context.jobs.run(self, look, self.doubts.show_kept, self._fail)

    def _show_fitness(self) -> None:
        if self._session.model_fit_for_notes:
            self.fitness.clear()
            return
        model = self._context.settings["model"]
        said = (
            self.tr("Talemodellen »{model}« er kun til prøve. Læs altid det dikterede igennem.")
            if self._may_write
            else self.tr(
                "Talemodellen »{model}« må ikke skrive fri tekst. Du kan stadig sige »indsæt« og "
                "navnet på en standardtekst."
            )
        )
        self.fitness.tell(said.format(model=model), "warning")

    @property
    def _may_write(self) -> bool:
        allowed = self._context.settings["unfit_model_may_write_notes"]
        return bool(self._session.model_fit_for_notes or allowed)

    def listen_for(self, names: Sequence[tuple[str, str]]) -> None:
        """The standard texts that may be asked for by voice."""
        text = self.text
        self.bar.prepare(
            self.note.id, text.before_cursor, names, self.saver.store, text.choices_here
        )

    def merge_values(self) -> dict[str, str]:
        """What a standard text may take from the draft's own facts."""
        return self.facts.merge_values()

    def insert_phrase(self, text: str, used: str) -> None:
        """Insert a standard text (`used` is key@version) and stand on its first blank."""
        self._phrases = tuple(sorted({*self._phrases, used}))
        self.text.insert_phrase(text)
        self.saver.change(text=self.text.toPlainText(), phrases=self._phrases)
        self.bar.text_changed()

    def deeds(self) -> Deeds:
        """The keys of a draft."""
        return {
            keys.NEXT_BLANK: self.text.go_to_blanks,
            keys.PREVIOUS_BLANK: lambda: self.text.next_blank(backward=True),
            keys.NEXT_DOUBT: self.doubts.go_to_next,
            keys.OTHER_READINGS: self.doubts.offer,
            keys.FINALISE: self.finalise,
        }

    def finalise(self) -> None:
        """Ask once, then lock the note; an open blank stops it and is gone to."""
        if self.bar.running:
            self.bar.release()
            return
        self.ending.ask()

    def take_dictated(self, text: str) -> None:
        """Write what was dictated at the cursor."""
        if not self._may_write:
            self._show_fitness()
            return
        self.banner.withdraw(self._trouble)  # one is heard again
        self.text.insert(text)
        self.orders.remember(text)
        self.saver.change(
            text=self.text.toPlainText(),
            model=self._context.settings["model"],
            model_unfit=self.note.model_unfit or not self._session.model_fit_for_notes,
        )

    def _fail(self, error: AppError) -> None:
        self.banner.tell(self._context.explain(error))

    def _fail_to_save(self, error: AppError) -> None:
        self._fail(error)
        self._unsaved = self.banner.text

    def _show_trouble(self, error: AppError) -> None:
        self.banner.tell(self._context.explain(error))
        self._trouble = self.banner.text

    def take_recovered(self, recovered: Recovered) -> None:
        """Put the text of a recording at the end, with its doubts."""
        cursor = self.text.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        self.text.setTextCursor(cursor)
        self.take_dictated(recovered.text)
        self._mark_doubts(recovered.doubts, recovered.dictation_id)
        self.saver.flush(lambda: None)  # its sound is not offered again

    def _mark_doubts(self, found: Sequence[Doubt], dictation_id: str) -> None:
        if self._may_write and self.orders.last:
            at = self.text.textCursor().position() - len(self.orders.last)
            self.doubts.mark(at, found, dictation_id)

    def _count_doubts(self, count: int) -> None:
        self.open_doubts.setText(self.tr("%n usikre ord · F8", "", count) if count else "")

    def _text_changed(self) -> None:
        text = self.text.toPlainText()
        if text == self._last_text:  # only its looks changed: live text, marks
            return
        self._last_text = text
        self.ending.take_back()
        self.saver.change(text=text)
        self.open_blanks.count()

    def _show_saved(self, state: str) -> None:
        words = {
            "unsaved": self.tr("Ikke gemt"),
            "saving": self.tr("Gemmer …"),
            "saved": self.tr("Gemt"),
            "failed": self.tr("Kunne ikke gemmes. Prøver igen"),
        }
        self.saved.setText(words[state])
        if state == "saved":
            self.banner.withdraw(self._unsaved)
            self.draft_saved.emit(self.note.id)
