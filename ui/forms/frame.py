"""What the page of a form is laid out of: head, sections, fields, dictation."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QScrollArea, QWidget

from jobassist.session import Session
from ui import keys
from ui.context import Context
from ui.forms.voice import FormVoice
from ui.page import Page
from ui.theme import tokens as t
from ui.theme.apply import scaled
from ui.widgets.banner import Banner
from ui.widgets.layout import column, row, scrolling
from ui.widgets.palette import Palette
from ui.widgets.text import button, icon_button, label

_NAV = 264
_FIELDS = 820


class FormFrame(Page):
    """The page without its form: `nav` leads to sections, `view` scrolls the fields."""

    def __init__(self, context: Context, session: Session) -> None:
        super().__init__()
        self._context = context
        self._session = session
        self._build()

    def _build(self) -> None:
        self.setObjectName("page")
        self.setProperty("touch", True)
        self.banner = Banner()
        self.missing = Palette(self, self.tr("Det mangler"), numbered=True)
        self.voice = FormVoice(self._context, self._session, self.banner, self)
        self.saved = label(role="caption")
        self.view = self._fields()
        middle = row(t.L)
        middle.addWidget(self._sections())
        middle.addWidget(self.view, 1)
        foot = row(t.M)
        foot.addWidget(self.voice.bar, 1)
        foot.addWidget(self.saved)
        lines = column(t.M, 0, self)
        lines.setContentsMargins(t.XL, t.L, t.XL, t.S)
        lines.addLayout(self._head())
        lines.addWidget(self.banner)
        lines.addLayout(middle, 1)
        lines.addWidget(self.voice.live)
        lines.addLayout(foot)
        self.setFocusProxy(self.view)

    def _head(self) -> QHBoxLayout:
        self.back_button = icon_button("back", self.tr("Tilbage"), key=keys.BACK)
        self.heading = label(role="title", wrap=True)
        self.about = label(role="muted", wrap=True)
        self.missing_button = button(self.tr("Mangler"), key=keys.NEXT_BLANK)
        self.sign_button = button(self.tr("Til underskrift"), "primary", key=keys.FINALISE)
        words = column(0)
        words.addWidget(self.heading)
        words.addWidget(self.about)
        head = row(t.M)
        head.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        head.addWidget(self.missing_button)
        head.addWidget(self.sign_button)
        return head

    def _sections(self) -> QListWidget:
        self.nav = QListWidget()
        self.nav.setObjectName("sections")
        self.nav.setFixedWidth(_NAV)
        self.nav.setAccessibleName(self.tr("Afsnit i blanketten"))
        self.nav.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.nav.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.nav.setWordWrap(True)
        return self.nav

    def _fields(self) -> QScrollArea:
        sheet = QWidget()
        sheet.setMaximumWidth(scaled(_FIELDS))
        self._cards = column(t.M, 0, sheet)
        across = QWidget()
        inner = row(0, 0, across)
        inner.addWidget(sheet, 100)
        inner.addStretch(1)
        view = scrolling(across)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return view
