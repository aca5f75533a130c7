"""A letter from the citizen to read: what it says, its files, who dealt with it, and an answer."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QFrame, QTextEdit

from jobassist.errors import AppError
from jobassist.records import Attachment, PhraseText
from jobassist.services import incoming
from jobassist.services.incoming import Incoming
from jobassist.session import Session
from ui.context import Context
from ui.notes.text import space_lines
from ui.phrases.chooser import TextChooser
from ui.theme import tokens as t
from ui.widgets.banner import Banner
from ui.widgets.entered import Entered
from ui.widgets.layout import column, row
from ui.widgets.text import button, label
from ui.widgets.touch import empty
from ui.words import moment, moment_within

_LETTERS = "Brev"  # the category of texts that letters are made from
_MEGABYTE, _KILOBYTE = 1_000_000, 1_000
_ENDINGS = {
    "application/pdf": ".pdf",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "text/plain": ".txt",
}


class IncomingReader(Entered):
    """`changed` tells that somebody dealt with it, `answered` carries the letter that was begun."""

    changed = Signal()
    answered = Signal(object)
    told = Signal(str)

    def __init__(self, context: Context, session: Session) -> None:
        super().__init__()
        self._context = context
        self._session = session
        self.letter: Incoming | None = None
        self._build()
        self.handled_tick.clicked.connect(self.toggle_handled)
        self.answer_button.clicked.connect(self.answer)
        self.texts.chosen.connect(self._write)
        self.texts.failed.connect(self._fail)

    def _build(self) -> None:
        self.title = label(role="title", wrap=True)
        self.facts = label(role="muted", wrap=True)
        self.banner = Banner()
        self.text = QTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("Brevets tekst"))
        self.no_text = label(self.tr("Brevet står i filerne herunder."), "muted", wrap=True)
        self.handled = label(role="muted", wrap=True)
        self.handled_tick = QCheckBox(self.tr("Behandlet"))
        self.handled_tick.setToolTip(self.tr("Gælder for alle på sagen"))
        self.answer_button = button(self.tr("Svar med brev …"), "primary", symbol="draft")
        sheet = QFrame()
        sheet.setObjectName("sheet")
        inside = column(t.S, t.XL, sheet)
        for widget in (self.title, self.facts, self.handled, self.banner, self.no_text):
            inside.addWidget(widget)
        inside.addWidget(self.text, 1)
        self._files = column(t.XS)
        inside.addLayout(self._files)
        foot = row(t.M)
        foot.addWidget(self.handled_tick)
        foot.addStretch(1)
        foot.addWidget(self.answer_button)
        lines = column(t.M, 0, self)
        lines.addWidget(sheet, 1)
        lines.addLayout(foot)
        self.texts = TextChooser(
            self._context, self._session, self, self.tr("Vælg teksten til svaret"),
            lambda text: 0 if text.category == _LETTERS else None,
        )  # fmt: skip
        self.setFocusProxy(self.text)

    def show_letter(self, letter: Incoming) -> None:
        """Show it."""
        self.letter = letter
        message, now = letter.message, self._session.clock.now()
        self.banner.clear()
        self.title.setText(message.subject or self.tr("Brev uden emne"))
        came = self.tr("Fra borgeren, Digital Post")
        self.facts.setText(f"{came} · {moment(message.received_at, now)}")
        self.text.setPlainText(message.text)
        space_lines(self.text.document())
        self.text.setVisible(bool(message.text.strip()))
        self.no_text.setVisible(not message.text.strip())
        empty(self._files)
        for file in letter.files:
            self._show_file(file)
        missing = message.files - len(letter.files)
        if missing > 0:
            self._files.addWidget(
                label(self.tr("%n filer er ikke nået frem endnu.", "", missing), "muted", wrap=True)
            )
        self._show_handled()

    def _show_file(self, file: Attachment) -> None:
        here = self._session.attachments.has(file.sha256)
        frame = QFrame()
        line = row(t.S, 0, frame)
        facts = [file.title, _size(file.size)]
        if not here:
            facts.append(self.tr("på vej"))
        line.addWidget(label(" · ".join(facts), wrap=True), 1)
        save = button(self.tr("Gem en kopi …"), "quiet")
        save.setAccessibleName(self.tr("Gem en kopi af {name}").format(name=file.title))
        save.setEnabled(here)
        save.clicked.connect(lambda: self.choose_place(file))
        line.addWidget(save)
        self._files.addWidget(frame)

    def _show_handled(self) -> None:
        done = self.letter.handled if self.letter else None
        if done:
            when = moment_within(done.at, self._session.clock.now())
            by = done.by or self.tr("en kollega")
            self.handled.setText(self.tr("Behandlet af {name}, {when}").format(name=by, when=when))
        else:
            self.handled.setText(self.tr("Ingen har behandlet brevet endnu."))
        self.handled_tick.setChecked(done is not None)

    def toggle_handled(self) -> None:
        """Somebody has dealt with it, for everybody on the case; or not after all."""
        if self.letter:
            session, id, done = self._session, self.letter.message.id, self.letter.handled is None
            self._context.jobs.run(
                self,
                lambda: incoming.mark_handled(session, id, handled=done),
                lambda _none: self.changed.emit(),
                self._fail,
            )

    def answer(self) -> None:
        """Choose the text of an answer."""
        if self.letter:
            self.texts.open(self.letter.message.case_id)

    def choose_place(self, file: Attachment) -> None:
        """Ask where a copy is to go; it is no longer protected there."""
        suggested = self.tr("bilag") + _ENDINGS.get(file.media, "")  # its own name may tell of whom
        name, _ = QFileDialog.getSaveFileName(self, self.tr("Gem en kopi"), suggested)
        if name:
            self.save_file(file, Path(name))

    def save_file(self, file: Attachment, to: Path) -> None:
        """Write the copy."""
        session = self._session
        self._context.jobs.run(
            self,
            lambda: incoming.save_file(session, file, to),
            lambda _none: self.told.emit(self.tr("Kopien er gemt")),
            self._fail,
        )

    def _write(self, text: PhraseText) -> None:
        if self.letter:
            session, id = self._session, self.letter.message.id
            self.texts.count(text)
            self._context.jobs.run(
                self,
                lambda: incoming.answer(session, id, text.key),
                self.answered.emit,
                self._fail,
            )

    def _fail(self, error: AppError) -> None:
        self.banner.tell(self._context.explain(error))


def _size(count: int) -> str:
    if count >= _MEGABYTE:
        return f"{count / _MEGABYTE:.1f} MB".replace(".", ",")
    return f"{max(1, round(count / _KILOBYTE))} kB"
