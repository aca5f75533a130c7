"""The standard texts: find one, write on it, take texts in and give them out."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QWidget,
)

from jobassist.errors import AppError
from jobassist.ports.clock import danish_day
from jobassist.records import PhraseText
from jobassist.services.cases import list_cases
from jobassist.services.phrase_editing import (
    Library,
    keep_unsaved,
    read_library,
    read_unsaved,
)
from jobassist.services.phrase_search import PhraseIndex
from jobassist.services.phrase_use import Suggestion, Use, suggestions
from jobassist.services.phrases import shipped_count
from jobassist.services.trash import Kind
from jobassist.services.whereabouts import Place
from jobassist.session import Session
from ui import keys
from ui.context import Context
from ui.page import Page
from ui.phrases.files import TextFiles
from ui.phrases.library_list import Filter, LibraryList, filter_of
from ui.phrases.text_editor import TextEditor
from ui.shell.places import TEXTS
from ui.theme import tokens as t
from ui.trash.throwing import throw
from ui.widgets.banner import Banner
from ui.widgets.empty import Empty
from ui.widgets.layout import column, row
from ui.widgets.text import button, icon_button, label

_CASES_OFFERED = 30
_NEW = ""  # the key of a text that is not saved yet


class LibraryPage(Page):
    """The library, and the text that is written on."""

    def __init__(self, context: Context, session: Session) -> None:
        super().__init__()
        self._context = context
        self._session = session
        self.library = Library((), False, {})
        self._suggestions: list[Suggestion] = []
        self._unsaved: dict[str, dict[str, str]] = {}
        self._key: str | None = None  # of the text that is shown
        self._wanted = ""  # the key of the text to show once it has been read
        self._files = TextFiles(context, session, self)
        self._build()
        self._connect()
        run = context.jobs.run
        run(self, lambda: list_cases(session, "", _CASES_OFFERED), self.editor.show_cases)
        run(self, lambda: read_unsaved(session), self._begin, self._failed)

    def _build(self) -> None:
        self.setObjectName("page")
        self.back_button = icon_button("back", self.tr("Tilbage til sagerne"), key=keys.BACK)
        self.count = label(role="muted")
        self.count.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.files_button = button(self.tr("Filer"))
        menu = QMenu(self.files_button)
        self.import_action = menu.addAction(self.tr("Importér …"), self._files.choose_import)
        shared, everything = self.tr("Eksportér fælles …"), self.tr("Eksportér, også mine egne …")
        menu.addAction(shared, lambda: self._files.choose_export(with_private=False))
        menu.addAction(everything, lambda: self._files.choose_export(with_private=True))
        self.files_button.setMenu(menu)
        self.new_button = button(self.tr("Ny tekst"), "primary", symbol="plus")
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Søg i standardtekster"))
        self.search.setAccessibleName(self.tr("Søg i standardtekster"))
        self.search.setClearButtonEnabled(True)
        self.filter = QComboBox()
        self.filter.setAccessibleName(self.tr("Vis"))
        self.banner = Banner()
        self.list = LibraryList()
        self.no_hits = Empty("text", self.tr("Ingen tekster passer."), self.tr("Prøv andre ord."))
        self.rows = QStackedWidget()
        self.editor = TextEditor(self._context, self._session)
        self.nothing = Empty(
            "text",
            self.tr("Ingen tekst valgt"),
            self.tr("Vælg en tekst på listen, eller skriv en ny."),
        )
        self.side = QStackedWidget()
        load = self.tr("Indlæs de {count} medfølgende tekster").format(count=shipped_count())
        self.empty = Empty(
            "text",
            self.tr("Der er ingen standardtekster endnu."),
            self.tr("Begynd med dem, der følger med, eller importér jeres egne."),
            action=load,
            then=self._files.load_shipped,
        )
        self.waiting = Empty(
            "sync",
            self.tr("Der er ingen standardtekster endnu."),
            self.tr("De fælles kommer ved synkronisering. Du kan skrive dine egne."),
        )
        for pages, those in (
            (self.rows, (self.list, self.no_hits)),
            (self.side, (self.nothing, self.editor, self.empty, self.waiting)),
        ):
            for page in those:
                pages.addWidget(page)
        self._lay_out()
        self.setFocusProxy(self.search)

    def _lay_out(self) -> None:
        top = row(t.M)
        top.addWidget(self.back_button)
        top.addWidget(label(self.tr("Standardtekster"), "display"))
        top.addWidget(self.count, 1)  # with large text it gives way to what stands beside it
        for do in (self.files_button, self.new_button):
            top.addWidget(do)
        left = QWidget()
        inside = column(t.S, 0, left)
        inside.addWidget(self.search)
        inside.addWidget(self.filter)
        inside.addWidget(self.rows, 1)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(t.XL)
        self.split.addWidget(left)
        self.split.addWidget(self.side)
        self.split.setStretchFactor(0, 2)
        self.split.setStretchFactor(1, 5)
        self.split.setSizes([320, 800])
        lines = column(t.M, t.XL, self)
        lines.addLayout(top)
        lines.addWidget(self.banner)
        lines.addWidget(self.split, 1)

    def _connect(self) -> None:
        self.back_button.clicked.connect(self.back_requested)
        self.new_button.clicked.connect(self.new_text)
        self.search.textChanged.connect(self.show_rows)
        self.filter.currentIndexChanged.connect(self.show_rows)
        self.list.text_chosen.connect(self.show_text)
        self.list.suggestion_chosen.connect(self._follow)
        self.editor.saved.connect(self._saved)
        self.editor.thrown.connect(self._throw)
        self._files.told.connect(self.told)
        self._files.changed.connect(self.refresh)
        self._files.failed.connect(self._failed)

    def _begin(self, unsaved: dict[str, dict[str, str]]) -> None:
        self._unsaved = unsaved
        self.refresh()

    def refresh(self) -> None:
        """Read the library anew."""
        session = self._session
        self._context.jobs.run(
            self,
            lambda: (read_library(session), suggestions(session)),
            self.show_library,
            self._failed,
        )

    def show_library(self, found: tuple[Library, list[Suggestion]]) -> None:
        """Show this library, and what might be better in it."""
        first = not self.filter.count()
        self.library, self._suggestions = found
        if first:
            self._offer_filters()
        self.banner.clear()
        self.count.setText(self.tr("%n tekster", "", len(self.library.texts)))
        self.show_rows()
        if self._key is None and first and _NEW in self._unsaved:
            self.new_text()
        elif self._key is None:
            nobody = self.empty if self.library.is_librarian else self.waiting
            self.side.setCurrentWidget(self.nothing if self.library.texts else nobody)
        self._take_wanted()

    def _offer_filters(self) -> None:
        names = {
            Filter.ALL: self.tr("Alle tekster"),
            Filter.OWN: self.tr("Mine egne"),
            Filter.TEAM: self.tr("Mit team"),
            Filter.ORGANISATION: self.tr("Hele organisationen"),
            Filter.AWAITING: self.tr("Venter på godkendelse"),
            Filter.SUGGESTIONS: self.tr("Forslag til forbedring"),
        }
        if not self.library.is_librarian:
            del names[Filter.SUGGESTIONS]
        for value, name in names.items():
            self.filter.addItem(name, value)

    def show_rows(self) -> None:
        """Show what fits the search and the filter."""
        wanted = Filter(self.filter.currentData() or Filter.ALL)
        if wanted is Filter.SUGGESTIONS:
            titles = {text.key: text.title for text in self.library.texts}
            self.list.show_suggestions(self._suggestions, titles)
        else:
            user = self._session.user
            fits = filter_of(wanted, user.id, user.org_unit)
            texts: list[PhraseText] = [text for text in self.library.texts if fits(text)]
            if self.search.text().strip():
                texts = PhraseIndex.of(texts, Use()).search(self.search.text())
            today = danish_day(self._session.clock.now())
            self.list.show_texts(texts, set(self._unsaved), today)
        self.list.stand_on(self._key or "")
        found = self.list.count() or not self.library.texts  # an empty library says so beside
        self.rows.setCurrentWidget(self.list if found else self.no_hits)

    def place(self) -> Place:
        """The library, and the text that is shown."""
        return Place(TEXTS, record_id=self._key or "")

    def show_place(self, place: Place) -> None:
        """Write on that text, now or as soon as the library has been read."""
        self._wanted = place.record_id
        self._take_wanted()

    def _take_wanted(self) -> None:
        text = next((one for one in self.library.texts if one.key == self._wanted), None)
        if text:
            self._wanted = ""
            self.show_text(text)

    def go_to_search(self) -> None:
        """Go to the search field."""
        self.search.setFocus()
        self.search.selectAll()

    def show_text(self, text: PhraseText) -> None:
        """Write on this text; what was being written is kept."""
        self._put_aside()
        self._key = text.key
        self.list.stand_on(text.key)
        self.editor.show_text(self.library, text, self._unsaved.get(text.key))
        self.side.setCurrentWidget(self.editor)

    def new_text(self) -> None:
        """Write a new text, or go on with the one that was begun."""
        self._write_new("")

    def _write_new(self, title: str) -> None:
        self._put_aside()
        self._key = _NEW
        self.list.stand_on("")
        self.editor.show_text(self.library, None, self._unsaved.get(_NEW))
        if title and not self.editor.form.title.text():
            self.editor.form.title.setText(title)
            self.editor.form.changed.emit()
            self.editor.look()
        self.side.setCurrentWidget(self.editor)
        self.editor.setFocus()

    def save_all(self, then: Callable[[], None]) -> None:
        """Keep what is being written, then go on."""
        self._put_aside()
        session, unsaved = self._session, dict(self._unsaved)
        self._context.jobs.run(
            self, lambda: keep_unsaved(session, unsaved), lambda _none: then(), self._failed
        )

    def _put_aside(self) -> None:
        if self._key is None:
            return
        if written := self.editor.unsaved():
            self._unsaved[self._key] = written
        else:
            self._unsaved.pop(self._key, None)

    def _follow(self, suggestion: Suggestion) -> None:
        text = next((one for one in self.library.texts if one.key == suggestion.key), None)
        if text:
            self.show_text(text)
        else:
            self._write_new(suggestion.detail.capitalize())

    def _throw(self, text: PhraseText) -> None:
        def leave() -> None:
            self._unsaved.pop(text.key, None)
            self._key = None
            self.side.setCurrentWidget(self.nothing)
            self.refresh()

        what = (Kind.TEXT, text.id, self.tr("Teksten er smidt ud"))
        throw(self, self._context, self._session, what, then=leave, failed=self._failed)

    def _saved(self, text: PhraseText) -> None:
        session = self._session
        self._unsaved.pop(self._key or _NEW, None)
        self._key = text.key
        unsaved = dict(self._unsaved)

        def show(found: tuple[Library, list[Suggestion]]) -> None:
            self.show_library(found)
            self.editor.show_text(self.library, text)
            self.told.emit(self.tr("Teksten er gemt"))

        def work() -> tuple[Library, list[Suggestion]]:
            keep_unsaved(session, unsaved)
            return read_library(session), suggestions(session)

        self._context.jobs.run(self, work, show, self._failed)

    def _failed(self, error: AppError) -> None:
        self.banner.tell(self._context.explain(error))
