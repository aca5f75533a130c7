"""The unlocked window: bar, list of cases or one case, sync at the foot, and the global keys."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
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
from ui.notes.editor import DraftEditor
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


class Work(QWidget):
    """Exists only while unlocked. `lock_requested` and `restore_requested` ask the window."""

    lock_requested = Signal()
    restore_requested = Signal()

    def __init__(self, context: Context, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._session = session
        self.case_page: CasePage | None = None
        self.texts: LibraryPage | None = None
        self._build()
        self._connect()
        self._bind_keys()

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

    def _bind_keys(self) -> None:
        in_case: dict[keys.Key, Callable[[CasePage], object]] = {
            keys.NEW_NOTE: CasePage.new_note,
            keys.ADDENDUM: lambda page: page.reader.request_addendum(),
            keys.REVEAL: lambda page: page.header.reveal.toggle(),
            keys.SWITCH: CasePage.switch,
            keys.PALETTE: lambda page: page.desk.open_palette(),
        }
        in_draft: dict[keys.Key, Callable[[DraftEditor], object]] = {
            keys.NEXT_BLANK: lambda editor: editor.text.go_to_blanks(),
            keys.PREVIOUS_BLANK: lambda editor: editor.text.next_blank(backward=True),
            keys.NEXT_DOUBT: lambda editor: editor.doubts.go_to_next(),
            keys.FINALISE: DraftEditor.finalise,
        }
        self._bind(keys.LOCK, self.lock_requested.emit)
        self._bind(keys.SEARCH_NOTES, self.search.begin)
        self._bind(keys.TEXTS, self.show_texts)
        self._bind(keys.SHEET, self.show_keys)
        self._bind(keys.SYNC, self.sync)
        self._bind(keys.FIND, self.go_to_search)
        self._bind(keys.BACK, self.show_cases)
        for key, act in in_case.items():
            self._bind(key, partial(self._in_case, act))
        for key, do in in_draft.items():
            self._bind(key, partial(self._in_draft, do))

    def _in_case(self, act: Callable[[CasePage], object]) -> None:
        if self.case_page:
            act(self.case_page)

    def _in_draft(self, act: Callable[[DraftEditor], object]) -> None:
        if self.case_page and self.case_page.editor:
            act(self.case_page.editor)

    def _bind(self, key: keys.Key, act: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(key.keys), self)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(act)

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

    def show_texts(self) -> None:
        """The standard texts, to write on them."""
        if not self.texts:
            self.save_all(self._open_texts)

    def go_to_search(self) -> None:
        """The search field of the page shown."""
        (self.case_page or self.texts or self.cases).go_to_search()

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
        if page := self.case_page or self.texts:
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
            then()

    def saver(self) -> DraftSaver | None:
        """What saves the draft that is open, if one is."""
        return self.case_page.editor.saver if self.case_page and self.case_page.editor else None

    def place(self) -> Place:
        """Where one is now."""
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
        self.case_page.back_requested.connect(self.show_cases)
        self.case_page.told.connect(self.toast.tell)
        self.pages.addWidget(self.case_page)
        self.pages.setCurrentWidget(self.case_page)
        self.case_page.setFocus()

    def _open_texts(self) -> None:
        self._close_page()
        self.texts = LibraryPage(self._context, self._session)
        self.texts.back_requested.connect(self.show_cases)
        self.texts.told.connect(self.toast.tell)
        self.pages.addWidget(self.texts)
        self.pages.setCurrentWidget(self.texts)
        self.texts.setFocus()

    def _close_page(self) -> None:
        if page := self.case_page or self.texts:
            self.pages.removeWidget(page)
            page.deleteLater()
            self.case_page = self.texts = None
            self.cases.refresh()
            self.cases.setFocus()

    def _show_sync(self, state: object) -> None:
        was_working = self.status.state.state == "working"
        self.status.show_state(state)  # type: ignore[arg-type]
        if was_working and self.status.state.state == "idle":
            (self.case_page.reload if self.case_page else (self.texts or self.cases).refresh)()

    def _explain(self, error: AppError) -> None:
        self.toast.tell(str(self._context.explain(error)))

    def _is_busy(self) -> bool:
        return bool(self.case_page and self.case_page.editor and self.case_page.editor.bar.running)
