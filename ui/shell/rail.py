"""The rail on the left: the sections of the work, and what concerns the whole window."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QToolButton

from ui import keys
from ui.icons import icon
from ui.shell.places import APART, SECTIONS, Section
from ui.theme import tokens as t
from ui.theme.apply import colours, scaled
from ui.widgets.layout import column

_WIDE, _NARROW, _HIGH = 112, 52, 56
_ICON = QSize(20, 20)


class Rail(QFrame):
    """`chosen` carries the name of a page; the two requests ask the window."""

    chosen = Signal(str)
    sheet_requested = Signal()
    lock_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAccessibleName(self.tr("Afsnit"))
        self.buttons: dict[str, QToolButton] = {}
        self._group = QButtonGroup(self)
        lines = column(t.XS, t.XS, self)
        lines.setContentsMargins(t.XS, t.S, t.XS, t.S)
        for section in SECTIONS:
            lines.addWidget(self._section(section))
        lines.addStretch(1)
        for section in APART:
            lines.addWidget(self._section(section))
        self.keys_button = self._button("info", self.tr("Hjælp"), keys.HELP)
        self.lock_button = self._button("lock", self.tr("Lås"), keys.LOCK)
        self.keys_button.clicked.connect(self.sheet_requested)
        self.lock_button.clicked.connect(self.lock_requested)
        lines.addWidget(self.keys_button)
        lines.addWidget(self.lock_button)
        self.show_narrow(False)

    def light(self, page: str) -> None:
        """Mark the section one is in; none for a page that belongs to none."""
        self._group.setExclusive(False)  # else the last one would stay marked
        for name, made in self.buttons.items():
            made.setChecked(name == page)
            symbol = next(s.symbol for s in (*SECTIONS, *APART) if s.page == name)
            made.setIcon(icon(symbol, colours().accent if name == page else ""))
        self._group.setExclusive(True)
        self.keys_button.setIcon(icon("info"))  # in the colours of the theme, as the others
        self.lock_button.setIcon(icon("lock"))

    def show_narrow(self, narrow: bool) -> None:
        """Only icons, where the window has no room for words."""
        style = (
            Qt.ToolButtonStyle.ToolButtonIconOnly
            if narrow
            else Qt.ToolButtonStyle.ToolButtonTextUnderIcon
        )
        self.setFixedWidth(_NARROW if narrow else scaled(_WIDE))
        for made in self.findChildren(QToolButton):
            made.setToolButtonStyle(style)

    def _section(self, section: Section) -> QToolButton:
        made = self._button(section.symbol, section.title, section.key)
        made.setCheckable(True)
        made.clicked.connect(lambda: self.chosen.emit(section.page))
        self.buttons[section.page] = made
        self._group.addButton(made)
        return made

    def _button(self, symbol: str, name: str, key: keys.Key) -> QToolButton:
        made = QToolButton()
        made.setProperty("kind", "rail")
        made.setText(name)
        made.setIcon(icon(symbol))
        made.setIconSize(_ICON)
        made.setFixedHeight(_HIGH)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        made.setCursor(Qt.CursorShape.PointingHandCursor)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.setAccessibleName(name)
        made.setAccessibleDescription(key.shown)
        made.setToolTip(f"{name} ({key.shown})")
        return made
