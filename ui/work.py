"""The unlocked window: bar, list of cases or one case, sync at the foot, and the global keys."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QFrame, QStackedWidget, QWidget

from jobassist.door import Protection
from jobassist.errors import AppError
from jobassist.services.whereabouts import Place, take_place
from jobassist.session import Session
from ui import keys
from ui.cases.case_page import CasePage
from ui.cases.page import CasesPage
from ui.context import Context
from ui.door.access import AccessDialog
from ui.idle import IdleWatch
from ui.key_sheet import KeySheet
from ui.letters.page import LettersPage
from ui.notes.saving import DraftSaver
from ui.notes.search import NoteSearch
from ui.phrases.library_page import LibraryPage
from ui.syncing.enrol import EnrolDialog
from ui.syncing.status import SyncStatus
from ui.theme import tokens as t
from ui.widgets.banner import Banner
from ui.widgets.layout import column, row
from ui.widgets.text import button, icon_button, label
from ui.widgets.toast import Toast
from ui.work_keys import bind_keys


class Work(QWidget):
    """Exists only while unlocked.

    `lock_requested` and `restore_requested` ask the window; `store_wiped` tells it that the
    central had this computer's store erased.
    """

    lock_requested = Signal()
    restore_requested = Signal()
    store_wiped = Signal()

    def __init__(self, context: Context, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._session = session
        self.case_page: CasePage | None = None
        self.texts: LibraryPage | None = None
        self.letters: LettersPage | None = None
        self._build()
        self._connect()
        bind_keys(self)

    def _build(self) -> None:
        self.setObjectName("page")
        bar = QFrame()
        bar.setObjectName("bar")
        self.search_button = button(
            self.tr("Søg i notater"), "quiet", symbol="search", key=keys.SEARCH_NOTES
        )
        self.texts_button = button(
            self.tr("Standardtekster"), "quiet", symbol="text", key=keys.TEXTS
        )
        self.access_button = button(self.tr("Adgang"), "quiet")
        self.keys_button = icon_button("keys", self.tr("Taster"), key=keys.SHEET)
        self.lock_button = button(self.tr("Lås"), "quiet", symbol="lock", key=keys.LOCK)
        top = row(t.S, 0, bar)
        top.setContentsMargins(t.XL, t.XS + 2, t.L, t.XS + 2)
        top.addWidget(label(self.tr("jobassist"), "strong"))
        top.addStretch(1)
        top.addWidget(self.search_button)
        top.addWidget(self.texts_button)
        top.addSpacing(t.S)
        top.addWidget(label(self._session.user.name, "muted"))
        top.addWidget(self.access_button)
        top.addWidget(self.keys_button)
        top.addWidget(self.lock_button)
        self.cases = CasesPage(self._context, self._session)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.cases)
        self.status = SyncStatus(self._context)
        self.care = Banner()
        lines = column(0, 0, self)
        lines.addWidget(bar)
        lines.addWidget(self.care)
        lines.addWidget(self.pages, 1)
        lines.addWidget(self.status)
        self.toast = Toast(self)
        self.search = NoteSearch(self._context, self._session, self)
        self.setFocusProxy(self.cases)

    def _connect(self) -> None:
        self.cases.case_chosen.connect(self.open_case)
        self.lock_button.clicked.connect(self.lock_requested)
        self.search_button.clicked.connect(self.search.begin)
        self.texts_button.clicked.connect(self.show_texts)
        self.keys_button.clicked.connect(self.show_keys)
        self.access_button.clicked.connect(self.show_access)
        self.search.note_chosen.connect(self.open_case)
        self.status.sync_requested.connect(self.sync)
        self.status.enrol_requested.connect(self.enrol)
        door, jobs = self._context.door, self._context.jobs
        tell = jobs.relay(self, self._show_sync)
        jobs.run(self, lambda: door.watch_sync(tell), failed=self._explain)
        jobs.run(self, door.protection, self._show_care)
        jobs.run(self, door.housekeep, failed=self._explain)
        self.idle = IdleWatch(self._context.settings["idle_minutes"], self._is_busy, self)
        self.idle.idled.connect(self.lock_requested)

    def open_case(self, case_id: str, note_id: str | None = None) -> None:
        """Show a case, and a note of it if one is given."""
        if self.case_page and self.case_page.case_id == case_id:
            if note_id:
                self.case_page.show_note(note_id)
            return
        self.save_all(lambda: self._open(case_id, note_id))

    def show_cases(self) -> None:
        """Back to the list."""
        self.save_all(self._close_page)

    def go_back(self) -> None:
        """From the letters to their case, from anything else to the list."""
        if self.letters:
            self.open_case(self.letters.case_id)
        else:
            self.show_cases()

    def show_letters(self, case_id: str) -> None:
        """The letters of a case."""
        self.save_all(lambda: self._open_letters(case_id))

    def show_texts(self) -> None:
        """The standard texts, to write on them."""
        if not self.texts:
            self.save_all(self._open_texts)

    def go_to_search(self) -> None:
        """The search field of the page shown."""
        (self.case_page or self.texts or self.letters or self.cases).go_to_search()

    def show_keys(self) -> None:
        """The sheet of keys."""
        KeySheet(self).exec()

    def show_access(self) -> None:
        """Passphrase, PIN and recovery key."""
        dialog = AccessDialog(self._context, self)
        dialog.exec()
        self._show_care(dialog.protection)

    def _show_care(self, protection: Protection) -> None:
        """What the user should know of their store, quietly."""
        if protection.doubt:
            self.care.tell(
                self._context.explain(protection.doubt),
                "error",
                action=self.tr("Gendan …"),
                then=self.restore_requested.emit,
                otherwise=(self.tr("Godkend det, der er her"), self._accept_doubt),
            )
        elif not protection.recovery_confirmed:
            self.care.tell(
                self.tr("Gendannelsesnøglen er ikke bekræftet."),
                "info",
                action=self.tr("Bekræft"),
                then=self.show_access,
            )
        else:
            self.care.clear()

    def _accept_doubt(self) -> None:
        door = self._context.door
        self._context.jobs.run(self, door.accept_doubt, lambda _: self.care.clear(), self._explain)

    def sync(self) -> None:
        """Sync at once."""
        self._context.jobs.run(self, self._context.door.sync_now, failed=self._explain)

    def enrol(self) -> None:
        """Ask for address and code."""
        if EnrolDialog(self._context, self).exec() == QDialog.DialogCode.Accepted:
            self.toast.tell(self.tr("Computeren er tilmeldt"))
            self.cases.refresh()

    def save_all(self, then: Callable[[], None]) -> None:
        """Save what is open, then go on."""
        if page := self.case_page or self.texts or self.letters:
            page.save_all(then)
        else:
            then()

    def save_for_lock(self, then: Callable[[], None]) -> None:
        """Save what is open, then go on.

        A running dictation is left running: the end of the process cuts its recording off, and
        what had not become text is offered again with the draft.
        """
        if saver := self.saver():
            saver.flush(then)
        else:
            self.save_all(then)

    def saver(self) -> DraftSaver | None:
        """What saves the draft that is open, if one is."""
        return self.case_page.editor.saver if self.case_page and self.case_page.editor else None

    def place(self) -> Place:
        """Where one is now."""
        if self.letters:
            return Place(self.letters.case_id)
        return self.case_page.place() if self.case_page else Place()

    def return_to_place(self) -> None:
        """Go back to where one was when the window was locked."""
        session = self._session
        self._context.jobs.run(self, lambda: take_place(session), self._return, self._explain)

    def _return(self, place: Place | None) -> None:
        if place and place.case_id and not self.case_page:
            self._open(place.case_id, place.note_id or None)
            assert self.case_page
            self.case_page.stand_at(place)

    def _open(self, case_id: str, note_id: str | None) -> None:
        self._close_page()
        self.case_page = CasePage(self._context, self._session, case_id, note_id)
        self.case_page.letters_requested.connect(lambda: self.show_letters(case_id))
        self._show_page(self.case_page)

    def _open_texts(self) -> None:
        self._close_page()
        self.texts = LibraryPage(self._context, self._session)
        self._show_page(self.texts)

    def _open_letters(self, case_id: str) -> None:
        self._close_page()
        self.letters = LettersPage(self._context, self._session, case_id)
        self._show_page(self.letters)

    def _show_page(self, page: CasePage | LibraryPage | LettersPage) -> None:
        page.back_requested.connect(self.go_back)
        page.told.connect(self.toast.tell)
        self.pages.addWidget(page)
        self.pages.setCurrentWidget(page)
        page.setFocus()

    def _close_page(self) -> None:
        if page := self.case_page or self.texts or self.letters:
            self.pages.removeWidget(page)
            page.deleteLater()
            self.case_page = self.texts = self.letters = None
            self.cases.refresh()
            self.cases.setFocus()

    def _show_sync(self, state: object) -> None:
        was_working = self.status.state.state == "working"
        self.status.show_state(state)  # type: ignore[arg-type]
        if self.status.state.code == "sync.device_wiped":
            self.store_wiped.emit()
            return
        if was_working and self.status.state.state == "idle":
            (
                self.case_page.reload
                if self.case_page
                else (self.texts or self.letters or self.cases).refresh
            )()

    def _explain(self, error: AppError) -> None:
        self.toast.tell(str(self._context.explain(error)))

    def _is_busy(self) -> bool:
        return bool(self.case_page and self.case_page.editor and self.case_page.editor.bar.running)
