"""The unlocked window: rail and tabs, one page in the middle, sync at the foot, the global keys."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from jobassist.errors import AppError
from jobassist.services.cases import CaseWords, case_words, not_here
from jobassist.services.practice import begin_practice, practice_case
from jobassist.services.whereabouts import Left, Place, take_place
from jobassist.session import Session
from ui import keys
from ui.cases.case_page import CasePage
from ui.cases.page import CasesPage
from ui.context import Context
from ui.help_sheet import HelpSheet
from ui.idle import IdleWatch
from ui.key_sheet import KeySheet
from ui.letters.page import LettersPage
from ui.notes.saving import DraftSaver
from ui.page import Page
from ui.phrases.library_page import LibraryPage
from ui.shell.frame import WorkFrame
from ui.shell.places import (
    CASE,
    CASES,
    COMPANIES,
    FORM_PAGES,
    FORMS,
    LETTERS,
    PAGES,
    SECTIONS,
    SYNC,
    TEXTS,
    VISIT_MODE,
)
from ui.shell.search import Search
from ui.syncing.follow import FollowSync
from ui.work_keys import bind_keys


class Work(WorkFrame):
    """Exists only while unlocked. Whoever wants to be elsewhere asks for a `Place`.

    `window_requested` asks for a place in the other window; `lock_requested` and
    `restore_requested` ask the window; `store_wiped` tells it that the central had this computer's
    store erased. What is left is saved first, so that only the page shown ever holds something
    unsaved.
    """

    window_requested = Signal(object)
    lock_requested = Signal()
    restore_requested = Signal()
    store_wiped = Signal()

    def __init__(
        self, context: Context, session: Session, parent: QWidget, *, beside: bool = False
    ) -> None:
        """`beside`: in the second window; the first one watches sync, the store and idleness."""
        super().__init__(context, session, parent)
        self._beside = beside
        self.admits: Callable[[Place], bool] = lambda _place: True
        self.busy_elsewhere: Callable[[], bool] = lambda: False
        self.page: Page | None = None
        self._made: dict[tuple[str, str], Page] = {}  # by the page's name and its case
        self.search = Search(context, session, self, self.deeds)
        self.syncing = FollowSync(context, self.status, self)
        self._connect()
        self._everywhere = bind_keys(self)
        self._show(Place(SECTIONS[0].page))

    def _connect(self) -> None:
        self.rail.chosen.connect(lambda page: self.go(Place(page)))
        self.rail.sheet_requested.connect(self.show_help)
        self.rail.lock_requested.connect(self.lock_requested)
        self.tabs.chosen.connect(self.open_case)
        self.tabs.close_requested.connect(self.close_case)
        self.parts.chosen.connect(self.show_part)
        self.search_button.clicked.connect(self.search.begin)
        self.access_button.clicked.connect(self.care.show_access)
        self.care.restore_requested.connect(self.restore_requested)
        self.care.failed.connect(self._explain)
        self.lease.sync_requested.connect(self.syncing.sync)
        self.lease.ended.connect(self.lock_requested)
        self.search.place_requested.connect(self.go)
        self.practice.removed.connect(self._practice_removed)
        self.practice.failed.connect(self._explain)
        self.status.page_requested.connect(lambda: self.go(Place(SYNC)))
        self.syncing.shown.connect(self._show_trouble)
        self.syncing.synced.connect(self._after_sync)
        self.syncing.fresh.connect(self._show_fresh)
        self.syncing.enrolled.connect(self._enrolled)
        self.syncing.wiped.connect(self.store_wiped)
        self.syncing.set_back.connect(self.care.look)
        self.syncing.told.connect(self.toast.tell)
        self.syncing.failed.connect(self._explain)
        if self._beside:
            self.practice.look()
            return
        self.syncing.watch()
        self.care.look()
        self.lease.look()
        self.practice.look()
        self._context.jobs.run(self, self._context.door.housekeep, failed=self._explain)
        self.idle = IdleWatch(self._context.settings["idle_minutes"], self._is_busy, self)
        self.idle.idled.connect(self.lock_requested)

    # Going about

    def go(self, place: Place) -> None:
        """Save what is written on the page shown, then show that place."""
        if self.page is not None and self.page is self._made.get((place.page, place.case_id)):
            self.page.show_place(place)
        elif self.admits(place):
            self.save_all(lambda: self._show(place))

    def go_beside(self) -> None:
        """What is shown here, in the other window."""
        place = self.place()
        self.save_all(lambda: self.window_requested.emit(place))

    def shows(self, place: Place) -> bool:
        """Whether it is the page shown now."""
        return self.page is not None and self.page is self._made.get((place.page, place.case_id))

    def let_go(self, place: Place) -> None:
        """Forget that page, which is not shown: the other window has it now."""
        if not self.shows(place) and (page := self._made.pop((place.page, place.case_id), None)):
            self.pages.removeWidget(page)
            page.deleteLater()

    def go_back(self) -> None:
        """From the letters to their case, from a case to the list, from there to the beginning."""
        now = self.place()
        if self.page and (back := self.page.back_place()):
            self.go(back)
        elif now.case_id and now.page != CASE:
            self.open_case(now.case_id)
        else:
            self.go(Place(CASES if now.case_id else SECTIONS[0].page))

    def open_case(self, case_id: str, note_id: str | None = None) -> None:
        """Show a case, and a note of it if one is given."""
        self.go(Place(CASE, case_id, note_id or ""))

    def close_case(self, case_id: str) -> None:
        """Save it and close its tab; the one beside it is shown, or else the list."""

        def close() -> None:
            beside = self.tabs.beside(case_id, 1)
            if self.page and self.page.case_id == case_id:
                self._show(Place(CASE, beside) if beside != case_id else Place(CASES))
            self._forget(case_id)

        self.save_all(close)

    def step_tabs(self, step: int) -> None:
        """The open case that many tabs further on."""
        if case_id := self.tabs.beside(self.page.case_id if self.page else "", step):
            self.open_case(case_id)

    def close_tab(self) -> None:
        """Close the case one is in."""
        if self.page and self.page.case_id:
            self.close_case(self.page.case_id)

    def show_cases(self) -> None:
        """The list of cases."""
        self.go(Place(CASES))

    def show_letters(self, case_id: str) -> None:
        """The letters of a case."""
        self.go(Place(LETTERS, case_id))

    def show_texts(self) -> None:
        """The standard texts, to write on them."""
        self.go(Place(TEXTS))

    def show_part(self, page: str) -> None:
        """Another part of the case that is shown."""
        if self.page and self.page.case_id:
            self.go(Place(page, self.page.case_id))

    def go_to_search(self) -> None:
        """The search field of the page shown."""
        if self.page:
            self.page.go_to_search()

    def _show(self, place: Place) -> None:
        page = self._made.get((place.page, place.case_id))
        if page:
            page.refresh()
        else:
            page = self._make(place)
        self.page = page
        self.pages.setCurrentWidget(page)
        self.setFocusProxy(page)
        page.setFocus()
        if page.case_id and (old := self.tabs.one_too_many(page.case_id)):
            self._forget(old)
        self.tabs.light(page.case_id, page.title)
        if not page.title:
            self._name_tab(page.case_id)
        self.practice.show_for(page.case_id)
        self.parts.setVisible(bool(page.case_id))
        self.parts.light(FORMS if place.page in FORM_PAGES else place.page)
        visiting = place.page in VISIT_MODE | FORM_PAGES
        self.rail.light(CASES if page.case_id else COMPANIES if visiting else place.page)
        page.show_place(place)
        if place.page == SYNC:
            self._show_trouble()

    def _make(self, place: Place) -> Page:
        page = PAGES[place.page](self._context, self._session, place)
        page.place_requested.connect(self.go)
        page.back_requested.connect(self.go_back)
        page.told.connect(self.toast.tell)
        page.thrown.connect(self.toast.offer)
        page.practice_requested.connect(self.practise)
        page.help_requested.connect(self.show_help)
        page.titled.connect(lambda: self.tabs.tell(page.case_id, page.title))
        self._made[place.page, place.case_id] = page
        self.pages.addWidget(page)
        return page

    def _name_tab(self, case_id: str) -> None:
        """Whose case it is, whichever of its pages was opened first."""
        session = self._session

        def find() -> dict[str, CaseWords]:
            with session.store.read() as tx:
                return case_words(tx, [case_id])

        def tell(words: dict[str, CaseWords]) -> None:
            if case_id in words:
                self.tabs.tell(case_id, words[case_id].citizen)

        if case_id:
            self._context.jobs.run(self, find, tell, self._explain)

    def _forget(self, case_id: str) -> None:
        self.tabs.close_case(case_id)
        for key in [key for key in self._made if key[1] == case_id]:
            page = self._made.pop(key)
            self.pages.removeWidget(page)
            page.deleteLater()

    # The page shown

    def deeds(self) -> list[tuple[keys.Key, Callable[[], object]]]:
        """What the keys do here and now: the page's own first."""
        of_page = self.page.deeds() if self.page else {}
        return [*of_page.items(), *self._everywhere.items()]

    @property
    def cases(self) -> CasesPage:
        """The list of cases."""
        page = self._made.get((CASES, "")) or self._make(Place(CASES))
        assert isinstance(page, CasesPage)
        return page

    @property
    def case_page(self) -> CasePage | None:
        """The case, if one is shown."""
        return self.page if isinstance(self.page, CasePage) else None

    @property
    def texts(self) -> LibraryPage | None:
        """The standard texts, if they are shown."""
        return self.page if isinstance(self.page, LibraryPage) else None

    @property
    def letters(self) -> LettersPage | None:
        """A case's letters, if they are shown."""
        return self.page if isinstance(self.page, LettersPage) else None

    # What concerns the whole window

    def practise(self) -> None:
        """Open the practice case, made now if there is none."""
        session = self._session

        def shown(case_id: str) -> None:
            self.practice.look(case_id)
            self.open_case(case_id)

        def find() -> str:
            return practice_case(session) or begin_practice(session)

        self._context.jobs.run(self, find, shown, self._explain)

    def _practice_removed(self, case_id: str) -> None:
        if self.page and self.page.case_id == case_id:
            self._show(Place(SECTIONS[0].page))
        self._forget(case_id)
        self.toast.tell(self.tr("Øvesagen er væk"))

    def show_help(self) -> None:
        """What this page is for, and its keys."""
        if self.page:
            sheet = HelpSheet(self.place().page, self.page.deeds(), self)
            sheet.keys_requested.connect(self.show_keys)
            sheet.practice_requested.connect(self.practise)
            sheet.exec()

    def show_keys(self) -> None:
        """The sheet of keys."""
        KeySheet(self).exec()

    def _enrolled(self) -> None:
        self.access_button.setText(self._session.user.name)  # as the central knows us
        self.cases.refresh()
        if self.page:
            self.page.setFocus()  # the button one came by goes

    def _after_sync(self) -> None:
        self.lease.look()
        self._look_for_lost()

    def _show_fresh(self) -> None:
        if self.page:
            self.page.refresh()

    def _look_for_lost(self) -> None:
        """A case that is not the user's any more leaves the screen as it left the store."""
        session, shown = self._session, list(self.tabs.titles())

        def close(lost: list[str]) -> None:
            for case_id in lost:
                if self.page and self.page.case_id == case_id:
                    self._show(Place(CASES))
                self._forget(case_id)
            if lost:
                said = self.tr("Sagen er ikke længere på denne computer.")
                hint = self.tr("Hvad der ikke var sendt, ligger under Synkronisering.")
                self.toast.tell(f"{said} {hint}")

        if shown:
            self._context.jobs.run(self, lambda: not_here(session, shown), close)

    def _show_trouble(self) -> None:
        """The page Sync says what the foot has no room for."""
        if page := self._made.get((SYNC, "")):
            page.show_trouble(self.status.state)  # type: ignore[attr-defined]

    # Saving, and coming back

    def save_all(self, then: Callable[[], None]) -> None:
        """Save what is open, then go on."""
        if self.page:
            self.page.save_all(then)
        else:
            then()

    def save_for_lock(self, then: Callable[[], None]) -> None:
        """Save what is open, then go on; what runs is cut off by the end of the process."""
        if self.page:
            self.page.save_for_lock(then)
        else:
            then()

    def saver(self) -> DraftSaver | None:
        """What saves the draft that is open, if one is."""
        return self.case_page.editor.saver if self.case_page and self.case_page.editor else None

    def place(self) -> Place:
        """Where one is now."""
        return self.page.place() if self.page else Place(SECTIONS[0].page)

    def left(self) -> Left:
        """Where one is, and the open cases."""
        return Left(self.place(), self.tabs.titles())

    def return_to_place(self) -> None:
        """Go back to where one was when the window was locked."""
        session = self._session
        self._context.jobs.run(self, lambda: take_place(session), self._return, self._explain)

    def _return(self, left: Left | None) -> None:
        if left and left.beside and left.beside.page in PAGES:
            self.window_requested.emit(left.beside)
        if left and left.place.page in PAGES and not self.tabs.count():
            for case_id, title in left.tabs.items():
                self.tabs.add(case_id, title)
            self.tabs.light("")
            self.go(left.place)

    def _explain(self, error: AppError) -> None:
        self.toast.tell(str(self._context.explain(error)))

    def is_busy(self) -> bool:
        """Whether somebody is at work here without touching keys or mouse."""
        return bool(self.page and self.page.is_busy())

    def _is_busy(self) -> bool:
        return self.is_busy() or self.busy_elsewhere()
