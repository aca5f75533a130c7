"""A case's letters: the list, and the one that is written or read."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStackedWidget

from jobassist.errors import AppError
from jobassist.records import Letter, LetterDelivery, PhraseText
from jobassist.services.incoming import Incoming, in_case
from jobassist.services.letter_address import Address, recipients
from jobassist.services.letters import deliveries, list_letters, new_letter, restore_letter
from jobassist.services.whereabouts import Place
from jobassist.session import Session
from ui import keys
from ui.context import Context
from ui.incoming.reader import IncomingReader
from ui.letters.sheet import LetterSheet
from ui.letters.states import state_word
from ui.page import Deeds, Page
from ui.phrases.chooser import TextChooser
from ui.shell.places import LETTERS
from ui.theme import tokens as t
from ui.widgets.banner import Banner
from ui.widgets.empty import Empty
from ui.widgets.layout import column, row
from ui.widgets.palette import Row, RowDelegate
from ui.widgets.text import button, icon_button, label
from ui.words import moment

_CATEGORY = "Brev"
_LIST_WIDTH = 200


@dataclass(frozen=True, slots=True)
class CaseLetters:
    """A case's letters, those in the bin last, and its citizen's; what became of them; to whom."""

    letters: list[Letter]
    incoming: list[Incoming]
    deliveries: dict[str, LetterDelivery]
    recipients: list[Address]


def _read(session: Session, case_id: str) -> CaseLetters:
    letters = list_letters(session, case_id) + list_letters(session, case_id, discarded=True)
    return CaseLetters(
        letters,
        in_case(session, case_id),
        deliveries(session, case_id),
        recipients(session, case_id),
    )


class LettersPage(Page):
    """The letters of one case."""

    def __init__(self, context: Context, session: Session, case_id: str) -> None:
        super().__init__()
        self._context = context
        self._session = session
        self.case_id = case_id
        self._deliveries: dict[str, LetterDelivery] = {}
        self._wanted = ""
        self._build()
        self._connect()
        self.refresh()

    def _build(self) -> None:
        self.setObjectName("page")
        self.back_button = icon_button("back", self.tr("Tilbage til sagen"), key=keys.BACK)
        self.new_button = button(self.tr("Nyt brev"), "primary", symbol="plus", key=keys.NEW_NOTE)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Breve"))
        self.list.setItemDelegate(RowDelegate(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFixedWidth(_LIST_WIDTH)
        self.banner = Banner()
        self.sheet = LetterSheet(self._context, self._session)
        self.nothing = Empty("draft", "")
        self.side = QStackedWidget()
        self.side.addWidget(self.nothing)
        self.side.addWidget(self.sheet)
        self.reader = IncomingReader(self._context, self._session)
        self.side.addWidget(self.reader)
        top = row(t.M)
        top.addWidget(self.back_button)
        top.addWidget(label(self.tr("Breve"), "display"))
        top.addStretch(1)
        top.addWidget(self.new_button)
        middle = row(t.L)
        middle.addWidget(self.list)
        middle.addWidget(self.side, 1)
        lines = column(t.M, t.XL, self)
        lines.addLayout(top)
        lines.addWidget(self.banner)
        lines.addLayout(middle, 1)
        self.letter_texts = TextChooser(
            self._context, self._session, self, self.tr("Vælg teksten til brevet"),
            lambda text: 0 if text.category == _CATEGORY else None,
        )  # fmt: skip
        self.inserts = TextChooser(
            self._context, self._session, self, self.tr("Find standardtekst"),
            lambda text: None if text.category == _CATEGORY else 0,
        )  # fmt: skip
        self.setFocusProxy(self.list)

    def _connect(self) -> None:
        self.back_button.clicked.connect(self.back_requested)
        self.new_button.clicked.connect(self.new_letter)
        self.list.currentItemChanged.connect(self._show_chosen)
        self.sheet.saved.connect(self.refresh)
        self.reader.changed.connect(self.refresh)
        self.reader.told.connect(self.told)
        self.reader.answered.connect(self._begin)
        self.sheet.queued.connect(self._queued)
        self.sheet.discarded.connect(self._discarded)
        self.sheet.begun_anew.connect(self._begin)
        self.sheet.copied.connect(lambda: self.told.emit(self.tr("Brevet er kopieret")))
        self.letter_texts.chosen.connect(self._write)
        self.inserts.chosen.connect(self.inserts.unfold)
        self.inserts.unfolded.connect(self.sheet.text.insert_phrase)
        for texts in (self.letter_texts, self.inserts):
            texts.failed.connect(self._failed)

    def refresh(self) -> None:
        """Read the case's letters anew."""
        session, case_id = self._session, self.case_id
        self._context.jobs.run(self, lambda: _read(session, case_id), self._show, self._failed)

    def new_letter(self) -> None:
        """Choose the text of a new letter."""
        self.letter_texts.open(self.case_id)

    def insert_text(self) -> None:
        """Choose a text to put into the letter that is being written."""
        if not self.sheet.text.isReadOnly() and self.side.currentWidget() is self.sheet:
            self.inserts.open(self.case_id)

    def save_all(self, then: Callable[[], None]) -> None:
        """Save what is being written, then go on."""
        self.sheet.flush(then)

    def place(self) -> Place:
        """The case's letters, and the one that is shown."""
        return Place(LETTERS, self.case_id, self._shown_id())

    def show_place(self, place: Place) -> None:
        """Show the letter it names, now or as soon as the letters have been read."""
        self._wanted = place.record_id
        self._take_wanted()

    def _take_wanted(self) -> None:
        for at in range(self.list.count()):
            if self._wanted and _id_of(self.list.item(at)) == self._wanted != self._shown_id():
                self.list.setCurrentRow(at)
                self._wanted = ""

    def _shown_id(self) -> str:
        if self.side.currentWidget() is self.reader and self.reader.letter:
            return self.reader.letter.message.id
        return self.sheet.letter.id if self.sheet.letter else ""

    def go_to_search(self) -> None:
        """There is no search here: the list is short."""
        self.list.setFocus()

    def deeds(self) -> Deeds:
        """The keys of letters."""
        return {
            keys.NEW_NOTE: self.new_letter,
            keys.PALETTE: self.insert_text,
            keys.FINALISE: self.sheet.queue,
            keys.COPY_ALL: self.sheet.copy_formatted,
            keys.NEXT_BLANK: self.sheet.text.next_blank,
            keys.PREVIOUS_BLANK: lambda: self.sheet.text.next_blank(backward=True),
        }

    def _show(self, found: CaseLetters) -> None:
        now = self._session.clock.now()
        self._deliveries = found.deliveries
        self.sheet.heading.show_recipients(found.recipients)
        shown = self._shown_id()
        with QSignalBlocker(self.list):
            self.list.clear()
            for one in found.incoming:
                self._add_incoming(one, shown)
            for letter in found.letters:
                state = state_word(letter, found.deliveries.get(letter.id))
                when = moment(letter.queued_at or letter.created_at, now)
                item = QListWidgetItem(f"{letter.subject}\n{state}")
                entry = Row(letter.subject, f"{state} · {when}", letter)
                item.setData(Qt.ItemDataRole.UserRole, entry)
                said = f"{letter.subject}, {state}, {when}"
                item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
                self.list.addItem(item)
                if letter.id == shown:
                    self.list.setCurrentItem(item)
        self._invite()
        self._take_wanted()

    def _invite(self) -> None:
        """Beside the list: what one can do with it, or that there is nothing in it yet."""
        if self.list.count():
            hint = self.tr("Vælg et brev på listen, eller skriv et nyt.")
            self.nothing.tell(self.tr("Intet brev valgt"), hint)
        else:
            hint = self.tr("Brevene i sagen står her. Skriv det første med »Nyt brev«.")
            self.nothing.tell(self.tr("Ingen breve endnu"), hint)

    def _add_incoming(self, one: Incoming, shown: str) -> None:
        subject = one.message.subject or self.tr("Brev uden emne")
        state = self.tr("Fra borgeren") if one.handled else self.tr("Fra borgeren, ubehandlet")
        when = moment(one.message.received_at, self._session.clock.now())
        item = QListWidgetItem(f"{subject}\n{state}")
        item.setData(Qt.ItemDataRole.UserRole, Row(subject, f"{state} · {when}", one))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{subject}, {state}, {when}")
        self.list.addItem(item)
        if one.message.id == shown:
            self.list.setCurrentItem(item)
            self.reader.show_letter(one)

    def _show_chosen(self, item: QListWidgetItem | None) -> None:
        if item:
            value: Letter | Incoming = item.data(Qt.ItemDataRole.UserRole).value
            self.sheet.flush(lambda: self._open_any(value))

    def _open_any(self, value: Letter | Incoming) -> None:
        if isinstance(value, Incoming):
            self.reader.show_letter(value)
            self.side.setCurrentWidget(self.reader)
        else:
            self._open(value)

    def _open(self, letter: Letter) -> None:
        self.sheet.show_letter(letter, self._deliveries.get(letter.id))
        self.side.setCurrentWidget(self.sheet)

    def _write(self, text: PhraseText) -> None:
        session, case_id = self._session, self.case_id

        def make() -> None:
            self.letter_texts.count(text)
            self._context.jobs.run(
                self, lambda: new_letter(session, case_id, text.key), self._begin, self._failed
            )

        self.sheet.flush(make)

    def _begin(self, letter: Letter) -> None:
        self._open(letter)
        self.refresh()
        self.sheet.setFocus()
        self.sheet.text.moveCursor(self.sheet.text.textCursor().MoveOperation.Start)
        self.sheet.text.next_blank()

    def _queued(self, _letter: Letter) -> None:
        self.told.emit(self.tr("Brevet er lagt i kø"))
        self.refresh()

    def _discarded(self, letter: Letter) -> None:
        session = self._session

        def undo() -> None:
            self._context.jobs.run(
                self, lambda: restore_letter(session, letter.id), self._begin, self._failed
            )

        self.thrown.emit(self.tr("Kladden er smidt ud"), undo)
        self.refresh()

    def _failed(self, error: AppError) -> None:
        self.banner.tell(self._context.explain(error))


def _id_of(item: QListWidgetItem) -> str:
    value: Letter | Incoming = item.data(Qt.ItemDataRole.UserRole).value
    return value.message.id if isinstance(value, Incoming) else value.id
