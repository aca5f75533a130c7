"""What a workplace's card is laid out of: its head, and blocks in one column or two."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from ui import keys
from ui.page import Page
from ui.theme import tokens as t
from ui.theme.apply import scaled
from ui.widgets.banner import Banner
from ui.widgets.flow import flow
from ui.widgets.layout import column, row
from ui.widgets.text import button, icon_button, label
from ui.widgets.touch import Block, touch_page

_WIDTH = 1180
_TWO_COLUMNS = 900  # below it the blocks stand under each other


class CompanyFrame(Page):
    """The card without its workplace."""

    def __init__(self) -> None:
        super().__init__()
        self._build()

    def _build(self) -> None:
        self.back_button = icon_button("back", self.tr("Til virksomhederne"), key=keys.BACK)
        self.name = label(role="display", wrap=True)
        self.about = label(role="muted", wrap=True)
        self.about.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.visit_button = button(self.tr("Nyt besøg"), "primary", symbol="plus")
        self.candidates_button = button(self.tr("Find kandidater"), symbol="people")
        self.form_button = button(self.tr("Ny blanket"), symbol="text")
        self.order_button = button(self.tr("Jobordre"))
        self.banner = Banner()
        self.free = Block(self.tr("Pladser"))
        self.contacts = Block(self.tr("Kontaktpersoner"), action=self.tr("Tilføj"))
        self.agreements = Block(self.tr("Aftaler"), action=self.tr("Tilføj"))
        self.orders = Block(self.tr("Jobordrer"), action=self.tr("Tilføj"))
        self.visits = Block(self.tr("Besøg"))
        self.forms = Block(self.tr("Blanketter om virksomheden"))
        head = QWidget()
        lines = column(t.S, 0, head)
        top = row(t.M)
        words = column(2)
        words.addWidget(self.name)
        words.addWidget(self.about)
        top.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(words, 1)
        lines.addLayout(top)
        lines.addLayout(
            flow(self.visit_button, self.candidates_button, self.form_button, self.order_button)
        )
        lines.addWidget(self.banner)
        body = QWidget()
        self._grid = QGridLayout(body)
        self._grid.setContentsMargins(0, 0, 0, t.L)
        self._grid.setSpacing(t.M)
        touch_page(self, head, body, width=_WIDTH)
        self._columns = 0
        self._place_blocks(2)
        self.setFocusProxy(self.visit_button)

    def _place_blocks(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        left = (self.free, self.contacts, self.agreements)
        right = (self.visits, self.orders, self.forms)
        for block in (*left, *right):
            self._grid.removeWidget(block)
        top = Qt.AlignmentFlag.AlignTop
        for at, (one, other) in enumerate(zip(left, right, strict=True)):
            if columns == 2:  # noqa: PLR2004 - two columns are two
                self._grid.addWidget(one, at, 0, top)
                self._grid.addWidget(other, at, 1, top)
            else:
                self._grid.addWidget(one, 2 * at, 0, top)
                self._grid.addWidget(other, 2 * at + 1, 0, top)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1 if columns > 1 else 0)
        self._grid.setRowStretch(6, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column where there is little room."""
        super().resizeEvent(event)
        self._place_blocks(2 if event.size().width() >= scaled(_TWO_COLUMNS) else 1)
