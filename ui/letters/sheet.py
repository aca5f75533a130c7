"""A letter beside its pages: what one writes to the left, what will be sent to the right."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer, Signal, SignalInstance
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QWidget

from jobassist.errors import AppError
from jobassist.records import DeliveryState, Letter, LetterDelivery, LetterState
from jobassist.services.formatted import Copied, copy_letter
from jobassist.services.letter_pdf import render_pages
from jobassist.services.letters import (
    copy_as_draft,
    discard_letter,
    queue_letter,
    restore_letter,
    save_letter,
)
from jobassist.services.templates import blanks
from jobassist.session import Session
from ui import keys
from ui.clipboard import copy_formatted
from ui.context import Context
from ui.jobs import Job
from ui.letters.heading import LetterHeading
from ui.letters.states import failure_words, state_word
from ui.notes.text import NoteText
from ui.phrases.choices import BlankChoices
from ui.theme import tokens as t
from ui.theme.apply import scaled
from ui.widgets.banner import Banner
from ui.widgets.entered import Entered
from ui.widgets.layout import column, row
from ui.widgets.text import button, label
from ui.words import moment

_PAUSE_MS = 800
_PAGE_WIDTH = 300
_BOTH = 700  # from this width on (at 100 % text), text and pages stand side by side


class LetterSheet(Entered):
    """`saved`, `queued`, `discarded` and `begun_anew` carry the letter as it is then."""

    saved = Signal(object)
    queued = Signal(object)
    discarded = Signal(object)
    begun_anew = Signal(object)
    copied = Signal()

    def __init__(self, context: Context, session: Session) -> None:
        super().__init__()
        self._context = context
        self._session = session
        self.letter: Letter | None = None
        self.delivery: LetterDelivery | None = None
        self._job: Job | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self.heading = LetterHeading()
        self.text = NoteText()
        self.text.setAccessibleName(self.tr("Brevets tekst"))
        self.text.setPlaceholderText("")
        self.paper = QFrame()
        self.paper.setObjectName("editor")
        inside = column(t.S, t.L, self.paper)
        inside.addWidget(self.heading)
        inside.addWidget(self.text, 1)
        self._stack = column(t.M)
        holder = QWidget()
        holder.setLayout(self._stack)
        self.view = QScrollArea()
        self.view.setWidgetResizable(True)
        self.view.setWidget(holder)
        self.view.setFixedWidth(_PAGE_WIDTH + t.XL + t.S)
        self.view.setAccessibleName(self.tr("Sådan bliver brevet"))
        self.state = label(role="muted", wrap=True)
        self.banner = Banner()
        self.queue_button = button(self.tr("Læg i kø"), "primary", key=keys.FINALISE)
        self.pages_button = button(self.tr("Se siderne"), "quiet")
        self.pages_button.setCheckable(True)
        self.copy_button = button(self.tr("Kopiér"), key=keys.COPY_ALL)
        self.discard_button = button(self.tr("Smid ud"), "quiet")
        self.restore_button = button(self.tr("Tag tilbage"), "primary")
        self.anew_button = button(self.tr("Skriv som nyt brev"))
        self.choices = BlankChoices(self)
        middle = row(t.M)
        middle.addWidget(self.paper, 1)
        middle.addWidget(self.view)
        foot = row(t.M)
        foot.addWidget(self.state, 1)
        foot.addWidget(self.pages_button)
        for one in (
            self.discard_button,
            self.copy_button,
            self.anew_button,
            self.restore_button,
            self.queue_button,
        ):
            foot.addWidget(one)
        lines = column(t.M, 0, self)
        lines.addLayout(middle, 1)
        lines.addWidget(self.banner)
        lines.addLayout(foot)
        self.setFocusProxy(self.text)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)

    def _connect(self) -> None:
        self.heading.edited.connect(self._pause.start)
        self.text.textChanged.connect(self._pause.start)
        self.choices.serve(self.text)
        self._pause.timeout.connect(lambda: self.flush(lambda: None))
        self.queue_button.clicked.connect(self.queue)
        self.pages_button.toggled.connect(self._arrange)
        self.copy_button.clicked.connect(self.copy_formatted)
        self.discard_button.clicked.connect(lambda: self._do(discard_letter, self.discarded))
        self.restore_button.clicked.connect(lambda: self._do(restore_letter, self.saved))
        self.anew_button.clicked.connect(lambda: self._do(copy_as_draft, self.begun_anew))

    def show_letter(self, letter: Letter, delivery: LetterDelivery | None = None) -> None:
        """Show a letter: one's own draft to write, anything else to read."""
        self.letter, self.delivery = letter, delivery
        mine = letter.author_id == self._session.user.id
        fixed = letter.state is not LetterState.DRAFT or not mine
        in_bin = letter.state is LetterState.DISCARDED
        self.heading.show_letter(letter, fixed=fixed)
        self.text.show_text(letter.text)
        self._pause.stop()
        self.text.setReadOnly(fixed)
        self.queue_button.setVisible(not fixed)
        self.discard_button.setVisible(not fixed)
        self.restore_button.setVisible(in_bin and mine)
        self.anew_button.setVisible(letter.state is LetterState.QUEUED)
        self.banner.clear()
        if delivery and delivery.state is DeliveryState.FAILED:
            self.banner.tell(failure_words(delivery), "warning")
        self._show_pages(letter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room for both, one sees the text or the pages."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        narrow, pages = self.width() < scaled(_BOTH), self.pages_button.isChecked()
        self.pages_button.setVisible(narrow)
        self.view.setVisible(pages or not narrow)
        self.paper.setVisible(not (narrow and pages))

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

    def copy_formatted(self) -> None:
        """Copy the letter for another system, with its headings and lists."""
        letter, session = self.letter, self._session

        def put(copied: Copied) -> None:
            copy_formatted(copied)
            self.copied.emit()

        def read() -> None:
            if letter:
                self._context.jobs.run(
                    self, lambda: copy_letter(session, letter.id), put, self._failed
                )

        self.flush(read)

    def _do(self, deed: Callable[[Session, str], Letter], tell: SignalInstance) -> None:
        letter, session = self.letter, self._session
        if letter is None:
            return

        def done(changed: Letter) -> None:
            self.show_letter(changed)
            tell.emit(changed)

        def act() -> None:
            self._context.jobs.run(self, lambda: deed(session, letter.id), done, self._failed)

        self.flush(act)

    def _changes(self) -> dict[str, Any]:
        if self.letter is None or self.text.isReadOnly():
            return {}
        now = {**self.heading.values(), "text": self.text.toPlainText()}
        return {name: value for name, value in now.items() if getattr(self.letter, name) != value}

    def _show_pages(self, letter: Letter) -> None:
        still_open = len(blanks(letter.text)) + len(blanks(letter.subject))
        if letter.state is not LetterState.DRAFT:
            self.state.setText(self._state_words(letter))
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

    def _state_words(self, letter: Letter) -> str:
        if letter.state is LetterState.DISCARDED:
            return self.tr("Smidt ud. Kladden kan tages tilbage.")
        when = moment(letter.queued_at or letter.created_at, self._session.clock.now())
        sealed = self.tr("{state} · låst {when} · segl {seal}")
        return sealed.format(
            state=state_word(letter, self.delivery), when=when.lower(), seal=(letter.hash or "")[:8]
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

    def _failed(self, error: AppError) -> None:
        self.banner.tell(self._context.explain(error), "warning")
