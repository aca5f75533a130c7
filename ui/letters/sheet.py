"""A letter beside its pages: what one writes to the left, what will be sent to the right."""

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QScrollArea, QTextEdit, QWidget

from jobassist.errors import AppError
from jobassist.records import Letter, LetterState
from jobassist.services.letter_pdf import render_pages
from jobassist.services.letters import queue_letter, save_letter
from jobassist.services.templates import Blank, blanks
from jobassist.session import Session
from ui.context import Context
from ui.jobs import Job
from ui.notes.text import NoteText
from ui.theme import tokens as t
from ui.widgets.banner import Banner
from ui.widgets.layout import column, row
from ui.widgets.palette import Palette, Row
from ui.widgets.text import button, label

_PAUSE_MS = 800
_PAGE_WIDTH = 300
_ADDRESS_HEIGHT = 92


class LetterSheet(QWidget):
    """`saved` and `queued` carry the letter as it is then."""

    saved = Signal(object)
    queued = Signal(object)

    def __init__(self, context: Context, session: Session) -> None:
        super().__init__()
        self._context = context
        self._session = session
        self.letter: Letter | None = None
        self._job: Job | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self.subject = QLineEdit()
        self.subject.setProperty("kind", "heading")
        self.subject.setAccessibleName(self.tr("Emne"))
        self.subject.setPlaceholderText(self.tr("Emne"))
        self.recipient = QTextEdit()
        self.recipient.setAcceptRichText(False)
        self.recipient.setTabChangesFocus(True)
        self.recipient.setAccessibleName(self.tr("Modtager"))
        self.recipient.setFixedHeight(_ADDRESS_HEIGHT)
        self.text = NoteText()
        self.text.setAccessibleName(self.tr("Brevets tekst"))
        self.text.setPlaceholderText("")
        frame = QFrame()
        frame.setObjectName("editor")
        inside = column(t.S, t.L, frame)
        inside.addWidget(self.subject)
        inside.addWidget(label(self.tr("Modtager"), "caption"))
        inside.addWidget(self.recipient)
        inside.addWidget(self.text, 1)
        self._stack = column(t.M)
        holder = QWidget()
        holder.setLayout(self._stack)
        self.view = QScrollArea()
        self.view.setWidgetResizable(True)
        self.view.setWidget(holder)
        self.view.setFixedWidth(_PAGE_WIDTH + t.XL + t.S)
        self.view.setAccessibleName(self.tr("Sådan bliver brevet"))
        self.state = label(role="muted")
        self.banner = Banner()
        self.queue_button = button(self.tr("Læg i kø"), "primary")
        self.choices = Palette(self, self.tr("Vælg"), numbered=True)
        middle = row(t.M)
        middle.addWidget(frame, 1)
        middle.addWidget(self.view)
        foot = row(t.M)
        foot.addWidget(self.state, 1)
        foot.addWidget(self.queue_button)
        lines = column(t.M, 0, self)
        lines.addLayout(middle, 1)
        lines.addWidget(self.banner)
        lines.addLayout(foot)
        self.setFocusProxy(self.text)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)

    def _connect(self) -> None:
        self.subject.textEdited.connect(self._pause.start)
        self.recipient.textChanged.connect(self._pause.start)
        self.text.textChanged.connect(self._pause.start)
        self.text.blank_reached.connect(self._offer)
        self.choices.chosen.connect(self._choose)
        self._pause.timeout.connect(lambda: self.flush(lambda: None))
        self.queue_button.clicked.connect(self.queue)

    def show_letter(self, letter: Letter) -> None:
        """Show a letter: one's own draft to write, anything else to read."""
        self.letter = letter
        fixed = letter.state is LetterState.QUEUED or letter.author_id != self._session.user.id
        self.subject.setText(letter.subject)
        self.subject.setCursorPosition(0)
        self.recipient.setPlainText(letter.recipient)
        self.text.show_text(letter.text)
        self._pause.stop()
        for field in (self.subject, self.recipient, self.text):
            field.setReadOnly(fixed)
        self.queue_button.setVisible(not fixed)
        self.banner.clear()
        self._show_pages(letter)

    def flush(self, then: Callable[[], None]) -> None:
        """Save what was written, then go on; not at all if it fails."""
        self._pause.stop()
        changes, letter = self._changes(), self.letter
        if letter is None or not changes:
            then()
            return
        session = self._session

        def kept(changed: Letter) -> None:
            if self.letter and self.letter.id == changed.id:
                self.letter = changed
                self._show_pages(changed)
            self.saved.emit(changed)
            then()

        self._context.jobs.run(
            self, lambda: save_letter(session, letter.id, **changes), kept, self._failed
        )

    def queue(self) -> None:
        """Seal the letter with its PDF; what is open stops it."""
        letter, session = self.letter, self._session
        if letter is None:
            return

        def done(found: tuple[Letter, bytes]) -> None:
            self.show_letter(found[0])
            self.queued.emit(found[0])

        def seal() -> None:
            self._context.jobs.run(
                self, lambda: queue_letter(session, letter.id), done, self._failed
            )

        self.flush(seal)

    def _changes(self) -> dict[str, str]:
        if self.letter is None or self.text.isReadOnly():
            return {}
        now = {
            "subject": self.subject.text().strip(),
            "recipient": self.recipient.toPlainText().strip(),
            "text": self.text.toPlainText(),
        }
        return {name: value for name, value in now.items() if getattr(self.letter, name) != value}

    def _show_pages(self, letter: Letter) -> None:
        still_open = len(blanks(letter.text)) + len(blanks(letter.subject))
        if letter.state is LetterState.QUEUED:
            self.state.setText(self.tr("I kø · segl {seal}").format(seal=(letter.hash or "")[:8]))
        else:
            self.state.setText(
                self.tr("%n felter mangler · F4", "", still_open) if still_open else ""
            )
        if self._job:
            self._job.cancel()
        width = round(_PAGE_WIDTH * self.devicePixelRatioF())
        self._job = self._context.jobs.run(
            self, lambda: render_pages(letter, width), self._show_drawn, self._failed
        )

    def _show_drawn(self, drawn: list[bytes]) -> None:
        while item := self._stack.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        for number, page in enumerate(drawn, 1):
            picture = QPixmap()
            picture.loadFromData(page)
            picture.setDevicePixelRatio(picture.width() / _PAGE_WIDTH)
            paper = QLabel()
            paper.setPixmap(picture)
            paper.setAccessibleName(self.tr("Side {number}").format(number=number))
            self._stack.addWidget(paper)
        self._stack.addStretch(1)

    def _offer(self, blank: Blank) -> None:
        if blank.choices and not self.text.isReadOnly():
            self.choices.open()
            self.choices.show_preview("")
            self.choices.show_rows([Row(choice, "", choice) for choice in blank.choices])

    def _choose(self, choice: str) -> None:
        self.text.insert(choice)
        self.text.setFocus()
        self.text.next_blank()

    def _failed(self, error: AppError) -> None:
        self.banner.tell(self._context.explain(error), "warning")
