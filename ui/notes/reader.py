"""A final note (or a colleague's draft) to read; it can only be added to."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QMenu, QTextEdit

from jobassist.records import ContactChannel, Note, NoteState
from jobassist.session import Session
from ui import keys
from ui.notes.text import space_lines
from ui.notes.timeline import kind_words
from ui.theme import tokens as t
from ui.theme.apply import scaled
from ui.widgets.banner import Banner
from ui.widgets.entered import Entered
from ui.widgets.flow import flow
from ui.widgets.layout import column, row
from ui.widgets.text import button, label
from ui.words import CHANNELS, moment, word

_BESIDE = 150  # per cent: with larger text the seal stands over the buttons, not beside them


class NoteReader(Entered):
    """Each request carries the id of the note shown; `transfer_requested` whether it is filed."""

    addendum_requested = Signal(str)
    copy_requested = Signal(str)
    misfiling_requested = Signal(str)
    transfer_requested = Signal(str, bool)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._note: Note | None = None
        self.title = label(role="title", wrap=True)
        self.facts = label(role="muted", wrap=True)
        self.seal = label(role="caption", wrap=True)
        self.banner = Banner()
        self.text = QTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("Notatets tekst"))
        self.text.setMinimumHeight(t.XXL)  # it scrolls; what stands above it cannot
        self.add_button = button(self.tr("Skriv tilføjelse"), symbol="addendum", key=keys.ADDENDUM)
        self.add_button.clicked.connect(self.request_addendum)
        self.copy_button = button(self.tr("Kopiér"), key=keys.COPY_ALL)
        self.copy_button.clicked.connect(self.request_copy)
        self.more_button = button(self.tr("Mere"))
        menu = QMenu(self.more_button)
        self.transferred = menu.addAction(self.tr("Overført til fagsystemet"))
        self.transferred.setCheckable(True)
        self.transferred.triggered.connect(self._request_transfer)
        self.misfiled = menu.addAction(self.tr("Står i den forkerte sag …"))
        self.misfiled.triggered.connect(self._request_misfiling)
        self.more_button.setMenu(menu)
        sheet = QFrame()
        sheet.setObjectName("sheet")
        inside = column(t.S, t.XL, sheet)
        inside.addWidget(self.title)
        inside.addWidget(self.facts)
        inside.addWidget(self.banner)
        inside.addSpacing(t.S)
        inside.addWidget(self.text, 1)
        foot = row(t.M) if scaled(100) <= _BESIDE else column(t.XS)
        foot.addWidget(self.seal, 1)
        foot.addLayout(flow(self.more_button, self.copy_button, self.add_button))
        lines = column(t.M, 0, self)
        lines.addWidget(sheet, 1)
        lines.addLayout(foot)
        self.setFocusProxy(self.text)

    @property
    def note(self) -> Note | None:
        """The note shown."""
        return self._note

    def show_note(self, note: Note, author: str, *, transferred: bool = False) -> None:
        """Show it with its author's name, and whether the case system has it."""
        self._note = note
        now = self._session.clock.now()
        self.title.setText(note.title or kind_words(note)[0])
        facts = [moment(note.occurred_at, now), author]
        if note.channel is not ContactChannel.NONE:
            facts.append(word(CHANNELS[note.channel]))
        if note.participants:
            facts.append(note.participants)
        self.facts.setText(" · ".join(facts))
        self.text.setPlainText(note.text)
        space_lines(self.text.document())
        self._show_mark(note)
        final = note.state is NoteState.FINAL
        self.add_button.setVisible(final)
        self.more_button.setVisible(final)
        self.transferred.setChecked(transferred)
        sealed = self.tr("Låst {when} · segl {seal}")
        self.seal.setText(
            sealed.format(when=moment(note.finalised_at, now).lower(), seal=(note.hash or "")[:8])
            if final and note.finalised_at
            else self.tr("Kladden kan kun ændres af sin forfatter.")
        )

    def request_addendum(self) -> None:
        """Ask for an addendum to the note shown, if it is final."""
        if self._note and self._note.state is NoteState.FINAL:
            self.addendum_requested.emit(self._note.id)

    def request_copy(self) -> None:
        """Ask for the note shown to be copied for another system."""
        if self._note:
            self.copy_requested.emit(self._note.id)

    def _request_transfer(self, transferred: bool) -> None:
        if self._note:
            self.transfer_requested.emit(self._note.id, transferred)

    def _request_misfiling(self) -> None:
        if self._note:
            self.misfiling_requested.emit(self._note.id)

    def _show_mark(self, note: Note) -> None:
        if note.model_unfit:
            said = self.tr(
                "Skrevet med hjælp af talemodellen »{model}«, der ikke er egnet til journalnotater."
            )
            self.banner.tell(said.format(model=note.model or ""), "warning")
        else:
            self.banner.clear()
