"""The settings: found by a word, changed at once, and the organisation's shown as such."""

from PySide6.QtWidgets import QApplication, QWidget

from jobassist.errors import AppError
from jobassist.services.whereabouts import Place
from jobassist.session import Session
from jobassist.settings import GROUPS, Value
from ui.context import Context
from ui.door.access import AccessDialog
from ui.notes.words_dialog import WordsDialog
from ui.page import Page
from ui.settings.field import Heading, SettingField
from ui.shell.places import SETTINGS
from ui.theme import tokens as t
from ui.theme.apply import apply_theme, scaled
from ui.widgets.banner import Banner
from ui.widgets.empty import Empty
from ui.widgets.flow import flow
from ui.widgets.layout import between, column, row, scrolling
from ui.widgets.search_line import SearchLine
from ui.widgets.text import button, label
from ui.widgets.touch import BAR

_COLUMN = 760
_MICROPHONE = "microphone"


class SettingsPage(Page):
    """A change is kept as it is made; there is nothing to confirm."""

    def __init__(self, context: Context, session: Session) -> None:
        super().__init__()
        self._context = context
        self._session = session
        self.fields: dict[str, SettingField] = {}
        self._groups: list[tuple[Heading, list[SettingField]]] = []
        self._build()
        self._connect()

    def _build(self) -> None:
        self.setObjectName("page")
        self.search = SearchLine(self.tr("Søg i indstillinger"), self.tr("Søg i indstillinger"))
        self.banner = Banner()
        self.access_button = button(self.tr("Adgangssætning, pinkode og nøgle …"))
        self.words_button = button(self.tr("Ordliste …"))
        holder = QWidget()
        holder.setMaximumWidth(_COLUMN)
        inner = column(0, 0, holder)
        self._own = QWidget()
        buttons = row(t.M, 0, self._own)
        buttons.setContentsMargins(0, t.S, 0, 0)
        buttons.addLayout(flow(self.access_button, self.words_button), 1)
        inner.addWidget(self._own)
        danish = self._context.settings["language"] == "da"
        for group in GROUPS:
            heading = Heading(group.da if danish else group.en)
            inner.addWidget(heading)
            fields = [
                SettingField(one, self._context.settings, among=one.key == _MICROPHONE)
                for one in group.settings
            ]
            for made in fields:
                self.fields[made.setting.key] = made
                inner.addWidget(made)
            self._groups.append((heading, fields))
        self.nothing = Empty(
            "search", self.tr("Ingen indstilling passer."), self.tr("Prøv et andet ord.")
        )
        self.nothing.hide()
        inner.addWidget(self.nothing)
        inner.addStretch(1)
        self._lay_out(holder)
        self.setFocusProxy(self.search)

    def _lay_out(self, holder: QWidget) -> None:
        across = QWidget()
        between(holder, across)
        self.view = scrolling(across)
        head = QWidget()
        head.setMaximumWidth(_COLUMN)
        top = column(t.L, 0, head)
        top.addWidget(label(self.tr("Indstillinger"), "display"))
        top.addWidget(self.search)
        top.addWidget(self.banner)
        upper = between(head)
        upper.setContentsMargins(0, 0, BAR, 0)
        lines = column(t.M, 0, self)
        lines.setContentsMargins(t.XL, t.XL, t.XL, 0)
        lines.addLayout(upper)
        lines.addWidget(self.view, 1)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._find)
        self.access_button.clicked.connect(lambda: AccessDialog(self._context, self).exec())
        self.words_button.clicked.connect(
            lambda: WordsDialog(self._context, self._session, self).exec()
        )
        for made in self.fields.values():
            made.chosen.connect(self._choose)
            made.reset.connect(self._reset)
        self._context.jobs.run(
            self, self._session.microphones, self._offer_microphones, self._offer_none
        )

    def _offer_microphones(self, names: list[str]) -> None:
        offered = {"": self.tr("Systemets valg")} | {name: name for name in names}
        self.fields[_MICROPHONE].offer(offered)

    def _offer_none(self, _error: AppError) -> None:
        self._offer_microphones([])

    def place(self) -> Place:
        """The settings."""
        return Place(SETTINGS)

    def go_to_search(self) -> None:
        """Go to the search field."""
        self.search.begin()

    def refresh(self) -> None:
        """Show what is in force."""
        for made in self.fields.values():
            made.show_state()

    def _find(self, query: str) -> None:
        words = query.casefold().split()
        found = False
        for heading, fields in self._groups:
            for made in fields:
                setting = made.setting
                about = f"{setting.da} {setting.en} {setting.key}".casefold()
                made.setVisible(all(word in about for word in words))
            shown = any(not made.isHidden() for made in fields)
            heading.setVisible(shown)
            found = found or shown
        self._own.setVisible(not words)
        self.nothing.setVisible(not found)

    def _choose(self, key: str, value: Value) -> None:
        self._keep(key, lambda: self._context.settings.choose(key, value))

    def _reset(self, key: str) -> None:
        self._keep(key, lambda: self._context.settings.reset(key))

    def _keep(self, key: str, change: object) -> None:
        def done(_none: object) -> None:
            self.banner.clear()
            self.fields[key].show_state()
            app = QApplication.instance()
            if key == "theme" and isinstance(app, QApplication):
                apply_theme(app, self._context.settings["theme"], scaled(100))

        def failed(error: AppError) -> None:
            self.fields[key].show_state()
            self.banner.tell(self._context.explain(error))

        self._context.jobs.run(self, change, done, failed)  # type: ignore[arg-type]
